"""Every statement of every command is made to fail, and the answer of every commit to be lost: the case is as before
or as after, never between, and whoever tries again does it once."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from engine.commands import Command, Refusal
from engine.effects import Queue, migrate
from engine.engine import Done, Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from tests.chaos.breaking import Breaking, breaking
from tests.chaos.length import share
from tests.chaos.trying import Trying, prepared
from tests.matrix.services import FILES, ORGANISATION
from tests.matrix.test_commands import kinds
from workflows.load import load

Rows = dict[str, list[tuple[Any, ...]]]
HOUSE = load({"organisation.yaml": ORGANISATION, "mend.yaml": FILES["mend"]}, "mend.yaml").organisation
#: SQLite searches by tables of its own beside ours, and who was refused is written apart from the case.
NOT_OF_CASES = ("wf_find", "wf_audit")
#: So many of every command; a hundred hundredths are all of them.
TRIED = {"sqlite": share(100, 10), "postgresql": share(100, 4)}


class Place:
    """A database filled with cases, and fresh copies of it to try one command on."""

    def __init__(self, folder: Path, postgres: str) -> None:
        self._folder, self.postgres, self._numbers = folder, postgres, count(1)
        self._filled = self._made("filled")
        self.every = prepared(folder, self._filled)
        migrate(self._filled)

    def copy(self) -> str:
        return self._made(f"copy_{next(self._numbers)}", "filled")

    def _made(self, name: str, like: str = "") -> str:
        if self.postgres:
            with psycopg.connect(self.postgres.replace("+psycopg", "", 1), autocommit=True) as connection:
                known = f" template chaos_{like}" if like else ""
                connection.execute(f"create database chaos_{name}{known}")  # type: ignore[call-overload, unused-ignore]
            return self.postgres.replace("/postgres?", f"/chaos_{name}?", 1)
        if like:
            shutil.copy(self._folder / f"{like}.db", self._folder / f"{name}.db")
        return f"sqlite:///{self._folder / name}.db"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    postgres = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    return Place(tmp_path_factory.mktemp("statements"), postgres)


@contextmanager
def over(url: str) -> Iterator[Engine]:
    """An engine whose salts are always the same, so that two databases can be compared."""
    database, queue = Database.open(url), Queue(url)
    store = Store(database, lambda size: b"s" * size, Reach(frozenset({"email"}), queue.hand_on))
    yield Engine(store, Library(store, lambda: HOUSE))
    queue.close()
    database.close()


class Reading:
    """Reads all that is kept of cases, and the jobs that were handed on, by a connection that never breaks."""

    def __init__(self, url: str) -> None:
        self._connection: Any
        tables = [one for name, one in SQLModel.metadata.tables.items() if not name.startswith(NOT_OF_CASES)]
        if url.startswith("sqlite"):
            self._connection, jobs = sqlite3.connect(url.removeprefix("sqlite:///")), "workflow_status"
        else:
            self._connection, jobs = psycopg.connect(url.replace("+psycopg", "", 1)), "dbos.workflow_status"
        self._reads = {one.name: f"SELECT {', '.join(_told(one))} FROM {one.name}" for one in tables}
        self._reads["jobs"] = f"SELECT workflow_uuid, inputs FROM {jobs}"

    def rows(self) -> Rows:
        found = {name: self._connection.execute(read).fetchall() for name, read in self._reads.items()}
        self._connection.rollback()
        return {name: sorted(each, key=repr) for name, each in found.items()}

    def close(self) -> None:
        self._connection.close()


def _told(table: Table) -> list[str]:
    """Its columns, but for a number that the database counts by itself: one that was taken and rolled back is gone.

    What a case is found by stands under its number: its reference is read there.
    """
    case = "(SELECT reference FROM wf_case WHERE wf_case.number = wf_found_by.number)"
    kept = [one for one in table.c if one is not table.autoincrement_column]
    return [case if str(one) == "wf_found_by.number" else f'"{one.name}"' for one in kept]


@contextmanager
def reading(url: str) -> Iterator[Callable[[], Rows]]:
    made = Reading(url)
    try:
        yield made.rows
    finally:
        made.close()


def attempted(engine: Engine, command: Command) -> object:
    """What it came to; nothing where the database broke."""
    try:
        return engine.do(command)
    except (DBAPIError, sqlite3.OperationalError, psycopg.OperationalError):
        return None


@pytest.fixture
def what() -> Iterator[Breaking]:
    with breaking() as made:
        yield made


def tried(place: Place) -> list[Trying]:
    """One of each kind first, so that the fewest are of every kind."""
    first = {type(one.command): one for one in reversed(place.every)}
    others = [one for one in place.every if one is not first[type(one.command)]]
    backend = "postgresql" if place.postgres else "sqlite"
    return [*first.values(), *others][:: 100 // TRIED[backend]]


def after_all(place: Place, each: Trying) -> Rows:
    """What is kept where nothing breaks."""
    url = place.copy()
    with over(url) as engine:
        assert isinstance(engine.do(each.command), Done), each.name
    with reading(url) as rows:
        return rows()


def breaks_from(number: int, url: str, each: Trying, what: Breaking, after: Rows) -> tuple[int, bool]:
    """Break at this statement and at each that follows, until it is done. At which it was, and whether none broke."""
    with over(url) as engine, reading(url) as rows:
        before = rows()
        for at in count(number):
            what.told(at)
            result, broke = attempted(engine, each.command), what.broke
            what.told()
            assert result is None or isinstance(result, Done), f"{each.name}, {result} at statement {at}"
            assert result or broke, f"{each.name} fails for ever, after statement {at - 1}"
            assert rows() == (after if result else before), f"{each.name} is between, at statement {at}"
            if result:
                return at, not broke
    raise AssertionError("it has no end")


def test_no_command_is_left_out(place: Place) -> None:
    assert {type(one.command) for one in place.every} == kinds(Command)


def test_where_a_statement_fails_the_case_is_as_before_and_else_as_after(place: Place, what: Breaking) -> None:
    statements = 0
    for each in tried(place):
        after, ended, at = after_all(place, each), False, 0
        while not ended:  # a read that broke may be made again, and so all is done
            at, ended = breaks_from(at + 1, place.copy(), each, what, after)
        statements += at - 1

    assert statements > 5 * len(tried(place))
    assert what.unheard > len(tried(place)) if place.postgres else not what.unheard
    print(f"\n{len(tried(place))} commands, {statements:,} statements made to fail, {what.unheard:,} of them unheard")


def test_where_the_answer_of_a_commit_is_lost_it_is_done_and_trying_again_does_it_once(
    place: Place, what: Breaking
) -> None:
    lost, twice = 0, []
    for each in tried(place):
        after, url = after_all(place, each), place.copy()
        with over(url) as engine:
            what.told(deaf=True)
            result = attempted(engine, each.command)
            assert what.broke == (result is None), each.name
            lost += what.broke
            what.told()
            again = engine.do(each.command)
            assert isinstance(again, Done if getattr(each.command, "token", "") else Done | Refusal), each.name
        with reading(url) as rows:
            if rows() != after:
                twice.append(each.name)

    assert not twice
    assert lost > len(tried(place)) * 0.9
    print(f"\n{lost} commits whose answer was lost")
