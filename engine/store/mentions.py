"""Notes that mention somebody, as rows for the one who is mentioned."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, exists, func, insert, select
from sqlmodel import Field, SQLModel

from engine.case import Case
from engine.events import Event, NoteAdded
from engine.store.database import Database, Driver, Statement
from engine.store.moments import moment, written
from engine.store.readers import readers


class MentionRow(SQLModel, table=True):
    __tablename__ = "wf_mention"
    __table_args__ = {"sqlite_with_rowid": False}

    person: str = Field(primary_key=True)
    at: int = Field(primary_key=True, sa_type=BigInteger)
    reference: str = Field(primary_key=True, index=True)
    #: Who wrote the note.
    author: str


@dataclass(frozen=True)
class Mention:
    reference: str
    at: datetime
    author: str


_table = SQLModel.metadata.tables["wf_mention"]
_DELETE = Statement(
    delete(_table).where(
        _table.c.person == bindparam("person"), _table.c.at == bindparam("at"),
        _table.c.reference == bindparam("reference"),
    )
)  # fmt: skip
_INSERT = Statement(insert(_table))
_OF = (
    select(_table.c.reference, _table.c.at, _table.c.author)
    .where(_table.c.person == bindparam("person"), _table.c.at < bindparam("before"))
    .order_by(_table.c.at.desc(), _table.c.reference)
    .limit(bindparam("limit"))
)
_UNREAD = (
    select(_table.c.reference)
    .where(
        _table.c.person == bindparam("person"),
        exists().where(
            readers.c.reference == _table.c.reference, readers.c.team.in_(bindparam("teams", expanding=True))
        ),
    )
    .limit(bindparam("limit"))
)
_READ = delete(_table).where(_table.c.person == bindparam("who"), _table.c.reference == bindparam("of"))


def follow(driver: Driver, after: Case, at: datetime, author: str, events: Iterable[Event]) -> None:
    named = dict.fromkeys(person for event in events if isinstance(event, NoteAdded) for person in event.mentions)
    rows = [{"person": who, "reference": after.reference, "at": written(at), "author": author} for who in named]
    _DELETE.run_each(driver, rows)  # two notes at one moment are one mention
    _INSERT.run_each(driver, rows)


class Mentions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: str, before: datetime | None = None, limit: int = 50) -> list[Mention]:
        """The newest first; `before` is the moment of the last one on the page before."""
        values = {"person": person, "before": written(before) if before else 2**63 - 1, "limit": limit}
        with self._database.read() as connection:
            rows = connection.execute(_OF, values).all()
        return [Mention(row.reference, moment(row.at), row.author) for row in rows]

    def unread(self, person: str, teams: Collection[str], limit: int) -> int:
        """How many there are, in cases that the teams may see; no more than the limit are counted."""
        values = {"person": person, "teams": list(teams), "limit": limit}
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(_UNREAD.subquery()), values) or 0

    def read(self, person: str, reference: str) -> None:
        """Somebody has looked at the case: what mentions them there is no longer listed."""
        with self._database.write() as connection:
            connection.execute(_READ, {"who": person, "of": reference})
