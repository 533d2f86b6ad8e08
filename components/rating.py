"""A mark on a scale, such as how satisfied somebody is."""

from typing import ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One, Option
from components.types import Type
from components.wording import says


class Rating(Question):
    """Asks for a mark from 1 up, one beside each radio; the answer is a whole number.

    Source: GOV.UK Design System, Radios: one of several that exclude one another, none of them chosen beforehand.
    """

    kind: ClassVar = "rating"
    wanted: ClassVar = "Select a mark"
    sample: ClassVar = {"label": "How easy was this?", "lowest": "Very hard", "highest": "Very easy"}
    accepts: ClassVar = [("1", 1), ("5", 5)]
    refuses: ClassVar = [("6", "Select a mark from 1 to 5"), ("0", "Select a mark from 1 to 5"), (3, "Select a mark")]

    most: int = Field(default=5, ge=3, le=10, description="The highest mark; the lowest is 1")
    lowest: str = Field(default="", max_length=60, description="What 1 means, in a few words: Very hard")
    highest: str = Field(default="", max_length=60, description="What the highest mark means: Very easy")

    def gives(self) -> Type:
        return Type("number")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        options = tuple(Option(str(mark), self._named(mark)) for mark in range(1, self.most + 1))
        return [One("mark", self.asked, options, hint=self.hint)]

    def _named(self, mark: int) -> str:
        means = {1: self.lowest, self.most: self.highest}.get(mark, "")
        return f"{mark} ({means.lower()})" if means else str(mark)

    def read(self, raw: Raw, seen: Seen) -> int:
        if not isinstance(raw, str) or raw not in {str(mark) for mark in range(1, self.most + 1)}:
            raise Problem(says("Select a mark from 1 to {most}", most=self.most))
        return int(raw)

    def write(self, answer: Answer) -> Raw:
        return str(answer)

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [says("{mark} out of {most}", mark=answer, most=self.most)]
