"""The one door to the database: SQLite on one machine, PostgreSQL on several."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import URL, ClauseElement, Connection, Dialect, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.sql.compiler import SQLCompiler

from engine.store.errors import Full, ReadOnly, Unreachable, Unreadable

#: A statement's values as a driver takes them, from those by name.
Picking: TypeAlias = Callable[[Mapping[str, Any]], Any]
#: How long a writer waits for the one before it. A thousand at once were served within it.
PATIENCE = 30
#: Any number does, as long as it is always the same: who migrates holds it.
MIGRATING = 7_460_921
#: What PostgreSQL calls a full disk.
DISK_FULL = "53100"
#: Where a file of SQLite may not be opened or written by us.
CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
LOG = logging.getLogger("wherry.database")
#: One file a change of the schema.
MIGRATIONS = Path(__file__).parent / "migrations"
#: Takes the writer's lock at once, so that what is read inside still holds when it is written.
WRITING = "BEGIN IMMEDIATE"


@dataclass(frozen=True, slots=True)
class Driver:
    """The driver's own connection, and how the database under it is spoken to."""

    dialect: Dialect
    connection: Any

    def without_waiting(self) -> AbstractContextManager[Any]:
        """Inside, statements are sent one after the other and their answers looked at in the end.

        An error is raised at the end of it, or where a row is fetched. SQLite is in our own process: nothing is sent.
        """
        return self.connection.pipeline() if self.dialect.name == "postgresql" else nullcontext()


class Database:
    """Reads see one moment; a write is one transaction. Never open a write inside a write: it would wait for itself."""

    def __init__(self, url: str, writer: Engine, reader: Engine) -> None:
        self.url = url
        self._writer = writer
        self._reader = reader
        #: As many as ever glanced at once, while they do not.
        self._glancing: list[Driver] = []
        #: What the driver raises where two rows would be one.
        self.twin: type[Exception] = writer.dialect.loaded_dbapi.IntegrityError
        self._failure = writer.dialect.loaded_dbapi.OperationalError

    @classmethod
    def open(cls, url: str) -> "Database":
        """`sqlite:///path/to/file` or `postgresql+psycopg://…`. The schema is made by `upgrade`."""
        where = make_url(url)
        return cls(url, *(_sqlite(where) if where.get_backend_name() == "sqlite" else _postgres(where)))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._reader.begin() as connection:
            yield connection

    def glance(self, statement: "Statement", values: Mapping[str, Any]) -> Any:
        """The first row of one read, or None: it sees one moment by itself, so no transaction is begun around it.

        Its connections are kept apart: to fetch one from the pool and give it back costs more than such a read.
        Where the database was restarted meanwhile, it is read again by a fresh one.
        """
        try:
            driver = self._glancing.pop()
        except IndexError:
            driver = _apart(self._reader)
        try:
            return self._glanced(driver, statement, values)
        except BaseException as error:
            ended = self._forgotten(driver, error)
            driver.connection.close()
            if not ended:
                raise
        return self._glanced(_apart(self._reader), statement, values)

    def _glanced(self, driver: Driver, statement: "Statement", values: Mapping[str, Any]) -> Any:
        row = statement.run(driver, values).fetchone()
        self._glancing.append(driver)
        return row

    def _forgotten(self, driver: Driver, error: BaseException) -> bool:
        """Whether the database has ended a connection; then every other is as old, and none is kept."""
        ended = isinstance(error, self._failure) and driver.dialect.is_disconnect(error, driver.connection, None)
        if ended:
            self.close()
        return ended

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Raises `Full` where there is no room; so do both kinds of step."""
        with self._room(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, self._failure) as error:
            said = getattr(error, "orig", error)  # without the values that were to be written
            if not _is_full(said):
                raise
            LOG.error("The database has no room: %s", said)
            raise Full from error

    @contextmanager
    def step(self) -> Iterator[Driver]:
        """A write of `Statement`s alone, begun and ended at the driver: a tenth of a step is saved."""
        with self._room(), self._step() as driver:
            yield driver

    @contextmanager
    def _step(self) -> Iterator[Driver]:
        held = self._writer.raw_connection()
        driver = Driver(self._writer.dialect, held.dbapi_connection)
        try:
            if driver.dialect.name == "sqlite":
                _begin(driver.connection, WRITING)
            yield driver
            driver.connection.commit()
        except BaseException as error:
            if not self._forgotten(driver, error):
                driver.connection.rollback()
            raise
        finally:
            held.close()

    @contextmanager
    def step_with_others(self) -> Iterator[tuple[Driver, Connection]]:
        """A step in which somebody writes, too, who speaks SQLAlchemy."""
        try:
            with self.write() as connection:
                driver = driver_of(connection)
                yield driver, connection
        except self._failure as error:
            self._forgotten(driver, error)
            raise

    def still(self) -> "Database":
        """The same database, in which nothing can be changed."""
        return Still(self.url, self._writer, self._reader)

    def upgrade(self) -> None:
        """Bring the schema up to this program's."""
        with self.write() as connection:
            migrate(connection, "head")

    def close(self) -> None:
        """Let go of every connection; whoever needs one afterwards gets a fresh one."""
        while self._glancing:
            self._glancing.pop().connection.close()
        self._reader.dispose()
        self._writer.dispose()


class Still(Database):
    """Every read works; a write says so before it touches anything."""

    @contextmanager
    def write(self) -> Iterator[Connection]:
        raise ReadOnly
        yield

    @contextmanager
    def step(self) -> Iterator[Driver]:
        raise ReadOnly
        yield


