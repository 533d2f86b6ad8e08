"""Time: working days, ends of months, clocks that go forward and back, and clocks that stand still."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendars import LONDON, NAMED, add, extend, subtract, working_days_between
from workflows.durations import Duration, parse

ENGLAND = NAMED["england"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("begins", "how_long", "due"),
    [
        ("2027-03-01 09:00", "1 day", "2027-03-02 23:59:59"),
        ("2027-03-01 09:00", "2 weeks", "2027-03-15 23:59:59"),
        ("2027-03-05 16:00", "1 working day", "2027-03-08 23:59:59"),
        ("2027-03-25 09:00", "1 working day", "2027-03-30 23:59:59"),
        ("2027-03-27 09:00", "1 working day", "2027-03-30 23:59:59"),
        ("2027-12-24 09:00", "1 working day", "2027-12-29 23:59:59"),
        ("2027-03-01 09:00", "20 working days", "2027-03-31 23:59:59"),
        ("2027-01-31 09:00", "1 month", "2027-02-28 23:59:59"),
        ("2028-01-31 09:00", "1 month", "2028-02-29 23:59:59"),
        ("2028-02-29 09:00", "1 year", "2029-02-28 23:59:59"),
        ("2027-11-30 09:00", "3 months", "2028-02-29 23:59:59"),
        ("2027-03-01 23:59", "0 days", "2027-03-01 23:59:59"),
    ],
)
def test_the_first_day_is_not_counted_and_it_is_due_at_the_end_of_the_last(begins, how_long, due):
    assert add(at(begins), parse(how_long), ENGLAND) == at(due)


def test_hours_run_exactly_when_the_clocks_go_forward():
    due = add(at("2027-03-27 12:00"), parse("24 hours"), ENGLAND)

    assert due == at("2027-03-28 13:00")
    assert due.utcoffset() == timedelta(hours=1)


def test_hours_run_exactly_when_the_clocks_go_back():
    assert add(at("2027-10-30 12:00"), parse("24 hours"), ENGLAND) == at("2027-10-31 11:00")


def test_the_day_a_clock_begins_is_the_day_in_london():
    just_after_midnight_in_summer = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)

    assert add(just_after_midnight_in_summer, parse("1 day"), ENGLAND) == at("2027-07-02 23:59:59")


def test_the_end_of_a_day_is_the_end_in_london_in_summer_and_winter():
    assert add(at("2027-03-27 09:00"), parse("1 day"), ENGLAND).astimezone(UTC).hour == 22
    assert add(at("2027-10-30 09:00"), parse("1 day"), ENGLAND).astimezone(UTC).hour == 23


@pytest.mark.parametrize(
    ("calendar", "due"),
    [
        ("england", "2027-03-30"),
        ("wales", "2027-03-30"),
        ("scotland", "2027-03-29"),
        ("northern-ireland", "2027-03-30"),
        ("uk-any", "2027-03-30"),
        ("every-day", "2027-03-26"),
    ],
)
def test_a_working_day_depends_on_the_calendar(calendar, due):
    assert add(at("2027-03-25 10:00"), parse("1 working day"), NAMED[calendar]).date() == date.fromisoformat(due)


def test_a_bank_holiday_in_any_part_of_the_country_counts_for_uk_any():
    saint_patrick = date(2027, 3, 17)

    assert not NAMED["uk-any"].works(saint_patrick)
    assert not NAMED["northern-ireland"].works(saint_patrick)
    assert ENGLAND.works(saint_patrick)


def test_an_organisation_closes_on_days_of_its_own():
    school = replace(ENGLAND, name="school-days", closed=frozenset([date(2027, 2, 16)]))

    assert add(at("2027-02-15 10:00"), parse("1 working day"), school).date() == date(2027, 2, 17)


@pytest.mark.parametrize(
    ("due", "how_long", "reminded"),
    [
        ("2027-03-05 23:59:59", "2 days", "2027-03-03 00:00"),
        ("2027-03-30 23:59:59", "1 working day", "2027-03-25 00:00"),
        ("2027-03-31 23:59:59", "1 month", "2027-02-28 00:00"),
        ("2027-03-28 13:00", "24 hours", "2027-03-27 12:00"),
    ],
)
def test_so_long_before_is_the_beginning_of_that_day(due, how_long, reminded):
    assert subtract(at(due), parse(how_long), ENGLAND) == at(reminded)


@pytest.mark.parametrize(
    ("unit", "due", "stopped", "went_on", "now_due"),
    [
        ("working day", "2027-03-31 23:59:59", "2027-03-08 10:00", "2027-03-10 15:00", "2027-04-02 23:59:59"),
        ("working day", "2027-03-24 23:59:59", "2027-03-24 10:00", "2027-03-30 15:00", "2027-03-30 23:59:59"),
        ("working day", "2027-03-05 23:59:59", "2027-03-05 10:00", "2027-03-07 15:00", "2027-03-08 23:59:59"),
        ("working day", "2027-03-05 23:59:59", "2027-03-02 10:00", "2027-03-02 15:00", "2027-03-05 23:59:59"),
        ("month", "2027-03-31 23:59:59", "2027-03-05 10:00", "2027-03-08 09:00", "2027-04-03 23:59:59"),
        ("day", "2027-03-31 23:59:59", "2027-03-05 10:00", "2027-03-08 09:00", "2027-04-03 23:59:59"),
        ("hour", "2027-03-28 13:00", "2027-03-28 00:30", "2027-03-28 02:30", "2027-03-28 14:00"),
        ("day", "2027-03-04 23:59:59", "2027-03-05 10:00", "2027-03-08 09:00", "2027-03-04 23:59:59"),
    ],
)
def test_a_clock_that_stood_still_is_due_later(unit, due, stopped, went_on, now_due):
    assert extend(at(due), at(stopped), at(went_on), unit, ENGLAND) == at(now_due)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        add(datetime(2027, 3, 1), parse("1 day"), ENGLAND)


@pytest.mark.parametrize("how_long", ["9999999 days", "9999999 working days", "9999999 months", "9999999 years"])
def test_what_no_calendar_reaches_is_refused(how_long):
    with pytest.raises((OverflowError, ValueError)):
        add(at("2027-03-01 09:00"), parse(how_long), ENGLAND)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
CALENDARS = st.sampled_from(sorted(NAMED))

#: Days off in 2027 and 2028, written out from the published list of England's bank holidays.
DAYS_OFF = {
    date.fromisoformat(day)
    for day in (
        "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27",
        "2027-12-28", "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28",
        "2028-12-25", "2028-12-26",
    )
}  # fmt: skip


@given(st.datetimes(datetime(2027, 1, 1), datetime(2028, 6, 1), timezones=st.just(UTC)), st.integers(1, 100))
def test_working_days_are_as_a_clerk_would_cross_them_off(moment, amount):
    day = moment.astimezone(LONDON).date()
    crossed_off = 0
    while crossed_off < amount:
        day += timedelta(days=1)
        if day.strftime("%a") not in ("Sat", "Sun") and day not in DAYS_OFF:
            crossed_off += 1

    due = add(moment, Duration(amount, "working day"), ENGLAND)

    assert (due.date(), due.hour, due.minute, due.second) == (day, 23, 59, 59)


@given(MOMENTS, st.integers(1, 60), CALENDARS)
def test_counting_the_working_days_up_to_due_gives_the_amount(moment, amount, calendar):
    due = add(moment, Duration(amount, "working day"), NAMED[calendar])

    assert working_days_between(moment.astimezone(LONDON).date(), due.date(), NAMED[calendar]) == amount


@given(MOMENTS, st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), CALENDARS)
def test_a_pause_leaves_as_many_working_days_as_there_were(moment, amount, before, pause, calendar):
    days = NAMED[calendar]
    due = add(moment, Duration(amount, "working day"), days)
    stopped = moment + timedelta(days=before)
    went_on = stopped + timedelta(days=pause)
    left = working_days_between(stopped.astimezone(LONDON).date(), due.date(), days)

    extended = extend(due, stopped, went_on, "working day", days)

    if stopped <= due and left:
        assert working_days_between(went_on.astimezone(LONDON).date(), extended.date(), days) == left
    elif stopped <= due:
        assert extended >= went_on
    else:
        assert extended == due


@given(MOMENTS, st.integers(-10_000, 10_000), st.sampled_from(["minute", "hour"]), CALENDARS)
def test_hours_and_minutes_take_the_time_they_say(moment, amount, unit, calendar):
    due = add(moment, Duration(amount, unit), NAMED[calendar])

    # Two moments of one zone are subtracted and compared by their wall clocks, which an hour falls out of or repeats.
    assert due.astimezone(UTC) - moment.astimezone(UTC) == timedelta(**{f"{unit}s": amount})
    assert subtract(due, Duration(amount, unit), NAMED[calendar]).astimezone(UTC) == moment.astimezone(UTC)
