"""The one door to the database: SQLite on one machine, PostgreSQL on several."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import URL, ClauseElement, Connection, Dialect, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.sql.compiler import SQLCompiler

#: A statement's values as a driver takes them, from those by name.
Picking: TypeAlias = Callable[[Mapping[str, Any]], Any]
#: How long a writer waits for the one before it. A thousand at once were served within it.
PATIENCE = 30
#: Any number does, as long as it is always the same: who migrates holds it.
MIGRATING = 7_460_921
#: Takes the writer's lock at once, so that what is read inside still holds when it is written.
WRITING = "BEGIN IMMEDIATE"


@dataclass(frozen=True, slots=True)
class Driver:
    """The driver's own connection, and how the database under it is spoken to."""

    dialect: Dialect
    connection: Any


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
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def step(self) -> Iterator[Driver]:
        """A write of `Statement`s alone, begun and ended at the driver: a tenth of a step is saved."""
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

    def upgrade(self) -> None:
        """Bring the schema up to this program's."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Let go of every connection; whoever needs one afterwards gets a fresh one."""
        while self._glancing:
            self._glancing.pop().connection.close()
        self._reader.dispose()
        self._writer.dispose()


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
    writer = create_engine(url, pool_size=10, max_overflow=10)
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
