"""The outbox: a row for every message a case wrote, whether it could be sent or not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, Connection, Row, Text, bindparam, column, insert, select, table, update
from sqlmodel import Field, SQLModel

from engine.events import Event, MessageSent
from engine.store.database import Database, Driver, Statement
from engine.store.moments import moment, moment_or_none, written, written_or_none
from engine.store.state import to_text
from engine.store.text import storable


class MessageRow(SQLModel, table=True):
    __tablename__ = "wf_message"

    number: int | None = Field(default=None, primary_key=True)
    reference: str = Field(index=True)
    id: str
    message: str
    to: str
    channel: str
    to_name: str
    address: str
    subject: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    unsent: str
    attached: str = Field(sa_type=Text)
    state: str
    at: int = Field(sa_type=BigInteger)
    #: When it was sent, or given up.
    settled: int | None = Field(default=None, sa_type=BigInteger)


@dataclass(frozen=True)
class Message:
    """A message as it was written. Its `number` grows with each; `unsent` says why one went nowhere."""

    number: int
    reference: str
    id: str
    message: str
    to: str
    channel: str
    to_name: str
    address: str
    subject: str
    body: str
    unsent: str
    attached: tuple[str, ...]
    state: Literal["waiting", "not sent", "practice", "sent", "failed", "otherwise"]
    at: datetime
    #: Whether anybody was asked to send it: nobody is where its channel was not set up when it was written.
    asked: bool
    settled: datetime | None = None


_table = SQLModel.metadata.tables["wf_message"]
_COLUMNS = [column.name for column in _table.c if column.name != "number"]
_INSERT = Statement(insert(_table).values({name: bindparam(name) for name in _COLUMNS}))
_SETTLE = (
    update(_table)
    .where(_table.c.reference == bindparam("of"), _table.c.id == bindparam("which"))
    .values(state=bindparam("now"), unsent=bindparam("why"), settled=bindparam("when"))
)
_effect = table("wf_effect", column("reference"), column("kind"), column("what"))
_ASKED = (
    select(_effect)
    .where(_effect.c.reference == _table.c.reference, _effect.c.what == _table.c.id, _effect.c.kind == "send")
    .exists()
)
_MESSAGES = select(_table, _ASKED.label("asked"))
_OF_CASE = _MESSAGES.where(_table.c.reference == bindparam("reference")).order_by(_table.c.number)
_OUTBOX = (
    _MESSAGES.where(_table.c.number < bindparam("before"), _table.c.state != "practice")
    .order_by(_table.c.number.desc())
    .limit(bindparam("limit"))
)


def queue(driver: Driver, reference: str, at: datetime, events: Iterable[Event], practice: bool = False) -> None:
    """What was written waits to be sent; that of a practice case is only kept."""
    sent = [event for event in events if isinstance(event, MessageSent)]
    _INSERT.run_each(
        driver, [_values(reference, at, event) | ({"state": "practice"} if practice else {}) for event in sent]
    )


def _values(reference: str, at: datetime, sent: MessageSent) -> dict[str, Any]:
    names = ("id", "message", "to", "channel", "to_name", "address", "subject", "body", "unsent")
    return {name: storable(getattr(sent, name)) for name in names} | {
        "reference": reference,
        "attached": to_text(sent.attached),
        "state": "waiting" if sent.address else "not sent",
        "at": written(at),
        "settled": None,
    }


def settle(connection: Connection, reference: str, id: str, state: str, unsent: str, at: datetime | None) -> None:
    """It was sent, failed or was dealt with another way (`unsent` says why), or waits again."""
    values = {"of": reference, "which": id, "now": state, "why": unsent, "when": written_or_none(at)}
    connection.execute(_SETTLE, values)


class Messages:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reference: str) -> list[Message]:
        """A case's messages, the first one first."""
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(_OF_CASE, {"reference": reference})]

    def outbox(self, limit: int = 50, after: int = 0) -> list[Message]:
        """The newest messages of all cases; `after` is the number of the last one on the page before."""
        with self._database.read() as connection:
            found = connection.execute(_OUTBOX, {"before": after or 2**31 - 1, "limit": limit})
            return [_read(row) for row in found]


def _read(row: Row[Any]) -> Message:
    values = dict(row._mapping)
    values |= {"attached": tuple(json.loads(values["attached"])), "at": moment(values["at"]),
               "asked": bool(values["asked"]), "settled": moment_or_none(values["settled"])}  # fmt: skip
    return Message(**values)
