"""Figures of how cases go: counted, summed and halved by the database, never by loading a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from engine.store.database import Database
from engine.store.moments import MICROSECOND, moment, written
from engine.store.pages import pages
from engine.store.stays import DONE, ENDED, courses, stays, ways
from workflows.calendars import LONDON

HOUR = timedelta(hours=1) // MICROSECOND
DAY = timedelta(days=1) // MICROSECOND
QUARTER = HOUR // 4
SECOND = timedelta(seconds=1) // MICROSECOND
#: Open cases are told apart by how many days old they are: less than each of these, or more.
BANDS = (7, 14, 28, 56, 91, 182, 365)
#: How many of the ways that cases went are told.
COURSES = 20


@dataclass(frozen=True)
class Wanted:
    """`services` are seen whole, and in every other what `teams` do; `staff` are the council's own teams.

    `service` and `team` narrow that, where they are given; what happened from `since` to before `until` counts.
    """

    services: frozenset[str]
    teams: frozenset[str]
    staff: frozenset[str]
    since: datetime
    until: datetime
    now: datetime
    service: str = ""
    team: str = ""


@dataclass(frozen=True)
class Took:
    """How many, how long the one in the middle took, and nine in ten at most."""

    many: int
    median: timedelta
    most: timedelta


@dataclass(frozen=True)
class Ended:
    """Cases of a service that closed: as what, how many, and in how many something was late."""

    service: str
    outcome: str
    many: int
    late: int


@dataclass(frozen=True)
class Open:
    """Open cases of a service between two ages in days; in how many of them something is late."""

    service: str
    band: int
    many: int
    late: int


@dataclass(frozen=True)
class AtStep:
    """Stays at a step that ended: `took` from begun to ended, `worked` from claimed to done, on average."""

    service: str
    step: str
    took: Took
    worked: timedelta | None
    #: How many of them somebody claimed: `worked` is of those alone.
    claimed: int
    #: Of how many a due moment is known, and how many ended after it.
    timed: int
    late: int


@dataclass(frozen=True)
class Spent:
    """Time that went by at stays of one sort: a team's, or what they waited for."""

    service: str
    what: str
    who: str
    many: int
    time: timedelta
    #: Of the time of tasks, what went by before somebody claimed them.
    unclaimed: timedelta


@dataclass(frozen=True)
class Load:
    """What a person of a team has, and has done. An empty person is nobody yet, or whoever had it last."""

    team: str
    person: str
    open: int
    late: int
    done: int


@dataclass(frozen=True)
class Way:
    """From step to step; `spread` is how many of them took how many quarters of an hour."""

    source: str
    target: str
    spread: Mapping[int, int]

    @property
    def many(self) -> int:
        return sum(self.spread.values())


@dataclass(frozen=True)
class Course:
    """The steps that cases stayed at, in order, and how they ended ("" where they are open)."""

    steps: tuple[str, ...]
    outcome: str
    many: int


