"""Which days are working days, and what the date is so long after or before a moment."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from types import MappingProxyType
from zoneinfo import ZoneInfo

from workflows.durations import Duration, Unit

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)
#: Forty years of working days. No limit in law is longer, and each is counted.
MOST_WORKING_DAYS = 10_000
SECONDS = {"minute": 60, "hour": 3600}
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True)
class Calendar:
    """Says which days are working days; a bank holiday of any of its nations is none."""

    name: str
    #: ENG, WLS, SCT and NIR, as the bank holidays are listed.
    nations: tuple[str, ...]
    weekend: tuple[int, ...] = (5, 6)
    #: Days on which an organisation is closed besides.
    closed: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        return (
            day.weekday() not in self.weekend
            and day not in self.closed
            and day not in bank_holidays(self.nations, day.year)
        )


UNITED_KINGDOM = ("ENG", "WLS", "SCT", "NIR")
EVERY_DAY = Calendar("every-day", (), weekend=())
NAMED: Mapping[str, Calendar] = MappingProxyType(
    {
        "england": Calendar("england", ("ENG",)),
        "wales": Calendar("wales", ("WLS",)),
        "scotland": Calendar("scotland", ("SCT",)),
        "northern-ireland": Calendar("northern-ireland", ("NIR",)),
        "uk-any": Calendar("uk-any", UNITED_KINGDOM),
        "every-day": EVERY_DAY,
    }
)


@lru_cache(maxsize=1_000)
def bank_holidays(nations: tuple[str, ...], year: int) -> frozenset[date]:
    """The bank and public holidays of a year in any of these nations, days in lieu included."""
    if not nations:
        return frozenset()
    from holidays import country_holidays  # a tenth of a second, and only clocks need it

    return frozenset(day for nation in nations for day in country_holidays("GB", subdiv=nation, years=year))


def add(moment: datetime, duration: Duration, calendar: Calendar, zone: ZoneInfo = LONDON) -> datetime:
    """The moment a clock that began at `moment` (aware) is due.

    Hours and minutes run exactly, nights and holidays too. Otherwise the first day is not counted, and
    it is due at the end of the last: 23:59:59 in `zone`. A month without that day ends on its last day.
    OverflowError or ValueError where no calendar reaches so far.
    """
    if duration.unit in SECONDS:
        return _exactly(moment, duration.amount * SECONDS[duration.unit], zone)
    return _end_of(_days_on(_local(moment, zone).date(), duration.amount, duration.unit, calendar), zone)


def subtract(moment: datetime, duration: Duration, calendar: Calendar, zone: ZoneInfo = LONDON) -> datetime:
    """So long before a moment: exactly for hours and minutes, otherwise the beginning of that day.

    `remind: 2 days before` a clock that is due on a Friday is Wednesday at 00:00; the Friday is not counted.
    """
    if duration.unit in SECONDS:
        return _exactly(moment, -duration.amount * SECONDS[duration.unit], zone)
    day = _days_on(_local(moment, zone).date(), -duration.amount, duration.unit, calendar)
    return datetime.combine(day, time(), zone)


def extend(
    due: datetime, stopped: datetime, went_on: datetime, unit: Unit, calendar: Calendar, zone: ZoneInfo = LONDON
) -> datetime:
    """When a clock is due that stood still from `stopped` to `went_on`. `unit` is what it counts in.

    Hours and minutes: the exact time of the pause is added. Working days: as many working days as came
    after the day it stopped, up to the day it went on. Days, weeks, months and years: likewise calendar
    days. So a pause within one day adds nothing, and a clock is never due before the end of the day it
    went on (of the next working day, where it counts those). One that had run out stays run out.
    """
    pause = went_on.astimezone(UTC) - stopped.astimezone(UTC)  # in one zone Python would subtract wall clocks
    if due.astimezone(UTC) < stopped.astimezone(UTC):
        return due
    if unit in SECONDS:
        return _exactly(due, pause.total_seconds(), zone)
    first, last = _local(stopped, zone).date(), _local(went_on, zone).date()
    counted = calendar if unit == "working day" else EVERY_DAY
    extended = _working_days_on(_local(due, zone).date(), working_days_between(first, last, counted), counted)
    return _end_of(max(extended, _first_working(last, counted)), zone)


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many working days come after the first day, up to and including the last; 0 where it is no later."""
    return sum(calendar.works(first + DAY * ahead) for ahead in range(1, (last - first).days + 1))


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone")
    return moment.astimezone(zone)


def _exactly(moment: datetime, seconds: float, zone: ZoneInfo) -> datetime:
    return (_local(moment, zone).astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def _days_on(day: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    """So many days, weeks, months or years later, or earlier where the amount is negative."""
    if unit in MONTHS:
        return _months_on(day, amount * MONTHS[unit])
    if unit in DAYS:
        return day + DAY * amount * DAYS[unit]
    return _working_days_on(day, amount, calendar)


@lru_cache(maxsize=1_000)
def _working_days_on(day: date, amount: int, calendar: Calendar) -> date:
    if abs(amount) > MOST_WORKING_DAYS:
        raise OverflowError(f"Over {MOST_WORKING_DAYS:,} working days")
    step = DAY if amount > 0 else -DAY
    left = abs(amount)
    while left:
        day += step
        left -= calendar.works(day)
    return day


def _months_on(day: date, amount: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("No calendar goes before the year 1 or beyond 9999")
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _first_working(day: date, calendar: Calendar) -> date:
    return next(later for ahead in count() if calendar.works(later := day + DAY * ahead))
