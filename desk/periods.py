"""The days that figures are of: a month, twelve months, or from one day to another."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine.dates import day_in_words
from workflows.calendars import LONDON

PERIODS = {"this-month": "This month", "last-month": "Last month", "last-12-months": "Last 12 months"}
USUAL = "last-12-months"
#: From one day to another, both of which are asked for.
DAYS = "days"


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted. `problem` says why it is not the one that was asked for."""

    first: date
    last: date
    name: str = ""
    problem: str = ""

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), LONDON)

    @property
    def until(self) -> datetime:
        """The moment at which it is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), LONDON)

    @property
    def words(self) -> str:
        return f"{day_in_words(self.first)} to {day_in_words(self.last)}"


def period(name: str, first: str, last: str, now: datetime) -> Period:
    """What an address asks for; where it asks for nothing that can be, the usual with the reason."""
    today = now.astimezone(LONDON).date()
    if name == DAYS:
        try:
            asked = Period(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            return _named(USUAL, today, "Enter both dates as year, month and day, like 2027-03-31")
        if asked.first <= asked.last:
            return asked
        return _named(USUAL, today, "The first day must be before the last")
    return _named(name if name in PERIODS else USUAL, today)


def before(days: Period) -> Period:
    """As many days, right before these; of whole calendar months, as many of those."""
    last, after = days.first - timedelta(days=1), days.last + timedelta(days=1)
    if days.first.day != 1 or after.day != 1:
        return Period(last - (days.last - days.first), last)
    months = 2 * _month(days.first) - _month(after)
    return Period(date(months // 12, months % 12 + 1, 1), last)


def _month(day: date) -> int:
    """Its month, counted from the beginning of time."""
    return day.year * 12 + day.month - 1


def _named(name: str, today: date, problem: str = "") -> Period:
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    days = {
        "this-month": (first, today),
        "last-month": (before.replace(day=1), before),
        "last-12-months": (today.replace(year=today.year - 1, day=min(today.day, 28)) + timedelta(days=1), today),
    }
    return Period(*days[name], name, problem)
