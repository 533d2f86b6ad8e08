"""What is known of each file kept; its bytes are in the file store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.database import Database
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

    def move(self, id: str, kind: str, holder: str) -> None:
        """Give a file to another holder: a draft's becomes its case's."""
        with self._database.write() as connection:
            connection.execute(update(files).where(files.c.id == id).values(holder_kind=kind, holder=holder))

    def delete(self, id: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(files).where(files.c.id == id))


def _read(row: Row[Any]) -> File:
    return File(**dict(row._mapping) | {"created": moment(row.created)})
