"""The one door to the database: SQLite on one machine, PostgreSQL on several."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.sql.expression import Executable

#: How long a writer waits for the one before it. A thousand at once were served within it.
PATIENCE = 30
#: Any number does, as long as it is always the same: who migrates holds it.
MIGRATING = 7_460_921
#: Takes the writer's lock at once, so that what is read inside still holds when it is written.
WRITING = "BEGIN IMMEDIATE"


class Database:
    """Reads see one moment; a write is one transaction. Never open a write inside a write: it would wait for itself."""

    def __init__(self, url: str, writer: Engine, reader: Engine) -> None:
        self.url = url
        self._writer = writer
        self._reader = reader
        #: What the driver raises where two rows would be one.
        self.twin: type[Exception] = writer.dialect.loaded_dbapi.IntegrityError

    @classmethod
    def open(cls, url: str) -> "Database":
        """`sqlite:///path/to/file` or `postgresql+psycopg://…`. The schema is made by `upgrade`."""
        where = make_url(url)
        return cls(url, *(_sqlite(where) if where.get_backend_name() == "sqlite" else _postgres(where)))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._reader.begin() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one `Statement` that reads: it sees one moment by itself, so no transaction is begun around it."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def step(self) -> Iterator[Connection]:
        """A write of `Statement`s alone, begun and ended at the driver: a tenth of a step is saved."""
        with self._writer.connect() as connection:
            driver = driver_of(connection)
            if connection.dialect.name == "sqlite":
                driver.execute(WRITING)
            try:
                yield connection
            except BaseException:
                driver.rollback()
                raise
            driver.commit()

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
        self._reader.dispose()
        self._writer.dispose()


def _sqlite(url: URL) -> tuple[Engine, Engine]:
    if url.database and "uri" not in url.query:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # The driver must not begin transactions by itself: it would begin at the first write, too late for a snapshot.
    driver = {"isolation_level": None, "check_same_thread": False, "timeout": PATIENCE}
    writer = create_engine(
        url, connect_args=driver, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=PATIENCE
    )
    reader = create_engine(url, connect_args=driver, poolclass=QueuePool, pool_size=8, max_overflow=24)
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
    return writer, reader.execution_options(postgresql_readonly=True)


def _pragmas(*pragmas: str) -> Any:
    def connected(connection: Any, _record: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return connected


def _begins(statement: str) -> Any:
    def begun(connection: Connection) -> None:
        driver_of(connection).execute(statement)

    return begun


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, in the transaction that is under way."""
    return connection.connection.dbapi_connection


class Statement:
    """A Core statement compiled once for each database, and handed to the driver itself: what the step path runs.

    Its values are named by `bindparam` and are whole numbers, text, bytes, truth values or None, so that no
    driver needs a conversion. Half of what a step may cost beside the disk would go on SQLAlchemy's own results.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, Sequence[str] | None]] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The driver's cursor: `fetchone`, `fetchall`, `rowcount`."""
        text, names = self._compiled.get(connection.dialect.name) or self._compile(connection)
        return driver_of(connection).execute(text, [values[name] for name in names] if names else values)

    def run_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        text, names = self._compiled.get(connection.dialect.name) or self._compile(connection)
        if rows:
            each = [[row[name] for name in names] for row in rows] if names else rows
            driver_of(connection).cursor().executemany(text, each)

    def _compile(self, connection: Connection) -> tuple[str, Sequence[str] | None]:
        compiled = self._statement.compile(dialect=connection.dialect)  # type: ignore[attr-defined]
        self._compiled[connection.dialect.name] = (str(compiled), compiled.positiontup)
        return self._compiled[connection.dialect.name]
