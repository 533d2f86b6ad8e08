"""What can be wrong in a condition: every flaw found, each at its character of the text."""

from collections.abc import Iterable
from typing import NamedTuple


class Flaw(NamedTuple):
    """One thing to mend; `offset` counts characters from the beginning of the text."""

    offset: int
    code: str
    sentence: str
    cure: str


class Wrong(Exception):
    """A text that is not a condition, or one that does not fit its answers. The caller adds file and line."""

    def __init__(self, problems: Iterable[Flaw]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(f"{flaw.offset} {flaw.code} {flaw.sentence} {flaw.cure}" for flaw in self.problems))


class TooManyItems(Exception):
    """A condition looked at more items of lists than a rule may; the lists it counts through are too long."""
