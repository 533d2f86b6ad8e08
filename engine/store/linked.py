"""Which cases are linked with which, as rows that the pages of both read."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, or_, select
from sqlmodel import Field, SQLModel

from engine.case import Case
from engine.store.database import Database, Driver, Statement
from engine.store.text import storable


class LinkedRow(SQLModel, table=True):
    """`reference` is the case in whose history the link stands."""

    __tablename__ = "wf_linked"
    __table_args__ = {"sqlite_with_rowid": False}

    reference: str = Field(primary_key=True)
    other: str = Field(primary_key=True, index=True)
    how: str


@dataclass(frozen=True)
class Linked:
    """`how` is "linked", "split" (`reference` was split from `other`) or "apart"."""

    reference: str
    other: str
    how: str


_table = SQLModel.metadata.tables["wf_linked"]
_DELETE = Statement(
    delete(_table).where(_table.c.reference == bindparam("reference"), _table.c.other == bindparam("other"))
)
_INSERT = Statement(insert(_table))
_OF = (
    select(_table)
    .where(or_(_table.c.reference == bindparam("reference"), _table.c.other == bindparam("reference")))
    .order_by(_table.c.reference, _table.c.other)
)


def follow(driver: Driver, before: Case, after: Case) -> None:
    if before.linked == after.linked:
        return
    gone = [other for other, how in before.linked.items() if after.linked.get(other) != how]
    new = [(other, how) for other, how in after.linked.items() if before.linked.get(other) != how]
    _DELETE.run_each(driver, [{"reference": after.reference, "other": other} for other in gone])
    _INSERT.run_each(driver, [{"reference": after.reference, "other": other, "how": how} for other, how in new])


class LinkedCases:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reference: str) -> list[Linked]:
        """The links of a case, whichever end it is."""
        with self._database.read() as connection:
            rows = connection.execute(_OF, {"reference": storable(reference)})
            return [Linked(**dict(row._mapping)) for row in rows]
