"""A practice case has a clock of its own, and no list, search, figure or outbox knows of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from engine.commands import Actor, AddNote, Claim, Complete, LinkCases, MoveOn, Open, Refusal, Split
from engine.engine import NO_LINK, Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.tasks import Figures, View
from engine.ticker import tick
from engine.who.people import Person, Role
from tests.engine.making import (
    ADA,
    BEN,
    DAY,
    END,
    INSPECT,
    LEO,
    MEI,
    NAME,
    NINE,
    OFFICER,
    ORGANISATION,
    PAM,
    REPORT,
    SOMEBODY,
    STRANGER,
    accepted,
    files,
    refused,
    service,
    trial,
)

STEPS = (
    REPORT + "- send: thanks\n  to: applicant\n" + INSPECT + "  due: 10 days\n  if late:\n  - hand to: legal\n" + END
)
RAW = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}
PRACTICE = Open(ADA, NINE, "mend", 1, "ROA-9", RAW, "click-9", practice=True)
REAL = replace(PRACTICE, reference="ROA-1", token="click-1", practice=False)
AND_A_DAY = DAY * 11


@pytest.fixture
def engine(store: Store) -> Engine:
    texts = files(STEPS)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    house = service(STEPS).organisation
    with store.registers.write() as register:
        for id, teams in (("ada", ("highways",)), ("ben", ("highways",))):
            register.people.save(Person(id, f"{id}@example.org", id, teams))
        boss = frozenset({Role("manage", "highways")})
        register.people.save(Person("mei", "mei@example.org", "mei", ("highways",), boss))
    return Engine(store, Library(store, lambda: house))


def done(result: object) -> Done:
    assert isinstance(result, Done), result
    return result


def reason(result: object) -> str:
    assert isinstance(result, Refusal), result
    return result.reason


def move_on(engine: Engine, by: timedelta, who: Actor = ADA, token: str = "") -> Any:
    return engine.do(MoveOn(who, NINE, "ROA-9", int(by.total_seconds()), token))


# Its own clock


def test_the_clock_moves_on_and_what_is_due_by_then_happens(engine: Engine) -> None:
    done(engine.do(PRACTICE))

    moved = done(move_on(engine, AND_A_DAY))

    assert moved.case.ahead == AND_A_DAY.total_seconds()
    assert moved.case.tasks["inspect.1"].who == "legal"
    assert engine.store.cases.replayed("ROA-9") == moved.case
    assert engine.store.cases.verify("ROA-9") == []


def test_what_is_done_afterwards_is_done_at_the_time_of_the_case(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    move_on(engine, DAY * 3)

    case = done(engine.do(Complete(BEN, NINE + DAY, "ROA-9", "inspect.1", {"found": "Hole"}, "click-2"))).case

    assert case.done["inspect"].at == NINE + DAY * 4
    assert engine.store.cases.history("ROA-9")[0].at == NINE + DAY * 4
    assert case.closed == NINE + DAY * 4


def test_a_timer_goes_off_by_the_case_s_own_clock(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    done(engine.do(REAL))
    move_on(engine, DAY * 8)

    tick(engine, "here", NINE + DAY * 3)

    late, real = engine.store.cases.load("ROA-9"), engine.store.cases.load("ROA-1")
    assert late is not None and real is not None
    assert (late.tasks["inspect.1"].who, real.tasks["inspect.1"].who) == ("legal", "highways")
    assert engine.store.timers.due(NINE + DAY * 3) == []


def test_a_click_twice_moves_the_clock_once(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    move_on(engine, DAY, token="once")

    assert done(move_on(engine, DAY, token="once")).again
    case = engine.store.cases.load("ROA-9")
    assert case is not None and case.ahead == DAY.total_seconds()


def test_only_the_clock_of_a_practice_case_is_moved_and_only_forward() -> None:
    real = trial(STEPS)
    assert "practice case" in refused(real.do(MoveOn, ADA, case="ROA-1", seconds=60, token=""))

    practice = trial(STEPS)
    practice.case = replace(practice.case, practice=True)
    for seconds in (0, -60, 10**9):
        assert "up to five years" in refused(practice.do(MoveOn, ADA, case="ROA-1", seconds=seconds, token=""))
    for actor in (OFFICER, SOMEBODY):
        assert "own staff" in refused(practice.do(MoveOn, actor, case="ROA-1", seconds=60, token=""))


# Who may


def test_staff_who_take_part_write_or_may_begin_practise() -> None:
    def opens(actor: Actor, top: str = "") -> object:
        case = trial(STEPS, "starts: staff\n" if top else "")
        return case.do(Open, actor, service="mend", version=1, reference="ROA-1", raw=RAW, token="", practice=True)

    writer = Actor("w", teams=frozenset({"finance"}), edits=frozenset({"mend"}))
    for actor in (ADA, STRANGER, writer):
        assert isinstance(opens(actor), tuple)
    for actor in (OFFICER, SOMEBODY, Actor("nobody")):
        assert refused(opens(actor)) == "You may not practise this service"  # type: ignore[arg-type]


def test_the_same_policy_holds_in_a_practice_case(engine: Engine) -> None:
    done(engine.do(PRACTICE))

    assert reason(engine.do(Claim(STRANGER, NINE, "ROA-9", "inspect.1"))) == "You may not see this case"
    done(engine.do(Claim(BEN, NINE, "ROA-9", "inspect.1")))
    assert "has this task" in reason(engine.do(Claim(MEI, NINE, "ROA-9", "inspect.1")))


# Nowhere to be found


def test_no_list_search_figure_or_outbox_knows_of_it(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    done(engine.do(AddNote(ADA, NINE, "ROA-9", "Only practice", "n")))
    store, night = engine.store, NINE + DAY

    views: tuple[View, ...] = ("mine", "teams", "all", "waiting", "held")
    for view in views:
        assert store.tasks.inbox(["highways"], "ada", view, now=NINE, end_of_today=night) == ([], "")
    assert store.tasks.figures(["highways"], "ada", night, night) == Figures(0, 0, 0)
    assert (store.tasks.held(), store.tasks.next_due(["highways"], "ada")) == ({}, None)
    assert [store.cases.find(words, ["highways"]) for words in ("Elm", "ROA-9", "Zoë", "ROA9")] == [[]] * 4
    assert store.cases.holding(email="z@example.org", name="Zoë Ng") == []
    assert store.cases.open_by_service() == {}
    assert store.messages.outbox() == []
    assert not store.cases.may_see("ROA-9", ["highways"])
    assert store.cases.practice() == ["ROA-9"]


def test_what_it_would_have_sent_is_kept_with_it(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    done(engine.do(REAL))

    assert [(one.message, one.state) for one in engine.store.messages.of("ROA-9")] == [("thanks", "practice")]
    assert [one.reference for one in engine.store.messages.outbox()] == ["ROA-1"]


def test_it_is_not_split_into_a_case_that_counts(engine: Engine) -> None:
    done(engine.do(PRACTICE))

    split = Split(ADA, NINE, "ROA-9", ("place",), RAW, "ROA-10", "s")
    assert reason(engine.do(split)) == "A practice case cannot be split"


def test_it_is_linked_with_no_real_case(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    done(engine.do(REAL))

    for one, other in (("ROA-9", "ROA-1"), ("ROA-1", "ROA-9")):
        assert reason(engine.do(LinkCases(ADA, NINE, one, other, one))) == NO_LINK


# Deleting


def rows_about(store: Store, reference: str) -> dict[str, int]:
    """How many rows of each table name the case."""
    found = {}
    with store.database.read() as connection:
        for name, table in SQLModel.metadata.tables.items():
            rows = connection.execute(select(table)).all()
            found[name] = sum(any(reference in str(value) for value in row) for row in rows)
    return {name: count for name, count in found.items() if count}


def test_deleting_leaves_nothing(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    engine.do(Claim(PAM, NINE, "ROA-9", "inspect.1"))
    engine.store.codes.add("ROA-9", "hash", NINE)
    engine.store.links.bind("visitor", "case", "ROA-9")
    kept = {"wf_case", "wf_event", "wf_timer", "wf_message", "wf_code", "wf_audit"}
    assert kept <= rows_about(engine.store, "ROA-9").keys()

    assert engine.delete_practice(ADA, "ROA-9") == []

    assert rows_about(engine.store, "ROA-9") == {}
    assert engine.store.cases.load("ROA-9") is None


def test_whoever_opened_it_or_a_manager_of_theirs_deletes_it_and_nobody_else(engine: Engine) -> None:
    done(engine.do(PRACTICE))
    done(engine.do(replace(PRACTICE, reference="ROA-8", token="click-8")))

    for actor in (BEN, LEO, STRANGER):
        assert isinstance(engine.delete_practice(actor, "ROA-9"), Refusal)
    assert (engine.delete_practice(MEI, "ROA-9"), engine.delete_practice(ADA, "ROA-8")) == ([], [])


def test_a_real_case_is_never_deleted_so(engine: Engine) -> None:
    done(engine.do(REAL))

    assert isinstance(engine.delete_practice(ADA, "ROA-1"), Refusal)
    assert isinstance(engine.delete_practice(MEI, "ROA-1"), Refusal)
    assert engine.store.cases.verify("ROA-1") == []


def test_a_service_that_a_practice_case_runs_is_practice_too(store: Store) -> None:
    inner = service(REPORT + INSPECT + END)
    outer = files(REPORT + "- run: mend\n  with: {place: place}\n" + END)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(REPORT + INSPECT + END)[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    whole = outer[NAME].replace("service: mend", "service: whole").replace("reference: ROA", "reference: WHO")
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("whole"): whole}
    store.versions.publish("whole", "two", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: inner.organisation))
    case = done(engine.do(replace(PRACTICE, service="whole", reference="WHO-9"))).case
    ahead: datetime = NINE + DAY
    engine.do(MoveOn(ADA, NINE, "WHO-9", int(DAY.total_seconds()), ""))

    tick(engine, "here", NINE)

    begun = engine.store.cases.practice()
    part = engine.store.cases.load(next(one for one in begun if one != "WHO-9"))
    assert case.practice and part is not None and part.practice
    assert (part.opened, part.ahead) == (ahead, DAY.total_seconds())


def test_a_practice_case_replays(engine: Engine) -> None:
    case = trial(STEPS)
    accepted(case.complete("inspect", ADA, found="Hole"))
    assert done(engine.do(PRACTICE)).case == engine.store.cases.replayed("ROA-9")
