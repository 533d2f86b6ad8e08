"""Any of the options that a designer lists."""

from collections.abc import Mapping
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, Many
from components.options import FromElsewhere, OptionsOrElsewhere, as_typed, several_of
from components.types import Type
from components.wording import says


class Choices(Question):
    """Asks for any of several; the answer lists their values in the order of the options.

    Left empty where it may be, the answer is the empty list: it was asked, so it is not missing.
    """

    kind: ClassVar = "choices"
    wanted: ClassVar = "Select at least one option"
    sample: ClassVar = {"label": "What did you see?", "options": ["Smoke", {"value": "fire", "label": "Flames"}, "Ash"]}
    accepts: ClassVar = [(["Smoke"], ["Smoke"]), (["Ash", "fire", "Ash"], ["fire", "Ash"])]
    refuses: ClassVar = [(["Rain"], "Select from the options"), ("Smoke", "Select from the options")]

    options: OptionsOrElsewhere

    @property
    def _elsewhere(self) -> FromElsewhere | None:
        found: object = self.options
        return found if isinstance(found, FromElsewhere) else None

    def gives(self) -> Type:
        """Nobody knows the values of a list that is kept elsewhere: none are named."""
        return Type("choices", options=() if self._elsewhere else tuple(option.value for option in self.options))

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        if self._elsewhere:
            return [self._elsewhere.several("choices", self.asked, self.hint, raw, seen)]
        return [Many("choices", self.asked, self.options, hint=self.hint)]

    def answer(self, raw: Raw, seen: Seen) -> Answer:
        return [] if self.optional and self.empty(raw) else super().answer(raw, seen)

    def read(self, raw: Raw, seen: Seen) -> list[Answer]:
        if self._elsewhere:
            return several_of(raw) or self._none()
        values = [option.value for option in self.options]
        if not isinstance(raw, list) or any(selected not in values for selected in raw):
            raise Problem("Select from the options")
        return [value for value in values if value in raw]

    def _none(self) -> list[Answer]:
        """Empty lines alone are no answer."""
        if self.optional:
            return []
        raise Problem(self.wanting())

    def write(self, answer: Answer) -> Raw:
        return [as_typed(**one) for one in answer] if self._elsewhere else answer

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        if self._elsewhere:
            return [one["label"] for one in answer] or [says("Nothing selected")]
        return [option.label for option in self.options if option.value in answer] or [says("Nothing selected")]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write values and labels of what was chosen, where others keep the options."""
        if self._elsewhere and isinstance(written, list):
            return self.answer([_told(one) for one in written], seen)
        return self.answer(written, seen)


def _told(written: Raw) -> Raw:
    if isinstance(written, Mapping) and set(written) == {"value", "label"}:
        return as_typed(str(written["value"]), str(written["label"]))
    return written
