"""What partners, and people asked by email, were shown of a case, and when: a row a look."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, Text, bindparam, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import moment, written
from engine.store.state import to_text
from engine.store.text import storable

#: A page is drawn anew at every click: within this time the same is one look, and goes on.
ONE_LOOK = timedelta(minutes=15)
#: So often it is written down that a look goes on.
GOES_ON = timedelta(minutes=1)


class LookRow(SQLModel, table=True):
    __tablename__ = "wf_look"

    number: int | None = Field(default=None, primary_key=True)
    reference: str = Field(index=True)
    person: str
    name: str
    #: The partner's teams, or the answer that named somebody asked by email, as JSON.
    of: str = Field(sa_type=Text)
    #: "case", "task", "file", "answer".
    what: str
    #: The names of the answers whose words were shown, or of the file, as JSON.
    shown: str = Field(sa_type=Text)
    began: int = Field(sa_type=BigInteger)
    until: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Look:
    """Somebody was shown this. `until` is when they were last shown the same without a pause."""

    reference: str
    person: str
    name: str
    of: tuple[str, ...]
    what: str
    shown: tuple[str, ...]
    began: datetime
    until: datetime


_table = SQLModel.metadata.tables["wf_look"]
_OF_CASE = select(_table).where(_table.c.reference == bindparam("reference")).order_by(_table.c.number.desc())
_SAME = ("reference", "person", "name", "of", "what", "shown")
_LAST = (
    select(_table.c.number, _table.c.until)
    .where(*(_table.c[name] == bindparam(name) for name in _SAME))
    .order_by(_table.c.number.desc())
    .limit(1)
)


class Looks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, look: Look) -> None:
        values = _values(look)
        with self._database.read() as connection:
            last = connection.execute(_LAST, values).first()
        if last is None or look.began - moment(last.until) > ONE_LOOK:
            self._write(insert(_table), values)
        elif look.began - moment(last.until) >= GOES_ON:
            self._write(update(_table).where(_table.c.number == last.number).values(until=values["until"]), {})

    def of(self, reference: str, limit: int = 1_000) -> list[Look]:
        """Who was shown something of a case, the newest first."""
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(_OF_CASE.limit(limit), {"reference": reference})]

    def _write(self, statement: Any, values: dict[str, Any]) -> None:
        with self._database.write() as connection:
            connection.execute(statement, values)


def _values(look: Look) -> dict[str, Any]:
    texts = {"of": to_text(look.of), "shown": to_text(look.shown), "name": storable(look.name)}
    return vars(look) | texts | {"began": written(look.began), "until": written(look.until)}


def _read(row: Row[Any]) -> Look:
    values = dict(row._mapping)
    del values["number"]
    lists = {name: tuple(json.loads(values[name])) for name in ("of", "shown")}
    return Look(**values | lists | {"began": moment(row.began), "until": moment(row.until)})
