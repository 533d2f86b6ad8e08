"""While machines are brought up to date one after the other, the release before writes into the schema of this one:
a migration only adds, and what is added may be left out."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine.store import Store
from engine.store.database import Database
from engine.store.verifying import verify
from tests.releases.freeze import HERE

#: Before it no process was promised to go on while another release began.
SINCE = (0, 3, 0)
#: SQLite searches by tables of its own, which no release writes as rows.
NOT_ROWS = "wf_find"


class Column(NamedTuple):
    type: str
    must_be_given: bool
    of_the_key: bool


class Shape(NamedTuple):
    """Every table with its columns, and what may be there only once: (table, columns)."""

    tables: dict[str, dict[str, Column]]
    once: set[tuple[str, tuple[str, ...]]]


def shape(file: Path) -> Shape:
    with closing(sqlite3.connect(file)) as connection:
        read = connection.execute
        names = [name for (name,) in read("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'wf%'")]
        tables = {
            table: {
                name: Column(type, bool(given) and default is None, bool(key))
                for _, name, type, given, default, key in read(f"PRAGMA table_info('{table}')")
            }
            for table in names if not table.startswith(NOT_ROWS)
        }  # fmt: skip
        once = {
            (table, tuple(name for _, _, name in read(f"PRAGMA index_info('{index}')")))
            for table in tables for _, index, unique, *_ in read(f"PRAGMA index_list('{table}')").fetchall() if unique
        }  # fmt: skip
    return Shape(tables, once)


def number(folder: Path) -> tuple[int, ...]:
    return tuple(map(int, folder.name.split(".")))


def unpacked(folder: Path, to: Path) -> Path:
    to.write_bytes(gzip.decompress((folder / "wherry.db.gz").read_bytes()))
    return to


def brought_up_to_date(file: Path) -> Database:
    database = Database.open(f"sqlite:///{file}")
    database.upgrade()
    return database


RELEASES = sorted((one for one in HERE.glob("[0-9]*") if number(one) >= SINCE), key=number)


@pytest.fixture(params=range(len(RELEASES)), ids=lambda place: RELEASES[place].name)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """The database of a release, and the same as the one after it has it: the next that was frozen, or this one."""
    before = unpacked(RELEASES[request.param], tmp_path / "before.db")
    after = unpacked(RELEASES[request.param], tmp_path / "after.db")
    if request.param + 1 < len(RELEASES):
        after = unpacked(RELEASES[request.param + 1], tmp_path / "after.db")
    else:
        brought_up_to_date(after).close()
    yield before, after


def test_there_is_a_release_to_begin_with() -> None:
    assert number(RELEASES[0]) == SINCE


def test_every_table_and_column_of_before_is_still_there_and_the_same(pair: tuple[Path, Path]) -> None:
    before, after = map(shape, pair)

    for table, columns in before.tables.items():
        assert columns.items() <= after.tables[table].items(), table


def test_what_was_added_to_a_table_may_be_left_out(pair: tuple[Path, Path]) -> None:
    before, after = map(shape, pair)
    added = {
        (table, name): column
        for table, columns in before.tables.items()
        for name, column in after.tables[table].items() if name not in columns
    }  # fmt: skip

    assert [where for where, column in added.items() if column.must_be_given] == []


def test_nothing_of_before_must_be_there_only_once_that_need_not_before(pair: tuple[Path, Path]) -> None:
    before, after = map(shape, pair)

    assert {(table, columns) for table, columns in after.once if table in before.tables} <= before.once


def test_all_that_the_release_before_has_written_can_be_written_by_it_again(tmp_path: Path) -> None:
    file = unpacked(RELEASES[-1], tmp_path / "wherry.db")
    before = shape(file)
    brought_up_to_date(file).close()

    with closing(sqlite3.connect(file)) as connection:
        rewritten = sum(written_again(connection, table, list(columns)) for table, columns in before.tables.items())
        connection.commit()

    database = Database.open(f"sqlite:///{file}")
    assert rewritten > 1_000
    assert {reference: wrong for reference, wrong in verify(Store(database)) if wrong} == {}
    database.close()


def written_again(connection: sqlite3.Connection, table: str, columns: list[str]) -> int:
    """How many rows, each by the columns that the release before knows."""
    named = ", ".join(f'"{one}"' for one in columns)
    rows: list[Any] = connection.execute(f"SELECT {named} FROM {table}").fetchall()
    connection.execute(f"DELETE FROM {table}")
    places = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)
    return len(rows)
