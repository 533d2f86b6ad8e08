"""Clocks that run, as rows: what is due is one read of an index."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.case import Case
from engine.store.database import Database, Driver, Statement
from engine.store.moments import moment, written


class TimerRow(SQLModel, table=True):
    __tablename__ = "wf_timer"
    __table_args__ = {"sqlite_with_rowid": False}

    reference: str = Field(primary_key=True)
    clock: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger, index=True)


#: What a case asks of others is done as soon as somebody ticks; its timer begins so.
ERRAND = "errand "


@dataclass(frozen=True)
class Timer:
    reference: str
    clock: str
    at: datetime


_table = SQLModel.metadata.tables["wf_timer"]
_DELETE = Statement(
    delete(_table).where(_table.c.reference == bindparam("reference"), _table.c.clock == bindparam("clock"))
)
_INSERT = Statement(insert(_table))
_PUT_OFF = (
    update(_table)
    .where(_table.c.reference == bindparam("of"), _table.c.at <= bindparam("now"))
    .values(at=bindparam("until"))
)
_DUE = select(_table).where(_table.c.at <= bindparam("now")).order_by(_table.c.at).limit(bindparam("limit"))


def follow(driver: Driver, before: Case, after: Case) -> None:
    """Make the rows of a case those of its running clocks."""
    was, now = running(before), running(after)
    if was == now:
        return
    gone = [clock for clock, at in was.items() if now.get(clock) != at]
    new = [(clock, at) for clock, at in now.items() if was.get(clock) != at]
    _DELETE.run_each(driver, [{"reference": after.reference, "clock": clock} for clock in gone])
    _INSERT.run_each(driver, [{"reference": after.reference, "clock": clock, "at": written(at)} for clock, at in new])


def running(case: Case) -> dict[str, datetime]:
    """What will have to be dealt with: clocks that neither stand still nor are late already, and errands."""
    ahead = timedelta(seconds=case.ahead)
    found = {name: clock.due for name, clock in case.clocks.items() if clock.paused is None and not clock.late}
    begun = {id: one for id, one in case.waiting.items() if one.what == "run" and "case" not in one.details}
    practised = {id: one for id, one in case.waiting.items() if one.what == "action" and case.practice}
    errands = {f"{ERRAND}{id}": one.since for id, one in (begun | practised).items()}
    if case.closed and case.part_of and not case.returned:
        errands[f"{ERRAND}return"] = case.closed
    return {name: at - ahead for name, at in (found | errands).items()}


class Timers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int = 100) -> list[Timer]:
        """Those whose moment has come, the earliest first."""
        with self._database.read() as connection:
            rows = connection.execute(_DUE, {"now": written(now), "limit": limit}).all()
        return [Timer(row.reference, row.clock, moment(row.at)) for row in rows]

    def put_off(self, reference: str, now: datetime, until: datetime) -> None:
        """What is due in a case and could not be done is due again then. Its own clocks stand as they are."""
        with self._database.write() as connection:
            connection.execute(_PUT_OFF, {"of": reference, "now": written(now), "until": written(until)})
