"""A remembered date is held to the past or the future, today as its words say."""

from datetime import date

import pytest

from components.base import Problem, Seen
from components.memorable_date import MemorableDate

SEEN = Seen(today=date(2027, 3, 1))
YESTERDAY, TODAY, TOMORROW = (
    {"day": "28", "month": "2", "year": "2027"},
    {"day": "1", "month": "3", "year": "2027"},
    {"day": "2", "month": "3", "year": "2027"},
)


def accepted(must_be: str | None, raw: dict[str, str]) -> bool:
    try:
        MemorableDate.model_validate({"label": "Day", "must be": must_be}).answer(raw, SEEN)
    except Problem as problem:
        assert problem.said[0].sentence == f"Day must be {must_be}"
        return False
    return True


@pytest.mark.parametrize(
    ("must_be", "fit"),
    [
        (None, (True, True, True)),
        ("in the past", (True, False, False)),
        ("today or in the past", (True, True, False)),
        ("today or in the future", (False, True, True)),
        ("in the future", (False, False, True)),
    ],
)
def test_a_date_is_held_to_its_side_of_today(must_be: str | None, fit: tuple[bool, ...]) -> None:
    assert tuple(accepted(must_be, raw) for raw in (YESTERDAY, TODAY, TOMORROW)) == fit
