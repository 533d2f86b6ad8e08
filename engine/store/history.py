"""What happened to a case, as rows: one for each accepted command, each linked to the one before."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Index, LargeBinary, Row, Text, bindparam, insert, select, text
from sqlmodel import Field, SQLModel

from engine.case import Case
from engine.events import Event, replay
from engine.events import read as read_events
from engine.store.chain import Link, digest
from engine.store.database import Driver, Statement
from engine.store.moments import moment
from engine.store.text import storable

#: The commands that end a case, or turn it back, otherwise than by its steps.
BY_HAND = "command IN ('CloseEarly', 'Rewind', 'Withdraw')"


class EventRow(SQLModel, table=True):
    __tablename__ = "wf_event"
    __table_args__ = (
        Index("wf_event_by_hand", "at", "reference", "command",
              sqlite_where=text(BY_HAND), postgresql_where=text(BY_HAND)),
    )  # fmt: skip

    reference: str = Field(primary_key=True)
    #: The revision that the case has after it.
    seq: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    actor: str
    command: str
    #: None where no token came with the command.
    token: str | None = Field(default=None, unique=True)
    facts: str = Field(sa_type=Text)
    digest: str
    #: What is people's, the actor's name first, and its salt; None once erased.
    salt: bytes | None = Field(default=None, sa_type=LargeBinary)
    content: str | None = Field(default=None, sa_type=Text)
    hash: str


@dataclass(frozen=True)
class Entry:
    """One accepted command. Where its content was `erased`, names and answers are empty."""

    seq: int
    at: datetime
    actor: str
    actor_name: str
    command: str
    events: tuple[Event, ...]
    erased: bool


events = SQLModel.metadata.tables["wf_event"]
_INSERT = Statement(insert(events))
_OF_CASE = select(events).where(events.c.reference == bindparam("reference"))
_ALL = _OF_CASE.order_by(events.c.seq)
_PAGE = (
    _OF_CASE.where(events.c.seq < bindparam("before")).order_by(events.c.seq.desc()).limit(bindparam("limit"))
)  # fmt: skip
_OF_COMMAND = (
    select(events)
    .where(events.c.reference.in_(bindparam("references", expanding=True)), events.c.command == bindparam("command"))
    .order_by(events.c.reference, events.c.seq.desc())
)


def write(
    driver: Driver, reference: str, link: Link, hash: str, token: str, salt: bytes | None, content: str | None
) -> None:
    values = {
        "reference": reference,
        "seq": link.seq,
        "at": link.at,
        "actor": link.actor,
        "command": link.command,
        "token": storable(token) or None,
        "facts": link.facts,
        "digest": link.digest,
        "salt": salt,
        "content": content,
        "hash": hash,
    }
    _INSERT.run(driver, values)


def entries(connection: Connection, reference: str, before_seq: int | None, limit: int) -> list[Entry]:
    """The newest first."""
    before = 2**31 - 1 if before_seq is None else before_seq
    found = connection.execute(_PAGE, {"reference": reference, "before": before, "limit": limit})
    return [entry(row) for row in found]


def rows(connection: Connection, reference: str) -> Sequence[Row[Any]]:
    """The first one first."""
    return connection.execute(_ALL, {"reference": reference}).all()


def by_command(connection: Connection, references: Collection[str], command: str) -> list[tuple[str, Entry]]:
    """What this command did to these cases, each with the newest first."""
    found = connection.execute(_OF_COMMAND, {"references": list(references), "command": command})
    return [(row.reference, entry(row)) for row in found]


def replayed(rows: Sequence[Row[Any]]) -> Case:
    """The case again from its events alone."""
    case = replay(event for row in rows for event in entry(row).events)
    return replace(case, revision=len(rows))


def breaks(rows: Sequence[Row[Any]], last: str) -> Iterator[str]:
    """Where the chain does not hold, in words; `last` is the hash that the case's row keeps."""
    previous = ""
    for number, row in enumerate(rows, start=1):
        link = Link(row.seq, row.at, row.actor, row.command, row.facts, row.digest)
        if row.seq != number:
            yield f"Event {number} is not there: the next is {row.seq}"
        if row.content is not None and digest(row.salt or b"", row.content) != row.digest:
            yield f"The content of event {row.seq} was changed"
        if link.hash(previous) != row.hash:
            yield f"Event {row.seq} was changed, or the one before it"
        previous = row.hash
    if previous != last:
        yield "The last event is not the one the case was left with"


def entry(row: Row[Any]) -> Entry:
    name, contents = ("", None) if row.content is None else json.loads(row.content)
    happened = tuple(read_events(json.loads(row.facts), contents))
    return Entry(row.seq, moment(row.at), row.actor, name, row.command, happened, row.content is None)
