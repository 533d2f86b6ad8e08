"""What somebody did with several tasks at once, a row each with what came of it. It is kept for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Text, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import written
from engine.store.text import storable

KEPT = timedelta(days=1)


class BulkRow(SQLModel, table=True):
    __tablename__ = "wf_bulk"
    __table_args__ = {"sqlite_with_rowid": False}

    id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    person: str
    at: int = Field(sa_type=BigInteger, index=True)
    what: str
    reference: str = Field(index=True)
    task: str
    title: str = Field(sa_type=Text)
    #: None until it was tried.
    done: bool | None = None
    said: str = Field(sa_type=Text)


@dataclass(frozen=True)
class BulkResult:
    what: str
    reference: str
    task: str
    title: str
    done: bool | None
    said: str


_table = SQLModel.metadata.tables["wf_bulk"]
_ONE = _table.c.id == bindparam("one")
_BEGUN = select(_table.c.id).where(_ONE).limit(1)
_OLD = delete(_table).where(_table.c.at < bindparam("before"))
_RESULT = update(_table).where(_ONE, _table.c.number == bindparam("place")).values(
    done=bindparam("was_done"), said=bindparam("sentence")
)  # fmt: skip
_OF = (
    select(_table.c.what, _table.c.reference, _table.c.task, _table.c.title, _table.c.done, _table.c.said)
    .where(_ONE, _table.c.person == bindparam("of"))
    .order_by(_table.c.number)
)


class Bulks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, id: str, person: str, what: str, at: datetime, tasks: Sequence[tuple[str, str, str]]) -> bool:
        """Note what is to be done with these tasks (reference, task, title); False where it was begun before."""
        shared = {"id": id, "person": person, "what": what, "at": written(at), "said": ""}
        rows = [
            shared | {"number": number, "reference": reference, "task": task, "title": storable(title)}
            for number, (reference, task, title) in enumerate(tasks)
        ]
        with self._database.write() as connection:
            connection.execute(_OLD, {"before": written(at - KEPT)})
            if not rows or connection.execute(_BEGUN, {"one": id}).first():
                return False
            connection.execute(insert(_table), rows)
        return True

    def result(self, id: str, number: int, done: bool, said: str) -> None:
        values = {"one": id, "place": number, "was_done": done, "sentence": storable(said)}
        with self._database.write() as connection:
            connection.execute(_RESULT, values)

    def of(self, person: str, id: str) -> list[BulkResult]:
        """The results of what they did themselves, in the order of the list."""
        with self._database.read() as connection:
            return [BulkResult(*row) for row in connection.execute(_OF, {"one": id, "of": person})]
