"""A value that the service works out, shown between questions. It asks nothing."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, InstanceOf, WithJsonSchema

from components.base import Answer, Question, Raw, Seen, Value
from components.controls import Control, Words
from components.wording import run, says

NOT_YET = "Not known yet"


@dataclass(frozen=True)
class Unread:
    """A value that no service has read yet: its words stand for it."""

    words: str

    def shown(self, seen: Seen) -> list[str]:
        return [self.words]


class WorkingOut(Question):
    """Shows a value under its label; where something it needs is missing, it says so."""

    kind: ClassVar = "working out"
    asks: ClassVar = False
    works: ClassVar = True
    sample: ClassVar = {"label": "What you get a week", "value": "£25 + £5"}
    accepts: ClassVar = []
    refuses: ClassVar = []

    value: Annotated[
        InstanceOf[Value], BeforeValidator(lambda written: Unread(written) if isinstance(written, str) else written),
        WithJsonSchema({"type": "string"}),
    ] = Field(description="What is worked out, as after work out: total of incomes.amount")  # fmt: skip

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Words(self.hint, self.label, run(self.show(None, seen), ", ") or says(NOT_YET))]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        """As it stands now: there never is an answer."""
        return self.value.shown(seen)
