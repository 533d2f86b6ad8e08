"""What is to be done outside because of what happened: rows written with the case's own change, done after its commit.

A row tells what it is for, how often it was tried and what went wrong. Who does it, and when, is another's affair: the
row is handed on inside the very transaction that writes it, so that there is never one without the other.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import BigInteger, Connection, Index, Row, Select, Text, bindparam, func, insert, select, update
from sqlmodel import Field, SQLModel

from engine.case import Case
from engine.events import Event, MessageSent
from engine.store import messages, subscriptions
from engine.store.database import Database, Driver, Statement
from engine.store.moments import moment, written
from engine.store.readers import readers
from engine.store.subscriptions import Listener
from engine.store.text import storable

Kind: TypeAlias = Literal["send", "call", "tell", "scan"]
#: Hands a piece of work on, in the transaction under way: its key, which try it is, and in how many seconds.
HandOn: TypeAlias = Callable[[Connection, str, int, float], None]
#: After so many tries it lies where somebody has to look at it.
MOST_TRIES = 12
#: How long before the second try, and twice as long each time after.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=2)
#: A file waits for its scan however long that takes, and somebody waits for the file.
SCANS, SCAN_PAUSE = 1_000_000, timedelta(minutes=5)


class EffectRow(SQLModel, table=True):
    __tablename__ = "wf_effect"
    __table_args__ = (Index("wf_effect_due", "state", "due"), {"sqlite_with_rowid": False})

    #: Of the case, its revision and the place in it: a second try has the same.
    key: str = Field(primary_key=True)
    reference: str = Field(index=True)
    kind: str
    #: A message's id, that of what the case waits for, a subscription and its news, or a file's id.
    what: str
    state: str
    tries: int
    #: How often it may be tried: more, once somebody had a dead one tried again.
    most: int
    #: Why the last try failed.
    why: str = Field(sa_type=Text)
    at: int = Field(sa_type=BigInteger)
    #: When it is to be tried, or was settled.
    due: int = Field(sa_type=BigInteger)
    #: What the outside calls it.
    known_as: str


@dataclass(frozen=True)
class Effect:
    key: str
    reference: str
    kind: Kind
    what: str
    #: "otherwise" was dead, until somebody did it another way.
    state: Literal["waiting", "done", "dead", "otherwise"]
    tries: int
    most: int
    why: str
    at: datetime
    due: datetime
    known_as: str


def no_one(connection: Connection, key: str, tries: int, seconds: float) -> None:
    """Where nobody does anything outside: the row waits for somebody who will."""


@dataclass(frozen=True)
class Reach:
    """What can be done outside: the channels that are served, who is told of work, whether files are scanned."""

    channels: frozenset[str] = field(default_factory=frozenset)
    hand_on: HandOn = no_one
    scans: bool = False


_table = SQLModel.metadata.tables["wf_effect"]
_INSERT = Statement(insert(_table))
_ONE = select(_table).where(_table.c.key == bindparam("key"))
_WAITS = update(_table).where(_table.c.key == bindparam("of"), _table.c.state == "waiting")
_SETTLE = _WAITS.values(
    state=bindparam("now"), why=bindparam("because"), due=bindparam("when"), known_as=bindparam("known")
)
_AGAIN = _WAITS.values(tries=bindparam("times"), why=bindparam("because"), due=bindparam("when"))
_REVIVE = (
    update(_table)
    .where(_table.c.key == bindparam("of"), _table.c.state == "dead")
    .values(state="waiting", due=bindparam("when"), tries=_table.c.tries + 1, most=_table.c.tries + 1 + MOST_TRIES)
)
_OTHERWISE = (
    update(_table)
    .where(_table.c.key == bindparam("of"), _table.c.state == "dead")
    .values(state="otherwise", why=bindparam("because"), due=bindparam("when"))
)
_OF_CASE = select(_table).where(_table.c.reference == bindparam("reference"), _table.c.state == "waiting")
_THEIRS = select(readers.c.reference).where(readers.c.team.in_(bindparam("teams", expanding=True)))
_DEAD = (
    select(_table)
    .where(_table.c.state == "dead", _table.c.reference.in_(_THEIRS))
    # News that no case worker can mend must not hide a letter that never went.
    .order_by(_table.c.kind == "tell", _table.c.due.desc(), _table.c.key)
    .limit(bindparam("limit"))
)
_HOW_MANY_DEAD = select(func.count()).select_from(
    select(_table.c.key)
    .where(_table.c.state == "dead", _table.c.reference.in_(_THEIRS))
    .limit(bindparam("limit"))
    .subquery()
)
_TRIED = (
    select(_table)
    .where(_table.c.state == "waiting", _table.c.tries > 0, _table.c.reference.in_(_THEIRS))
    .order_by(_table.c.at, _table.c.key)
    .limit(bindparam("limit"))
)
_OVERDUE = (
    select(_table).where(_table.c.state == "waiting", _table.c.due < bindparam("before")).order_by(_table.c.due)
    .limit(bindparam("limit"))
)  # fmt: skip
_COUNT = select(_table.c.state, func.count()).group_by(_table.c.state)


def pause_after(tries: int) -> timedelta:
    """How long to wait before the next try, after so many."""
    return min(FIRST_PAUSE * (1 << min(max(0, tries - 1), 20)), LONGEST_PAUSE)


def most_tries(kind: Kind) -> int:
    return SCANS if kind == "scan" else MOST_TRIES


def new(before: Case, after: Case, events: tuple[Event, ...], channels: frozenset[str]) -> list[tuple[str, Kind, str]]:
    """What a command asks of the outside: key, kind and what. A practice case asks nothing."""
    if after.practice:
        return []
    base = f"{after.reference} {before.revision + 1}"
    sent = (
        event.id for event in events
        if isinstance(event, MessageSent) and event.address and event.channel in channels
    )  # fmt: skip
    found: list[tuple[str, Kind, str]] = [(f"{base} send {number}", "send", id) for number, id in enumerate(sent, 1)]
    called = (id for id, one in after.waiting.items() if id not in before.waiting and one.what == "action")
    return [*found, *((f"{base} call {id}", "call", id) for id in called)]


def to_tell(
    before: Case, after: Case, teams: Collection[str], listeners: Iterable[Listener]
) -> list[tuple[str, Kind, str]]:
    """What a command has to tell clients, in the same shape. Of a practice case nobody is told."""
    if after.practice:
        return []
    base = f"{after.reference} {before.revision + 1} tell"
    news = (one for listener in listeners for one in subscriptions.news(listener, before, after, teams))
    return [(f"{base} {one}", "tell", one) for one in news]


def queue(
    driver: Driver, connection: Connection, reference: str, wanted: list[tuple[str, Kind, str]], at: datetime,
    reach: Reach,
) -> None:  # fmt: skip
    """Write the rows and hand each on, in the transaction under way."""
    keep(driver, reference, wanted, at)
    for key, _, _ in wanted:
        reach.hand_on(connection, key, 0, 0)


def keep(driver: Driver, reference: str, wanted: list[tuple[str, Kind, str]], at: datetime) -> None:
    """Write the rows alone: what has no job is found and handed on later."""
    shared = {
        "reference": reference, "state": "waiting", "tries": 0, "why": "", "at": written(at), "due": written(at),
        "known_as": "",
    }  # fmt: skip
    each = ({"key": key, "kind": kind, "what": what, "most": most_tries(kind)} for key, kind, what in wanted)
    _INSERT.run_each(driver, [shared | one for one in each])


class Effects:
    def __init__(self, database: Database, reach: Reach) -> None:
        self._database = database
        self.reach = reach

    def load(self, key: str) -> Effect | None:
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"key": key}).one_or_none()
        return _read(row) if row else None

    def done(self, key: str, known_as: str, now: datetime) -> bool:
        """It was done; False where somebody had settled it before."""
        return self._settled(key, "done", "", known_as, now)

    def dead(self, key: str, why: str, now: datetime) -> bool:
        """It cannot be done; somebody has to look at it."""
        return self._settled(key, "dead", why, "", now)

    def _settled(self, key: str, state: str, why: str, known_as: str, now: datetime) -> bool:
        values = {"of": key, "now": state, "because": why, "when": written(now), "known": known_as}
        with self._database.write() as connection:
            if connection.execute(_SETTLE, values).rowcount != 1:
                return False
            self._tell(connection, key, "sent" if state == "done" else "failed", why, now)
        return True

    def _tell(self, connection: Connection, key: str, state: str, why: str, at: datetime | None) -> None:
        """The message itself says what became of it, and a subscription whether it still can be told anything."""
        row = connection.execute(_ONE, {"key": key}).one()
        if row.kind == "send":
            messages.settle(connection, row.reference, row.what, state, why, at)
        elif row.kind == "tell" and at is not None:
            subscriptions.settle(connection, row.what.partition(" ")[0], state == "sent", at)

    def later(self, effect: Effect, why: str, after: float | None, now: datetime) -> datetime | None:
        """It could not be done now: it is handed on once more, for when it says, or is dead after the last try."""
        tries = effect.tries + 1
        if tries >= effect.most:
            self.dead(effect.key, f"Tried {tries} times. The last time: {why}", now)
            return None
        longest = SCAN_PAUSE if effect.kind == "scan" else LONGEST_PAUSE
        pause = min(max(pause_after(tries), timedelta(seconds=min(after or 0, LONGEST_PAUSE.total_seconds()))), longest)
        due = now + pause
        values = {"of": effect.key, "times": tries, "because": why, "when": written(due)}
        with self._database.write() as connection:
            if connection.execute(_AGAIN, values).rowcount == 1:
                self.reach.hand_on(connection, effect.key, tries, pause.total_seconds())
        return due

    def revive(self, key: str, now: datetime) -> bool:
        """A dead one is tried once more, because somebody says so; it has as many tries again."""
        with self._database.write() as connection:
            if connection.execute(_REVIVE, {"of": key, "when": written(now)}).rowcount != 1:
                return False
            row = connection.execute(_ONE, {"key": key}).one()
            self._tell(connection, key, "waiting", "", None)
            self.reach.hand_on(connection, key, row.tries, 0)
        return True

    def otherwise(self, key: str, why: str, now: datetime) -> bool:
        """A dead one was dealt with another way, as somebody says; False where it is not dead any more."""
        why = storable(why)
        with self._database.write() as connection:
            if connection.execute(_OTHERWISE, {"of": key, "because": why, "when": written(now)}).rowcount != 1:
                return False
            row = connection.execute(_ONE, {"key": key}).one()
            if row.kind == "send":
                messages.settle(connection, row.reference, row.what, "otherwise", why, now)
        return True

    def waiting(self, reference: str) -> list[Effect]:
        """What one case still waits for, tried or not."""
        return self._all(_OF_CASE, {"reference": reference})

    def tried(self, teams: Iterable[str], limit: int = 100) -> list[Effect]:
        """Of cases that one of these teams may see, what did not go at once and is tried again; the oldest first."""
        return self._all(_TRIED, {"teams": sorted(teams), "limit": limit})

    def how_many_dead(self, teams: Iterable[str], limit: int = 100) -> int:
        """As `dead_ones`, counted: no further than `limit`."""
        with self._database.read() as connection:
            found = connection.execute(_HOW_MANY_DEAD, {"teams": sorted(teams), "limit": limit})
            return int(found.scalar_one())

    def dead_ones(self, teams: Iterable[str], limit: int = 100) -> list[Effect]:
        """Of cases that one of these teams may see, the last to die first; news for clients after the rest."""
        return self._all(_DEAD, {"teams": sorted(teams), "limit": limit})

    def overdue(self, before: datetime, limit: int = 100) -> list[Effect]:
        """Those that should have been tried by then."""
        return self._all(_OVERDUE, {"before": written(before), "limit": limit})

    def counts(self) -> dict[str, int]:
        """How many there are, by state."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(_COUNT)}

    def hand_on(self, effect: Effect) -> None:
        """Once more, for work that got lost."""
        with self._database.write() as connection:
            self.reach.hand_on(connection, effect.key, effect.tries, 0)

    def _all(self, statement: Select[Any], values: dict[str, Any]) -> list[Effect]:
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(statement, values)]


def _read(row: Row[Any]) -> Effect:
    values = dict(row._mapping)
    return Effect(**values | {"at": moment(values["at"]), "due": moment(values["due"])})
