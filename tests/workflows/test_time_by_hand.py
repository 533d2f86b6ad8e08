"""Every unit and calendar, against a clerk who counts days and hours one by one: time limits, pauses and reminders."""

import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.workflows import clerk
from workflows.calendars import NAMED, add, extend, subtract
from workflows.durations import UNITS, Duration

#: So many cases in each of ten tests.
RUNS = int(os.environ.get("WHERRY_RUNS", "100"))
FIRST, LAST = datetime(2019, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
#: The most that is tried of each unit: about a year, and some decades.
MOST = {"minute": 9_000, "hour": 3_000, "day": 400, "working day": 260, "week": 60, "month": 120, "year": 40}
#: Moments at which something turns: midnights, ends of months, leap days, the clocks, holidays in lieu.
TURNS = [
    "2020-02-29 00:00", "2024-02-28 23:59", "2026-12-31 23:59", "2027-01-31 12:00", "2027-03-28 00:59",
    "2027-03-28 01:00", "2027-06-30 23:30", "2027-10-31 00:30", "2027-10-31 01:30", "2027-12-24 17:00",
    "2022-06-01 09:00", "2028-01-02 08:00", "2033-05-31 22:59", "2035-03-25 00:00",
]  # fmt: skip


def moment(chance: random.Random) -> datetime:
    if chance.random() < 0.2:
        return datetime.fromisoformat(chance.choice(TURNS)).replace(tzinfo=UTC)
    return FIRST + timedelta(seconds=chance.randrange(int((LAST - FIRST).total_seconds())))


def closures(chance: random.Random) -> frozenset[date]:
    """None, or holidays of an organisation's own: some weeks about the time that is tried."""
    begins = [FIRST.date() + timedelta(days=chance.randrange(6_000)) for _ in range(chance.choice([0, 0, 30]))]
    return frozenset(day + timedelta(days=ahead) for day in begins for ahead in range(14))


@pytest.mark.parametrize("seed", range(10))
def test_what_is_due_is_due_when_a_clerk_says(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(RUNS):
        name, closed, begins = chance.choice(sorted(NAMED)), closures(chance), moment(chance)
        unit = chance.choice(UNITS)
        amount = chance.randint(0, chance.choice([3, MOST[unit]]))
        calendar, works = replace(NAMED[name], closed=closed), clerk.working_days(name, closed)

        due = add(begins, Duration(amount, unit), calendar)
        by_hand = clerk.due(begins, amount, unit, works)
        assert due.astimezone(UTC) == by_hand, (name, begins, amount, unit, sorted(closed))

        for _ in range(chance.randint(0, 3)):
            stopped = begins + timedelta(seconds=chance.randint(0, chance.choice([7_200, 40 * 86_400])))
            begins = stopped + timedelta(seconds=chance.randint(0, chance.choice([7_200, 90 * 86_400])))
            was, due = due, extend(due, stopped, begins, unit, calendar)
            by_hand = clerk.stood_still(by_hand, stopped, begins, unit, works)
            assert due.astimezone(UTC) == by_hand, (name, was, stopped, begins, unit, sorted(closed))

        unit = chance.choice(UNITS)
        amount = chance.randint(0, chance.choice([3, MOST[unit] // 8]))
        reminded = subtract(due, Duration(amount, unit), calendar)
        by_hand = clerk.before(due, amount, unit, works)
        assert reminded.astimezone(UTC) == by_hand, (name, due, amount, unit, sorted(closed))


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland", "uk-any"])
def test_bank_holidays_follow_their_rules(nation: str) -> None:
    works = clerk.working_days(nation)
    days = [FIRST.date() + timedelta(days=ahead) for ahead in range((LAST - FIRST).days)]

    assert [day for day in days if NAMED[nation].works(day) != works(day)] == []
