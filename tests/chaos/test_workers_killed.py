"""Workers on one queue are killed again and again: each piece of work is done, and acted on once by its key."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

from engine.effects import Queue, sweep
from engine.engine import Done, Engine
from tests.chaos.length import share
from tests.chaos.office import inspecting, now, opening, whole

HOME = Path(__file__).resolve().parents[2]
KILLS = share(30, 2)
WORKERS = 2
BEAT = timedelta(seconds=2)
#: Between two cases that ask for work, in seconds.
PAUSE = 0.05
#: Until all that was asked for is done, in seconds.
PATIENCE = 120


class Team:
    """So many workers at a time, each with a heartbeat; whoever is killed is followed by another with a new name."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        self.queue = Queue(engine.store.database.url)
        self.numbers = count(1)
        self.working: dict[str, subprocess.Popen[str]] = {}
        self.taken_over = 0

    def fill_up(self) -> None:
        while len(self.working) < WORKERS:
            name = f"worker-{next(self.numbers)}"
            self.working[name] = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.acting", self.engine.store.database.url, name, str(self.folder)],
                cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
        self.beat()

    def ready(self) -> None:
        """Until each has begun."""
        for one in self.working.values():
            assert one.stdout is not None
            one.stdout.readline()

    def beat(self) -> None:
        """Each that lives says so, as it would by itself; and somebody looks for what the dead left."""
        at = now()
        for name in self.working:
            assert self.engine.store.leases.take(f"worker {name}", name, at + BEAT, at)
        self.taken_over += sweep(self.engine.store, self.queue, at)

    def waits(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.beat()
            time.sleep(0.2)

    def kill(self, random: Random) -> None:
        name = random.choice(sorted(self.working))
        killed = self.working.pop(name)
        killed.kill()
        killed.wait()

    def go_home(self) -> None:
        for one in self.working.values():
            one.kill()
            one.wait()
        self.queue.close()


def test_each_piece_of_work_is_done_and_acted_on_once_whoever_dies(engine: Engine, tmp_path: Path) -> None:
    random, stop = Random(1), threading.Event()
    folder = tmp_path / "beyond"
    folder.mkdir()
    team = Team(engine, folder)
    team.fill_up()
    team.ready()

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(asks, engine, stop)
        for _ in range(KILLS):
            team.waits(random.uniform(0.2, 2))
            team.kill(random)
            team.fill_up()
        stop.set()
        opened = asking.result()
    until = time.monotonic() + PATIENCE
    while set(engine.store.effects.counts()) != {"done"} and time.monotonic() < until:
        team.waits(0.5)
    team.go_home()

    whole(engine.store, opened, opened.values())
    assert engine.store.effects.counts() == {"done": 2 * len(opened)}, "each message sent, each call made"
    asked = (folder / "asked").read_text("utf-8").split()
    assert len(list(folder.glob("?" * 64))) == len(set(asked)) == 2 * len(opened), "acted on once by its key"
    assert all(not case.open for case in map(engine.store.cases.load, opened.values()) if case), "and brought back"
    print(f"\n{KILLS} of {WORKERS} workers killed, {len(set(asked)):,} pieces of work, {team.taken_over} taken over, "
          f"{len(asked) - len(set(asked))} asked for a second time")  # fmt: skip


def asks(engine: Engine, stop: threading.Event) -> dict[str, str]:
    """Cases whose messages and calls are the work, until told to stop."""
    opened = {}
    for number in count(1):
        if stop.is_set():
            break
        token, reference = f"click {number}", f"ROA-{number}"
        assert isinstance(engine.do(opening(token, reference, now())), Done)
        assert isinstance(engine.do(inspecting(f"{token} done", reference, now())), Done)
        opened[token] = reference
        time.sleep(PAUSE)
    return opened
