"""An upgrade that is killed, at any statement, is done by the next one: no database of an earlier release is lost."""

import gzip
import multiprocessing
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, inspect

from engine.store import Store
from engine.store.catching_up import catch_up
from engine.store.database import Database
from engine.store.keeping import put, snapshot
from engine.store.verifying import verify
from tests.postgres import fresh_database
from tests.releases.freeze import HERE

RELEASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "wherry.db.gz").exists())
KILLS = int(os.environ.get("WHERRY_KILLS", 4))
MOMENTS = ("before_cursor_execute", "after_cursor_execute", "commit")
#: A fork has everything loaded already: the kill falls into the upgrade, and not into its start.
FORK = multiprocessing.get_context("fork")


def earlier(release: str, file: Path) -> str:
    file.write_bytes(gzip.decompress((HERE / release / "wherry.db.gz").read_bytes()))
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], tuple[str, str]]]:
    """Gives the addresses of two databases of an earlier release, as that kept it."""
    if request.param == "sqlite":
        yield lambda release: (earlier(release, tmp_path / "whole.db"), earlier(release, tmp_path / "killed.db"))
        return
    first = request.getfixturevalue("postgres_url")
    with ExitStack() as stack:
        whole = stack.enter_context(fresh_database(first))

        def moved(release: str) -> tuple[str, str]:
            source, target = Database.open(earlier(release, tmp_path / "old.db")), Database.open(whole)
            with snapshot(source) as taken, target.write() as connection:
                assert taken is not None
                put(connection, taken.schema, taken.tables)
            source.close()
            target.close()
            return whole, stack.enter_context(fresh_database(first, like=whole))

        yield moved


def upgrade(url: str) -> None:
    database = Database.open(url)
    database.upgrade()
    catch_up(database)
    database.close()


def upgrade_until(url: str, last: int) -> None:
    """Do the same and die at a statement or a commit, as by the power cord."""
    left = last

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in MOMENTS:
        event.listen(Engine, moment, count)
    upgrade(url)


def moments(url: str) -> int:
    """At how many moments an upgrade may be killed."""
    met = 0

    def count(*_: Any) -> None:
        nonlocal met
        met += 1

    for moment in MOMENTS:
        event.listen(Engine, moment, count)
    upgrade(url)
    for moment in MOMENTS:
        event.remove(Engine, moment, count)
    return met


def state(url: str) -> Any:
    """Every table with its columns and indexes, and every row."""
    engine = create_engine(url)
    seen = inspect(engine)
    names = [name for name in seen.get_table_names() if name.startswith("wf_")]
    schema = {
        name: (
            repr(seen.get_columns(name)),
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted(
                (str(index["name"]), index["column_names"], bool(index["unique"])) for index in seen.get_indexes(name)
            ),
        )
        for name in names
    }
    engine.dispose()
    database = Database.open(url)
    with snapshot(database) as taken:
        assert taken is not None
        rows = {name: sorted(map(repr, rows)) for name, (_, rows) in taken.tables.items()}
    database.close()
    return schema, rows


@pytest.mark.parametrize("release", RELEASES)
def test_an_upgrade_that_was_killed_is_done_by_the_next(old: Callable[[str], tuple[str, str]], release: str) -> None:
    whole, killed = old(release)
    many = moments(whole)
    chance = random.Random(release)

    ended = []
    for moment in sorted(chance.randrange(1, many) for _ in range(KILLS)):
        process = FORK.Process(target=upgrade_until, args=(killed, moment))
        process.start()
        process.join()
        ended.append(process.exitcode)
    upgrade(killed)

    assert -signal.SIGKILL in ended, "the first falls into work that is to be done"
    assert state(killed) == state(whole)
    database = Database.open(killed)
    assert {reference: problems for reference, problems in verify(Store(database)) if problems} == {}
    database.close()
