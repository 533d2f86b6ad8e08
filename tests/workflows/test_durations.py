"""How long: what designers may write, and what people read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.durations import UNITS, Duration, NotADuration, parse


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("10 working days", Duration(10, "working day")),
        ("1 working day", Duration(1, "working day")),
        ("1 month", Duration(1, "month")),
        ("72 hours", Duration(72, "hour")),
        (" 2  weeks ", Duration(2, "week")),
        ("10 working  days", Duration(10, "working day")),
    ],
)
def test_a_duration_is_an_amount_and_a_unit(text, duration):
    assert parse(text) == duration


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10 wroking days", 'Did you mean "working days"?'),
        ("3 dyas", 'Did you mean "days"?'),
        ("3 Days", 'Did you mean "days"?'),
        ("ten days", "Write a whole number and a unit"),
        ("1.5 days", "Write a whole number and a unit"),
        ("10", "Write a whole number and a unit"),
        ("", "Write a whole number and a unit"),
        ("99999999 days", "Write a whole number and a unit"),
        ("٣ days", "Write a whole number and a unit"),
        ("3 fortnights", "Write a whole number and a unit"),
    ],
)
def test_what_is_no_duration_is_refused_with_a_cure(text, said):
    with pytest.raises(NotADuration) as refused:
        parse(text)

    assert refused.value.cure.startswith(said)
    assert refused.value.sentence


@given(st.builds(Duration, st.integers(-9_999_999, 9_999_999), st.sampled_from(UNITS)))
def test_a_duration_is_read_back_as_it_is_said(duration):
    assert parse(str(duration)) == duration


@given(st.text())
def test_any_text_is_a_duration_or_is_refused(text):
    try:
        assert isinstance(parse(text), Duration)
    except NotADuration as refused:
        assert refused.sentence
