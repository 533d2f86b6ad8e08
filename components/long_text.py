"""As many words as somebody needs, on several lines."""

from typing import ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.wording import too_long


class LongText(Question):
    """Asks for several lines of words and keeps them as they were typed."""

    kind: ClassVar = "long text"
    sample: ClassVar = {"label": "What happened?"}
    accepts: ClassVar = [("First line\n\nThird line", "First line\n\nThird line"), ("<b>\\", "<b>\\")]
    refuses: ClassVar = [
        ("x" * 10_001, "Your answer must be 10,000 characters or less"),
        ({"a": "b"}, "Enter your answer in words"),
    ]

    limit: int = Field(default=10_000, ge=1, le=100_000, description="The most characters that people may type")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("text", self.asked, hint=self.hint, lines=5, limit=self.limit)]

    def read(self, raw: Raw, seen: Seen) -> str:
        words = typed(raw)
        if len(words) > self.limit:
            raise Problem(too_long(self.subject("Your answer"), self.limit))
        return words

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return str(answer).split("\n")
