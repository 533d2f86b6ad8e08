"""Everybody at the same moment: all are served, a doubled click is one case, and a task has one pair of hands."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from engine.commands import Claim, Command, Refusal
from engine.engine import Done, Engine
from tests.chaos.length import share
from tests.chaos.office import asked, now, opening, waits, whole
from tests.engine.making import ADA, BEN, MEI

AT_ONCE = share(1_000, 40)
DOUBLED = share(10_000, 30)
RACES = share(10_000, 30)
#: So many pairs press at a time.
PAIRS = 8

T = TypeVar("T")


def together(each: Sequence[Callable[[], T]]) -> list[T]:
    """Each in a thread of its own, all begun at once."""
    start = Barrier(len(each))

    def do(act: Callable[[], T]) -> T:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(do, each))


def timed(engine: Engine, command: Command) -> tuple[object, float]:
    began = time.monotonic()
    return engine.do(command), time.monotonic() - began


def test_all_who_submit_at_once_are_served(engine: Engine) -> None:
    opened = {f"click {number}": f"ROA-{number}" for number in range(AT_ONCE)}
    commands = [opening(token, reference, now()) for token, reference in opened.items()]

    results = together([lambda one=one: timed(engine, one) for one in commands])  # type: ignore[misc]

    assert all(isinstance(result, Done) and not result.again for result, _ in results)
    whole(engine.store, opened)
    assert asked(engine.store) == {reference: ["send"] for reference in opened.values()}
    print(f"\n{AT_ONCE:,} at once: {waits([took for _, took in results])}")


def pressed_twice(engine: Engine, token: str) -> str:
    """The one case that two presses at the same moment make."""
    twice = [opening(token, f"ROA-{token}-{press}", now()) for press in (1, 2)]
    results = together([lambda one=one: engine.do(one) for one in twice])  # type: ignore[misc]
    done = [one for one in results if isinstance(one, Done)]
    assert Counter(one.again for one in done) == {False: 1, True: 1}
    assert len({one.case.reference for one in done}) == 1, "both are told the same"
    return done[0].case.reference


def test_a_doubled_submit_is_one_case(engine: Engine) -> None:
    tokens = [str(number) for number in range(DOUBLED)]
    with ThreadPoolExecutor(PAIRS) as pool:
        references = list(pool.map(lambda token: pressed_twice(engine, token), tokens))

    whole(engine.store, dict(zip(tokens, references, strict=True)))
    print(f"\n{DOUBLED:,} submits pressed twice at once: {len(set(references)):,} cases")


def claimed_by_three(engine: Engine, number: int) -> str:
    """Who has the task that three claim at the same moment."""
    reference = f"ROA-{number}"
    assert isinstance(engine.do(opening(str(number), reference, now())), Done)
    claims = [Claim(person, now(), reference, "inspect.1") for person in (ADA, BEN, MEI)]
    results = together([lambda one=one: engine.do(one) for one in claims])  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in results) == ["Done", "Refusal", "Refusal"]
    winner = next(claim.actor.id for claim, one in zip(claims, results, strict=True) if isinstance(one, Done))
    assert {one.holder for one in results if isinstance(one, Refusal)} == {winner}, "the others are told who has it"
    case = engine.store.cases.load(reference)
    assert case is not None and case.tasks["inspect.1"].person == winner
    return winner


def test_a_task_that_several_claim_at_once_has_one_pair_of_hands(engine: Engine) -> None:
    with ThreadPoolExecutor(PAIRS) as pool:
        winners = Counter(pool.map(lambda number: claimed_by_three(engine, number), range(RACES)))

    assert winners.total() == RACES
    whole(engine.store, {str(number): f"ROA-{number}" for number in range(RACES)})
    print(f"\n{RACES:,} races for a task: {dict(winners)}")
