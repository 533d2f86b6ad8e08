"""A clerk who knows no calendar program: counts days and hours one by one, and knows the bank holidays by their rules.

Nothing of the project, nor its libraries, is used here: neither `holidays` nor `zoneinfo`.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY, SUNDAY = 0, 6
NATIONS = {
    "england": "e", "wales": "e", "scotland": "s", "northern-ireland": "n", "uk-any": "esn", "every-day": "",
}  # fmt: skip
#: Days that were moved or given once, as they were proclaimed.
MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
ONCE = {"esn": [date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)], "s": [date(2026, 6, 15)]}


def easter(year: int) -> date:
    """Source: the almanac's method, as Butcher wrote it down in 1876."""
    century, rest = divmod(year, 100)
    golden, leap = year % 19, century - (century + 8) // 25 + 1
    epact = (19 * golden + century - century // 4 - leap // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def first_monday(year: int, month: int) -> date:
    return next(date(year, month, day) for day in range(1, 8) if date(year, month, day).weekday() == MONDAY)


def last(weekday: int, year: int, month: int) -> date:
    return next(date(year, month, day) for day in range(31, 0, -1) if date(year, month, day).weekday() == weekday)


@lru_cache
def bank_holidays(year: int, nation: str) -> frozenset[date]:
    """Weekdays off in England and Wales (e), Scotland (s) or Northern Ireland (n)."""
    good_friday = easter(year) - 2 * DAY
    found = {good_friday, first_monday(year, 5), last(MONDAY, year, 5)}
    fixed = [date(year, 1, 1)]
    if nation == "s":
        found.add(first_monday(year, 8))
        fixed += [date(year, 1, 2), date(year, 11, 30)]
    else:
        found |= {easter(year) + DAY, last(MONDAY, year, 8)}
    if nation == "n":
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    for day in [*fixed, date(year, 12, 25), date(year, 12, 26)]:
        while day.weekday() >= 5 or day in found:
            day += DAY
        found.add(day)
    given = [day for nations, days in ONCE.items() if nation in nations for day in days if day.year == year]
    return frozenset({MOVED.get(day, day) for day in found} | set(given))


def working_days(calendar: str, closed: frozenset[date] = frozenset()) -> Callable[[date], bool]:
    """Whether somebody works on a day, by a calendar's name and the days on which the organisation is closed."""

    def works(day: date) -> bool:
        if calendar == "every-day":
            return day not in closed
        off = any(day in bank_holidays(day.year, nation) for nation in NATIONS[calendar])
        return day.weekday() < 5 and not off and day not in closed

    return works


def ahead_of_utc(moment: datetime) -> timedelta:
    """The clocks go forward on the last Sunday in March and back on the last in October, at one o'clock in UTC."""
    begins, ends = (
        datetime(moment.year, month, last(SUNDAY, moment.year, month).day, 1, tzinfo=UTC) for month in (3, 10)
    )
    return HOUR if begins <= moment < ends else timedelta()


def london_day(moment: datetime) -> date:
    return (moment.astimezone(UTC) + ahead_of_utc(moment.astimezone(UTC))).date()


def in_utc(day: date, hour: int, minute: int, second: int) -> datetime:
    """The moment of a time of day in London; midnight and the end of a day come once."""
    there = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
    return there - HOUR if ahead_of_utc(there - HOUR) else there


def end_of(day: date) -> datetime:
    return in_utc(day, 23, 59, 59)


def later(moment: datetime, seconds: int, step: int) -> datetime:
    """Hour by hour, and the rest of the last one second by second in one go."""
    moment = moment.astimezone(UTC)
    while seconds >= 3600:
        moment, seconds = moment + step * HOUR, seconds - 3600
    return moment + step * timedelta(seconds=seconds)


def counted(moment: datetime, amount: int, unit: str, works: Callable[[date], bool], step: int) -> date:
    """The last of so many days, each ticked off; the first day is not counted."""
    day = london_day(moment)
    if unit in ("month", "year"):
        return month_by_month(day, amount * (12 if unit == "year" else 1), step)
    left = amount * (7 if unit == "week" else 1)
    while left:
        day += step * DAY
        left -= works(day) if unit == "working day" else 1
    return day


def month_by_month(day: date, left: int, step: int) -> date:
    year, month = day.year, day.month
    for _ in range(left):
        month += step
        if month in (0, 13):
            year, month = year + step, 12 if month == 0 else 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def due(moment: datetime, amount: int, unit: str, works: Callable[[date], bool]) -> datetime:
    if unit in ("minute", "hour"):
        return later(moment, amount * (60 if unit == "minute" else 3600), 1)
    return end_of(counted(moment, amount, unit, works, 1))


def before(moment: datetime, amount: int, unit: str, works: Callable[[date], bool]) -> datetime:
    if unit in ("minute", "hour"):
        return later(moment, amount * (60 if unit == "minute" else 3600), -1)
    return in_utc(counted(moment, amount, unit, works, -1), 0, 0, 0)


def stood_still(
    was_due: datetime, stopped: datetime, went_on: datetime, unit: str, works: Callable[[date], bool]
) -> datetime:
    """Each day that passes while a clock stands still moves it a day on; it is not due before it goes on."""
    if was_due < stopped:
        return was_due
    if unit in ("minute", "hour"):
        return later(was_due, int((went_on - stopped).total_seconds()), 1)
    counts = works if unit == "working day" else lambda day: True
    day, last_day = london_day(stopped), london_day(went_on)
    now_due = london_day(was_due)
    while day < last_day:
        day += DAY
        if counts(day):
            now_due += DAY
            while not counts(now_due):
                now_due += DAY
    earliest = last_day
    while not counts(earliest):
        earliest += DAY
    return end_of(max(now_due, earliest))
