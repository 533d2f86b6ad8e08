"""The demo plays as written, on whatever day it is built, and looks like a week in a county."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import count
from pathlib import Path

import pytest

from demo.build import build
from demo.scripts import people, scripts
from engine.case import Case
from engine.course.walk import STUCK
from engine.engine import Engine
from engine.library import Library
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.database import Database
from tests.workflows.services import FILES
from workflows.calendars import LONDON
from workflows.load import load
from workflows.organisation import Organisation

TUESDAY = date(2027, 3, 2)
#: Of these there are few cases.
RARE = ("broadband-not-spot", "river-level-alert")
PUBLISHED = datetime(2027, 1, 4, tzinfo=LONDON)
SERVICES = (
    "report-a-pothole", "freedom-of-information", "blue-badge", "complaints", "ehc-needs-assessment",
    "in-year-school-place", "safeguarding-referral", "watercourse-consent",
)  # fmt: skip


def organisation() -> Organisation:
    return load(FILES, "report-a-pothole.yaml").organisation


def opened(folder: Path) -> Engine:
    """An engine over an empty database, with the services published."""
    database = Database.open(f"sqlite:///{folder / 'demo.db'}")
    database.upgrade()
    store = Store(database)
    files = {f"definitions/{name}": text for name, text in FILES.items()}
    for service in (*SERVICES, *RARE):
        store.versions.publish(service, service, files, PUBLISHED, "imran-hussain", "Imran Hussain")
    return Engine(store, Library(store, organisation))


def played(engine: Engine, today: date = TUESDAY) -> list[Case]:
    """The demo's cases, played into it."""
    numbers = count(1)
    references: list[str] = []

    def refer(prefix: str) -> str:
        references.append(f"{prefix}-{next(numbers)}")
        return references[-1]

    build(engine, refer, today)
    return [case for reference in references if (case := engine.store.cases.load(reference))]


def built(folder: Path, today: date = TUESDAY) -> list[Case]:
    engine = opened(folder)
    cases = played(engine, today)
    engine.store.database.close()
    return cases


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = opened(tmp_path_factory.mktemp("demo"))
    yield made
    made.store.database.close()


@pytest.fixture(scope="module")
def cases(engine: Engine) -> list[Case]:
    """Played once, for whoever only looks."""
    return played(engine)


@pytest.mark.parametrize("today", [date(2027, 3, 6), date(2027, 3, 7), date(2027, 3, 8), date(2026, 12, 26)])
def test_it_can_be_built_at_a_weekend_on_a_monday_and_on_a_bank_holiday(tmp_path: Path, today: date) -> None:
    assert len(built(tmp_path, today)) == len(scripts())


def test_it_is_the_same_each_time(cases: list[Case], tmp_path: Path) -> None:
    assert built(tmp_path) == cases


def test_about_a_hundred_cases_stand_at_every_stage(cases: list[Case]) -> None:
    waiting = Counter(task.step for case in cases for task in case.tasks.values())

    assert 95 <= len(cases) <= 110
    assert {"inspect", "triage", "clarification", "allocate", "collect", "exemptions", "sign_off", "review"} <= set(
        waiting
    )
    assert {case.outcome for case in cases if not case.open} >= {"repaired", "passed_on", "no_repair", "review_upheld"}


def test_some_are_late_some_due_today_and_some_wait_for_the_applicant(cases: list[Case]) -> None:
    morning = datetime.combine(TUESDAY, time(9), LONDON)
    due = [clock.due for case in cases if case.open for clock in case.clocks.values() if not clock.paused]
    applicants = [task for case in cases for task in case.tasks.values() if task.who == "applicant"]

    assert sum(one < morning for one in due) >= 6
    assert sum(one.date() == TUESDAY and one > morning for one in due) >= 4
    assert len(applicants) >= 5


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_cases_under_way_and_one_that_ended(cases: list[Case], service: str) -> None:
    ours = [case for case in cases if case.service == service]

    assert len([case for case in ours if case.open]) >= 3
    assert [case for case in ours if not case.open]


@pytest.mark.parametrize("service", RARE)
def test_what_is_rare_can_be_tried_too(cases: list[Case], service: str) -> None:
    """Somebody of the sample staff is given a task of it."""
    teams = {team for sample in people() for team in sample.person.teams}
    asked = [task.who for case in cases if case.service == service for task in case.tasks.values()]

    assert len([case for case in cases if case.service == service]) == 2
    assert teams.intersection(asked)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_something_that_is_late(cases: list[Case], service: str) -> None:
    morning = datetime.combine(TUESDAY, time(9), LONDON)

    assert [
        case.reference for case in cases if case.service == service and case.open
        if any(task.due and task.due < morning for task in case.tasks.values())
    ]  # fmt: skip


def test_the_demo_shows_a_payment_more_time_and_a_withdrawal(cases: list[Case]) -> None:
    assert [case.service for case in cases if case.paid]
    assert [case.service for case in cases if case.extended]
    assert {case.outcome for case in cases} >= {"withdrawn", "granted", "awarded", "deemed_granted"}


def test_the_demo_shows_what_is_done_beside_the_course(cases: list[Case]) -> None:
    tasks = [task for case in cases if case.open for task in case.tasks.values()]

    assert [task.title for task in tasks if task.held] == ["Inspect the road"]
    assert {task.title for task in tasks if task.extra} == {
        "Say whose wall it is", "Read the reply from Vasile Munteanu",
    }  # fmt: skip
    assert len([case for case in cases if case.linked]) == 1


def test_what_a_partner_opened_and_who_stands_in_is_kept(engine: Engine, cases: list[Case]) -> None:
    morning = datetime.combine(TUESDAY, time(9), LONDON)

    standing_in = actor_of(engine.store.registers, "andrei-ionescu", organisation(), morning)
    looks = [look for case in cases for look in engine.store.looks.of(case.reference)]
    mentions = engine.store.mentions.of("susan-thirtle")

    assert standing_in and standing_in.stands_in == {"ben-mace": "Ben Mace"}
    assert [look.name for look in looks] == ["Constable Hannah Lamb"]
    assert [mention.author for mention in mentions] == ["marta-kowalska"]


def test_everybody_finds_something_to_do(cases: list[Case]) -> None:
    """National Highways is only written to."""
    asked = {task.who for case in cases for task in case.tasks.values()}

    idle = [sample.person.name for sample in people() if sample.person.teams and not asked & {*sample.person.teams}]

    assert idle == ["Claire Bunting"]


def test_no_case_stopped_because_it_could_not_go_on(cases: list[Case]) -> None:
    assert not [case.reference for case in cases if STUCK in case.visits]


def test_some_tasks_are_claimed_and_some_wait_for_anybody(cases: list[Case]) -> None:
    claimed = [bool(task.person) for case in cases for task in case.tasks.values() if task.who != "applicant"]

    assert claimed.count(True) >= 8
    assert claimed.count(False) >= 8


def test_everybody_belongs_to_teams_that_there_are() -> None:
    teams = {team for sample in people() for team in sample.person.teams}

    assert teams <= set(organisation().everyone)
    assert {"highways", "information-governance", "national-highways"} <= teams


def test_everybody_is_named_once_and_says_what_they_do() -> None:
    found = people()

    assert len({sample.person.id for sample in found}) == len({sample.person.email for sample in found}) == len(found)
    assert all(sample.does and sample.person.name for sample in found)


def test_somebody_may_edit_and_publish_every_service() -> None:
    designers = [sample.person for sample in people() if sample.person.may("publish", "freedom-of-information")]

    assert [person.may("edit", "report-a-pothole") for person in designers] == [True]
