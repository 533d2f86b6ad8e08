"""Any of the options that a designer lists."""

from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, Many
from components.options import Options
from components.types import Type


class Choices(Question):
    """Asks for any of several; the answer lists their values in the order of the options.

    Left empty where it may be, the answer is the empty list: it was asked, so it is not missing.
    """

    kind: ClassVar = "choices"
    wanted: ClassVar = "Select at least one option"
    sample: ClassVar = {"label": "What did you see?", "options": ["Smoke", {"value": "fire", "label": "Flames"}, "Ash"]}
    accepts: ClassVar = [(["Smoke"], ["Smoke"]), (["Ash", "fire", "Ash"], ["fire", "Ash"])]
    refuses: ClassVar = [(["Rain"], "Select from the options"), ("Smoke", "Select from the options")]

    options: Options

    def gives(self) -> Type:
        return Type("choices", options=tuple(option.value for option in self.options))

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Many("choices", self.asked, self.options, hint=self.hint)]

    def answer(self, raw: Raw, seen: Seen) -> Answer:
        return [] if self.optional and self.empty(raw) else super().answer(raw, seen)

    def read(self, raw: Raw, seen: Seen) -> list[str]:
        values = [option.value for option in self.options]
        if not isinstance(raw, list) or any(selected not in values for selected in raw):
            raise Problem("Select from the options")
        return [value for value in values if value in raw]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [option.label for option in self.options if option.value in answer] or ["Nothing selected"]
