"""What the figures of a manager say, as tables: what comes in, where time goes, how far people get."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desk.figures import Figures, Frame
from desk.periods import Period, before
from desk.tables import Cell, Chart, Table
from engine.dates import day_in_words
from engine.store.figures import BANDS, AtStep, Ended, Open, Spent
from engine.store.pages import SENT
from engine.store.stays import TASK
from workflows.asking import Page
from workflows.calendars import LONDON
from workflows.moves import GUEST

#: Days are told one by one up to so many, then weeks, then months.
DAYS, WEEKS = 31, 190
#: What falls due is told for so many days.
AHEAD = 7
NONE_CLOSED = "No case closed in these days."
#: Why a manager may see more cases than are counted.
OWNED = (
    "Cases of services that your teams own. Those of other services in which your teams take part are not counted "
    "here; they are in the files."
)
NOT_OWNED = "Another team owns this service, so its cases are not counted here: only the tasks of your teams are."
#: What time goes into, in the order it is shown.
WORKED, UNCLAIMED = "Somebody works on it", "Nobody has it yet"
APPLICANT, PARTNER, PAYMENT, PAUSE, ELSE = (
    "Waits for the applicant", "Waits for a partner", "Waits for a payment", "Waits for a date",
    "Waits for something else",
)  # fmt: skip
SORTS = (WORKED, UNCLAIMED, APPLICANT, PARTNER, PAYMENT, PAUSE, ELSE)
WAITS = {"payment": PAYMENT, "time": PAUSE}


@dataclass(frozen=True)
class Volumes:
    """`headline`: how many cases opened, closed, are open and are late; `compared`: with the days before.

    `says` is what is not counted, where anything is not.
    """

    headline: tuple[tuple[str, int], ...]
    compared: str
    says: str
    tables: tuple[Table, ...]


class Tables:
    """Every table is within a frame, which says what may be seen."""

    def __init__(self, names: Figures) -> None:
        self.names = names
        self.store = names.store

    # What came in and went out

    def volumes(self, frame: Frame) -> Volumes:
        by_day, still = self.store.by_day(frame.wanted), self.store.open_now(frame.wanted)
        ended = self.store.outcomes(frame.wanted)
        headline = (
            ("Opened", sum(opened for opened, _ in by_day.values())), ("Closed", sum(one.many for one in ended)),
            ("Open now", sum(one.many for one in still)), ("Open and late now", sum(one.late for one in still)),
        )  # fmt: skip
        drawn = self._by_day(frame, by_day), self._falling_due(frame), self._ages(still)
        tables = *drawn, self._outcomes(frame, ended), self._lateness(frame, ended)
        return Volumes(headline, self._compared(frame, headline), _left_out(frame), tables)

    def opened(self, frame: Frame) -> int:
        """How many cases opened, as the headline has it."""
        return sum(opened for opened, _ in self.store.by_day(frame.wanted).values())

    def _compared(self, frame: Frame, headline: tuple[tuple[str, int], ...]) -> str:
        """With as many days right before these."""
        earlier = before(frame.period)
        found = self.store.by_day(replace(frame.wanted, since=earlier.since, until=earlier.until)).values()
        opened, closed = (now - sum(day[which] for day in found) for which, (_, now) in enumerate(headline[:2]))
        return f"Against {earlier.words}: {_more(opened)} opened and {_more(closed)} closed."

    def _falling_due(self, frame: Frame) -> Table:
        now = frame.wanted.now
        found = self.store.falling_due(frame.wanted, now + timedelta(days=AHEAD))
        today = now.astimezone(LONDON).date()
        every = [today + timedelta(days=number) for number in range(AHEAD + 1)]
        counted = ((day_in_words(day), *found.get(day, (0, 0))) for day in every)
        rows = tuple(row for row in counted if row[1] or row[2])
        return Table("falling-due", "What falls due in the next seven days", ("Day", "Cases", "Tasks"), rows,
                     "As it is now, late things apart. A case counts on the day of its own deadline. Tasks are "
                     "everybody’s: also those of applicants, partners and other teams and those on hold, which an "
                     "inbox has apart.",
                     nothing="Nothing falls due in the next seven days.")  # fmt: skip

    def _by_day(self, frame: Frame, by_day: Mapping[date, tuple[int, int]]) -> Table:
        unit, begins, said = _unit(frame.period)
        counted: dict[date, list[int]] = {one: [0, 0] for one in _every(frame.period, begins)}
        for day, both in by_day.items():
            for which, many in enumerate(both):
                counted[begins(day)][which] += many
        rows = tuple((said(day), opened, closed) for day, (opened, closed) in sorted(counted.items()))
        heads = (unit, "Opened", "Closed")
        return Table("volumes", f"Opened and closed by {unit.lower()}", heads, rows,
                     chart=Chart("lines", unit, ("Opened", "Closed")))  # fmt: skip

    def _ages(self, still: Iterable[Open]) -> Table:
        counted = {band: [0, 0] for band in (*BANDS, 0)}
        for one in still:
            counted[one.band][0] += one.many
            counted[one.band][1] += one.late
        lows = dict(zip((*BANDS, 0), (0, *BANDS), strict=True))
        rows = tuple(
            (f"{lows[band]} to {band - 1} days" if band else f"{lows[band]} days or more", many - late, late)
            for band, (many, late) in counted.items()
        )
        return Table("ages", "How old open cases are", ("Age", "In time", "Late"), rows,
                     "As it is now. A case is late where its deadline or the due date of a task in it has passed.",
                     Chart("stacked", "Age", ("In time", "Late")))  # fmt: skip

    def _outcomes(self, frame: Frame, ended: Iterable[Ended]) -> Table:
        found = [
            (self.names.title(one.service), self.names.outcome(one.service, one.outcome), one.many)
            for one in ended
        ]  # fmt: skip
        rows = tuple(sorted(found, key=lambda row: (row[0], -row[2])))
        chart = Chart("bars", "Outcome", ("Cases",)) if frame.wanted.service else None
        return Table("outcomes", "How cases ended", ("Service", "Outcome", "Cases"), rows, chart=chart,
                     nothing=NONE_CLOSED)  # fmt: skip

    def _lateness(self, frame: Frame, ended: Iterable[Ended]) -> Table:
        took, counted = self.store.took(frame.wanted), dict[str, list[int]]()
        for one in ended:
            known = counted.setdefault(one.service, [0, 0, 0])
            for place, many in enumerate((one.many, one.many - one.late, one.late)):
                known[place] += many
        rows = tuple(sorted(
            (self.names.title(service), many, in_time, late, days(took[service].median), days(took[service].most))
            for service, (many, in_time, late) in counted.items()
        ))  # fmt: skip
        heads = ("Service", "Closed", "In time", "Late", "Median days", "Nine in ten within, days")
        return Table("lateness", "In time and late", heads, rows,
                     "Of cases that closed in these days. Late is one whose deadline, or a due date in it, had passed.",
                     Chart("stacked", "Service", ("In time", "Late")), NONE_CLOSED)  # fmt: skip

    # Where time goes

    def time(self, frame: Frame) -> tuple[Table, ...]:
        return (self._steps(frame), self._waiting(frame))

    def _steps(self, frame: Frame) -> Table:
        found = self.store.steps(frame.of_one())
        known = self.names.workflow(frame.service)
        order = {step: number for number, step in enumerate(known.layout.by_id)} if known else {}
        found.sort(key=lambda one: order.get(one.step, len(order)))
        heads = ("Step", "Times", "Median days", "Nine in ten within, days", "Of these claimed",
                 "Days from claimed to done, on average", "Had a due date", "Late")  # fmt: skip
        return Table("steps", f"Time by step: {self.names.title(frame.service)}", heads,
                     tuple(self._step_row(frame.service, one) for one in found),
                     "Of what was finished in these days. Median days are from opened to done, without the time for "
                     "which its clock stood still. From claimed to done is the average of those that somebody claimed.",
                     Chart("bars", "Step", ("Median days",)),
                     "No step of this service was finished in these days.")  # fmt: skip

    def _step_row(self, service: str, one: AtStep) -> tuple[Cell, ...]:
        worked = None if one.worked is None else days(one.worked)
        return (
            self.names.step(service, one.step), one.took.many, days(one.took.median), days(one.took.most), one.claimed,
            worked, one.timed, one.late,
        )  # fmt: skip

    def _waiting(self, frame: Frame) -> Table:
        counted: dict[tuple[str, str], timedelta] = {}
        for one in self.store.spent(frame.wanted):
            for sort, time in self._sorts(one, frame.wanted.staff):
                key = self.names.title(one.service), sort
                counted[key] = counted.get(key, timedelta()) + time
        services = sorted({service for service, _ in counted})
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (service, *(days(counted.get((service, sort), timedelta())) for sort in SORTS)) for service in services
        )
        return Table("waiting", "Working and waiting, in days altogether", ("Service", *SORTS), rows,
                     "The days of all steps that ended in these days, added up. Where several things go on at the same "
                     "time, each is counted. Somebody works on it from when they claim it until it is done.",
                     Chart("stacked", "Service", SORTS), "No step ended in these days.")  # fmt: skip

    @staticmethod
    def _sorts(one: Spent, staff: frozenset[str]) -> Iterable[tuple[str, timedelta]]:
        if one.what != TASK:
            yield WAITS.get(one.what, ELSE), one.time
        elif one.who in staff:
            yield UNCLAIMED, min(one.unclaimed, one.time)
            yield WORKED, one.time - min(one.unclaimed, one.time)
        else:
            yield APPLICANT if one.who == "applicant" or one.who.startswith(GUEST) else PARTNER, one.time

    # How far people get before they send

    def pages(self, frame: Frame) -> tuple[Table, ...]:
        """Of one service that is seen whole."""
        known = self.names.workflow(frame.service)
        if known is None or frame.service not in frame.managed.services:
            return ()
        counted = self.store.pages(frame.of_one())
        titles = {number: _title(page) for number, page in enumerate(known.first.all_pages())}
        most = max(counted.values(), default=0)
        rows = tuple(
            (titles.get(page, f"Page {page + 1} of an earlier version"), many, round(100 * many / most))
            for page, many in sorted(counted.items()) if page != SENT
        )  # fmt: skip
        sent = counted.get(SENT, 0)
        rows += (("Sent", sent, round(100 * sent / most)),) if most else ()
        return (
            Table("pages", f"How far people get: {known.title}", ("Page", "Reached", "Percent"), rows,
                  "Some pages are asked of some people only. What was typed on paper or by telephone counts too.",
                  Chart("bars", "Page", ("Reached",)), self._nobody(frame)),
        )  # fmt: skip

    def _nobody(self, frame: Frame) -> str:
        """Why no page was reached. Cases that came in all the same are older than the counting."""
        if self.opened(replace(frame, wanted=frame.of_one())):
            return "Cases came in in these days, but how far people get was not recorded then."
        return "Nobody began this service in these days."


def _left_out(frame: Frame) -> str:
    if frame.wanted.service:
        return "" if frame.wanted.service in frame.managed.services else NOT_OWNED
    return OWNED if frame.services.keys() - frame.managed.services else ""


def _unit(days: Period) -> tuple[str, Callable[[date], date], Callable[[date], str]]:
    """By what a period is told, the first day of that, and what it is called."""
    length = (days.last - days.first).days
    if length < DAYS:
        return "Day", lambda day: day, day_in_words
    if length < WEEKS:
        return "Week", lambda day: day - timedelta(days=day.weekday()), day_in_words
    return "Month", lambda day: day.replace(day=1), lambda day: day_in_words(day).partition(" ")[2]


def _more(many: int) -> str:
    return f"{abs(many):,} {'more' if many > 0 else 'fewer'}" if many else "as many"


def _every(days: Period, begins: Callable[[date], date]) -> Iterable[date]:
    """What there is of them in a period, with those in which nothing happened."""
    length = (days.last - days.first).days + 1
    return dict.fromkeys(begins(days.first + timedelta(days=number)) for number in range(length))


def _title(page: Page) -> str:
    return page.title or next((one.question.label for one in page.questions), "A page")


def days(time: timedelta) -> float:
    """Days with one figure after the point."""
    return round(time / timedelta(days=1), 1)
