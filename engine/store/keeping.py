"""A whole database, read at one moment, and written into an empty one: of either kind, at any schema since the first.

Rows are read as they stand, by the schema that they stand in, so that a backup is made before a migration as well
as after it, and one of an earlier release is restored as that release kept it and then brought up to date.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, LargeBinary, MetaData, Table, insert, inspect, select, text

from engine.store.database import Database, migrate

#: A row in plain JSON, in the order of its table's columns.
Plain: TypeAlias = list[Any]
#: The names of a table's columns, and its rows.
Content: TypeAlias = tuple[list[str], Iterator[Plain]]
#: Who was signed in, who tried to, and who ticks: true for minutes, and a session ended since must not come back.
LEFT_OUT = frozenset({"wf_session", "wf_attempt", "wf_lease"})
#: Full text is each database's own, so its words are read and written by statements of each.
FIND = "wf_find"
_READ_FIND = {
    "sqlite": text("SELECT rowid, words FROM wf_find"),
    "postgresql": text("SELECT number, array_to_string(tsvector_to_array(words), ' ') FROM wf_find"),
}
_WRITE_FIND = {
    "sqlite": text("INSERT INTO wf_find (rowid, words) VALUES (:number, :words)"),
    "postgresql": text(
        "INSERT INTO wf_find (number, words) VALUES (:number, array_to_tsvector(string_to_array(:words, ' ')))"
    ),
}
_COUNT_ON = text(
    "SELECT setval(pg_get_serial_sequence(:table, :column), :last) "
    "WHERE pg_get_serial_sequence(:table, :column) IS NOT NULL"
)
#: So many rows are held in memory.
AT_ONCE = 1000


class NotEmpty(Exception):
    """Something is kept in the database already, and it might be somebody's only copy."""


class Newer(Exception):
    """The rows stand in a schema that this program does not know."""


@dataclass(frozen=True)
class Snapshot:
    """A database as it was at one moment, whatever is written meanwhile. `schema` is its revision."""

    schema: str
    tables: Mapping[str, Content]


@contextmanager
def snapshot(database: Database) -> Iterator[Snapshot | None]:
    """None where there is no schema yet. Each table can be read once, one after another."""
    with database.read() as connection:
        schema = MigrationContext.configure(connection).get_current_revision()
        yield Snapshot(schema, _contents(connection)) if schema else None


def is_empty(database: Database) -> bool:
    with database.read() as connection:
        return not _names(connection)


def restore(database: Database, schema: str, tables: Mapping[str, Content]) -> None:
    """Write all of it or nothing, and bring it up to this program. Raises `NotEmpty` or `Newer`."""
    with database.write() as connection:
        put(connection, schema, tables)
        migrate(connection, "head")


def put(connection: Connection, schema: str, tables: Mapping[str, Content]) -> None:
    """The rows again in the schema that they stood in, as the program of that time would find them."""
    if _names(connection):
        raise NotEmpty
    _prepare(connection, schema)
    for table in _reflected(connection):
        if table.name in tables:
            _fill(connection, table, tables[table.name])
    for some in _some(dict(zip(["number", "words"], row, strict=True)) for row in tables[FIND][1]):
        connection.execute(_WRITE_FIND[connection.dialect.name], some)


def _contents(connection: Connection) -> dict[str, Content]:
    found: dict[str, Content] = {
        table.name: ([column.name for column in table.c], _rows(connection, select(table)))
        for table in _reflected(connection)
    }
    return found | {FIND: (["number", "words"], _rows(connection, _READ_FIND[connection.dialect.name]))}


def _rows(connection: Connection, statement: Any) -> Iterator[Plain]:
    for row in connection.execute(statement.execution_options(yield_per=AT_ONCE)):
        yield [b64encode(value).decode() if isinstance(value, bytes) else value for value in row]


def _names(connection: Connection) -> list[str]:
    """Our tables; full text keeps some of its own beside its table."""
    return [name for name in inspect(connection).get_table_names() if name.startswith("wf_")]


def _reflected(connection: Connection) -> list[Table]:
    """The tables as they stand, in the order of what refers to what."""
    names = [name for name in _names(connection) if not f"{name}_".startswith(f"{FIND}_") and name not in LEFT_OUT]
    known = MetaData()
    known.reflect(connection, only=names)
    return known.sorted_tables


def _prepare(connection: Connection, schema: str) -> None:
    try:
        migrate(connection, schema)
    except CommandError as error:
        raise Newer from error


def _fill(connection: Connection, table: Table, content: Content) -> None:
    names, rows = content
    binary = [name for name in names if isinstance(table.c[name].type, LargeBinary)]
    for some in _some(dict(zip(names, row, strict=True)) for row in rows):
        for row in some:
            row.update((name, b64decode(row[name])) for name in binary if row[name] is not None)
        connection.execute(insert(table), some)
    if connection.dialect.name == "postgresql":
        _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL gives the next number by a counter, which knows nothing of numbers that were written."""
    if table.primary_key.columns.keys() == ["number"]:
        last = connection.scalar(select(table.c.number).order_by(table.c.number.desc()).limit(1))
        if last is not None:
            connection.execute(_COUNT_ON, {"table": table.name, "column": "number", "last": last})


def _some(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some
