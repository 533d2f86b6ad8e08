"""The days that figures are of."""

from datetime import date, timedelta

import pytest

from desk.periods import Period, before, period
from tests.engine.making import NINE


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("this-month", date(2027, 3, 1), date(2027, 3, 1)),
        ("last-month", date(2027, 2, 1), date(2027, 2, 28)),
        ("last-12-months", date(2026, 3, 2), date(2027, 3, 1)),
        ("no-such", date(2026, 3, 2), date(2027, 3, 1)),
    ],
)
def test_a_period_is_from_its_first_day_to_its_last(name: str, first: date, last: date) -> None:
    found = period(name, "", "", NINE)

    assert (found.first, found.last) == (first, last)


def test_two_dates_are_both_counted_in_london() -> None:
    found = period("days", "2027-03-27", "2027-03-28", NINE)

    assert found.until - found.since == timedelta(days=2)
    assert found.until.utcoffset() == timedelta(hours=1)
    assert found.words == "27 March 2027 to 28 March 2027"


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        ("", "2027-03-01", "Enter both dates"),
        ("1 March", "2027-03-01", "Enter both dates"),
        ("2027-03-02", "2027-03-01", "The first day must be before the last"),
    ],
)
def test_dates_that_make_no_period_are_said_and_the_usual_is_shown(first: str, last: str, problem: str) -> None:
    found = period("days", first, last, NINE)

    assert found.problem.startswith(problem)
    assert found == Period(date(2026, 3, 2), date(2027, 3, 1), "last-12-months", found.problem)


@pytest.mark.parametrize(
    ("days", "earlier"),
    [
        (Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2026, 9, 1), date(2026, 9, 30))),
        (Period(date(2027, 1, 1), date(2027, 3, 31)), Period(date(2026, 10, 1), date(2026, 12, 31))),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))),
        (Period(date(2027, 3, 1), date(2027, 3, 9)), Period(date(2027, 2, 20), date(2027, 2, 28))),
    ],
)
def test_whole_months_are_compared_with_as_many_months_and_other_days_with_as_many_days(
    days: Period, earlier: Period
) -> None:
    assert before(days) == earlier
