"""Two readings of a meter: the last is never less than the first."""

from typing import ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.types import Type

BOXES = {"first": "First reading", "last": "Last reading"}


class MeterReadings(Question):
    """Asks for the reading at the beginning and the one at the end."""

    kind: ClassVar = "meter readings"
    wanted: ClassVar = "Enter both readings"
    sample: ClassVar = {"label": "Gas meter", "digits": "5"}
    accepts: ClassVar = [({"first": " 00120", "last": "455"}, {"first": 120, "last": 455})]
    refuses: ClassVar = [
        ({"first": "455", "last": "120"}, "The last reading must be 455 or more"),
        ({"first": "455", "last": ""}, "Last reading must be a whole number of up to 5 digits"),
        ({"first": "123456", "last": "x"}, "First reading must be a whole number of up to 5 digits"),
    ]

    digits: int = Field(default=6, ge=1, le=12, description="How many figures the meter shows")

    def gives(self) -> Type:
        return Type("text")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        parts = tuple(Text(name, label, width=8, mode="numeric", spellcheck=False) for name, label in BOXES.items())
        return [Group("readings", self.asked, parts, hint=self.hint, beside=True)]

    def read(self, raw: Raw, seen: Seen) -> dict[str, int]:
        box = boxes(raw, BOXES)
        wrong = [name for name in BOXES if not self._is_reading(box[name])]
        if wrong:
            said = f"must be a whole number of up to {self.digits} digits"
            raise Problem(*(Said(f"{BOXES[name]} {said}", name) for name in wrong))
        answer = {name: int(box[name]) for name in BOXES}
        if answer["last"] < answer["first"]:
            raise Problem(Said(f"The last reading must be {answer['first']} or more", "last"))
        return answer

    def write(self, answer: Answer) -> Raw:
        return {name: str(answer[name]) for name in BOXES}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [f"From {answer['first']} to {answer['last']}"]

    def _is_reading(self, words: str) -> bool:
        return words.isascii() and words.isdecimal() and len(words) <= self.digits
