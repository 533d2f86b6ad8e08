"""A company number, as Companies House gives it: eight characters."""

import re
from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

#: What a number may begin with: where a company is registered, and as what.
PREFIXES = (
    "AC CE CS EN ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC RC RS SA SC SE SF SG SI SL SO SP "
    "SR SZ ZC"
).split()
#: Societies and some partnerships have letters at their end; the oldest of Northern Ireland begin with R alone.
SHAPE = re.compile(rf"[0-9]{{8}}|R[0-9]{{7}}|(?:{'|'.join(PREFIXES)})(?=.{{6}}$)[0-9]{{3,6}}[A-Z]{{0,3}}")
#: People leave out the noughts that a number begins with. Fewer figures than these are a slip, more likely.
FEWEST = 6
SENTENCE = "Enter a company number with 8 characters, like 01234567 or SC123456"


class CompanyNumber(Question):
    """Asks for a company number and keeps its eight characters.

    Source: Companies House, Uniform Resource Identifiers (URI) customer guide, for the prefixes, and people who
    tried them on its whole register; no page of theirs lists the letters at the end. There is no check digit.
    """

    kind: ClassVar = "company number"
    wanted: ClassVar = "Enter a company number"
    sample: ClassVar = {"label": "Company number"}
    accepts: ClassVar = [
        ("01234567", "01234567"),
        ("123 4567", "01234567"),
        ("sc123456", "SC123456"),
        ("NI 12345", "NI012345"),
        ("R0000123", "R0000123"),
        ("IP12345R", "IP12345R"),
    ]
    refuses: ClassVar = [
        ("12345", SENTENCE),
        ("123456789", SENTENCE),
        ("XX123456", SENTENCE),
        ("00000000", SENTENCE),
        ("Smith Ltd", SENTENCE),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("It has 8 characters, such as 01234567 or SC123456")
        return [Text("number", self.asked, hint=hint, width=10, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = _in_full(together(typed(raw)))
        if not SHAPE.fullmatch(number) or not number.strip("0"):
            raise Problem(SENTENCE)
        return number


def _in_full(number: str) -> str:
    """With the noughts that people leave out."""
    prefix, figures = number[:2], number[2:]
    if number.isdecimal() and len(number) >= FEWEST:
        return number.zfill(8)
    return prefix + figures.zfill(6) if prefix in PREFIXES and figures.isdecimal() else number
