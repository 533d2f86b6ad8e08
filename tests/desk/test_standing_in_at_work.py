"""What a substitute is shown: whose part they would do, what they may, and the timeline that says both names."""

from pathlib import Path

import pytest

from desk.casework import Desk
from desk.files import Files
from desk.views import CaseView, TaskView
from engine.commands import Actor, Assign, Claim, Complete, Open, Refusal
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.who.people import Absence, Person, Role
from outside.files import FolderFiles
from tests.engine.making import DAY, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files, service
from tests.migrated import database_in

DECIDE = INSPECT.replace("inspect", "decide").replace("Inspect", "Decide on").replace("found", "verdict")
STEPS = REPORT + INSPECT + DECIDE.replace("  questions", "  not whoever did: [inspect]\n  questions") + END
MARTA = Person("marta", "m@example.org", "Marta Kowalska", ("highways",), frozenset({Role("manage", "highways")}))
BEN = Person("ben", "b@example.org", "Ben Carter", ("highways",))
OMAR = Person("omar", "o@example.org", "Omar Khan", ("parks",))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(STEPS)[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    with store.registers.write() as register:
        for person in (MARTA, BEN, OMAR):
            register.people.save(person)
    house = service(STEPS).organisation
    engine = Engine(store, Library(store, lambda: house))
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill"}, "click")), Done)
    return Desk(engine, Files(engine, FolderFiles(tmp_path / "files"), bytes, lambda: NINE))


def omar(*absent: Person) -> Actor:
    return OMAR.actor(absent)


def task(desk: Desk, actor: Actor, id: str = "inspect.1") -> TaskView:
    view = desk.task(actor, "ROA-1", id, NINE)
    assert isinstance(view, TaskView), view
    return view


def listed(desk: Desk, actor: Actor) -> list[str]:
    rows, _ = desk.engine.store.tasks.inbox(
        sorted(actor.teams), actor.id, "teams", now=NINE, end_of_today=NINE
    )  # fmt: skip
    return [row.reference for row in rows]


def found(desk: Desk, actor: Actor) -> list[str]:
    return [one.reference for one in desk.engine.store.cases.find("Elm", sorted(actor.teams))]


def test_nothing_is_shown_before_the_loan_and_everything_with_it(desk: Desk) -> None:
    assert isinstance(desk.case(omar(), "ROA-1", NINE), Refusal)
    assert (listed(desk, omar()), found(desk, omar())) == ([], [])

    assert isinstance(desk.case(omar(MARTA), "ROA-1", NINE), CaseView)
    assert (listed(desk, omar(MARTA)), found(desk, omar(MARTA))) == (["ROA-1"], ["ROA-1"])


def test_a_task_says_whose_part_it_is(desk: Desk) -> None:
    assert task(desk, omar(MARTA)).standing_in == "Marta Kowalska"
    assert task(desk, BEN.actor([MARTA])).standing_in == ""


def test_what_the_absent_has_claimed_may_be_taken_over_or_given_back(desk: Desk) -> None:
    desk.engine.do(Claim(MARTA.actor(), NINE, "ROA-1", "inspect.1"))

    assert {"claim", "complete", "release"} <= task(desk, omar(MARTA)).may
    assert not task(desk, BEN.actor()).may & {"claim", "complete", "release"}


def test_the_timeline_names_both(desk: Desk) -> None:
    desk.do(Complete(omar(MARTA), NINE, "ROA-1", "inspect.1", {"found": "Hole"}, "done"))

    case = desk.case(BEN.actor(), "ROA-1", NINE)
    assert isinstance(case, CaseView)
    told = [line.who for line in case.timeline if line.sentence == "Completed “Inspect the road”"]
    assert told == ["Omar Khan, standing in for Marta Kowalska"]
    assert desk.engine.store.cases.verify("ROA-1") == []


def test_why_a_substitute_may_not_is_said_before_they_begin(desk: Desk) -> None:
    desk.do(Complete(MARTA.actor(), NINE, "ROA-1", "inspect.1", {"found": "Hole"}, "done"))

    view = task(desk, omar(MARTA), "decide.1")

    assert "Marta Kowalska, for whom you stand in, did" in view.barred
    assert not view.may & {"claim", "complete"}


def test_whoever_is_away_is_not_offered_for_a_task(desk: Desk) -> None:
    assert dict(task(desk, MARTA.actor()).people) == {"ben": "Ben Carter", "marta": "Marta Kowalska"}

    with desk.engine.store.registers.write() as register:
        register.away.add(Absence("1", "ben", NINE, NINE + DAY, "marta", "ben", NINE))

    assert dict(task(desk, MARTA.actor()).people) == {"marta": "Marta Kowalska"}
    assert isinstance(desk.do(Assign(BEN.actor(), NINE, "ROA-1", "inspect.1", "marta", "Marta", "given")), Refusal)
