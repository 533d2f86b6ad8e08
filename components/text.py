"""A few words on one line."""

from typing import ClassVar

from pydantic import Field

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.wording import too_long


class OneLineText(Question):
    """Asks for a few words and keeps them as they were typed."""

    kind: ClassVar = "text"
    sample: ClassVar = {"label": "Car and colour"}
    accepts: ClassVar = [("Blue Volvo", "Blue Volvo"), ("  two  spaces ", "  two  spaces "), ("李", "李")]
    refuses: ClassVar = [
        ("x" * 501, "Car and colour must be 500 characters or less"),
        ([1], "Enter your answer in words"),
    ]

    limit: int = Field(default=500, ge=1, le=10_000, description="The most characters that people may type")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("text", self.asked, hint=self.hint, limit=self.limit)]

    def read(self, raw: Raw, seen: Seen) -> str:
        words = typed(raw)
        if len(words) > self.limit:
            raise Problem(too_long(self.subject("Your answer"), self.limit))
        return words
