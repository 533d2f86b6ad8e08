"""Names in a sentence: several as one phrase, and one between quotes."""

from collections.abc import Iterable

_INNER = str.maketrans("“”", "‘’")


def joined(names: Iterable[str], word: str = "and") -> str:
    """“A”, “A and B”, “A, B and C”; of none, nothing."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} {word} {last}" if most else last


def quoted(words: str) -> str:
    """“A”; what is quoted in the words stands in single quotes."""
    return f"“{words.translate(_INNER)}”"