def migrate(connection: Connection, to: str) -> None:
    """Bring the schema to a revision, in the transaction that is under way; "head" is this program's.

    One that a newer program made is left as it is: while machines are brought up to date one after the other, a
    program of before can still be started.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
    config.attributes["connection"] = connection
    stands = MigrationContext.configure(connection).get_current_revision()
    if stands and stands not in {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}:
        return
    command.upgrade(config, to)


def _sqlite(url: URL) -> tuple[Engine, Engine]:
    if url.database and "uri" not in url.query:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # The driver must not begin transactions by itself: it would begin at the first write, too late for a snapshot.
    driver = {"isolation_level": None, "check_same_thread": False, "timeout": PATIENCE}
    # Every transaction here is ended by who began it: to roll back once more at each return costs more than a read.
    common: dict[str, Any] = {"connect_args": driver, "poolclass": QueuePool, "pool_reset_on_return": None}
    writer = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=PATIENCE, **common)
    reader = create_engine(url, pool_size=8, max_overflow=24, **common)
    event.listen(
        writer,
        "connect",
        _pragmas("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = FAST"),
    )
    event.listen(reader, "connect", _pragmas("query_only = ON"))
    event.listen(writer, "begin", _begins(WRITING))
    event.listen(reader, "begin", _begins("BEGIN"))
    return writer, reader


def _postgres(url: URL) -> tuple[Engine, Engine]:
    # One Python process writes no faster by more of them; by twenty a thousand at once waited twice as long.
    writer = create_engine(url, pool_size=4, max_overflow=0, pool_timeout=PATIENCE)
    reader = create_engine(url, pool_size=10, max_overflow=10, isolation_level="REPEATABLE READ")
    event.listen(reader, "connect", _reads_only)
    return writer, reader


def _reads_only(connection: Any, _record: Any) -> None:
    connection.execute("SET default_transaction_read_only = on")
    connection.commit()


def _pragmas(*pragmas: str) -> Any:
    def connected(connection: Any, _record: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return connected


def _begins(statement: str) -> Any:
    def begun(connection: Connection) -> None:
        _begin(driver_of(connection).connection, statement)

    return begun


def _begin(connection: Any, statement: str) -> None:
    """Begin where a commit that failed has left a transaction open, too: nobody else would ever end that."""
    if connection.in_transaction:
        connection.rollback()
    connection.execute(statement)


def named(url: str) -> str:
    """The address of a database as it may be shown and logged: a file alone, and never a password."""
    where = make_url(url)
    return str(where.database) if where.get_backend_name() == "sqlite" else where.render_as_string(hide_password=True)


def is_there(url: str) -> bool:
    """Whether a database stands at an address: to look at a file of SQLite would make it."""
    where = make_url(url)
    return where.get_backend_name() != "sqlite" or Path(str(where.database)).exists()


@contextmanager
def readable(url: str) -> Iterator[None]:
    """Around all that is done with a database; raises `Unreadable` where its file is damaged, and `Unreachable` where
    there is no way to it.

    On a full disk SQLite may not even begin to read: then this raises `Full`.
    """
    try:
        yield
    except (DBAPIError, sqlite3.DatabaseError) as error:
        said = getattr(error, "orig", error)
        if _is_full(said):
            raise Full from error
        if _number(said) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise Unreadable from error
        # Only what PostgreSQL says has a code; where nobody answers, or lets us in, it is the driver that speaks.
        cut_off = isinstance(error, OperationalError) and getattr(said, "sqlstate", "") is None
        if _number(said) in CLOSED or cut_off:
            raise Unreachable(named(url), str(said).split("failed: ")[-1].partition("\n")[0].strip()) from error
        raise


def _number(error: object) -> int:
    """What SQLite calls an error, without the finer kind; 0 where it is none of SQLite’s."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_full(error: object) -> bool:
    """SQLite says so by number, also where the disk itself takes nothing; PostgreSQL by a code of the SQL standard."""
    full = _number(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    return full or getattr(error, "sqlstate", "") == DISK_FULL


def driver_of(connection: Connection) -> Driver:
    """The driver under a connection, in the transaction that is under way."""
    return Driver(connection.dialect, connection.connection.dbapi_connection)


def _apart(reader: Engine) -> Driver:
    """A connection for single reads, which the pool knows nothing of any more."""
    held = reader.raw_connection()
    held.detach()
    connection: Any = held.dbapi_connection
    if reader.dialect.name == "postgresql":
        connection.autocommit = True
    return Driver(reader.dialect, connection)


class Statement:
    """A Core statement compiled once for each database, and handed to the driver itself: what the step path runs.

    Its values are named by `bindparam` and are whole numbers, text, bytes, truth values or None, so that no
    driver needs a conversion. Half of what a step may cost beside the disk would go on SQLAlchemy's own results.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, Picking]] = {}

    def run(self, driver: Driver, values: Mapping[str, Any]) -> Any:
        """The driver's cursor: `fetchone`, `fetchall`, `rowcount`."""
        text, pick = self._compiled.get(driver.dialect.name) or self._compile(driver.dialect)
        return driver.connection.execute(text, pick(values))

    def run_each(self, driver: Driver, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            text, pick = self._compiled.get(driver.dialect.name) or self._compile(driver.dialect)
            driver.connection.cursor().executemany(text, [pick(row) for row in rows])

    def _compile(self, dialect: Dialect) -> tuple[str, Picking]:
        compiled = self._statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler), "rows are read and written here, no tables made"
        self._compiled[dialect.name] = str(compiled), _picking(compiled.positiontup)
        return self._compiled[dialect.name]


def _picking(names: Sequence[str] | None) -> Picking:
    """The values in the order of their places, for a driver that knows places and no names."""
    if not names:
        return lambda values: values
    return itemgetter(*names) if len(names) > 1 else lambda values: (values[names[0]],)
