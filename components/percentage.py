"""A percentage."""

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from components.base import Answer, Raw, Seen
from components.controls import Control, Text
from components.figures import Figures
from components.wording import figure, run


class Percentage(Figures):
    """Asks for a percentage and keeps its number: 12.5 for 12.5%."""

    kind: ClassVar = "percentage"
    wanted: ClassVar = "Enter a percentage"
    sample: ClassVar = {"label": "Your share", "decimals": "2"}
    accepts: ClassVar = [("50", 50), ("12.50 %", "12.5"), ("12,5%", "12.5"), ("100%", 100)]
    refuses: ClassVar = [
        ("half", "Your share must be a number, like 1.5"),
        ("101%", "Your share must be between 0 and 100"),
        ("-1", "Your share must be between 0 and 100"),
        ("1.234", "Your share must have 2 decimal places or fewer"),
    ]

    at_least: Decimal | None = Field(default=Decimal(0), description="The smallest percentage that is accepted")
    at_most: Decimal | None = Field(default=Decimal(100), description="The largest percentage that is accepted")

    @property
    def counted(self) -> str:
        return "%"

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        mode: Literal["numeric", "decimal"] = "decimal" if self.decimals else "numeric"
        return [Text("percentage", self.asked, hint=self.hint, width=5, mode=mode, suffix="%", spellcheck=False)]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [run([figure(answer), "%"], "")]
