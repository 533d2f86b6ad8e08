"""How long: an amount and a unit, as designers write it and as people read it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workflows.faults import did_you_mean

Unit: TypeAlias = Literal["minute", "hour", "day", "working day", "week", "month", "year"]

UNITS: tuple[Unit, ...] = ("minute", "hour", "day", "working day", "week", "month", "year")
#: More or less: months differ, and so do the days between working days.
HOURS: Mapping[Unit, float] = {
    "minute": 1 / 60, "hour": 1, "day": 24, "working day": 34, "week": 168, "month": 730, "year": 8766,
}  # fmt: skip
LIKE_THIS = 'Write a whole number and a unit, such as "10 working days"'
#: Seven figures hold the days between any two dates.
SHAPE = re.compile(r"(-?[0-9]{1,7}) +(\S.*)")


class NotADuration(ValueError):
    """Says why some words are no duration; `sentence` and `cure` are for the person who wrote them."""

    def __init__(self, sentence: str, cure: str) -> None:
        self.sentence = sentence
        self.cure = cure
        super().__init__(f"{sentence} — {cure}")


@dataclass(frozen=True, slots=True)
class Duration:
    """The difference of two dates may be negative; what a designer writes is not."""

    amount: int
    unit: Unit

    @property
    def about(self) -> float:
        """How many hours it is, more or less."""
        return self.amount * HOURS[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}" if self.amount == 1 else f"{self.amount} {self.unit}s"


def parse(text: str) -> Duration:
    """Read "10 working days" or "1 month"; raises `NotADuration`."""
    found = SHAPE.fullmatch(text.strip())
    if not found:
        raise NotADuration(f'"{text[:60]}" is not a length of time', LIKE_THIS)
    unit = " ".join(found[2].split())
    singular = unit.removesuffix("s")
    if singular not in UNITS:
        known = [name for unit in UNITS for name in (unit, f"{unit}s")]
        raise NotADuration(f'"{unit[:60]}" is not a unit of time', did_you_mean(unit, known) or LIKE_THIS)
    return Duration(int(found[1]), singular)
