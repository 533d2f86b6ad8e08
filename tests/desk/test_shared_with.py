"""Every look of a partner is recorded, and the council's staff of the case read what was shared with whom."""

from datetime import timedelta
from pathlib import Path
from textwrap import indent

import pytest

from desk.casework import Desk
from desk.files import Files
from desk.inbox import Inboxes, Wanted
from desk.shared_with import Shared, SharedLook, shared
from desk.views import CaseView, TaskView
from engine.commands import Actor, AddNote, Complete, Open, Refusal
from engine.engine import Done, Engine, Sight
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import (
    ADA,
    END,
    INSPECT,
    LEO,
    NAME,
    NINE,
    OFFICER,
    ORGANISATION,
    REPORT,
    SOMEBODY,
    STRANGER,
    files,
    service,
)
from tests.migrated import database_in
from workflows.moves import GUEST

MINUTE = timedelta(minutes=1)
LOOK = "- ask: look\n  who: police\n  title: What do you know\n  sees: [place, health]\n" \
       "  questions: {known: {type: text, label: What is known, sensitive: yes}}\n"  # fmt: skip
NAMED = REPORT.replace("Name, optional: yes", "Name")
HEALTH = "    health: {type: text, label: Health, sensitive: yes, optional: yes}\n"
STEPS = NAMED + HEALTH + "- send: warned\n  to: police\n" + LOOK + INSPECT + END
MORE = "- ask: more\n  title: Tell us of your debts\n  questions: {debts: {type: text, label: Debts}}\n"
TOP = "list as: ((place)), ((full_name))\n"
RAW = {"place": "Elm Hill", "full_name": "Zoë Ng", "health": "Asthma"}
CONSTABLE = Actor("hill", name="Constable Hill", teams=frozenset({"police"}))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(STEPS, TOP)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    house = service(STEPS, TOP).organisation
    engine = Engine(store, Library(store, lambda: house))
    made = Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), lambda n: bytes(n), lambda: NINE))
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", RAW, "click")), Done)
    return made


def told(desk: Desk) -> Shared:
    found = shared(desk.engine, ADA, "ROA-1")
    assert isinstance(found, Shared), found
    return found


def looks(desk: Desk) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(look.name, look.what, look.shown) for look in told(desk).looks]


def test_what_a_partner_was_given_and_may_see_is_told_before_anybody_looks(desk: Desk) -> None:
    found = told(desk)

    (task,) = found.tasks
    assert (task.who, task.title, task.at) == ("Norfolk Constabulary", "What do you know", NINE)
    assert task.sees == ("Health", "What is known", "Where is it")
    assert [(sent.to, sent.subject) for sent in found.messages] == [("Norfolk Constabulary", "About ROA-1")]
    assert found.looks == ()


def test_each_look_is_recorded_with_who_when_and_what_was_shown(desk: Desk) -> None:
    assert isinstance(desk.case(OFFICER, "ROA-1", NINE), CaseView)

    assert told(desk).looks == (
        SharedLook(NINE, NINE, "Constable Shah", "Norfolk Constabulary", "Read the case", ("Where is it",)),
    )


def test_a_sensitive_answer_counts_as_shown_once_it_is(desk: Desk) -> None:
    desk.case(OFFICER, "ROA-1", NINE)
    desk.show(OFFICER, "ROA-1", "report", "health", NINE)

    assert looks(desk) == [
        ("Constable Shah", "Had a sensitive answer shown", ("Health",)),
        ("Constable Shah", "Read the case", ("Where is it",)),
    ]


def test_an_answer_that_they_may_not_see_is_not_said_to_be_shown(desk: Desk) -> None:
    assert isinstance(desk.show(OFFICER, "ROA-1", "report", "full_name", NINE), Refusal)

    assert looks(desk) == []


def test_opening_a_task_is_a_look_too(desk: Desk) -> None:
    assert isinstance(desk.task(OFFICER, "ROA-1", "look.1", NINE), TaskView)

    assert looks(desk) == [("Constable Shah", "Opened a task", ("Where is it",))]


