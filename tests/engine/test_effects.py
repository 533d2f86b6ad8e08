"""What is asked of the outside: written and handed on with the case's own change, done once, taken over, given up."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from engine.commands import Open
from engine.effects import Queue, Worker, migrate, sweep
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import MOST_TRIES, Effect, Reach, pause_after
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from workflows.load import load

HOME = Path(__file__).resolve().parents[2]
CALL = "- call: street-lights\n  with: {spot: place}\n"
#: Begins what it is handed and never ends it.
HANGS = """
import sys, time
from engine.effects import Worker
Worker(sys.argv[1], "hangs").start(lambda key: (print("has it", flush=True), time.sleep(600)))
time.sleep(600)
"""


@pytest.fixture
def queue(database: Database) -> Iterator[Queue]:
    migrate(database.url)
    queue = Queue(database.url)
    yield queue
    queue.close()
    if database.url.startswith("postgresql"):
        with database.write() as connection:
            connection.execute(text("DROP SCHEMA dbos CASCADE"))


def asking(store: Store) -> Engine:
    """A case that asks for an action, and another that does."""
    texts = files(REPORT + CALL + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    return Engine(store, Library(store, lambda: house), {"street-lights": lambda told, key: {}})


def opens(engine: Engine, number: int = 1) -> str:
    """The key of what it asks for."""
    command = Open(SOMEBODY, NINE, "mend", 1, f"ROA-{number}", {"place": "Elm Hill"}, f"click {number}")
    assert isinstance(engine.do(command), Done)
    return f"ROA-{number} 1 call {next(iter(engine.store.cases.load(f'ROA-{number}').waiting))}"  # type: ignore[union-attr]


def until(holds: Callable[[], object]) -> None:
    ends = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < ends, "it never came to pass"
        time.sleep(0.05)


def stands(store: Store, key: str) -> Effect:
    effect = store.effects.load(key)
    assert effect is not None
    return effect


def test_work_is_handed_on_in_the_transaction_that_asks_for_it_and_done_by_a_worker(
    database: Database, queue: Queue
) -> None:
    store = Store(database, reach=Reach(hand_on=queue.hand_on))
    engine, done = asking(store), []

    def do(key: str) -> None:
        done.append(key)
        store.effects.done(key, "theirs", NINE)

    worker = Worker(database.url, "one")
    threading.Thread(target=worker.start, args=(do,)).start()
    keys = [opens(engine, number) for number in range(1, 6)]
    until(lambda: store.effects.counts() == {"done": 5})
    worker.stop()

    assert sorted(done) == sorted(keys)
    assert stands(store, keys[0]).known_as == "theirs"


def test_where_it_cannot_be_handed_on_nothing_of_the_change_is_kept(database: Database) -> None:
    def breaks(_connection: Connection, _key: str, _tries: int, _seconds: float) -> None:
        raise ValueError("no queue")

    store = Store(database, reach=Reach(hand_on=breaks))
    engine = asking(store)

    with pytest.raises(ValueError, match="no queue"):
        opens(engine)

    assert store.cases.load("ROA-1") is None
    assert store.effects.counts() == {}


def test_what_cannot_be_done_now_is_handed_on_again_after_longer_and_longer_pauses_and_then_given_up(
    store: Store,
) -> None:
    handed: list[tuple[int, float]] = []
    store.effects.reach = Reach(hand_on=lambda _c, _k, tries, seconds: handed.append((tries, seconds)))
    key, now = opens(asking(store)), NINE

    while store.effects.later(stands(store, key), "it is busy", None, now):
        now = stands(store, key).due

    assert [tries for tries, _ in handed] == list(range(1, MOST_TRIES))
    assert [seconds for _, seconds in handed] == [pause_after(n).total_seconds() for n in range(1, MOST_TRIES)]
    (dead,) = store.effects.dead_ones({"highways"})
    assert dead.why == f"Tried {MOST_TRIES} times. The last time: it is busy"


def test_the_outside_may_ask_for_a_longer_pause(store: Store) -> None:
    key = opens(asking(store))

    store.effects.later(stands(store, key), "too many", 600.0, NINE)

    assert stands(store, key).due == NINE + timedelta(minutes=10)


def test_what_was_given_up_is_tried_again_when_somebody_says_so_and_once_only(store: Store) -> None:
    key = opens(asking(store))
    store.effects.dead(key, "no such lamp", NINE)

    assert store.effects.revive(key, NINE)
    assert not store.effects.revive(key, NINE), "a second click finds it revived"

    assert stands(store, key).state == "waiting"
    assert store.effects.later(stands(store, key), "busy", None, NINE), "it has as many tries again"


def test_who_settles_it_second_settles_nothing(store: Store) -> None:
    key = opens(asking(store))

    assert store.effects.done(key, "theirs", NINE)
    assert not store.effects.dead(key, "late", NINE)

    assert stands(store, key).state == "done"


def test_the_work_of_a_worker_that_was_killed_is_taken_over(
    database: Database, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(database, reach=Reach(hand_on=queue.hand_on))
    key = opens(asking(store))
    killed = subprocess.Popen(
        [sys.executable, "-c", HANGS, database.url], cwd=HOME, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(HOME)},
    )  # fmt: skip
    assert killed.stdout is not None and killed.stdout.readline() == "has it\n"
    store.leases.take("worker hangs", "hangs", NINE + timedelta(seconds=30), NINE)
    killed.send_signal(signal.SIGKILL)
    killed.wait()

    assert sweep(store, queue, NINE) == 0, "it was heard of just now"
    with caplog.at_level(logging.INFO, "wherry.effects"):
        assert sweep(store, queue, NINE + timedelta(minutes=1)) == 1
    assert [(one.case, one.result) for one in caplog.records] == [("ROA-1", "taken over")]  # type: ignore[attr-defined]
    worker = Worker(database.url, "other")
    worker.start(lambda one: bool(store.effects.done(one, "", NINE)) or None)
    until(lambda: stands(store, key).state == "done")
    worker.stop()


def test_work_whose_job_got_lost_is_handed_on_again(database: Database, queue: Queue) -> None:
    key = opens(asking(Store(database)))  # as after a backup was brought back: the row is there, and no job
    store = Store(database, reach=Reach(hand_on=queue.hand_on))
    hour: datetime = NINE + timedelta(hours=1)

    assert sweep(store, queue, hour) == 1
    assert queue.state(f"{key} try 1") in ("ENQUEUED", "DELAYED")
    assert sweep(store, queue, hour) == 0
