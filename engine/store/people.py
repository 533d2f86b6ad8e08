"""People, their teams and roles, their one-time links and their tries to sign in, as rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlmodel import Field, SQLModel

from engine.store.away import AwayRows
from engine.store.database import Database
from engine.store.moments import moment, written
from engine.store.sessions import SessionRows
from engine.store.text import storable
from engine.who.people import Invitation, Person, Role, normal_email


class PersonRow(SQLModel, table=True):
    __tablename__ = "wf_person"

    id: str = Field(primary_key=True)
    email: str = Field(unique=True)
    name: str
    #: Argon2id, with its own salt and costs inside; none until a one-time link has been used.
    password: str | None = None
    disabled: bool = False


class MembershipRow(SQLModel, table=True):
    __tablename__ = "wf_membership"

    person: str = Field(primary_key=True, foreign_key="wf_person.id")
    team: str = Field(primary_key=True, index=True)


class GrantRow(SQLModel, table=True):
    __tablename__ = "wf_grant"

    person: str = Field(primary_key=True, foreign_key="wf_person.id")
    may: str = Field(primary_key=True)
    #: A team for `manage`, otherwise a service; `*` is every one.
    of: str = Field(primary_key=True)


class InvitationRow(SQLModel, table=True):
    __tablename__ = "wf_invitation"

    person: str = Field(primary_key=True, foreign_key="wf_person.id")
    fingerprint: str = Field(unique=True)
    until: int = Field(sa_type=BigInteger)


class AttemptRow(SQLModel, table=True):
    __tablename__ = "wf_attempt"

    attempt: str = Field(primary_key=True)
    key: str = Field(primary_key=True, index=True)
    at: int = Field(sa_type=BigInteger, index=True)


PERSON = SQLModel.metadata.tables["wf_person"]
MEMBERSHIP = SQLModel.metadata.tables["wf_membership"]
GRANT = SQLModel.metadata.tables["wf_grant"]
INVITATION = SQLModel.metadata.tables["wf_invitation"]
ATTEMPT = SQLModel.metadata.tables["wf_attempt"]


@dataclass(frozen=True)
class PeopleRows:
    connection: Connection

    def find(self, person: str) -> Person | None:
        return next(self._those(PERSON.c.id == person), None)

    def by_email(self, email: str) -> Person | None:
        return next(self._those(PERSON.c.email == storable(email)), None)

    def everyone(self) -> tuple[Person, ...]:
        return tuple(self._those(true()))

    def save(self, person: Person) -> None:
        """Insert or replace all but the password."""
        values = {
            "email": storable(normal_email(person.email)),
            "name": storable(person.name),
            "disabled": person.disabled,
        }
        changed = self.connection.execute(update(PERSON).where(PERSON.c.id == person.id).values(values))
        if not changed.rowcount:
            self.connection.execute(insert(PERSON).values(id=person.id, **values))
        for table in (MEMBERSHIP, GRANT):
            self.connection.execute(delete(table).where(table.c.person == person.id))
        if person.teams:
            self.connection.execute(insert(MEMBERSHIP), [{"person": person.id, "team": team} for team in person.teams])
        if person.roles:
            roles = sorted(({"person": person.id, "may": role.may, "of": role.of} for role in person.roles), key=str)
            self.connection.execute(insert(GRANT), roles)

    def password(self, person: str) -> str | None:
        found = self.connection.execute(select(PERSON.c.password).where(PERSON.c.id == person)).scalar()
        return cast(str | None, found)

    def set_password(self, person: str, hashed: str) -> None:
        self.connection.execute(update(PERSON).where(PERSON.c.id == person).values(password=hashed))

    def _those(self, which: ColumnElement[bool]) -> Iterator[Person]:
        found = self.connection.execute(select(PERSON).where(which).order_by(PERSON.c.name, PERSON.c.id)).mappings()
        people = found.all()
        ids = [row["id"] for row in people]
        teams = self._of(ids, select(MEMBERSHIP).where(MEMBERSHIP.c.person.in_(ids)).order_by(MEMBERSHIP.c.team))
        roles = self._of(ids, select(GRANT).where(GRANT.c.person.in_(ids)))
        for row in people:
            yield Person(
                id=row["id"],
                email=row["email"],
                name=row["name"],
                teams=tuple(member["team"] for member in teams[row["id"]]),
                roles=frozenset(Role(grant["may"], grant["of"]) for grant in roles[row["id"]]),
                disabled=row["disabled"],
            )

    def _of(self, ids: list[str], wanted: Select[Any]) -> dict[str, list[RowMapping]]:
        rows: dict[str, list[RowMapping]] = {person: [] for person in ids}
        for row in self.connection.execute(wanted).mappings():
            rows[row["person"]].append(row)
        return rows


@dataclass(frozen=True)
class InvitationRows:
    connection: Connection

    def save(self, invitation: Invitation) -> None:
        self.connection.execute(delete(INVITATION).where(INVITATION.c.person == invitation.person))
        values = {"fingerprint": invitation.fingerprint, "until": written(invitation.until)}
        self.connection.execute(insert(INVITATION).values(person=invitation.person, **values))

    def find(self, fingerprint: str) -> Invitation | None:
        found = self.connection.execute(select(INVITATION).where(INVITATION.c.fingerprint == fingerprint))
        row = found.mappings().first()
        return Invitation(row["fingerprint"], row["person"], moment(row["until"])) if row else None

    def take(self, fingerprint: str) -> bool:
        return bool(self.connection.execute(delete(INVITATION).where(INVITATION.c.fingerprint == fingerprint)).rowcount)


@dataclass(frozen=True)
class AttemptRows:
    connection: Connection

    def count(self, key: str, since: datetime) -> tuple[int, datetime]:
        wanted = select(func.count(), func.max(ATTEMPT.c.at))
        wanted = wanted.where(ATTEMPT.c.key == key, ATTEMPT.c.at >= written(since))
        tries, last = self.connection.execute(wanted).one()
        return tries, moment(last or 0)

    def add(self, attempt: str, keys: tuple[str, ...], at: datetime) -> None:
        rows = [{"attempt": attempt, "key": key, "at": written(at)} for key in keys]
        self.connection.execute(insert(ATTEMPT), rows)

    def take_back(self, attempt: str) -> None:
        self.connection.execute(delete(ATTEMPT).where(ATTEMPT.c.attempt == attempt))

    def clear(self, key: str) -> None:
        self.connection.execute(delete(ATTEMPT).where(ATTEMPT.c.key == key))

    def forget(self, before: datetime) -> None:
        self.connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at < written(before)))


@dataclass(frozen=True)
class Register:
    """All that is kept about people, in one transaction."""

    people: PeopleRows
    invitations: InvitationRows
    attempts: AttemptRows
    sessions: SessionRows
    away: AwayRows


@dataclass(frozen=True)
class StoredRegisters:
    """The register over the database's own transactions."""

    database: Database

    @contextmanager
    def read(self) -> Iterator[Register]:
        with self.database.read() as connection:
            yield register(connection)

    @contextmanager
    def write(self) -> Iterator[Register]:
        with self.database.write() as connection:
            yield register(connection)


def register(connection: Connection) -> Register:
    return Register(
        PeopleRows(connection), InvitationRows(connection), AttemptRows(connection), SessionRows(connection),
        AwayRows(connection),
    )  # fmt: skip
