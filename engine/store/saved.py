"""Filters of the inbox that people saved, each under a name of their own."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, bindparam, delete, func, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.text import storable


class SavedRow(SQLModel, table=True):
    __tablename__ = "wf_saved"
    __table_args__ = {"sqlite_with_rowid": False}

    person: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    #: As the address of the inbox has it.
    filter: str = Field(sa_type=Text)


@dataclass(frozen=True)
class SavedFilter:
    name: str
    filter: str


_table = SQLModel.metadata.tables["wf_saved"]
_OF = (
    select(_table.c.name, _table.c.filter)
    .where(_table.c.person == bindparam("person"))
    .order_by(func.lower(_table.c.name), _table.c.name)
)


class SavedFilters:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: str) -> list[SavedFilter]:
        with self._database.read() as connection:
            return [SavedFilter(row.name, row.filter) for row in connection.execute(_OF, {"person": person})]

    def save(self, person: str, name: str, filter: str) -> None:
        """Under a name that stands already, it takes its place."""
        name = storable(name)
        with self._database.write() as connection:
            connection.execute(delete(_table).where(*_one(person, name)))
            connection.execute(insert(_table), {"person": person, "name": name, "filter": storable(filter)})

    def rename(self, person: str, name: str, to: str) -> bool:
        """Whether it was done: nothing changes where another has that name."""
        with self._database.write() as connection:
            if name == to or connection.execute(select(_table.c.name).where(*_one(person, storable(to)))).first():
                return False
            changed = connection.execute(update(_table).where(*_one(person, name)).values(name=storable(to)))
            return bool(changed.rowcount)

    def delete(self, person: str, name: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(_table).where(*_one(person, name)))


def _one(person: str, name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _table.c.person == person, _table.c.name == name
