"""What somebody drew: strokes in a box of a fixed size, all whole numbers, so that a draft and an export carry them.

A stroke is the places that the pen went through, one number after another: across, down, across, down.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from components.base import Raw

#: The box, and so many places in all: a signature has some hundreds.
WIDE, TALL, MOST = 600, 240, 2_000

Strokes: TypeAlias = list[list[int]]


class Drawn(str):
    """A line of an answer that has a drawing, too. To whoever shows no pictures it is its words."""

    strokes: Sequence[Sequence[int]]

    def __new__(cls, words: str, strokes: Sequence[Sequence[int]]) -> "Drawn":
        made = super().__new__(cls, words)
        made.strokes = strokes
        return made


def strokes(raw: Raw) -> Strokes | None:
    """What was drawn, [] where nothing was; None where it is no drawing of ours."""
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list) or len(raw) > MOST or not all(isinstance(one, list) for one in raw):
        return None
    if sum(map(len, raw)) > 2 * MOST:
        return None
    return raw if all(map(_is_stroke, raw)) else None


def _is_stroke(numbers: list[Raw]) -> bool:
    """In pairs, each in the box."""
    if not numbers or len(numbers) % 2 or not all(type(one) is int and one >= 0 for one in numbers):
        return False
    return bool(max(numbers[::2]) <= WIDE and max(numbers[1::2]) <= TALL)


def as_path(drawn: Sequence[Sequence[int]]) -> str:
    """As the path of an SVG: M1 2L3 4 5 6. Numbers and no word of anybody's."""
    return "".join(f"M{one[0]:d} {one[1]:d}L{' '.join(f'{each:d}' for each in one)}" for one in drawn)


def from_path(path: str) -> Raw:
    """The contrary of `as_path`; what is none stays as it is, for a question to refuse."""
    each = [one.partition("L")[2].split(" ") for one in path.split("M")[1:]]
    figures = chain.from_iterable(each)
    if not all(one.isascii() and one.isdecimal() and len(one) < 5 for one in figures):
        return path
    found = [[int(one) for one in numbers] for numbers in each]
    return found if as_path(found) == path else path
