"""A statement that somebody must agree to, with one box to tick."""

from typing import ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, Many, Option
from components.types import Type
from components.wording import says

AGREED = ["agreed"]
AGREE = says("I agree")


class Declaration(Question):
    """Asks somebody to agree; the answer is yes, or there is none."""

    kind: ClassVar = "declaration"
    wanted: ClassVar = "Tick the box to agree"
    sample: ClassVar = {"label": "Declaration", "statement": "What I have told you is true"}
    accepts: ClassVar = [(AGREED, True)]
    refuses: ClassVar = [("no", "Tick the box to agree"), ([True], "Tick the box to agree")]

    statement: str = Field(default="I agree", description="The words beside the box")

    def gives(self) -> Type:
        return Type("yes or no")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Many("agreed", self.asked, (Option(AGREED[0], self._said),), hint=self.hint)]

    def read(self, raw: Raw, seen: Seen) -> bool:
        if raw != AGREED:
            raise Problem("Tick the box to agree")
        return True

    def write(self, answer: Answer) -> Raw:
        return AGREED

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [self._said]

    @property
    def _said(self) -> str:
        """The words beside the box: our own, unless the service has others."""
        return AGREE if self.statement == AGREE else self.statement

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example writes yes."""
        return self.answer(AGREED if written == "yes" else written, seen)
