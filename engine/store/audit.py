"""Refusals and sensitive reads: what was tried and seen, kept apart from every case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Text, bindparam, insert, select
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import moment, written
from engine.store.text import storable


class AuditRow(SQLModel, table=True):
    __tablename__ = "wf_audit"

    number: int | None = Field(default=None, primary_key=True)
    at: int = Field(sa_type=BigInteger)
    actor: str
    what: str
    subject: str = Field(index=True)
    reason: str = Field(sa_type=Text)


@dataclass(frozen=True)
class Record:
    """Its `number` grows with each; `subject` is what it was about, such as a case's reference."""

    number: int
    at: datetime
    actor: str
    what: str
    subject: str
    reason: str


_table = SQLModel.metadata.tables["wf_audit"]
_RECENT = (
    select(_table)
    .where(_table.c.number < bindparam("before"))
    .order_by(_table.c.number.desc())
    .limit(bindparam("limit"))
)


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, at: datetime, actor: str, what: str, subject: str, reason: str = "") -> None:
        values = {"actor": actor, "what": what, "subject": subject, "reason": reason}
        values = {name: storable(value) for name, value in values.items()}
        with self._database.write() as connection:
            connection.execute(insert(_table), values | {"at": written(at)})

    def recent(self, limit: int = 50, after: int = 0) -> list[Record]:
        """The newest first; `after` is the number of the last one on the page before."""
        with self._database.read() as connection:
            rows = connection.execute(_RECENT, {"before": after or 2**31 - 1, "limit": limit}).all()
        return [Record(**dict(row._mapping) | {"at": moment(row.at)}) for row in rows]
