"""The disk is full and then is not: what was acknowledged is there, reading works, and it goes on without a restart.

Where this process may not make a small disk of its own, SQLite is told that there are no more pages instead.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from engine.commands import Command
from engine.engine import Done, Engine
from engine.store.errors import Full
from tests.chaos.length import share
from tests.chaos.office import now, opening, over, published, whole

SMALL = "size=48m"
TIMES = share(50, 3)
#: Until it is really full: a journal may have room left in it.
AT_MOST = 20_000


class Disk(Protocol):
    def fill(self, engine: Engine) -> None: ...

    def free(self, engine: Engine) -> None: ...


class Mounted:
    """A small disk of its own, with something else on it that fills it."""

    def __init__(self, folder: Path) -> None:
        self._filling = folder / "filling"

    def fill(self, engine: Engine) -> None:
        with self._filling.open("wb", buffering=0) as filling, pytest.raises(OSError, match="No space left"):
            while True:
                filling.write(bytes(4096))

    def free(self, engine: Engine) -> None:
        self._filling.unlink()


class Counted:
    """SQLite itself counts its pages."""

    def fill(self, engine: Engine) -> None:
        self._allow(engine, "1")  # it takes as many as there are

    def free(self, engine: Engine) -> None:
        self._allow(engine, "1000000")

    def _allow(self, engine: Engine, pages: str) -> None:
        with engine.store.database.write() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    told = ["mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", str(folder)]
    if subprocess.run(told, capture_output=True).returncode:
        yield Counted()
        return
    try:
        yield Mounted(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def attempted(engine: Engine, command: Command) -> bool:
    """Whether it was done; where not, because there was no room."""
    try:
        result = engine.do(command)
    except Full:
        return False
    assert isinstance(result, Done)
    return True


@pytest.mark.parametrize("counted", [False, True], ids=["a small disk", "no more pages"])
def test_a_full_disk_loses_nothing_and_stops_nobody_from_reading(tmp_path: Path, counted: bool) -> None:
    with small_disk(tmp_path) as mounted:
        disk = Counted() if counted else mounted
        url = f"sqlite:///{tmp_path / 'wherry.db'}"
        published(url)
        engine, opened, numbers = over(url), {"click 0": "ROA-0"}, count(1)
        assert attempted(engine, opening("click 0", "ROA-0", now()))
        for _ in range(TIMES):
            disk.fill(engine)
            for number in numbers:
                command = opening(f"click {number}", f"ROA-{number}", now())
                if not attempted(engine, command):
                    break
                opened[command.token] = command.reference
                assert number < AT_MOST, "it is never full"
            whole(engine.store, opened)
            disk.free(engine)
            assert attempted(engine, command), "it goes on, with the same engine and the same click"
            opened[command.token] = command.reference
        whole(engine.store, opened)
        engine.store.database.close()
        print(f"\n{type(disk).__name__}: full {TIMES} times, {len(opened):,} cases, none lost")
