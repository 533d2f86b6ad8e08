"""What is known of each file kept; its bytes are in the file store."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.clients import CLIENT
from engine.store.database import Database
from engine.store.history import events
from engine.store.moments import moment, written
from engine.store.text import storable


class FileRow(SQLModel, table=True):
    __tablename__ = "wf_file"

    id: str = Field(primary_key=True)
    name: str
    size: int = Field(sa_type=BigInteger)
    type: str
    sha256: str
    holder_kind: str
    holder: str = Field(index=True)
    created: int = Field(sa_type=BigInteger)


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


class Files:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, file: File) -> None:
        values = vars(file) | {"name": storable(file.name), "created": written(file.created)}
        with self._database.write() as connection:
            connection.execute(insert(files), values)

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


def _read(row: Row[Any]) -> File:
    return File(**dict(row._mapping) | {"created": moment(row.created)})
