"""Whatever happens to a case, its row, its events and a copy read back are the same case."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.case import Case
from engine.events import (
    AnswerCorrected,
    AnswersGiven,
    AnswersSetAside,
    Arrived,
    CaseClosed,
    ClockLate,
    ClockPaused,
    ClockResumed,
    ClockSet,
    ClockStopped,
    Event,
    FileAttached,
    MessageSent,
    NoteAdded,
    PartyJoined,
    StepPassed,
    TaskClaimed,
    TaskDone,
    TaskHandedOver,
    TaskOpened,
    TaskTakenAway,
)
from engine.store import Store
from engine.store.state import read_case, write_case
from engine.store.timers import running
from tests.engine.store.factories import NOW, change, opened

RUNS = count(1)
WORDS = st.text(max_size=12)
NAMES = st.sampled_from(["a", "b", "c"])
MOMENTS = st.integers(-10_000, 10_000_000).map(lambda seconds: NOW + timedelta(seconds=seconds, microseconds=7))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(WORDS, inside, max_size=2),
    max_leaves=4,
)


def possible(case: Case) -> st.SearchStrategy[Event]:
    """What can happen to a case that stands so."""
    tasks, clocks, steps = sorted(case.tasks), sorted(case.clocks), sorted(case.answers)
    asked = sorted((step, answer) for step, answers in case.answers.items() for answer in answers)
    happenings: list[st.SearchStrategy[Any]] = [
        st.builds(PartyJoined, NAMES, WORDS, st.dictionaries(st.sampled_from(["email", "text"]), WORDS), WORDS),
        st.builds(Arrived, NAMES, NAMES, st.integers(1, 3)),
        st.builds(AnswersGiven, NAMES, st.dictionaries(NAMES, PLAIN, max_size=3)),
        st.builds(AnswersSetAside, st.lists(NAMES, max_size=2).map(tuple)),
        st.builds(TaskOpened, NAMES, NAMES, st.integers(1, 3), NAMES, WORDS, MOMENTS, st.none() | MOMENTS),
        st.builds(StepPassed, NAMES, MOMENTS),
        st.builds(ClockSet, NAMES, MOMENTS, MOMENTS, st.booleans()),
        st.builds(MessageSent, NAMES, NAMES, NAMES, NAMES, WORDS, WORDS, WORDS, WORDS),
        st.builds(NoteAdded, WORDS),
        st.builds(FileAttached, st.just({"id": "f", "size": 3})),
    ]
    if tasks:
        task = st.sampled_from(tasks)
        happenings += [st.builds(TaskClaimed, task, NAMES, WORDS), st.builds(TaskHandedOver, task, NAMES)]
        happenings += [st.builds(TaskDone, task, NAMES, NAMES, MOMENTS), st.builds(TaskTakenAway, task)]
    if clocks:
        clock = st.sampled_from(clocks)
        happenings += [st.builds(ClockPaused, clock, MOMENTS), st.builds(ClockResumed, clock, MOMENTS)]
        happenings += [st.builds(ClockLate, clock), st.builds(ClockStopped, clock)]
    if asked:
        happenings.append(
            st.sampled_from(asked).flatmap(
                lambda at: st.builds(AnswerCorrected, *map(st.just, at), PLAIN, PLAIN, WORDS)
            )
        )
    return st.one_of(happenings) if steps or tasks else st.one_of(happenings[:5])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_case_replayed_is_the_case_as_it_stands(store: Store, data: st.DataObject) -> None:
    reference = f"POT-{next(RUNS)}"
    case = store.cases.commit(opened(reference))
    for _ in range(data.draw(st.integers(1, 6))):
        step = change(case)
        for _ in range(data.draw(st.integers(1, 3))):
            step = change(case, *step.events, data.draw(possible(step.after)))
        case = store.cases.commit(step)

    assert store.cases.verify(reference) == []
    assert store.cases.load(reference) == store.cases.replayed(reference) == case
    assert kept_tasks(store, case) == set(case.tasks)
    assert kept_timers(store, reference) == running(case)

    case = store.cases.commit(change(case, CaseClosed("done", NOW)))
    assert (kept_tasks(store, case), kept_timers(store, reference)) == (set(), {})


def kept_tasks(store: Store, case: Case) -> set[str]:
    return {task for task in "abc" if store.tasks.one(case.reference, task)} | (
        {"inspect.1"} if store.tasks.one(case.reference, "inspect.1") else set()
    )


def kept_timers(store: Store, reference: str) -> dict[str, datetime]:
    due = store.timers.due(NOW + timedelta(days=9999), limit=10_000)
    return {timer.clock: timer.at for timer in due if timer.reference == reference}


def test_the_order_of_answers_survives() -> None:
    case = Case(answers={"z": {"b": 1, "a": 2}, "a": {"a": 3}})

    assert list(read_case(write_case(case)).answers) == ["z", "a"]
    assert read_case(write_case(case)).values() == {"b": 1, "a": 3}
