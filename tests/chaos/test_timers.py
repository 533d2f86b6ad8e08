"""Clocks go off once, in order and on time: among very many, after the clock jumps, after a week, and where one who
ticks dies or falls asleep."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from engine.commands import Command, Tick
from engine.engine import Done, Engine
from engine.events import MessageSent, TaskOpened
from engine.ticker import LEASE, tick
from tests.chaos.length import share
from tests.chaos.office import now, opening, over, published, waits
from tests.engine.making import END, INSPECT, NINE, REPORT

HOUR, SECOND, WEEK = timedelta(hours=1), timedelta(seconds=1), timedelta(days=7)
LATE = "  due: 4 hours\n  remind: 2 hours before\n  if late:\n  - send: late\n    to: highways\n"
STEPS = REPORT + "- wait: 1 hour\n" + INSPECT + LATE + END
WAITING = share(100_000, 2_000)
DUE = share(1_000, 60)
#: So many fall due in a second, while somebody looks once a second.
A_SECOND = 30


@pytest.fixture
def engine(empty: str) -> Iterator[Engine]:
    published(empty, STEPS)
    made = over(empty)
    yield made
    made.store.database.close()


@dataclass
class Watched:
    """An engine that says of each tick when it was over; `first` happens before the first of them."""

    engine: Engine
    first: Callable[[], object] = lambda: None
    dies_at: int = -1
    over: dict[str, datetime] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def do(self, command: Command) -> Any:
        assert isinstance(command, Tick)
        if not self.over:
            self.first()
        if len(self.over) == self.dies_at:
            raise SystemExit
        result = self.engine.do(command)
        self.over.setdefault(command.case, now())
        return result


def opens(engine: Engine, dues: Sequence[datetime]) -> list[str]:
    """Cases whose first clock is due at each of these moments."""
    made = [opening(str(number), f"ROA-{number:05}", due - HOUR) for number, due in enumerate(dues)]
    assert all(isinstance(engine.do(one), Done) for one in made)
    return [one.reference for one in made]


def happened(engine: Engine, reference: str) -> list[str]:
    """What clocks brought about in a case, the first first."""
    entries = reversed(engine.store.cases.history(reference, limit=100))
    events = [event for entry in entries for event in entry.events]
    said = [one.message or "reminder" for one in events if isinstance(one, MessageSent)]
    return ["asked"] * sum(isinstance(one, TaskOpened) for one in events) + said


def crowd(engine: Engine, at: datetime) -> None:
    """Very many other clocks, none of which is due."""
    rows = [{"reference": f"FAR-{number}", "clock": "wait", "at": int((at + WEEK).timestamp() * 1e6) + number}
            for number in range(WAITING)]  # fmt: skip
    with engine.store.database.write() as connection:
        connection.execute(insert(SQLModel.metadata.tables["wf_timer"]), rows)


def test_among_very_many_each_goes_off_once_and_in_order(engine: Engine) -> None:
    crowd(engine, now())
    begins = now() + (2 + DUE / 40) * SECOND
    dues = [begins + number / A_SECOND * SECOND for number in range(DUE)]
    references = opens(engine, dues)
    watched = Watched(engine)

    while len(watched.over) < DUE:
        time.sleep(1)
        tick(watched, "one", now())  # type: ignore[arg-type]

    assert list(watched.over) == references, "in order"
    assert [happened(engine, one) for one in references] == [["asked"]] * DUE, "once"
    late = [(watched.over[one] - due).total_seconds() for one, due in zip(references, dues, strict=True)]
    print(f"\n{DUE:,} clocks among {WAITING:,}, {A_SECOND} a second, late by: {waits(late)}")


def test_after_a_week_without_a_server_all_is_caught_up_with_once_and_in_order(engine: Engine) -> None:
    references = opens(engine, [NINE + WEEK * number / DUE for number in range(DUE)])
    began = time.monotonic()

    done = tick(engine, "one", NINE + WEEK)
    took = time.monotonic() - began
    again = tick(engine, "one", NINE + WEEK)

    assert done >= DUE and not again
    assert all(happened(engine, one) == ["asked"] for one in references)
    tick(engine, "one", NINE + 2 * WEEK)
    assert all(happened(engine, one) == ["asked", "reminder", "late"] for one in references)
    print(f"\n{done:,} clocks of a week caught up with in {took:.1f} s")


def test_a_clock_that_jumps_an_hour_does_nothing_twice(engine: Engine) -> None:
    soon, later = opens(engine, [NINE + HOUR / 2, NINE + 2 * HOUR])

    assert tick(engine, "one", NINE + HOUR) == 1
    assert tick(engine, "one", NINE) == 0, "it was put back"
    assert tick(engine, "one", NINE + HOUR) == 0
    assert tick(engine, "one", NINE + 2 * HOUR) == 1

    assert [happened(engine, one) for one in (soon, later)] == [["asked"], ["asked"]]


def test_whoever_led_by_a_clock_that_was_put_back_does_not_hold_up_the_others(engine: Engine) -> None:
    opens(engine, [NINE + SECOND])
    assert tick(engine, "one", NINE + HOUR) == 1, "and then it died, and its clock was put right"
    assert isinstance(engine.do(opening("after", "ROA-after", NINE + 2 * SECOND - HOUR)), Done)

    assert tick(engine, "two", NINE + 2 * LEASE) == 1


def test_who_died_over_its_ticks_is_followed_by_another(engine: Engine) -> None:
    references = opens(engine, [NINE + number * SECOND for number in range(6)])
    dying = Watched(engine, dies_at=3)
    with pytest.raises(SystemExit):
        tick(dying, "one", NINE + HOUR)  # type: ignore[arg-type]
    assert list(dying.over) == references[:3]

    assert tick(engine, "two", NINE + HOUR) == 0, "nobody knows yet"
    assert tick(engine, "two", NINE + HOUR + LEASE) == 3
    assert all(happened(engine, one) == ["asked"] for one in references)


def test_who_slept_longer_than_its_lease_does_nothing_again(engine: Engine) -> None:
    references = opens(engine, [NINE + number * SECOND for number in range(6)])
    asleep, woken = Event(), Event()

    def sleep() -> None:
        asleep.set()
        woken.wait()

    sleeper = Watched(engine, sleep)

    with ThreadPoolExecutor(1) as pool:
        sleeping = pool.submit(tick, sleeper, "one", NINE + HOUR)  # type: ignore[arg-type]
        asleep.wait()
        assert tick(engine, "two", NINE + HOUR) == 0, "one has the lease"
        assert tick(engine, "two", NINE + HOUR + LEASE) == 6
        revisions = [engine.store.cases.load(one) for one in references]
        woken.set()
        sleeping.result()

    assert [engine.store.cases.load(one) for one in references] == revisions
    assert all(happened(engine, one) == ["asked"] for one in references)