def test_the_same_page_drawn_again_is_one_look_that_goes_on(desk: Desk) -> None:
    for minutes in (0, 0, 5, 16):
        desk.case(OFFICER, "ROA-1", NINE + minutes * MINUTE)
    desk.case(CONSTABLE, "ROA-1", NINE + 16 * MINUTE)
    desk.case(OFFICER, "ROA-1", NINE + 60 * MINUTE)

    assert [(look.name, look.began - NINE, look.until - NINE) for look in told(desk).looks] == [
        ("Constable Shah", 60 * MINUTE, 60 * MINUTE),
        ("Constable Hill", 16 * MINUTE, 16 * MINUTE),
        ("Constable Shah", 0 * MINUTE, 16 * MINUTE),
    ]


def test_a_look_at_more_is_another_look(desk: Desk) -> None:
    desk.case(OFFICER, "ROA-1", NINE)
    desk.engine.do(Complete(OFFICER, NINE, "ROA-1", "look.1", {"known": "Much"}, "c"))
    desk.engine.do(AddNote(ADA, NINE, "ROA-1", "A note", "n"))
    desk.show(OFFICER, "ROA-1", "look", "known", NINE)

    assert [shown for _, _, shown in looks(desk)] == [("What is known",), ("Where is it",)]


def test_somebody_asked_by_email_is_told_of_by_what_named_them(desk: Desk) -> None:
    sight = desk.engine.see(ADA, "ROA-1")
    assert isinstance(sight, Sight)
    guest = Actor("link", "guest", "pat@example.org", case="ROA-1", role=f"{GUEST}landlord")
    desk.engine.looked(Sight(sight.workflow, sight.case, guest, sight.house), "task", ["place"], NINE)

    (look,) = told(desk).looks
    assert (look.name, look.what, look.shown) == ("pat@example.org", "Opened a task", ("Where is it",))
    assert "asked by email" in look.who


def test_staff_and_applicants_leave_no_look(desk: Desk) -> None:
    desk.case(ADA, "ROA-1", NINE)
    desk.case(LEO, "ROA-1", NINE)
    desk.case(Actor("zoe", "applicant", case="ROA-1"), "ROA-1", NINE)

    assert told(desk).looks == ()


@pytest.mark.parametrize("actor", [OFFICER, STRANGER, Actor("zoe", "applicant", case="ROA-1")])
def test_only_the_councils_staff_of_the_case_read_what_was_shared(desk: Desk, actor: Actor) -> None:
    assert isinstance(shared(desk.engine, actor, "ROA-1"), Refusal)


def test_a_case_erased_takes_its_looks_along(desk: Desk) -> None:
    desk.case(OFFICER, "ROA-1", NINE)

    desk.engine.store.cases.erase("ROA-1", NINE)

    assert desk.engine.store.looks.of("ROA-1") == []


# What a partner is shown in lists


def test_a_partner_reads_no_more_in_a_list_than_in_the_case(desk: Desk) -> None:
    (row,) = Inboxes(desk.engine).page(OFFICER, Wanted(), NINE).rows
    case, task = desk.case(OFFICER, "ROA-1", NINE), desk.task(OFFICER, "ROA-1", "look.1", NINE)
    assert isinstance(case, CaseView) and isinstance(task, TaskView)

    assert [row.words, case.tasks[0].words, task.row.words] == ["Elm Hill"] * 3
    ours = desk.case(ADA, "ROA-1", NINE)
    assert isinstance(ours, CaseView) and ours.tasks[0].words == "Elm Hill, Zoë Ng"


def test_what_waits_for_the_applicant_is_in_no_list_of_a_partner(tmp_path: Path) -> None:
    parts = (("one", LOOK.replace(", health", "")), ("two", MORE))
    inside = "".join(f"    {name}:\n{indent(steps, '    ')}" for name, steps in parts)
    steps = f"{REPORT}- together:\n{inside}{END}"
    database = database_in(tmp_path)
    store = Store(database)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(steps)[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: service(steps).organisation))
    desk = Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), bytes, lambda: NINE))
    raw = {"place": "Elm Hill", "email": "z@example.org"}
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", raw, "click")), Done)

    waiting = {row.title for row in Inboxes(desk.engine).page(ADA, Wanted("waiting"), NINE).rows}
    assert waiting == {"Tell us of your debts", "What do you know"}
    for view in ("waiting", "all", "teams", "mine"):
        titles = [row.title for row in Inboxes(desk.engine).page(OFFICER, Wanted(view), NINE).rows]
        assert titles == ([] if view == "mine" else ["What do you know"])
