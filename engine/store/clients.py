"""Programs of others that may use the API, and what each of them was answered, so that the same is answered again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, Text, bindparam, delete, insert, select, text, update
from sqlmodel import Field, SQLModel

from engine.commands import Actor
from engine.store.database import Database
from engine.store.moments import moment, moment_or_none, written

#: What a client may be allowed.
SCOPES = ("cases:open", "cases:read", "tasks:read", "tasks:complete", "messages:send", "webhooks:make")
#: How an actor's id begins that is a client.
CLIENT = "client:"
#: So long an answer is kept to be given again.
KEPT = timedelta(days=2)
#: A request that began so long ago died with its process.
LOST = timedelta(minutes=2)


class ClientRow(SQLModel, table=True):
    __tablename__ = "wf_client"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    fingerprint: str = Field(unique=True)
    scopes: str = Field(sa_type=Text)
    teams: str = Field(sa_type=Text)
    made_by: str
    at: int = Field(sa_type=BigInteger)
    revoked: int | None = Field(default=None, sa_type=BigInteger)


class AnsweredRow(SQLModel, table=True):
    """A request by its key; `status` is 0 while it is being answered."""

    __tablename__ = "wf_answered"

    client: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    asked: str
    at: int = Field(sa_type=BigInteger, index=True)
    status: int
    location: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)


class AboutRow(SQLModel, table=True):
    """The case that messages about one thing were last told to."""

    __tablename__ = "wf_about"

    service: str = Field(primary_key=True)
    client: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    reference: str


@dataclass(frozen=True)
class Client:
    """A program of a team or a partner; what it is let in by is kept as a fingerprint alone."""

    id: str
    name: str
    scopes: frozenset[str]
    teams: frozenset[str]
    made_by: str
    at: datetime
    revoked: datetime | None = None

    @property
    def actor(self) -> Actor:
        """Who it is to the engine: one of the teams it acts for, who manages and publishes nothing."""
        return Actor(f"{CLIENT}{self.id}", name=self.name, teams=self.teams)


@dataclass(frozen=True)
class Answered:
    """What a request was answered; `status` is 0 while it is being answered."""

    asked: str
    status: int
    location: str
    answer: str


_clients = SQLModel.metadata.tables["wf_client"]
_answered = SQLModel.metadata.tables["wf_answered"]
_abouts = SQLModel.metadata.tables["wf_about"]
_BY_TOKEN = select(_clients).where(_clients.c.fingerprint == bindparam("fingerprint"))
_REVOKE = (
    update(_clients)
    .where(_clients.c.name == bindparam("called"), _clients.c.revoked.is_(None))
    .values(revoked=bindparam("now"))
)
_BEGIN = text(
    "INSERT INTO wf_answered (client, key, asked, at, status, location, answer) "
    "VALUES (:client, :key, :asked, :at, 0, '', '') ON CONFLICT (client, key) DO NOTHING"
)
_MINE = (_answered.c.client == bindparam("of")) & (_answered.c.key == bindparam("known"))
_FOUND = select(_answered).where(_MINE)
_TAKE_OVER = (
    update(_answered)
    .where(_MINE, _answered.c.status == 0, _answered.c.asked == bindparam("same"), _answered.c.at <= bindparam("lost"))
    .values(at=bindparam("now"))
)
_KEEP = update(_answered).where(_MINE)
_DROP = delete(_answered).where(_MINE, _answered.c.status == 0)
_OLD = delete(_answered).where(_answered.c.at < bindparam("before"))
_TOLD = text(
    "INSERT INTO wf_about (service, client, about, reference) VALUES (:service, :client, :about, :reference) "
    "ON CONFLICT (service, client, about) DO UPDATE SET reference = excluded.reference"
)
_LAST = select(_abouts.c.reference).where(
    _abouts.c.service == bindparam("service"),
    _abouts.c.client == bindparam("client"),
    _abouts.c.about == bindparam("about"),
)


class Clients:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, client: Client, fingerprint: str) -> None:
        row = {
            "id": client.id, "name": client.name, "fingerprint": fingerprint,
            "scopes": json.dumps(sorted(client.scopes)), "teams": json.dumps(sorted(client.teams)),
            "made_by": client.made_by, "at": written(client.at), "revoked": None,
        }  # fmt: skip
        with self._database.write() as connection:
            connection.execute(insert(_clients), row)

    def everyone(self) -> list[Client]:
        with self._database.read() as connection:
            return [_client(row) for row in connection.execute(select(_clients).order_by(_clients.c.name))]

    def by_token(self, fingerprint: str) -> Client | None:
        """Who a token lets in; None where nobody has it, or has it no more."""
        with self._database.read() as connection:
            row = connection.execute(_BY_TOKEN, {"fingerprint": fingerprint}).one_or_none()
        return _client(row) if row and row.revoked is None else None

    def revoke(self, name: str, at: datetime) -> bool:
        with self._database.write() as connection:
            return connection.execute(_REVOKE, {"called": name, "now": written(at)}).rowcount == 1

    # What was answered

    def begin(self, client: str, key: str, asked: str, at: datetime) -> Answered | None:
        """None where this request is now ours to answer; else what is known of the one that had this key before."""
        row = {"client": client, "key": key, "asked": asked, "at": written(at)}
        mine = {"of": client, "known": key}
        lost = {"same": asked, "lost": written(at - LOST), "now": written(at)}
        with self._database.write() as connection:
            connection.execute(_OLD, {"before": written(at - KEPT)})
            if connection.execute(_BEGIN, row).rowcount or connection.execute(_TAKE_OVER, mine | lost).rowcount:
                return None
            found = connection.execute(_FOUND, mine).one()
        return Answered(found.asked, found.status, found.location, found.answer)

    def keep(self, client: str, key: str, answered: Answered) -> None:
        values = {"status": answered.status, "location": answered.location, "answer": answered.answer}
        with self._database.write() as connection:
            connection.execute(_KEEP.values(values), {"of": client, "known": key})

    def drop(self, client: str, key: str) -> None:
        """It was not answered: the next may try."""
        with self._database.write() as connection:
            connection.execute(_DROP, {"of": client, "known": key})

    # What messages are about

    def last_about(self, service: str, client: str, about: str) -> str:
        """The reference of the case to which messages about this thing went last; "" before the first."""
        with self._database.read() as connection:
            found = connection.scalar(_LAST, {"service": service, "client": client, "about": about})
        return str(found or "")

    def told(self, service: str, client: str, about: str, reference: str) -> None:
        row = {"service": service, "client": client, "about": about, "reference": reference}
        with self._database.write() as connection:
            connection.execute(_TOLD, row)


def _client(row: Row[Any]) -> Client:
    return Client(
        row.id, row.name, _set(json.loads(row.scopes)), _set(json.loads(row.teams)), row.made_by, moment(row.at),
        moment_or_none(row.revoked),
    )  # fmt: skip


def _set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)
