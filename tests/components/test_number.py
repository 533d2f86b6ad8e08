"""Numbers as people type them, and as rules compare them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from components.base import Problem, Seen
from components.number import Number

SEEN = Seen(today=date(2027, 3, 1))


@given(number=st.decimals(min_value=-(10**8), max_value=10**8, places=3))
def test_a_number_keeps_its_value_exactly(number: Decimal) -> None:
    answer = Number(label="N", decimals=3).answer(format(number, "f"), SEEN)

    assert Decimal(str(answer)) == number


@given(number=st.integers(min_value=-(10**14), max_value=10**14))
def test_commas_between_thousands_change_nothing(number: int) -> None:
    assert Number(label="N").answer(f"{number:,}", SEEN) == number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12,5", "12.5"),
        ("12,50", "12.5"),
        (",5", "0.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1 250,5", "1250.5"),
        ("1.250,500", "1250.5"),
        ("1,250", 1250),
        ("1,250,000", 1250000),
        ("1 250,000", 1250000),
        ("1,250.5", "1250.5"),
        ("1.250", "1.25"),
    ],
)
def test_a_comma_is_a_point_where_it_cannot_set_thousands_apart(typed: str, kept: int | str) -> None:
    assert Number(label="N", decimals=3).answer(typed, SEEN) == kept


@pytest.mark.parametrize("typed", ["1,2,5", "1.250.000,5.5", "12,", ",", "12,5,", "1.25,5"])
def test_commas_and_points_that_nobody_writes_so_are_refused(typed: str) -> None:
    with pytest.raises(Problem):
        Number(label="N", decimals=3).answer(typed, SEEN)


@pytest.mark.parametrize(
    ("settings", "typed", "sentence"),
    [
        ({}, "2.5", "Children must be a whole number"),
        ({}, "2,5", "Children must be a whole number"),
        ({"at_least": 1}, "0", "Children must be 1 or more"),
        ({"at_most": 12}, "13", "Children must be 12 or fewer"),
        ({"at_least": 1, "at_most": 12}, "13", "Children must be between 1 and 12"),
        ({"decimals": 2}, "2.555", "Children must have 2 decimal places or fewer"),
        ({}, "1e5", "Children must be a number"),
        ({}, "12 13", "Children must be a number"),
        ({}, "NaN", "Children must be a number"),
        ({}, "²", "Children must be a number"),
    ],
)
def test_a_refused_number_is_told_its_rule(settings: dict[str, int], typed: str, sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        Number.model_validate({"label": "Children"} | settings).answer(typed, SEEN)

    assert refused.value.said[0].sentence == sentence


def test_a_range_that_holds_nothing_is_no_question() -> None:
    with pytest.raises(ValidationError, match="no number would be accepted"):
        Number(label="N", at_least=Decimal(5), at_most=Decimal(4))
