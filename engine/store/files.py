"""What is known of each file kept, and what a virus scanner said of it; its bytes are in the file store."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    BigInteger,
    Connection,
    Index,
    Row,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from engine.store import effects
from engine.store.clients import CLIENT
from engine.store.database import Database, driver_of
from engine.store.effects import Reach
from engine.store.history import events
from engine.store.moments import moment, written
from engine.store.text import storable

#: "" until it was scanned; "failed" where no scanner can.
Scan: TypeAlias = Literal["", "clean", "infected", "failed"]
#: How the reference of an effect begins that is about a file and no case.
OF_FILE = "file:"
#: The hash of no bytes at all.
OF_NOTHING = hashlib.sha256().hexdigest()
_NOT_YET = text("scan = ''")


class FileRow(SQLModel, table=True):
    __tablename__ = "wf_file"
    __table_args__ = (Index("wf_file_unscanned", "created", sqlite_where=_NOT_YET, postgresql_where=_NOT_YET),)

    id: str = Field(primary_key=True)
    name: str
    size: int = Field(sa_type=BigInteger)
    type: str
    sha256: str
    holder_kind: str
    holder: str = Field(index=True)
    created: int = Field(sa_type=BigInteger)
    #: Those that a program of before writes begin unscanned, too.
    scan: str = Field(default="", sa_column_kwargs={"server_default": ""})
    #: The name of what was found, or why it could not be scanned.
    scanned: str = Field(default="", sa_column_kwargs={"server_default": ""})


@dataclass(frozen=True)
class File:
    """`holder_kind` is "draft" or "case", and `holder` the draft's id or the case's reference."""

    id: str
    name: str
    size: int
    type: str
    sha256: str
    holder_kind: str
    holder: str
    created: datetime
    scan: Scan = ""
    scanned: str = ""


files = SQLModel.metadata.tables["wf_file"]
_ONE = select(files).where(files.c.id == bindparam("id"))
_HELD = (
    select(files)
    .where(files.c.holder_kind == bindparam("kind"), files.c.holder == bindparam("holder"))
    .order_by(files.c.created, files.c.id)
)


#: What clients kept and no case has taken up; the oldest first.
_UNNAMED = (
    select(files)
    .where(files.c.holder_kind == "draft", files.c.holder.startswith(CLIENT), files.c.created < bindparam("before"))
    .order_by(files.c.created, files.c.id)
    .limit(bindparam("limit"))
)
#: No index helps; it is asked where a client left something lying, and a client names its files in two days.
_NAMING = select(events.c.reference, events.c.content).where(
    events.c.actor == bindparam("holder"), events.c.at >= bindparam("since"), events.c.content.is_not(None)
)


_effects = SQLModel.metadata.tables["wf_effect"]
_UNSCANNED = (
    select(files)
    .where(files.c.scan == "", ~exists().where(_effects.c.key == literal(OF_FILE) + files.c.id + literal(" scan")))
    .order_by(files.c.created)
    .limit(bindparam("limit"))
)
_WAITING = select(files.c.id).where(files.c.scan == "", files.c.created < bindparam("before")).limit(bindparam("limit"))
_NOT_CLEAN = files.c.scan.in_(["infected", "failed"])


class Files:
    """A file is scanned for viruses where somebody does that: the row that asks for it comes with the file's own."""

    def __init__(self, database: Database, reach: Reach) -> None:
        self._database = database
        self.reach = reach

    def add(self, file: File) -> None:
        values = vars(file) | {"name": storable(file.name), "created": written(file.created)}
        with self._database.write() as connection:
            connection.execute(insert(files), values)
            if self.reach.scans:
                self._ask(connection, file.id, file.created)

    def _ask(self, connection: Connection, id: str, at: datetime) -> None:
        wanted: list[tuple[str, effects.Kind, str]] = [(scan_key(id), "scan", id)]
        effects.queue(driver_of(connection), connection, f"{OF_FILE}{id}", wanted, at, self.reach)

    def ask_again(self, at: datetime, limit: int = 100) -> int:
        """Have scanned what nobody asked to scan: kept before there was a scanner, or by a program of before."""
        with self._database.write() as connection:
            found = connection.execute(_UNSCANNED, {"limit": limit}).all()
            for row in found:
                self._ask(connection, row.id, at)
        return len(found)

    def settle(self, id: str, scan: Scan, scanned: str) -> bool:
        """What the scanner said. False where that was known, or the file is gone. An infected one is to be emptied."""
        values = {"scan": scan, "scanned": storable(scanned)} | ({"sha256": OF_NOTHING} if scan == "infected" else {})
        with self._database.write() as connection:
            where = (files.c.id == id) & (files.c.scan == "")
            return connection.execute(update(files).where(where).values(**values)).rowcount == 1

    def unsent(self, ids: Collection[str]) -> list[str]:
        """Those of them that belong to no case yet, whoever uploaded them."""
        wanted = select(files.c.id).where(files.c.id.in_(ids), files.c.holder_kind == "draft").order_by(files.c.id)
        with self._database.read() as connection:
            return list(connection.execute(wanted).scalars()) if ids else []

    def unfit(self, ids: Collection[str]) -> dict[str, Scan]:
        """Those of them that were not found clean: infected, or impossible to scan."""
        wanted = select(files.c.id, files.c.scan).where(files.c.id.in_(ids), _NOT_CLEAN)
        with self._database.read() as connection:
            return {row.id: row.scan for row in connection.execute(wanted)} if ids else {}

    def waiting(self, before: datetime, limit: int = 1000) -> int:
        """How many kept before then are not scanned yet: no further than `limit`."""
        with self._database.read() as connection:
            return len(connection.execute(_WAITING, {"before": written(before), "limit": limit}).all())

    def one(self, id: str) -> File | None:
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"id": storable(id)}).one_or_none()
        return _read(row) if row else None

    def held(self, kind: str, holder: str) -> list[File]:
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(_HELD, {"kind": kind, "holder": holder})]

    def unnamed(self, before: datetime, limit: int = 100) -> list[File]:
        """What clients kept before then, and no case has taken up."""
        with self._database.read() as connection:
            found = connection.execute(_UNNAMED, {"before": written(before), "limit": limit})
            return [_read(row) for row in found]

    def named(self, holder: str, ids: Collection[str], since: datetime) -> dict[str, str]:
        """Which of these stand in something that the holder did since then, and in which case."""
        with self._database.read() as connection:
            did = connection.execute(_NAMING, {"holder": holder, "since": written(since)})
            return {id: row.reference for row in did for id in ids if f'"{id}"' in row.content}

    def move(self, id: str, kind: str, holder: str) -> None:
        """Give a file to another holder: a draft's becomes its case's."""
        with self._database.write() as connection:
            connection.execute(update(files).where(files.c.id == id).values(holder_kind=kind, holder=holder))

    def delete(self, id: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(files).where(files.c.id == id))


def scan_key(id: str) -> str:
    """Of the effect that has a file scanned."""
    return f"{OF_FILE}{id} scan"


def _read(row: Row[Any]) -> File:
    return File(**dict(row._mapping) | {"created": moment(row.created)})
