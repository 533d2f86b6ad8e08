"""Payments that were begun outside, as rows: kept before the outside is asked, so that an answer may be lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, Row, Text, bindparam, select, text, update
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.moments import moment, written
from engine.store.text import storable

OPEN = "open"
_STILL_OPEN = text("state = 'open'")


class PaymentRow(SQLModel, table=True):
    __tablename__ = "wf_payment"
    __table_args__ = (
        Index("wf_payment_due", "look_at", sqlite_where=_STILL_OPEN, postgresql_where=_STILL_OPEN),
        {"sqlite_with_rowid": False},
    )

    key: str = Field(primary_key=True)
    reference: str = Field(index=True)
    waiting: str
    attempt: int
    amount: int = Field(sa_type=BigInteger)
    begun: int = Field(sa_type=BigInteger)
    look_at: int = Field(sa_type=BigInteger)
    id: str = Field(index=True)
    state: str
    why: str = Field(sa_type=Text)


@dataclass(frozen=True)
class KeptPayment:
    """What a case waits for, asked of the payment service under a key of ours; `amount` in pence.

    `id` is what they call it, "" until they have said so; `state` is "open", "taken", "failed", or "wrong" where
    another amount was taken. Of several attempts each has a key of its own.
    """

    key: str
    reference: str
    waiting: str
    attempt: int
    amount: int
    begun: datetime
    #: When to ask again how an open one stands.
    look_at: datetime
    id: str = ""
    state: str = OPEN
    #: Why it failed, or why what was taken could not be counted for the case.
    why: str = ""


_table = SQLModel.metadata.tables["wf_payment"]
_BEGIN = text(
    "INSERT INTO wf_payment (key, reference, waiting, attempt, amount, begun, look_at, id, state, why) "
    "VALUES (:key, :reference, :waiting, :attempt, :amount, :begun, :look_at, :id, :state, :why) "
    "ON CONFLICT (key) DO NOTHING"
)
_OF_CASE = select(_table).where(_table.c.reference == bindparam("reference")).order_by(_table.c.begun, _table.c.attempt)
_BY_ID = select(_table).where(_table.c.id == bindparam("id"))
_DUE = (
    select(_table)
    .where(_table.c.state == text("'open'"), _table.c.look_at <= bindparam("now"))
    .order_by(_table.c.look_at)
    .limit(bindparam("limit"))
)


class KeptPayments:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, payment: KeptPayment) -> bool:
        """Keep it. False where it is kept already: another tab of the same person was quicker."""
        values = vars(payment) | {"begun": written(payment.begun), "look_at": written(payment.look_at)}
        with self._database.write() as connection:
            return connection.execute(_BEGIN, values).rowcount == 1

    def called(self, key: str, id: str) -> str:
        """Keep what they call it. The first to say so is right, so that nobody is sent to pay at two addresses."""
        with self._database.write() as connection:
            connection.execute(update(_table).where(_table.c.key == key, _table.c.id == "").values(id=id))
            return str(connection.scalar(select(_table.c.id).where(_table.c.key == key)))

    def put_off(self, payment: KeptPayment, until: datetime) -> bool:
        """Ask again then. False where it ended meanwhile, or another machine is already asking."""
        unchanged = _table.c.look_at == written(payment.look_at)
        return self._change(payment.key, unchanged, look_at=written(until))

    def end(self, key: str, state: str, why: str = "") -> bool:
        """How it ended; False where that was known."""
        return self._change(key, state=state, why=storable(why))

    def of(self, reference: str) -> list[KeptPayment]:
        """Those of a case, the latest last."""
        return self._those(_OF_CASE, {"reference": reference})

    def by_id(self, id: str) -> KeptPayment | None:
        return next(iter(self._those(_BY_ID, {"id": id})), None) if id else None

    def due(self, now: datetime, limit: int = 100) -> list[KeptPayment]:
        """The open ones to ask about, the longest overdue first."""
        return self._those(_DUE, {"now": written(now), "limit": limit})

    def _those(self, statement: Any, values: dict[str, Any]) -> list[KeptPayment]:
        with self._database.read() as connection:
            return [_read(row) for row in connection.execute(statement, values)]

    def _change(self, key: str, *which: ColumnElement[bool], **values: Any) -> bool:
        those = _table.c.key == key, _table.c.state == OPEN, *which
        with self._database.write() as connection:
            return bool(connection.execute(update(_table).where(*those).values(**values)).rowcount)


def _read(row: Row[Any]) -> KeptPayment:
    return KeptPayment(**dict(row._mapping) | {"begun": moment(row.begun), "look_at": moment(row.look_at)})
