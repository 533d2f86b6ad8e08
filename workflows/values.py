"""Between a rule's typed values and the plain JSON that an answer is."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from components.base import Answer
from components.types import Type
from workflows.durations import Duration, NotADuration, parse


def as_answer(value: Any) -> Answer:
    """A value as an answer is kept: a whole number as an int, another as decimal text, a date as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Duration):
        return str(value)
    return value


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
                return not isinstance(answer, bool) and Decimal(answer).is_finite()
            case "date":
                return bool(date.fromisoformat(answer))
            case "duration":
                return bool(parse(answer))
        return isinstance(answer, str) and bool(answer)
    except (ValueError, TypeError, ArithmeticError, NotADuration):
        return False
