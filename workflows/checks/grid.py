"""The answers that conditions can tell apart: each kind of answer cut at the values that the conditions name.

One representative stands for each cell: below a value, at it, between two, above the last. An answer that nothing
can cut, such as a list, is only there or missing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations
from typing import Any

from components.base import Answer
from components.joining import joined
from components.types import Type
from workflows.conditions.operations import length
from workflows.conditions.words import constant_in_words
from workflows.durations import Duration, parse
from workflows.values import as_answer

#: More options than this, read one by one of several chosen, are more combinations than anybody could check.
MOST_INCLUDED = 8
SOMETHING_ELSE = "something else"


class Endless(Exception):
    """What is read cannot be cut into a few cells; says why, to go after "it"."""


@dataclass(frozen=True)
class Cell:
    """One representative answer, and how it is said; None is missing."""

    answer: Answer
    words: str


MISSING = Cell(None, "missing")


@dataclass(frozen=True)
class Bounds:
    """What is known of an answer beforehand: a number's least and most, and its decimal places."""

    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    #: Of several that may be chosen: whether none may be.
    empty: bool = True


def cells(kind: Type, cuts: Iterable[Any], options: Sequence[str] = (), bounds: Bounds = Bounds()) -> list[Cell]:
    """The cells of an answer of this type that is there; `options` are all that it may be, where that is known."""
    match kind.name:
        case "yes or no":
            return [Cell(True, "yes"), Cell(False, "no")]
        case "choice" | "team" | "text":
            return _named([str(cut) for cut in cuts], options, kind.name)
        case "choices":
            return _chosen(sorted({str(cut) for cut in cuts}), options, bounds.empty)
        case "number" | "money" | "date" | "time" | "duration":
            return _measured(kind, cuts, bounds)
    return [Cell([{}] if kind.name in ("list", "file") else {}, "given")]


def _named(cuts: list[str], options: Sequence[str], kind: str) -> list[Cell]:
    known = list(dict.fromkeys(cut for cut in cuts if not options or cut in options))
    other = next((option for option in options if option not in known), None)
    if other is not None:
        known.append(other)
    found = [Cell(option, option or "empty") for option in known]
    if not options:
        unlike = SOMETHING_ELSE + "!" * max((len(cut) for cut in cuts), default=0)
        found.append(Cell(unlike, "another team" if kind == "team" else SOMETHING_ELSE))
    return found


def _chosen(cuts: list[str], options: Sequence[str], empty: bool) -> list[Cell]:
    """Every way to choose among the options that are read, with one more where there are others."""
    if len(cuts) > MOST_INCLUDED:
        raise Endless(f"reads more than {MOST_INCLUDED} options of several that may be chosen together")
    other = [option for option in options if option not in cuts][:1] if options else [SOMETHING_ELSE]
    found = []
    for some in (some for count in range(len(cuts) + 1) for some in combinations(cuts, count)):
        chosen = [*some] or ([] if empty else other)
        if chosen or empty:
            found.append(Cell(chosen, joined(chosen) or "nothing chosen"))
    return found


def _measured(kind: Type, cuts: Iterable[Any], bounds: Bounds) -> list[Cell]:
    """On a line of whole steps: pence, days, minutes, or a number's last decimal place."""
    step = Decimal(10) ** -bounds.decimals
    at = sorted({_position(kind.name, cut) / (step if kind.name == "number" else 1) for cut in cuts})
    least = _edge(kind.name, bounds.least, step)
    most = _edge(kind.name, bounds.most, step)
    found: dict[tuple[int, int], int] = {}
    for cut in at or [Decimal(0) if least is None else Decimal(least)]:
        low = int(cut.to_integral_value(ROUND_FLOOR))
        high = int(cut.to_integral_value(ROUND_CEILING))
        for point in (high - 1, low, high, low + 1):
            if (least is None or point >= least) and (most is None or point <= most):
                found.setdefault((bisect_left(at, point), bisect_right(at, point)), point)
    for edge in (least, most):
        if edge is not None:
            found.setdefault((bisect_left(at, edge), bisect_right(at, edge)), edge)
    return [_cell(kind.name, point, step, bool(at)) for point in sorted(found.values())]


def _edge(kind: str, bound: Decimal | None, step: Decimal) -> int | None:
    if bound is not None:
        return int(bound / step) if kind == "number" else int(bound)
    return 0 if kind == "duration" else None


POSITIONS: dict[str, Callable[[Any], int]] = {
    "date": date.toordinal,
    "time": lambda clock: clock.hour * 60 + clock.minute,
    "duration": length,
}


def _position(kind: str, value: Any) -> Decimal:
    return Decimal(POSITIONS[kind](value) if kind in POSITIONS else value)


def _cell(kind: str, point: int, step: Decimal, cut: bool) -> Cell:
    value = _value(kind, point, step)
    answer = as_answer(value)
    said = str(parse(str(answer))) if kind == "duration" else constant_in_words(value)
    return Cell(answer, said if cut else "given")


def _value(kind: str, point: int, step: Decimal) -> Any:
    match kind:
        case "number":
            return (point * step).normalize() if point else Decimal(0)
        case "date":
            return date.fromordinal(min(max(point, 1), date.max.toordinal()))
        case "time":
            return time(*divmod(min(max(point, 0), 24 * 60 - 1), 60))
        case "duration":
            days, rest = divmod(point, 24 * 60)
            return Duration(point, "minute") if rest else Duration(days, "day")
    return point
