"""One of the options that a designer lists."""

from collections.abc import Mapping
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One
from components.options import FromElsewhere, OptionsOrElsewhere, as_typed, chosen_of, look
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

    options: OptionsOrElsewhere

    @property
    def _elsewhere(self) -> FromElsewhere | None:
        found: object = self.options
        return found if isinstance(found, FromElsewhere) else None

    def gives(self) -> Type:
        """Nobody knows the values of a list that is kept elsewhere: to a rule they are text."""
        if self._elsewhere:
            return Type("text")
        return Type("choice", options=tuple(option.value for option in self.options))

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        if self._elsewhere:
            return [self._elsewhere.control("choice", self.asked, self.hint, raw, seen)]
        return [One("choice", self.asked, self.options, hint=self.hint, look=look(self.options))]

    def read(self, raw: Raw, seen: Seen) -> Answer:
        if self._elsewhere:
            return chosen_of(raw)
        for option in self.options:
            if option.value == raw:
                return option.value
        raise Problem("Select one of the options")

    def write(self, answer: Answer) -> Raw:
        return as_typed(**answer) if self._elsewhere else answer

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        if self._elsewhere:
            return [answer["label"]]
        return [option.label for option in self.options if option.value == answer]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write the value and the label of what was chosen, where others keep the options."""
        if self._elsewhere and isinstance(written, Mapping) and set(written) == {"value", "label"}:
            return self.answer(as_typed(str(written["value"]), str(written["label"])), seen)
        return self.answer(written, seen)
