"""A National Insurance number: two letters, six digits, then A, B, C or D."""

import re
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

#: HMRC never issues these pairs, nor D, F, I, Q, U or V (nor O in second place).
SHAPE = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")
SENTENCE = "Enter a National Insurance number in the correct format, like QQ 12 34 56 C"


class NationalInsuranceNumber(Question):
    """Asks for a National Insurance number and keeps it without spaces.

    Source: GOV.UK Design System, National Insurance numbers; HMRC, NIM39110.
    """

    kind: ClassVar = "national insurance number"
    wanted: ClassVar = "Enter a National Insurance number"
    sample: ClassVar = {"label": "National Insurance number"}
    accepts: ClassVar = [("jg 12 34 56 c", "JG123456C"), ("JG-12.34.56-C", "JG123456C")]
    refuses: ClassVar = [("JG12345", SENTENCE), ("QQ123456C", SENTENCE), ("BG123456A", SENTENCE), ([1], "Enter your")]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("It is on letters about tax, pensions and benefits. For example, QQ 12 34 56 C")
        return [Text("number", self.asked, hint=hint, width=13, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = together(typed(raw))
        if not SHAPE.fullmatch(number):
            raise Problem(SENTENCE)
        return number

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [" ".join([answer[:2], answer[2:4], answer[4:6], answer[6:8], answer[8:]])]
