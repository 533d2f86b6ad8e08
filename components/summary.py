"""Earlier answers, shown again between questions. It asks nothing."""

from typing import ClassVar, Self

from pydantic import Field, PrivateAttr

from components.base import Inner, Question, Raw, Seen
from components.controls import Control, Words
from components.wording import run


class Summary(Question):
    """Shows what was answered before under its label, a line an answer; what is missing is left out.

    Source: GOV.UK Design System, Summary list, for what stands in it: the question in short, and its answer.
    """

    kind: ClassVar = "summary"
    asks: ClassVar = False
    sample: ClassVar = {"label": "What you told us", "of": ["place"]}
    accepts: ClassVar = []
    refuses: ClassVar = []

    of: tuple[str, ...] = Field(min_length=1, description="The earlier answers to show, by name")

    #: The questions behind them, as the service found them.
    _known: tuple[Inner, ...] = PrivateAttr(())

    def knowing(self, questions: tuple[Inner, ...]) -> Self:
        found = self.model_copy()
        found._known = questions
        return found

    def reads(self) -> frozenset[str]:
        return frozenset(self.of)

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        lines = [
            run((_short(one.question.label), run(one.question.show(seen.answers[one.id], seen), ", ")), " ")
            for one in self._known if one.id in seen.answers
        ]  # fmt: skip
        return [Words(run(filter(None, (self.label, self.hint, *lines)), "\n"))]


def _short(label: str) -> str:
    return label if label.endswith(("?", ":")) else f"{label}:"
