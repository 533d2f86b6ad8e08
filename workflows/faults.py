"""What is wrong in a definition: each fault with its place, its sentence and its cure, all at once."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Literal

#: A longer word than this is not a slip of the fingers, and comparing it would take too long.
LONGEST_GUESS = 60
#: So many faults are enough to see what is wrong; after them reading stops, because each guess at a word takes time.
MOST = 500
#: So many names are listed whole; of more, those that are most like the word.
MOST_NAMES, MOST_LIKE = 10, 4


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing to mend before publishing, or one remark that stops nothing."""

    place: Place
    code: str
    level: Literal["fault", "remark"]
    sentence: str
    cure: str

    def as_text(self) -> str:
        said = f"{self.place} {self.code} {self.sentence}"
        return f"{said} — {self.cure}" if self.cure else said

    def as_json(self) -> dict[str, str | int]:
        return {**asdict(self.place), "code": self.code, "level": self.level, "sentence": self.sentence,
                "cure": self.cure}  # fmt: skip


class Faulty(Exception):
    """A definition that cannot be used; `faults` says everything that is known to be wrong, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        super().__init__("\n".join(fault.as_text() for fault in self.faults))


class Faults:
    """Collects faults and remarks, so that they are said all at once; past the `MOST` it raises `Faulty`."""

    def __init__(self) -> None:
        self._found: set[Fault] = set()
        self._told = 0
        #: Whether something could not be read at all, so that names may only seem to be unknown.
        self.torn = False

    def fault(self, place: Place, code: str, sentence: str, cure: str = "") -> None:
        self._found.add(Fault(place, code, "fault", sentence, cure))
        self._told += 1
        if self._told >= MOST:
            self.raise_if_any()

    def remark(self, place: Place, code: str, sentence: str, cure: str = "") -> None:
        self._found.add(Fault(place, code, "remark", sentence, cure))

    def add(self, faults: Iterable[Fault]) -> None:
        self._found.update(faults)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault and remark, in reading order, each once."""
        return in_order(self._found)

    def raise_if_any(self) -> None:
        """Raise `Faulty` with everything found; remarks alone stop nothing."""
        if any(fault.level == "fault" for fault in self._found):
            raise Faulty(self._found)


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """A service's own first, then those of what it is read with in folders: shared groups and translations."""
    return tuple(sorted(faults, key=lambda fault: (fault.place.file.count("/"), fault)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question `Did you mean "depth"?`, or "" where nothing known is like the word."""
    like = nearest(word, known)
    return f'Did you mean "{like}"?' if like else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, or ""."""
    if not 0 < len(word) <= LONGEST_GUESS:
        return ""
    by_spelling = {name.lower(): name for name in sorted(known)}
    like = get_close_matches(word.lower(), by_spelling, n=1)
    return by_spelling[like[0]] if like else ""


def listed(word: str, known: Iterable[str]) -> str:
    """The names that are there, in order; of many only those most like the word, and how many more there are."""
    names = sorted(known)
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    like = get_close_matches(word[:LONGEST_GUESS], names, n=MOST_LIKE, cutoff=0)
    return f"{', '.join(sorted(like))} and {len(names) - len(like)} more"


def collecting(context: object) -> Faults:
    """The collector that a reading carries through its models."""
    assert isinstance(context, Faults), "models are made by workflows.settings.build"
    return context
