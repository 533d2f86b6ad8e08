"""A phone number is kept in one form and shown as people here write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base import Problem, Seen
from components.phone import Phone

SEEN = Seen(today=date(2027, 3, 1))
PHONE = Phone(label="Phone")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("+441603222222", "01603 222222"), ("+447700900982", "07700 900982"), ("+33142685300", "+33 1 42 68 53 00")],
)
def test_a_number_here_is_shown_without_its_country(kept: str, shown: str) -> None:
    assert PHONE.show(kept, SEEN) == [shown]


@given(digits=st.text("0123456789", min_size=1, max_size=18), sign=st.sampled_from(["", "+", "0", "00"]))
def test_any_digits_are_refused_or_kept_for_good(digits: str, sign: str) -> None:
    try:
        answer = PHONE.answer(sign + digits, SEEN)
    except Problem as problem:
        assert problem.said
    else:
        assert PHONE.answer(PHONE.write(answer), SEEN) == answer
