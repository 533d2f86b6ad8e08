"""Between a rule's typed values and the plain JSON that an answer is."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from components.base import Answer
from workflows.durations import Duration


def as_answer(value: Any) -> Answer:
    """A value as an answer is kept: a whole number as an int, another as decimal text, a date as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Duration):
        return str(value)
    return value
