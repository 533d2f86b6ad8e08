"""Practising a service: begun, worked on, moved on in time and deleted, and never among the real cases."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from desk.applying import Desk
from desk.casework import Desk as Casework
from desk.files import Files
from desk.finding import Finding
from desk.inbox import Inboxes, Wanted
from desk.messages import IN_PRACTICE
from desk.practising import Practice, PracticeCase
from desk.views import Applying, CaseView, Sent, Status, TaskView
from engine.commands import Actor, Attach, Complete, Refusal
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.who.people import Person
from outside.files import FolderFiles
from tests.engine.making import (
    ADA,
    BEN,
    DAY,
    END,
    INSPECT,
    NAME,
    NINE,
    OFFICER,
    ORGANISATION,
    REPORT,
    STRANGER,
    files,
    service,
)
from tests.migrated import database_in
from tests.uploaded import PDF

STEPS = (
    REPORT + "- send: thanks\n  to: applicant\n" + INSPECT + "  due: 10 days\n  if late:\n  - hand to: legal\n" + END
)
TOP = "list as: ((place))\n"
PAGES = ({"place": "Elm Hill"}, {"full_name": "Zoë Ng"}, {"email": "z@example.org"}, {"phone": ""})


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    database = database_in(tmp_path)
    store = Store(database)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(STEPS, TOP)[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    with store.registers.write() as register:
        register.people.save(Person("ada", "a@example.org", "Ada Osei", ("highways",)))
    house = service(STEPS, TOP).organisation
    return Engine(store, Library(store, lambda: house))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine, Random(1).randbytes)


@pytest.fixture
def casework(engine: Engine, tmp_path: Path) -> Casework:
    return Casework(engine, Files(engine, FolderFiles(tmp_path / "files"), Random(2).randbytes, lambda: NINE))


@pytest.fixture
def practice(casework: Casework) -> Practice:
    return Practice(casework.engine, casework.files.kept)


@pytest.fixture
def sent(desk: Desk, practice: Practice) -> Sent:
    view = practice.begin(desk, "browser", ADA, "mend", NINE)
    for raw in PAGES:
        assert isinstance(view, Applying), view
        assert view.practice
        saved = desk.save("browser", view, raw, NINE)
        assert isinstance(saved, Applying), saved
        view = saved
    assert isinstance(view, Applying)
    done = desk.send("browser", view.draft, view.token, NINE, ADA)
    assert isinstance(done, Sent), done
    return done


def seen(casework: Casework, reference: str, actor: Actor = ADA) -> CaseView:
    view = casework.case(actor, reference, NINE)
    assert isinstance(view, CaseView), view
    return view


def listed(practice: Practice, actor: Actor = ADA) -> PracticeCase:
    (one,) = practice.cases(actor, NINE)
    return one


def test_a_practice_case_is_listed_with_what_waits_in_it(practice: Practice, sent: Sent) -> None:
    one = listed(practice)

    assert (one.reference, one.service_title, one.words, one.now) == (sent.reference, "Mend a road", "Elm Hill", NINE)
    assert [(task.title, task.who_name, task.words) for task in one.tasks] == [
        ("Inspect the road", "Highways", "Elm Hill")
    ]
    assert one.deletable and not listed(practice, BEN).deletable
    assert practice.cases(STRANGER, NINE) == practice.cases(OFFICER, NINE) == ()


def test_its_page_is_that_of_any_case_and_says_that_it_is_practice(casework: Casework, sent: Sent) -> None:
    view = seen(casework, sent.reference)

    assert view.practice == NINE
    assert {"move on", "delete"} <= view.may and "delete" not in seen(casework, sent.reference, BEN).may
    assert [task.title for task in view.tasks] == ["Inspect the road"]
    assert [message.subject for message in view.messages] == [f"About {sent.reference}"]


def test_whoever_sent_it_reads_on_every_page_that_it_is_practice(desk: Desk, casework: Casework, sent: Sent) -> None:
    status = desk.status("browser", sent.reference, NINE)

    assert sent.practice == NINE
    assert isinstance(status, Status) and status.practice == NINE
    assert [message.state for message in seen(casework, sent.reference).messages] == [IN_PRACTICE]


def test_its_tasks_are_done_as_any(casework: Casework, sent: Sent) -> None:
    task = casework.task(ADA, sent.reference, "inspect.1", NINE)
    assert isinstance(task, TaskView) and "complete" in task.may

    casework.do(Complete(ADA, NINE, sent.reference, "inspect.1", {"found": "Hole"}, task.token))

    assert seen(casework, sent.reference).closed == NINE


def test_time_moves_on_in_it_alone(casework: Casework, practice: Practice, sent: Sent) -> None:
    assert practice.move_on(ADA, sent.reference, DAY * 11, "once", NINE) == sent.reference
    assert practice.move_on(ADA, sent.reference, DAY * 11, "once", NINE) == sent.reference

    view = seen(casework, sent.reference)
    assert (view.practice, view.state) == (NINE + DAY * 11, "With Legal services")
    assert listed(practice).now == NINE + DAY * 11
    assert view.timeline[0].at == NINE + DAY * 11


def test_the_timeline_says_by_how_much_time_moved(casework: Casework, practice: Practice, sent: Sent) -> None:
    for by in (timedelta(hours=1), DAY, DAY * 11):
        practice.move_on(ADA, sent.reference, by, "", NINE)

    told = [line.sentence for line in seen(casework, sent.reference).timeline if "clock" in line.sentence]
    moved = "Moved the clock of this practice case on by"
    assert told == [f"{moved} 11 days", f"{moved} 1 day", f"{moved} 1 hour"]


def test_what_follows_is_foreseen_at_its_own_time(casework: Casework, practice: Practice, sent: Sent) -> None:
    practice.move_on(ADA, sent.reference, DAY * 2, "", NINE)

    foreseen = casework.foresee(ADA, sent.reference, "inspect.1", {"found": "Hole"}, NINE)

    assert foreseen == "This closes the case"


def test_a_stranger_moves_nothing(practice: Practice, sent: Sent) -> None:
    for actor in (STRANGER, OFFICER):
        assert isinstance(practice.move_on(actor, sent.reference, DAY, "", NINE), Refusal)
    assert listed(practice).now == NINE


def test_whoever_practises_is_its_applicant_too(desk: Desk, practice: Practice, sent: Sent) -> None:
    practice.move_on(ADA, sent.reference, timedelta(days=1), "", NINE)

    status = desk.status("browser", sent.reference, NINE)

    assert isinstance(status, Status) and status.state == "We are working on it"


def test_it_is_in_no_inbox_and_nothing_finds_it(casework: Casework, sent: Sent) -> None:
    for view in ("mine", "teams", "all", "waiting", "held"):
        assert Inboxes(casework.engine).page(ADA, Wanted(view), NINE).rows == ()
    assert Finding(casework.engine).find(ADA, sent.reference) == Finding(casework.engine).find(ADA, "Elm") == ()
    assert casework.outbox(ADA, 0) == ()
    assert Inboxes(casework.engine).figures(ADA, Wanted("all"), NINE + DAY * 30).unclaimed == 0


def test_deleting_takes_its_files_too(casework: Casework, practice: Practice, sent: Sent) -> None:
    file = casework.files.keep(ADA.id, "plan.pdf", PDF)
    casework.do(Attach(ADA, NINE, sent.reference, file))
    assert isinstance(practice.delete(BEN, sent.reference), Refusal)

    assert practice.delete(ADA, sent.reference) is None

    assert isinstance(casework.case(ADA, sent.reference, NINE), Refusal)
    assert practice.cases(ADA, NINE) == ()
    with pytest.raises(KeyError):
        casework.files.kept.get(file["id"])


def test_a_service_is_practised_by_who_may(practice: Practice, desk: Desk) -> None:
    assert [one.id for one in practice.services(ADA)] == ["mend"]
    assert practice.services(OFFICER) == ()
    assert isinstance(practice.begin(desk, "browser", OFFICER, "mend", NINE), Refusal)


def test_a_real_case_is_no_practice(casework: Casework, practice: Practice, desk: Desk) -> None:
    view = desk.begin("anna", "mend", NINE)
    for raw in PAGES:
        assert isinstance(view, Applying)
        saved = desk.save("anna", view, raw, NINE)
        assert isinstance(saved, Applying)
        view = saved
    assert isinstance(view, Applying)
    real = desk.send("anna", view.draft, view.token, NINE)
    assert isinstance(real, Sent)

    assert seen(casework, real.reference).practice is None
    assert isinstance(practice.move_on(ADA, real.reference, DAY, "", NINE), Refusal)
    assert isinstance(practice.delete(ADA, real.reference), Refusal)
    assert practice.cases(ADA, NINE) == ()
