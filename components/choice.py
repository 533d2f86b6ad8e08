"""One of the options that a designer lists."""

from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One
from components.options import Options, look
from components.types import Type


class Choice(Question):
    """Asks for one of several; the answer is the option's value, whatever its label says."""

    kind: ClassVar = "choice"
    wanted: ClassVar = "Select one option"
    sample: ClassVar = {
        "label": "How deep is it?",
        "options": ["Shallow", {"value": "deep", "label": "Very deep", "hint": "Deeper than a hand"}],
    }
    accepts: ClassVar = [("Shallow", "Shallow"), ("deep", "deep")]
    refuses: ClassVar = [("Very deep", "Select one of the options"), (["deep"], "Select one of the options")]

    options: Options

    def gives(self) -> Type:
        return Type("choice", options=tuple(option.value for option in self.options))

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [One("choice", self.asked, self.options, hint=self.hint, look=look(self.options))]

    def read(self, raw: Raw, seen: Seen) -> str:
        for option in self.options:
            if option.value == raw:
                return option.value
        raise Problem("Select one of the options")

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [option.label for option in self.options if option.value == answer]
