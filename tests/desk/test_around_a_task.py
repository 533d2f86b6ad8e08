"""What a case worker is told of a case around its tasks, and may do with it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.casework import Desk
from desk.files import Files
from desk.showing import read_here
from desk.views import CaseView
from engine.commands import Complete, Extend, Open, Refusal, Reopen
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.who.people import Person
from outside.files import FolderFiles
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, PAM, REPORT, SOMEBODY, files
from tests.migrated import database_in
from workflows.load import load

TOP = "called: finder\nreopen: {who: highways, within: 28 days, at: inspect}\n"
LIMITS = "  assign: least busy\n  due: {within: 10 days, may extend: 5 days}\n"
TASK = "inspect.1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(REPORT + INSPECT + LIMITS + END, TOP)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    with store.registers.write() as register:
        register.people.save(Person("ada", "ada@example.org", "Ada Osei", ("highways",)))
    engine = Engine(store, Library(store, lambda: house))
    here = Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), lambda n: bytes(n), lambda: NINE))
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", raw, "click")), Done)
    return here


def case(desk: Desk) -> CaseView:
    view = desk.case(ADA, "ROA-1", NINE)
    assert isinstance(view, CaseView), view
    return view


def test_an_applicant_is_called_what_the_service_calls_them(desk: Desk) -> None:
    assert [(role, name) for role, name, _ in case(desk).parties] == [("finder", "Zoë Ng")]


def test_a_task_that_went_to_the_least_busy_is_nobodys_act(desk: Desk) -> None:
    told = {one.sentence: one.who for one in case(desk).timeline}

    assert told["“Inspect the road” is now with Ada Osei"] == ""


def test_it_is_said_until_when_a_time_limit_can_be_made_longer_and_nothing_is_done(desk: Desk) -> None:
    until = desk.longest(ADA, "ROA-1", TASK, NINE)

    assert until is not None and until.date() == date(2027, 3, 16)
    assert desk.longest(PAM, "ROA-1", TASK, NINE) is None
    before = case(desk).tasks[0].due
    assert before is not None and before < until
    desk.do(Extend(ADA, NINE, "ROA-1", TASK, "Snow"))
    assert desk.longest(ADA, "ROA-1", TASK, NINE) is None


def test_a_team_that_the_service_names_takes_a_closed_case_up_again(desk: Desk) -> None:
    assert "reopen" not in case(desk).may
    desk.do(Complete(ADA, NINE, "ROA-1", TASK, {"found": "Hole"}, "click 2"))
    assert "reopen" in case(desk).may

    assert not isinstance(desk.do(Reopen(ADA, NINE, "ROA-1", "It broke again")), Refusal)

    assert [row.task for row in case(desk).tasks] == ["inspect.2"]


def test_nobody_is_offered_to_take_it_up_when_the_time_for_it_is_over(desk: Desk) -> None:
    desk.do(Complete(ADA, NINE, "ROA-1", TASK, {"found": "Hole"}, "click 2"))

    later = desk.case(ADA, "ROA-1", NINE + timedelta(days=29))

    assert isinstance(later, CaseView) and "reopen" not in later.may


@pytest.mark.parametrize(
    ("written", "read"),
    [("Please pay within 28 days: [your link]", "Please pay within 28 days on this page."),
     ("Use [your link] soon", "Use this page soon")],
)  # fmt: skip
def test_a_letter_read_where_its_link_leads_says_so_in_whole_sentences(written: str, read: str) -> None:
    assert read_here(f"{written}\n\nGoodbye") == (read, "Goodbye")


def test_a_letter_read_where_its_link_leads_does_not_tell_of_the_link() -> None:
    assert read_here("There is £50 to pay.\n\nUse your link to pay: [your link]") == ("There is £50 to pay.",)
