"""Words of ours, kept with what they were made of, so that they can be said in another language.

To a reader of English each is the text that it reads as; `workflows.speaking` says the same in another language.
"""

from collections.abc import Iterable
from typing import Any


class Sentence(str):
    """English words by their pattern, such as “{called} must be a real date”, and what stands in its places.

    A part that is a `Sentence` is said in the other language, too; any other part is somebody's own and stays.
    """

    pattern: str
    parts: dict[str, Any]

    def __new__(cls, text: str, pattern: str = "", **parts: Any) -> "Sentence":
        made = super().__new__(cls, text)
        made.pattern = pattern or text
        made.parts = parts
        return made

    @property
    def ours(self) -> bool:
        """Whether no word in it is somebody else's."""
        theirs = (part for part in self.parts.values() if isinstance(part, str) and any(map(str.isalpha, part)))
        return all(isinstance(part, Sentence) and part.ours for part in theirs)


class Run(Sentence):
    """Several things said one after another, as they are, with the same between them."""

    between: str


class Listed(Sentence):
    """A, B and C; or with “or”."""


class Day(Sentence):
    """A date, a moment, a month or a time of the day: `pattern` is it in figures, such as 2027-03-01T14:30."""


class Figure(Sentence):
    """A number: `pattern` is it in figures, such as 1250.5."""


class Money(Sentence):
    """An amount: `pattern` is it in pence, in figures."""


def says(pattern: str, /, **parts: Any) -> Sentence:
    """A sentence of ours. A whole number may stand in its place with its thousands apart: {limit:,}."""
    return Sentence(pattern.format(**parts) if parts else pattern, pattern, **parts)


def figure(number: object) -> Figure:
    return Figure(str(number))


def run(parts: Iterable[str], between: str) -> Sentence:
    each = list(parts)
    made = Run(between.join(each), between, **{str(place): part for place, part in enumerate(each)})
    made.between = between
    return made


def lines_of(said: str) -> list[str]:
    """The lines of what is said on several, as it was put together; of all else, itself."""
    return [*said.parts.values()] if isinstance(said, Run) and said.between == "\n" else [said]


def after_title(sentence: str) -> str:
    """What is said of an item, without the item's title before it."""
    if isinstance(sentence, Run):
        said: str = sentence.parts["1"]
        return said
    return sentence.partition(": ")[2]


def too_long(called: str, limit: int) -> Sentence:
    return says("{called} must be {limit:,} characters or less", called=called, limit=limit)


def like(called: str, example: str) -> Sentence:
    """What is said where the shape is wrong: one that is right."""
    return says("{called} must be like {example}", called=called, example=example)
