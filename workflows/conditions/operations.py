"""What `+ - * /` and the comparisons do to each type, exactly; what cannot be worked out is missing."""

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from components.types import TypeName
from workflows.calendars import LONDON, add, subtract
from workflows.conditions.values import EXACT, MISSING, Context, Value, day, finite
from workflows.durations import Duration, Unit

Operation = Callable[[Value, Value, Context], Value]

NOON = time(12)

#: A duration's usual length in minutes. Durations of different units are compared by it:
#: five working days are a week, a year is 365.25 days, a month its twelfth.
LENGTHS: Mapping[Unit, int] = {
    "minute": 1,
    "hour": 60,
    "day": 1_440,
    "working day": 2_016,
    "week": 10_080,
    "month": 43_830,
    "year": 525_960,
}


def length(span: Duration) -> int:
    return span.amount * LENGTHS[span.unit]


def _numbers(calculate: Callable[[Decimal, Decimal], Decimal]) -> Operation:
    def operation(left: Decimal | int, right: Decimal | int, context: Context) -> Value:
        return finite(calculate(Decimal(left), Decimal(right)))

    return operation


def _pence(calculate: Callable[[Decimal, Decimal], Decimal]) -> Operation:
    """Money by a number: to the nearest penny, half a penny up."""

    def operation(left: Decimal | int, right: Decimal | int, context: Context) -> Value:
        result = calculate(Decimal(left), Decimal(right))
        return int(result.to_integral_value(ROUND_HALF_UP)) if result.is_finite() else MISSING

    return operation


def exact(span: Duration) -> bool:
    """Whether a duration is counted by the clock, not by days."""
    return span.unit in ("minute", "hour")


def instant(moment: date) -> datetime:
    """The moment itself, or the first of a day. In UTC: of two in one zone Python compares the wall clocks."""
    begins = moment if isinstance(moment, datetime) else datetime.combine(moment, time(), LONDON)
    return begins.astimezone(UTC)


def later(moment: date, span: Duration, context: Context) -> Value:
    """So much after a date: a moment for hours and minutes, otherwise a day."""
    return _moved(add, moment, span, context)


def earlier(moment: date, span: Duration, context: Context) -> Value:
    return _moved(subtract, moment, span, context)


def _moved(move: Callable[..., datetime], moment: date, span: Duration, context: Context) -> Value:
    try:
        if exact(span):
            return move(instant(moment), span, context.calendar)
        return day(move(datetime.combine(day(moment), NOON, LONDON), span, context.calendar))
    except (OverflowError, ValueError):  # no calendar goes before the year 1 or beyond 9999
        return MISSING


def _days_between(left: date, right: date, context: Context) -> Duration:
    return Duration((day(left) - day(right)).days, "day")


ARITHMETIC: Mapping[tuple[TypeName, str, TypeName], tuple[TypeName, Operation]] = {
    ("number", "+", "number"): ("number", _numbers(EXACT.add)),
    ("number", "-", "number"): ("number", _numbers(EXACT.subtract)),
    ("number", "*", "number"): ("number", _numbers(EXACT.multiply)),
    ("number", "/", "number"): ("number", _numbers(EXACT.divide)),
    ("money", "+", "money"): ("money", _pence(EXACT.add)),
    ("money", "-", "money"): ("money", _pence(EXACT.subtract)),
    ("money", "*", "number"): ("money", _pence(EXACT.multiply)),
    ("number", "*", "money"): ("money", _pence(EXACT.multiply)),
    ("money", "/", "number"): ("money", _pence(EXACT.divide)),
    ("money", "/", "money"): ("number", _numbers(EXACT.divide)),
    ("date", "+", "duration"): ("date", later),
    ("date", "-", "duration"): ("date", earlier),
    ("date", "-", "date"): ("duration", _days_between),
}


def years_between(one: date, other: date) -> Decimal:
    """Whole years; who was born on 29 February is a year older on 1 March of other years."""
    first, last = sorted((day(one), day(other)))
    return Decimal(last.year - first.year - ((last.month, last.day) < (first.month, first.day)))


def within(left: Value, span: Duration, of: Value, context: Context) -> Value:
    """Both ends included: to the minute for hours and minutes, otherwise by the day."""
    if isinstance(of, time):
        return abs(_minutes(left) - _minutes(of)) <= length(span)
    if exact(span):
        return abs(instant(left) - instant(of)) <= timedelta(minutes=length(span))
    first, last = earlier(of, span, context), later(of, span, context)
    return MISSING if MISSING in (first, last) else first <= day(left) <= last


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "is": operator.eq, "is not": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "is before": operator.lt, "is after": operator.gt, "is not before": operator.ge, "is not after": operator.le,
    "includes": operator.contains, "does not include": lambda chosen, option: option not in chosen,
}  # fmt: skip


def comparison(how: str, type_name: TypeName) -> Callable[[Value, Value], bool]:
    """The test of two values of one type. Two moments are compared exactly, a moment and a date by their days."""
    test = COMPARISONS[how]
    if type_name == "duration":
        return lambda left, right: test(length(left), length(right))
    if type_name == "date":
        return lambda left, right: test(*_comparable(left, right))
    return test


def _comparable(left: date, right: date) -> tuple[date, date]:
    read = instant if isinstance(left, datetime) and isinstance(right, datetime) else day
    return read(left), read(right)
