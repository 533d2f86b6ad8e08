"""Names in a sentence: several as one phrase, and one between quotes."""

from collections.abc import Iterable

from components.wording import Listed

_INNER = str.maketrans("“”", "‘’")


def joined(names: Iterable[str], word: str = "and") -> str:
    """“A”, “A and B”, “A, B and C”; of none, nothing."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} {word} {last}" if most else last


def listed(names: Iterable[str], word: str = "and") -> Listed:
    """The same for a sentence that is said in other languages."""
    each = list(names)
    style = "standard" if word == "and" else "or"
    return Listed(joined(each, word), style, **{str(place): name for place, name in enumerate(each)})


def quoted(words: str) -> str:
    """“A”; what is quoted in the words stands in single quotes."""
    return f"“{words.translate(_INNER)}”"
