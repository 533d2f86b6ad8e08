"""Everybody in a case, as rows: "everything we hold on this person" is one read."""

from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select
from sqlmodel import Field, SQLModel

from engine.case import Case, Party
from engine.store.database import Driver, Statement
from engine.store.text import plain, squeezed, storable


class PartyRow(SQLModel, table=True):
    """Names and contacts stand here as they are compared; the case has them as they were given."""

    __tablename__ = "wf_party"
    __table_args__ = {"sqlite_with_rowid": False}

    reference: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    name: str = Field(index=True)
    person: str
    email: str = Field(index=True)
    phone: str = Field(index=True)


_table = SQLModel.metadata.tables["wf_party"]
_DELETE = Statement(
    delete(_table).where(_table.c.reference == bindparam("reference"), _table.c.role == bindparam("role"))
)
_INSERT = Statement(insert(_table))


def follow(driver: Driver, before: Case, after: Case) -> None:
    if before.parties == after.parties:
        return
    was = {party.role: party for party in before.parties}
    now = {party.role: party for party in after.parties}
    gone = [role for role, party in was.items() if now.get(role) != party]
    new = [party for role, party in now.items() if was.get(role) != party]
    _DELETE.run_each(driver, [{"reference": after.reference, "role": role} for role in gone])
    _INSERT.run_each(driver, [_values(after.reference, party) for party in new])


def _values(reference: str, party: Party) -> dict[str, Any]:
    return {
        "reference": reference,
        "role": party.role,
        "name": _name(party.name),
        "person": storable(party.person),
        "email": _name(str(party.contacts.get("email", ""))),
        "phone": squeezed(str(party.contacts.get("text", ""))),
    }


def _name(text: str) -> str:
    return " ".join(plain(storable(text)).split())


def holding(connection: Connection, email: str, name: str, phone: str) -> list[str]:
    """The references of every case with a party of this email, this name or this phone number."""
    wanted = {"email": _name(email), "name": _name(name), "phone": squeezed(phone)}
    matches = [_table.c[column] == value for column, value in wanted.items() if value]
    if not matches:
        return []
    found = select(_table.c.reference).where(or_(*matches)).distinct().order_by(_table.c.reference)
    return list(connection.scalars(found))
