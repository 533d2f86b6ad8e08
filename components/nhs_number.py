"""An NHS number: ten digits, the last of which proves the others."""

import re
from typing import ClassVar

from stdnum.gb import nhs

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

SENTENCE = "Enter an NHS number with 10 digits, like 999 123 4567"
MISTYPED = "Enter the NHS number again: at least one of its digits is wrong"


class NhsNumber(Question):
    """Asks for an NHS number and keeps its ten digits.

    Source: NHS digital service manual, NHS numbers; NHS Data Dictionary, for the check digit.
    """

    kind: ClassVar = "nhs number"
    wanted: ClassVar = "Enter an NHS number"
    sample: ClassVar = {"label": "NHS number"}
    accepts: ClassVar = [("943 476 5919", "9434765919"), ("943-476-5919", "9434765919"), ("9434765919 ", "9434765919")]
    refuses: ClassVar = [("943 476 591", SENTENCE), ("nine", SENTENCE), ("943 476 5918", MISTYPED)]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("It is on letters from the NHS and on prescriptions. For example, 999 123 4567")
        return [Text("number", self.asked, hint=hint, width=13, mode="numeric", spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = together(typed(raw))
        if not re.fullmatch(r"[0-9]{10}", number):
            raise Problem(SENTENCE)
        if not nhs.is_valid(number):
            raise Problem(MISTYPED)
        return number

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [f"{answer[:3]} {answer[3:6]} {answer[6:]}"]
