"""Between a rule's typed values and the plain JSON that an answer is."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Never

from components.base import Answer
from components.types import Type
from workflows.conditions.values import MISSING, READERS
from workflows.durations import HOURS, Duration, NotADuration, parse

#: In hours, of a duration: beyond 10,000 working days no calendar counts.
LONGEST = 10_000 * HOURS["working day"]


def as_answer(value: Any) -> Answer:
    """A value as an answer is kept: a whole number as an int, another as decimal text, a date as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Duration):
        return str(value)
    return value


def read_json(body: bytes) -> Any:
    """What JSON from outside says, its fractions as text, as answers keep them; a ValueError where it is none."""
    try:
        return json.loads(body.decode(), parse_float=str, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("It is nested too deeply") from None


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no number")


def fits(answer: Answer, kind: Type) -> bool:
    """Whether what comes from outside is an answer of this type, as answers are kept."""
    try:
        match kind.name:
            case "yes or no":
                return isinstance(answer, bool)
            case "choice":
                return answer in kind.options
            case "choices":
                return isinstance(answer, list) and set(answer) <= set(kind.options)
            case "money":
                return isinstance(answer, int) and not isinstance(answer, bool)
            case "number":
                plain = isinstance(answer, int | float | str) and not isinstance(answer, bool)
                return plain and READERS["number"](answer) is not MISSING
            case "date":
                return bool(date.fromisoformat(answer).isoformat() == answer)
            case "duration":
                return isinstance(answer, str) and 0 <= parse(answer).about <= LONGEST
        return isinstance(answer, str) and bool(answer)
    except (ValueError, TypeError, ArithmeticError, NotADuration):
        return False
