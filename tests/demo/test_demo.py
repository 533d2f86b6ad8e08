"""The demo plays as written, on whatever day it is built, and looks like a week in a county."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest

from components.base import Seen
from demo.build import build
from demo.scripts import people, scripts
from engine.case import Case, evolve
from engine.clocks import gone_off
from engine.commands import CLOCK, Actor, Command, Open, Problems, Refusal, Tick
from engine.decide import decide
from tests.workflows.shipped import FILES
from workflows.calendars import LONDON
from workflows.load import load
from workflows.organisation import Organisation
from workflows.workflow import Workflow

TUESDAY = date(2027, 3, 2)


@dataclass
class InMemory:
    """The engine's rules over a dictionary of cases."""

    cases: dict[str, Case] = field(default_factory=dict)

    def workflow(self, service: str) -> Workflow:
        return load(FILES, f"{service}.yaml")

    def version(self, service: str) -> int:
        return 1

    @property
    def organisation(self) -> Organisation:
        return self.workflow("report-a-pothole").organisation

    def seen(self, at: datetime) -> Seen:
        return Seen(at.date(), self.organisation.everyone, self.organisation.groups)

    def staff(self, person: str) -> Actor:
        found = next(sample.person for sample in people() if sample.person.id == person)
        return Actor(found.id, name=found.name, teams=frozenset(found.teams))

    def case(self, reference: str) -> Case:
        return self.cases[reference]

    def new_reference(self, workflow: Workflow) -> str:
        return f"{workflow.file.reference}-{len(self.cases) + 1}"

    def do(self, command: Command) -> object:
        reference = command.reference if isinstance(command, Open) else command.case  # type: ignore[attr-defined]
        case = self.cases.get(reference, Case())
        service = command.service if isinstance(command, Open) else case.service
        decision = decide(self.workflow(service), case, command, self.organisation)
        if isinstance(decision, tuple):
            for event in decision:
                case = evolve(case, event)
            self.cases[reference] = case
        return decision

    def pass_time(self, until: datetime) -> None:
        """Tick at each moment that something is due, the earliest first."""
        while due := min(
            ((case.clocks[clock].due, name) for name, case in self.cases.items() for clock in gone_off(case, until)),
            default=None,
        ):
            at, reference = due
            assert not isinstance(self.do(Tick(CLOCK, at, reference)), Problems | Refusal)


def built(today: date = TUESDAY) -> dict[str, Case]:
    house = InMemory()
    build(house, scripts(), today)
    return house.cases


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(built().values())


@pytest.mark.parametrize("day", range(1, 8))
def test_it_can_be_built_on_any_day_of_the_week(day: int) -> None:
    assert len(built(date(2027, 3, day))) == len(scripts())


def test_it_is_the_same_each_time(cases: list[Case]) -> None:
    assert list(built().values()) == cases


def test_about_sixty_cases_stand_at_every_stage(cases: list[Case]) -> None:
    waiting = Counter(task.step for case in cases for task in case.tasks.values())

    assert 55 <= len(cases) <= 70
    assert {"inspect", "triage", "clarification", "allocate", "collect", "exemptions", "sign_off", "review"} <= set(waiting)
    assert {case.outcome for case in cases if not case.open} >= {"repaired", "passed_on", "no_repair", "review_upheld"}


def test_some_are_late_some_due_today_and_some_wait_for_the_applicant(cases: list[Case]) -> None:
    morning = datetime.combine(TUESDAY, time(9), LONDON)
    due = [clock.due for case in cases if case.open for clock in case.clocks.values() if not clock.paused]
    applicants = [task for case in cases for task in case.tasks.values() if task.who == "applicant"]

    assert sum(one < morning for one in due) >= 6
    assert sum(one.date() == TUESDAY and one > morning for one in due) >= 4
    assert len(applicants) >= 5


def test_no_case_stopped_because_it_could_not_go_on(cases: list[Case]) -> None:
    assert not [case.reference for case in cases if "stuck" in case.visits]


def test_some_tasks_are_claimed_and_some_wait_for_anybody(cases: list[Case]) -> None:
    claimed = [bool(task.person) for case in cases for task in case.tasks.values() if task.who != "applicant"]

    assert claimed.count(True) >= 8
    assert claimed.count(False) >= 8


def test_everybody_belongs_to_teams_that_there_are() -> None:
    organisation = InMemory().organisation
    teams = {team for sample in people() for team in sample.person.teams}

    assert teams <= set(organisation.everyone)
    assert {"highways", "information-governance", "national-highways"} <= teams


def test_everybody_is_named_once_and_says_what_they_do() -> None:
    found = people()

    assert len({sample.person.id for sample in found}) == len({sample.person.email for sample in found}) == len(found)
    assert all(sample.does and sample.person.name for sample in found)


def test_somebody_may_edit_and_publish_every_service() -> None:
    designers = [sample.person for sample in people() if sample.person.may("publish", "freedom-of-information")]

    assert [person.may("edit", "report-a-pothole") for person in designers] == [True]
