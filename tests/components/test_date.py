"""A date says which part of it is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base import Problem, Said, Seen
from components.date import Date
from components.dates import MONTHS

SEEN = Seen(today=date(2027, 3, 1))
BORN = Date(label="Date of birth")


@given(day=st.dates(min_value=date(1000, 1, 1)), letters=st.integers(min_value=3, max_value=9))
def test_a_month_may_be_a_word_or_its_beginning(day: date, letters: int) -> None:
    typed = {"day": str(day.day), "month": MONTHS[day.month - 1][:letters].lower(), "year": str(day.year)}

    assert BORN.answer(typed, SEEN) == day.isoformat()


@given(day=st.dates())
def test_every_date_can_be_told_and_changed(day: date) -> None:
    answer = BORN.told(day.isoformat(), SEEN)

    assert answer == day.isoformat()
    assert BORN.answer(BORN.write(answer), SEEN) == answer


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("", "3", "2027", Said("Date of birth must include a day", "day")),
        ("1", "", "", Said("Date of birth must include a month and year", "month", ("year",))),
        ("31", "4", "2027", Said("Date of birth must be a real date", "day", ("month", "year"))),
        ("1", "ju", "2027", Said("Date of birth must be a real date", "month")),
        ("one", "3", "2027", Said("Date of birth must be a real date", "day")),
        ("1", "3", "27", Said("Year must include 4 numbers", "year")),
        ("1", "3", "0000", Said("Date of birth must be a real date", "year")),
        ("9" * 5000, "3", "2027", Said("Date of birth must be a real date", "day")),
    ],
)
def test_the_wrong_part_is_named(day: str, month: str, year: str, said: Said) -> None:
    with pytest.raises(Problem) as refused:
        BORN.answer({"day": day, "month": month, "year": year}, SEEN)

    assert refused.value.said == (said,)


def test_a_date_is_shown_in_words() -> None:
    assert BORN.show("1948-09-05", SEEN) == ["5 September 1948"]


@pytest.mark.parametrize("written", ["2027-3-1-", "2027-02-30", "tomorrow"])
def test_an_example_that_tells_no_date_is_refused(written: str) -> None:
    with pytest.raises(Problem):
        BORN.told(written, SEEN)
