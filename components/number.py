"""A number, whole unless decimals are asked for."""

from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from components.base import Answer, Raw, Seen
from components.controls import Control, Text
from components.figures import Figures
from components.wording import figure, run


class Number(Figures):
    """Asks for a number; a whole one is kept as a number, another as its decimal text."""

    kind: ClassVar = "number"
    wanted: ClassVar = "Enter a number"
    sample: ClassVar = {"label": "Length", "at least": "-5", "at most": "2000", "decimals": "1", "unit": "metres"}
    accepts: ClassVar = [
        ("12", 12),
        (" 1,250 ", 1250),
        ("1 250 metres", 1250),
        ("3.50", "3.5"),
        (".5", "0.5"),
        ("−4", -4),
        ("3.0", 3),
        ("12,5", "12.5"),
        ("12,50", "12.5"),
        ("1 250,5", "1250.5"),
        ("1.250,5 metres", "1250.5"),
        ("−,5", "-0.5"),
        ("1,250", 1250),
    ]
    refuses: ClassVar = [
        ("twelve", "Length must be a number, like 1.5"),
        ("1,2,5", "Length must be a number, like 1.5"),
        ("0,125", "Length must have 1 decimal place or fewer"),
        ("3.55", "Length must have 1 decimal place or fewer"),
        ("-6", "Length must be between -5 and 2000"),
        ("9" * 16, "Length must have 15 digits or fewer"),
    ]

    unit: str = Field(default="", description="What is counted or measured, such as miles; it stands after the box")

    @property
    def counted(self) -> str:
        return self.unit

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        counted = self.decimals == 0 and self.at_least is not None and self.at_least >= 0
        box = Text("number", self.asked, hint=self.hint, width=10, suffix=self.unit, spellcheck=False)
        return [replace(box, mode="numeric") if counted else box]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [run([figure(answer), *([self.unit] if self.unit else [])], " ")]
