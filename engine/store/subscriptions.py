"""Which clients are told what happens to cases, and what a change of a case has to tell each."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Text, UniqueConstraint, bindparam, case, delete, select, text
from sqlalchemy import update as updating
from sqlmodel import Field, SQLModel

from engine.case import Case
from engine.store.clients import ClientRow
from engine.store.database import Database
from engine.store.moments import moment, moment_or_none, written

#: What there is to tell.
KINDS = ("case.opened", "case.closed", "case.reopened", "task.opened")
#: So many seconds a process goes by what it read of subscriptions: then one made on another machine counts here too.
KNOWN_FOR = 5.0
#: After so many pieces of news in a row that could not be told, a subscription is stopped.
MOST_FAILURES = 10


class SubscriptionRow(SQLModel, table=True):
    __tablename__ = "wf_subscription"
    __table_args__ = (UniqueConstraint("client", "url"),)

    id: str = Field(primary_key=True)
    client: str
    url: str = Field(sa_type=Text)
    kinds: str = Field(sa_type=Text)
    at: int = Field(sa_type=BigInteger)
    #: How many pieces of news in a row could not be told.
    failures: int
    stopped: int | None = Field(default=None, sa_type=BigInteger)


@dataclass(frozen=True)
class Subscription:
    """`client` is its id; `stopped` since when it is told nothing, because it could not be."""

    id: str
    client: str
    url: str
    kinds: frozenset[str]
    at: datetime
    stopped: datetime | None = None


@dataclass(frozen=True)
class Listener:
    """A subscription that counts now, with the teams that its client acts for."""

    id: str
    kinds: frozenset[str]
    teams: frozenset[str]


_table = SQLModel.metadata.tables["wf_subscription"]
_clients = SQLModel.metadata.tables[str(ClientRow.__tablename__)]
_LET_IN = _table.join(_clients, _clients.c.id == _table.c.client)
_LISTENING = (
    select(_table.c.id, _table.c.kinds, _clients.c.teams).select_from(_LET_IN)
    .where(_clients.c.revoked.is_(None), _table.c.stopped.is_(None))
)  # fmt: skip
_ONE = (
    select(_table, _clients.c.name.label("called")).select_from(_LET_IN)
    .where(_clients.c.revoked.is_(None), _table.c.id == bindparam("id"))
)  # fmt: skip
_OF = select(_table).where(_table.c.client == bindparam("of")).order_by(_table.c.at, _table.c.id)
_ADD = text(
    "INSERT INTO wf_subscription (id, client, url, kinds, at, failures) "
    "VALUES (:id, :client, :url, :kinds, :at, 0) ON CONFLICT DO NOTHING"
)
_REMOVE = delete(_table).where(_table.c.id == bindparam("which"), _table.c.client == bindparam("of"))
#: What could not be told to it is nobody's trouble any more.
_FORGET = text(
    "UPDATE wf_effect SET state = 'done' WHERE state = 'dead' AND kind = 'tell' AND what LIKE :which || ' %'"
)
_WELL = (
    updating(_table).where(_table.c.id == bindparam("which"), _table.c.failures > 0).values(failures=0, stopped=None)
)
_ILL = (
    updating(_table).where(_table.c.id == bindparam("which"))
    .values(
        failures=_table.c.failures + 1,
        stopped=case((_table.c.failures + 1 >= MOST_FAILURES, bindparam("when")), else_=_table.c.stopped),
    )
)  # fmt: skip


def news(listener: Listener, before: Case, after: Case, readers: Collection[str]) -> Iterator[str]:
    """What this one is to be told of a change: the subscription, the kind and, of a task, its id."""
    if listener.teams.isdisjoint(readers):
        return
    for kind in _of_the_case(before, after):
        if kind in listener.kinds:
            yield f"{listener.id} {kind}"
    if "task.opened" in listener.kinds:
        for id, task in after.tasks.items():
            known = before.tasks.get(id)
            if task.who in listener.teams and (known is None or known.who != task.who):
                yield f"{listener.id} task.opened {id}"


def _of_the_case(before: Case, after: Case) -> Iterator[str]:
    if not before.revision:
        yield "case.opened"
    elif before.closed and not after.closed:
        yield "case.reopened"
    if after.closed and not before.closed:
        yield "case.closed"


def settle(connection: Connection, subscription: str, told: bool, at: datetime) -> None:
    """It was told something, or could not be: after too many in a row that could not, it is told nothing more."""
    if told:
        connection.execute(_WELL, {"which": subscription})
    else:
        connection.execute(_ILL, {"which": subscription, "when": written(at)})


class Subscriptions:
    """`seconds` counts and never goes back."""

    def __init__(self, database: Database, seconds: Callable[[], float]) -> None:
        self._database = database
        self._seconds = seconds
        self._known: tuple[float, tuple[Listener, ...]] = (float("-inf"), ())

    def add(self, one: Subscription) -> bool:
        """False where this client has this very one, or another to this address."""
        row = {"id": one.id, "client": one.client, "url": one.url, "kinds": json.dumps(sorted(one.kinds)),
               "at": written(one.at)}  # fmt: skip
        with self._database.write() as connection:
            added = connection.execute(_ADD, row).rowcount == 1
        self._known = (float("-inf"), ())
        return added

    def of(self, client: str) -> list[Subscription]:
        """The first to be made first."""
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(_OF, {"of": client})]

    def one(self, id: str) -> tuple[Subscription, str] | None:
        """A subscription, also a stopped one, and what its client is called; None where that is let in no more."""
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"id": id}).one_or_none()
        return (_read(row), row.called) if row else None

    def remove(self, client: str, id: str) -> bool:
        with self._database.write() as connection:
            removed = connection.execute(_REMOVE, {"which": id, "of": client}).rowcount == 1
            if removed:
                connection.execute(_FORGET, {"which": id})
        self._known = (float("-inf"), ())
        return removed

    def listening(self) -> tuple[Listener, ...]:
        """Who is told things now, as it was read a few seconds ago at most: a step asks, and must not read."""
        read, listeners = self._known
        now = self._seconds()
        if now - read >= KNOWN_FOR:
            with self._database.read() as connection:
                listeners = tuple(
                    Listener(row.id, frozenset(json.loads(row.kinds)), frozenset(json.loads(row.teams)))
                    for row in connection.execute(_LISTENING)
                )
            self._known = (now, listeners)
        return listeners


def _read(row: Row[Any]) -> Subscription:
    kinds = frozenset(json.loads(row.kinds))
    return Subscription(row.id, row.client, row.url, kinds, moment(row.at), moment_or_none(row.stopped))
