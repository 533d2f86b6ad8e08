"""Several names as one phrase in a sentence."""

from collections.abc import Iterable


def joined(names: Iterable[str], word: str = "and") -> str:
    """“A”, “A and B”, “A, B and C”; of none, nothing."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} {word} {last}" if most else last
