"""Cases and their stays one by one, for the figures that name them: what is late, and what is exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select, text, union_all

from engine.store.case_rows import cases
from engine.store.database import Database
from engine.store.figures import Wanted, of_cases, of_stays, with_team, within
from engine.store.history import BY_HAND, Entry, entry, events
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
class Late:
    """A case that is late, with the few words that lists show of it and who it is for."""

    gone: Gone
    words: str
    applicant: str


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

    def late(self, wanted: Wanted, teams: frozenset[str], after: str, limit: int) -> tuple[list[Late], str]:
        """Late now, or closed late in those days; the longest late first. And where the next page begins.

        That says as of when, too: what is late grows later from page to page.
        """
        at, by, last = _place(after, wanted)
        every = union_all(*_late(wanted, at)).subquery()
        longest = func.max(every.c.by).label("by")
        # Whose they are is looked up once for each, not for each reason why it is late.
        each = select(every.c.reference, longest).group_by(every.c.reference).subquery()
        found = select(each).where(_seen(each.c.reference, teams), *_beyond(each, by, last))
        page = found.order_by(each.c.by.desc(), each.c.reference).limit(limit + 1).subquery()
        shown = select(courses, cases.c.words, cases.c.applicant, page.c.by)
        chosen = shown.join(page, page.c.reference == courses.c.reference)
        chosen = chosen.join(cases, cases.c.reference == courses.c.reference)
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(page.c.by.desc(), page.c.reference)).all()
        end = rows[limit - 1] if len(rows) > limit else None
        onward = f"{at}~{end.by}~{end.reference}" if end else ""
        return [Late(_gone(row), row.words, row.applicant) for row in rows[:limit]], onward

    def by_hand(self, wanted: Wanted, teams: frozenset[str]) -> list[tuple[str, str, Entry]]:
        """What ended cases or turned them back by hand in those days, the newest first: reference, service and what."""
        where = *within(events.c.at, wanted), *of_cases(wanted), text(BY_HAND), _seen(courses.c.reference, teams)
        chosen = select(events, courses.c.service).join(courses, courses.c.reference == events.c.reference)
        with self._database.read() as connection:
            newest = chosen.where(*where).order_by(events.c.at.desc(), events.c.reference).limit(AT_ONCE)
            return [(row.reference, row.service, entry(row)) for row in connection.execute(newest)]

    def stays(self, references: list[str]) -> list[Stay]:
        """All stays of these cases, in the order they began."""
        chosen = select(stays).where(stays.c.reference.in_(references))
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(stays.c.reference, stays.c.begun, stays.c.seq)).all()
        return [_stay(row) for row in rows]

    def due(self, references: list[str]) -> dict[str, datetime]:
        """When each of these cases is due, of those that are open and whose own deadline runs."""
        where = courses.c.reference.in_(references), courses.c.closed.is_(None), courses.c.stopped.is_(None)
        chosen = select(courses.c.reference, courses.c.due).where(*where, courses.c.due.is_not(None))
        with self._database.read() as connection:
            rows = connection.execute(chosen).all() if references else []
        return {reference: moment(due) for reference, due in rows}

    def opened(self, wanted: Wanted, teams: frozenset[str], limit: int) -> Iterator[list[Gone]]:
        """The cases that opened in those days, some at a time, by reference; at most so many."""
        where, after = _opened(wanted, teams), ""
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
        where = _opened(wanted, teams)
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(courses).where(*where)) or 0


def _late(wanted: Wanted, now: int) -> list[Select[Any]]:
    """Cases and by how much each is late: its own deadline or a task of it, by now or when it closed in those days.

    Apart, because a read that wants one or the other goes through no index.
    """
    closed = within(courses.c.closed, wanted)
    met, open_until = func.coalesce(courses.c.stopped, courses.c.closed), func.coalesce(courses.c.stopped, now)
    return [
        _by(courses, met).where(*of_cases(wanted), *closed, met > courses.c.due),
        _by(courses, open_until).where(*of_cases(wanted), courses.c.closed.is_(None), open_until > courses.c.due),
        _by(stays, literal(now)).where(*of_stays(wanted), stays.c.ended.is_(None), stays.c.due < now),
        _by(stays, stays.c.ended).where(
            *of_stays(wanted), stays.c.ended > stays.c.due,
            stays.c.reference.in_(select(courses.c.reference).where(*closed)),
        ),
    ]  # fmt: skip


def _by(of: Any, until: Any) -> Select[Any]:
    return select(of.c.reference, (until - of.c.due).label("by"))


def _place(after: str, wanted: Wanted) -> tuple[int, int | None, str]:
    """As of when, and by how much the last one of the page before was late, and which it was."""
    at, by, last = (*after.split("~", 2), "", "")[:3]
    return (int(at), int(by), last) if at.isdecimal() and by.isdecimal() and last else (written(wanted.now), None, "")


def _opened(wanted: Wanted, teams: frozenset[str]) -> list[Any]:
    """Whichever cases they may see, their own services' or others'."""
    of = [courses.c.service == wanted.service] if wanted.service else []
    return [*of, *with_team(wanted), *within(courses.c.opened, wanted), _seen(courses.c.reference, teams)]


def _seen(reference: Any, teams: frozenset[str]) -> Any:
    return exists().where(readers.c.reference == reference, readers.c.team.in_(sorted(teams)))


def _beyond(each: Any, by: int | None, last: str) -> list[Any]:
    return [] if by is None else [or_(each.c.by < by, and_(each.c.by == by, each.c.reference > last))]


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
