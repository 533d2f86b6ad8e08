"""What a condition works with: answers read into typed values once.

number: Decimal · money: int, in pence · date: date, or an aware datetime where it has a time of day ·
time: time · duration: Duration · yes or no: bool · text, choice, team: str · choices: list of str ·
list: list of mappings by answer id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from decimal import Context as Precision
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

from components.base import Answer
from workflows import durations
from workflows.calendars import LONDON, Calendar

Value: TypeAlias = Any


class Missing(Enum):
    """What a value is when its answer is not there, and what a test on it comes to."""

    MISSING = "missing"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing.MISSING


@dataclass(frozen=True)
class Context:
    """The moment at which a condition is looked at (aware), and the calendar of its working days."""

    now: datetime
    calendar: Calendar

    @cached_property
    def today(self) -> date:
        return day(self.now)


def day(moment: date) -> date:
    """The day in London on which a moment falls; a date is its own day."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment


#: Twenty-eight digits, no traps: what is too large or divided by nothing is not finite, and so missing.
EXACT = Precision(prec=28, Emax=60, Emin=-60, rounding=ROUND_HALF_UP, traps=[])


def finite(number: Decimal) -> Decimal | Missing:
    return number if number.is_finite() else MISSING


def _number(answer: int | str) -> Decimal | Missing:
    return finite(EXACT.create_decimal(answer))


def _date(answer: str) -> date | Missing:
    """A date, a month (its first day) or a moment, from ISO text; one that has no day in London is missing."""
    if len(answer) == len("2026-11-22"):
        return date.fromisoformat(answer)
    if len(answer) == len("2026-11"):
        return date.fromisoformat(f"{answer}-01")
    moment = datetime.fromisoformat(answer)
    try:
        return moment if moment.astimezone(LONDON) and moment.tzinfo else moment.replace(tzinfo=LONDON)
    except OverflowError:  # in London it is the year 0 or 10000
        return MISSING


def _text(answer: Answer) -> Value:
    """Of an answer that holds more than a rule reads, its value: what was chosen from a list elsewhere, a signature."""
    return answer.get("value", answer) if isinstance(answer, Mapping) else answer


def _texts(answer: Answer) -> Value:
    return [_text(one) for one in answer]


#: How the answer of a type becomes its value, where that is not the answer itself.
READERS: Mapping[str, Callable[[Answer], Value]] = {
    "number": _number,
    "text": _text,
    "choices": _texts,
    "date": _date,
    "time": time.fromisoformat,
    "duration": lru_cache(maxsize=1_000)(durations.parse),
}
