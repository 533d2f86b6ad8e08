"""A database that breaks at the statement it is told to, before it was done or after the answer could be heard.

Where statements are sent without waiting for their answers, PostgreSQL itself breaks the line at that statement, and
whoever sent it hears of it when they look at the answers.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import PipelineStatus
from sqlalchemy import Dialect, Engine, event

BROKE = "the line to the database broke"
#: PostgreSQL does what came before it, and nothing that comes after.
ENDS = "SELECT pg_terminate_backend(pg_backend_pid())"


class Breaking:
    """Counts statements and commits from 1, and breaks at one of them; or after the next commit."""

    def __init__(self) -> None:
        self.count = 0
        self.at = 0
        self.deaf = False
        self.broke = False
        #: So often it broke where nobody waited for the answer.
        self.unheard = 0

    def told(self, at: int = 0, deaf: bool = False) -> None:
        self.count, self.at, self.deaf, self.broke = 0, at, deaf, False

    def step(self, error: type[Exception], connection: Any) -> None:
        self.count += 1
        if self.count == self.at:
            self._break(error, connection)

    def ends(self) -> bool:
        """Whether it breaks at this statement, which is sent without waiting for the answer."""
        self.count += 1
        if self.count != self.at:
            return False
        self.broke = True
        self.unheard += 1
        return True

    def committed(self, error: type[Exception], connection: Any) -> None:
        """It is done, and whoever did it is never told."""
        if self.deaf:
            self.deaf = False
            self._break(error, connection)

    def _break(self, error: type[Exception], connection: Any) -> None:
        self.broke = True
        if isinstance(connection, psycopg.Connection):
            connection.close()
        raise error(BROKE)


@contextmanager
def breaking() -> Iterator[Breaking]:
    """Every connection that is made meanwhile breaks when it is told to."""
    what = Breaking()

    def connect(dialect: Dialect, _record: Any, arguments: Any, words: dict[str, Any]) -> Any:
        if dialect.name == "sqlite":
            return sqlite3.connect(*arguments, **words, factory=_sqlite(what))
        connection, cursor = _postgres(what)
        return connection.connect(*arguments, **words, cursor_factory=cursor)

    event.listen(Engine, "do_connect", connect)
    try:
        yield what
    finally:
        event.remove(Engine, "do_connect", connect)


def _sqlite(what: Breaking) -> type[sqlite3.Connection]:
    class Cursor(sqlite3.Cursor):
        def execute(self, *arguments: Any) -> "Cursor":
            what.step(sqlite3.OperationalError, self.connection)
            super().execute(*arguments)
            return self

        def executemany(self, *arguments: Any) -> "Cursor":
            what.step(sqlite3.OperationalError, self.connection)
            super().executemany(*arguments)
            return self

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, *arguments: Any) -> Any:
            return self.cursor().execute(*arguments)

        def commit(self) -> None:
            what.step(sqlite3.OperationalError, self)
            writes = self.in_transaction and not self._reads
            super().commit()
            if writes:
                what.committed(sqlite3.OperationalError, self)

        @property
        def _reads(self) -> bool:
            return bool(sqlite3.Connection.execute(self, "PRAGMA query_only").fetchone()[0])

    return Connection


def _postgres(what: Breaking) -> tuple[type[psycopg.Connection[Any]], type[psycopg.Cursor[Any]]]:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, *arguments: Any, **words: Any) -> "Cursor":
            if self._breaks():
                super().execute(ENDS)
            else:
                super().execute(*arguments, **words)
            return self

        def executemany(self, *arguments: Any, **words: Any) -> None:
            if self._breaks():
                super().execute(ENDS)
            else:
                super().executemany(*arguments, **words)

        def _breaks(self) -> bool:
            """Whether PostgreSQL is to break here; where each answer is waited for, the line has broken before it."""
            if self.connection.info.pipeline_status != PipelineStatus.OFF:
                return what.ends()
            what.step(psycopg.OperationalError, self.connection)
            return False

    class Connection(psycopg.Connection[Any]):
        def commit(self) -> None:
            what.step(psycopg.OperationalError, self)
            writes = self._writes()
            super().commit()
            if writes:
                what.committed(psycopg.OperationalError, self)

        def _writes(self) -> bool:
            """Whether this transaction has changed anything."""
            with psycopg.Cursor[Any](self) as cursor:
                return cursor.execute("SELECT pg_current_xact_id_if_assigned()").fetchone() != (None,)

    return Connection, Cursor