class Figures:
    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, statement: Any) -> list[tuple[Any, ...]]:
        with self._database.read() as connection:
            return [tuple(row) for row in connection.execute(statement)]

    # Cases

    def by_day(self, wanted: Wanted) -> dict[date, tuple[int, int]]:
        """How many cases opened and how many closed on each day in London."""
        found: dict[date, list[int]] = {}
        for which, column in enumerate((courses.c.opened, courses.c.closed)):
            hour = column // HOUR
            counted = select(hour, func.count()).where(*of_cases(wanted), *within(column, wanted)).group_by(hour)
            for at, many in self._all(counted):
                day = moment(at * HOUR).astimezone(LONDON).date()
                found.setdefault(day, [0, 0])[which] += many
        return {day: (opened, closed) for day, (opened, closed) in sorted(found.items())}

    def open_now(self, wanted: Wanted) -> list[Open]:
        age = (written(wanted.now) - courses.c.opened) // DAY
        band = case(*((age < days, days) for days in BANDS), else_=0)
        now = written(wanted.now)
        behind = _behind(wanted, stays.c.ended.is_(None), stays.c.due < now)
        over = func.coalesce(courses.c.stopped, now) > courses.c.due
        late = func.sum(case((or_(over, courses.c.reference.in_(behind)), 1), else_=0))
        still = courses.c.closed.is_(None), courses.c.opened < written(wanted.now)
        counted = select(courses.c.service, band, func.count(), late).where(*of_cases(wanted), *still)
        return [Open(*row) for row in self._all(counted.group_by(courses.c.service, band))]

    def falling_due(self, wanted: Wanted, until: datetime) -> dict[date, tuple[int, int]]:
        """How many cases, and how many tasks, fall due on each day in London from now on."""
        open_cases = *of_cases(wanted), courses.c.closed.is_(None), courses.c.stopped.is_(None)
        found: dict[date, list[int]] = {}
        for which, of, where in ((0, courses, open_cases), (1, stays, (*of_stays(wanted), stays.c.ended.is_(None)))):
            hour = of.c.due // HOUR
            soon = of.c.due >= written(wanted.now), of.c.due < written(until)
            for at, many in self._all(select(hour, func.count()).where(*where, *soon).group_by(hour)):
                found.setdefault(moment(at * HOUR).astimezone(LONDON).date(), [0, 0])[which] += many
        return {day: (cases, tasks) for day, (cases, tasks) in sorted(found.items())}

    def outcomes(self, wanted: Wanted) -> list[Ended]:
        met = func.coalesce(courses.c.stopped, courses.c.closed)
        behind = _behind(wanted, stays.c.ended > stays.c.due)
        late = func.sum(case((or_(met > courses.c.due, courses.c.reference.in_(behind)), 1), else_=0))
        groups = courses.c.service, courses.c.outcome
        counted = select(*groups, func.count(), late).where(*of_cases(wanted), *within(courses.c.closed, wanted))
        return [Ended(*row) for row in self._all(counted.group_by(*groups))]

    def took(self, wanted: Wanted) -> dict[str, Took]:
        """From opened to closed, by service."""
        spread = _spread([courses.c.service], courses.c.closed - courses.c.opened)
        rows = self._all(spread.where(*of_cases(wanted), *within(courses.c.closed, wanted)))
        return {service: took for (service,), took in _gathered(rows, 1).items()}

    def courses(self, wanted: Wanted) -> list[Course]:
        """The most usual ways in which the cases that opened then really went."""
        groups = courses.c.steps, courses.c.outcome
        counted = select(*groups, func.count().label("many")).where(
            *of_cases(wanted), *within(courses.c.opened, wanted)
        )
        found = self._all(counted.group_by(*groups).order_by(func.count().desc(), *groups).limit(COURSES))
        return [Course(tuple(row[0].split(">")[:-1]), row[1], row[2]) for row in found]

    def ways(self, wanted: Wanted) -> tuple[list[Way], dict[str, Took]]:
        """The ways from step to step of the cases that opened then, and how long they stayed at each step they left."""
        rows = self._all(_spread([ways.c.source, ways.c.target], ways.c.spent).where(*_of_opened(wanted)))
        gone = _spreads([(source, target, quarters or 0, many) for source, target, quarters, many in rows], 2)
        stayed = [(source, quarters, many) for source, _, quarters, many in rows if quarters is not None]
        each = [Way(source, target, spread) for (source, target), spread in gone.items()]
        return each, {step: took for (step,), took in _gathered(stayed, 1).items()}

    # Stays

    def steps(self, wanted: Wanted) -> list[AtStep]:
        where = [*of_stays(wanted), *within(stays.c.ended, wanted), stays.c.how.in_([DONE, ENDED])]
        groups = [stays.c.service, stays.c.step]
        late = func.sum(case((stays.c.ended > stays.c.due, 1), else_=0))
        worked = func.sum((stays.c.ended - stays.c.claimed) // SECOND)
        sums = func.count(stays.c.due), late, func.count(stays.c.claimed), func.coalesce(worked, 0)
        rows = self._all(_spread(groups, _length(), *sums).where(*where))
        totals: dict[tuple[Any, ...], list[int]] = {}
        for row in rows:
            before = totals.get(row[:2], [0, 0, 0, 0])
            totals[row[:2]] = [one + int(more) for one, more in zip(before, row[4:], strict=True)]
        return [
            AtStep(step[0], step[1], took, _mean(*totals[step][2:]), totals[step][2], *totals[step][:2])
            for step, took in _gathered(rows, 2).items()
        ]

    def spent(self, wanted: Wanted) -> list[Spent]:
        groups = stays.c.service, stays.c.what, stays.c.who
        unclaimed = func.coalesce(stays.c.claimed, stays.c.ended) - stays.c.begun
        sums = (func.sum(time // SECOND) for time in (_length(), unclaimed))
        summed = select(*groups, func.count(), *sums).where(*of_stays(wanted), *within(stays.c.ended, wanted))
        return [
            Spent(service, what, who, many, timedelta(seconds=int(time)), timedelta(seconds=int(unclaimed)))
            for service, what, who, many, time, unclaimed in self._all(summed.group_by(*groups))
        ]

    def services_of(self, teams: Iterable[str]) -> set[str]:
        """The services in which these teams ever did anything, asked by the service or by hand."""
        return {row[0] for row in self._all(select(stays.c.service).where(stays.c.who.in_(sorted(teams))).distinct())}

    def load(self, wanted: Wanted) -> list[Load]:
        """By person, of the teams alone that may be seen so."""
        teams = [team for team in wanted.teams if wanted.team in ("", team)]
        of: list[ColumnElement[bool]] = [stays.c.who.in_(teams)]
        if wanted.service:
            # Not by service and day: that index does not know the person, the one by team and day does.
            of.append(stays.c.service.concat("") == wanted.service)
        groups = stays.c.who, stays.c.person
        late = func.sum(case((stays.c.due < written(wanted.now), 1), else_=0))
        has = select(*groups, func.count(), late).where(*of, stays.c.ended.is_(None)).group_by(*groups)
        did = select(*groups, func.count()).where(*of, *within(stays.c.ended, wanted), stays.c.how == DONE)
        did = did.group_by(*groups[::-1])
        found: dict[tuple[str, str], list[int]] = {}
        for row in self._all(has):
            found[row[0], row[1] or ""] = [row[2], row[3], 0]
        for row in self._all(did):
            found.setdefault((row[0], row[1] or ""), [0, 0, 0])[2] = row[2]
        return [Load(*who, *counts) for who, counts in sorted(found.items())]

    # Pages

    def pages(self, wanted: Wanted) -> dict[int, int]:
        """How many reached each page of a service, by its number; those who sent it are at `SENT`."""
        first, last = (at.astimezone(LONDON).date() for at in (wanted.since, wanted.until - timedelta.resolution))
        counted = select(pages.c.page, func.sum(pages.c.reached)).where(
            pages.c.service.in_(of_services(wanted)), pages.c.day.between(first.toordinal(), last.toordinal())
        )
        return {row[0]: int(row[1]) for row in self._all(counted.group_by(pages.c.page))}


# What may be counted


def of_services(wanted: Wanted) -> list[str]:
    return sorted(one for one in wanted.services if wanted.service in ("", one))


def of_cases(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [courses.c.service.in_(of_services(wanted)), *with_team(wanted)]


def with_team(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Of cases those at which the chosen team was waited for, where one is chosen."""
    waited_for = select(stays.c.reference).where(stays.c.who == wanted.team)
    return [courses.c.reference.in_(waited_for)] if wanted.team else []


def _behind(wanted: Wanted, *late: ColumnElement[bool]) -> Select[Any]:
    """The cases with a late stay, of services seen whole: of those no stay is hidden, so teams need not be asked for.

    With teams asked for beside services the database reads every stay there is.
    """
    of = [stays.c.service.in_(of_services(wanted)), *([stays.c.who == wanted.team] if wanted.team else [])]
    return select(stays.c.reference).where(*of, *late)


def of_stays(wanted: Wanted) -> list[ColumnElement[bool]]:
    whole, teams = stays.c.service.in_(of_services(wanted)), stays.c.who.in_(sorted(wanted.teams))
    if wanted.service:
        of = [stays.c.service == wanted.service, *([] if wanted.service in wanted.services else [teams])]
    else:
        of = [or_(whole, teams)]
    return [*of, *([stays.c.who == wanted.team] if wanted.team else [])]


def _of_opened(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The ways of the cases that opened in those days, whenever they went them.

    What did not open then is left out, for it is little: to look for each that did takes the database longer.
    """
    opened, services = courses.c.opened, of_services(wanted)
    still = or_(courses.c.closed.is_(None), courses.c.closed >= written(wanted.since))
    others = select(courses.c.reference).where(
        courses.c.service.in_(services),
        or_(and_(opened < written(wanted.since), still), opened >= written(wanted.until)),
    )
    return [
        ways.c.service.in_(services), ways.c.at >= written(wanted.since), ways.c.reference.not_in(others),
    ]  # fmt: skip


def within(column: ColumnElement[Any], wanted: Wanted) -> list[ColumnElement[bool]]:
    return [column >= written(wanted.since), column < written(wanted.until)]


# Time


def _length() -> ColumnElement[int]:
    length: ColumnElement[int] = stays.c.ended - stays.c.begun - stays.c.paused
    return length


def _spread(groups: list[Any], length: ColumnElement[int], *sums: Any) -> Select[Any]:
    """How many took how many quarters of an hour, by group: from that any share of them is read.

    To put every one in order by its very microseconds takes the database three times as long.
    """
    quarters = (length // QUARTER).label("quarters")
    # By what most tell apart first: SQLite puts rows in order to group them, and numbers are sooner compared.
    return select(*groups, quarters, func.count(), *sums).group_by(quarters, *groups[::-1])


def _gathered(rows: list[tuple[Any, ...]], groups: int) -> dict[tuple[Any, ...], Took]:
    """What `_spread` found: after its groups come the quarters, and how many took so many."""
    return {group: took_of(spread) for group, spread in _spreads(rows, groups).items()}


def _spreads(rows: list[tuple[Any, ...]], groups: int) -> dict[tuple[Any, ...], dict[int, int]]:
    spreads: dict[tuple[Any, ...], dict[int, int]] = {}
    for row in rows:
        spread = spreads.setdefault(row[:groups], {})
        spread[row[groups]] = spread.get(row[groups], 0) + row[groups + 1]
    return dict(sorted(spreads.items()))


def took_of(spread: Mapping[int, int]) -> Took:
    """Of how many took how many quarters of an hour."""
    many, ordered = sum(spread.values()), sorted(spread.items())
    lower, upper, most = (_nth(ordered, place) for place in ((many + 1) // 2, (many + 2) // 2, (many * 9 + 9) // 10))
    return Took(many, _time((lower + upper) * QUARTER // 2), _time(most * QUARTER))


def _nth(ordered: list[tuple[int, int]], place: int) -> int:
    for quarters, many in ordered:
        place -= many
        if place <= 0:
            return quarters
    raise IndexError(place)


def _mean(many: int, seconds: int) -> timedelta | None:
    return timedelta(seconds=seconds // many) if many else None


def _time(microseconds: Any) -> timedelta:
    return timedelta(microseconds=int(microseconds or 0))
