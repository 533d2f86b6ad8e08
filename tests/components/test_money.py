"""Money to the penny, as people type it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from components.base import Problem, Seen
from components.money import Money

SEEN = Seen(today=date(2027, 3, 1))


@given(amount=st.integers(min_value=0, max_value=10**12 - 1))
def test_an_amount_is_kept_to_the_penny(amount: int) -> None:
    pounds, pence = divmod(amount, 100)
    money = Money(label="Rent")

    assert money.answer(f"£{pounds:,}.{pence:02}", SEEN) == amount
    assert money.answer(f"{pounds}.{pence:02}", SEEN) == amount
    assert money.answer(money.show(amount, SEEN)[0], SEEN) == amount


@pytest.mark.parametrize(("amount", "shown"), [(1200, "£12"), (125050, "£1,250.50"), (5, "£0.05"), (0, "£0")])
def test_whole_pounds_are_shown_without_pence(amount: int, shown: str) -> None:
    assert Money(label="Rent").show(amount, SEEN) == [shown]


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"at least": "£10"}, "Rent must be £10 or more"),
        ({"at most": "£2.50"}, "Rent must be £2.50 or less"),
        ({"at least": "£10", "at most": "16,000"}, "Rent must be between £10 and £16,000"),
    ],
)
def test_an_amount_out_of_range_is_told_its_range(limits: dict[str, str], sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        Money.model_validate({"label": "Rent"} | limits).answer("5", SEEN)

    assert refused.value.said[0].sentence == sentence


@pytest.mark.parametrize("limits", [{"at least": "much"}, {"at least": "£2", "at most": "£1"}])
def test_limits_that_mean_nothing_are_no_question(limits: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Money.model_validate({"label": "Rent"} | limits)
