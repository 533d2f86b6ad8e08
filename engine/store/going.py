"""Cases and their stays one by one, for the figures that name them: what is late, and what is exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, tuple_, union_all

from engine.store.database import Database
from engine.store.figures import Wanted, of_cases, of_stays, within
from engine.store.moments import moment, moment_or_none, written
from engine.store.readers import readers
from engine.store.stays import courses, stays

#: So many cases are read at once.
AT_ONCE = 500


@dataclass(frozen=True)
class Gone:
    """A case as it went."""

    reference: str
    service: str
    version: int
    opened: datetime
    closed: datetime | None
    outcome: str
    due: datetime | None
    stopped: datetime | None


@dataclass(frozen=True)
class Stay:
    """One stay of a case; `paused` in seconds."""

    reference: str
    step: str
    what: str
    who: str
    person: str
    begun: datetime
    claimed: datetime | None
    ended: datetime | None
    due: datetime | None
    paused: float
    how: str


class Going:
    """Every case is of those that `teams` may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def late(self, wanted: Wanted, teams: frozenset[str], after: str, limit: int) -> tuple[list[Gone], str]:
        """Late now, or closed late in those days; the longest late first. And where the next page begins."""
        now = written(wanted.now)
        met = func.coalesce(courses.c.stopped, courses.c.closed)
        ended_late = and_(*within(courses.c.closed, wanted), met > courses.c.due)
        late_now = and_(courses.c.closed.is_(None), func.coalesce(courses.c.stopped, now) > courses.c.due)
        whole = select(courses.c.reference, courses.c.due).where(*of_cases(wanted), or_(ended_late, late_now))
        part = select(stays.c.reference, stays.c.due).where(
            *of_stays(wanted), stays.c.ended.is_(None), stays.c.due < now
        )
        over = (
            select(stays.c.reference, stays.c.due)
            .join(courses, courses.c.reference == stays.c.reference)
            .where(*of_stays(wanted), *within(courses.c.closed, wanted), stays.c.ended > stays.c.due)
        )
        every = union_all(whole, part, over).subquery()
        first = func.min(every.c.due)
        found = select(every.c.reference, first.label("due")).where(_seen(every.c.reference, teams))
        found = found.group_by(every.c.reference).having(*_beyond(first, every.c.reference, after))
        page = found.order_by(first, every.c.reference).limit(limit + 1).subquery()
        chosen = select(courses, page.c.due).join(page, page.c.reference == courses.c.reference)
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(page.c.due, page.c.reference)).all()
        last = rows[limit - 1] if len(rows) > limit else None
        return [_gone(row) for row in rows[:limit]], f"{last[-1]}~{last.reference}" if last else ""

    def stays(self, references: list[str]) -> list[Stay]:
        """All stays of these cases, in the order they began."""
        chosen = select(stays).where(stays.c.reference.in_(references))
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(stays.c.reference, stays.c.begun, stays.c.seq)).all()
        return [_stay(row) for row in rows]

    def opened(self, wanted: Wanted, teams: frozenset[str], limit: int) -> Iterator[list[Gone]]:
        """The cases that opened in those days, some at a time, by reference; at most so many."""
        where = [*of_cases(wanted), *within(courses.c.opened, wanted), _seen(courses.c.reference, teams)]
        after = ""
        while limit > 0:
            page = select(courses).where(*where, courses.c.reference > after).order_by(courses.c.reference)
            with self._database.read() as connection:
                found = [_gone(row) for row in connection.execute(page.limit(min(limit, AT_ONCE)))]
            if not found:
                return
            limit, after = limit - len(found), found[-1].reference
            yield found

    def how_many(self, wanted: Wanted, teams: frozenset[str]) -> int:
        """How many of those there are."""
        where = [*of_cases(wanted), *within(courses.c.opened, wanted), _seen(courses.c.reference, teams)]
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(courses).where(*where)) or 0


def _seen(reference: Any, teams: frozenset[str]) -> Any:
    return exists().where(readers.c.reference == reference, readers.c.team.in_(sorted(teams)))


def _beyond(due: Any, reference: Any, after: str) -> list[Any]:
    at, _, last = after.partition("~")
    return [tuple_(due, reference) > tuple_(int(at), last)] if at.isdecimal() and last else []


def _gone(row: Any) -> Gone:
    return Gone(
        row.reference, row.service, row.version, moment(row.opened), moment_or_none(row.closed), row.outcome,
        moment_or_none(row[6]), moment_or_none(row.stopped),
    )  # fmt: skip


def _stay(row: Any) -> Stay:
    return Stay(
        row.reference, row.step, row.what, row.who, row.person or "", moment(row.begun), moment_or_none(row.claimed),
        moment_or_none(row.ended), moment_or_none(row.due), row.paused / 1_000_000, row.how,
    )  # fmt: skip
