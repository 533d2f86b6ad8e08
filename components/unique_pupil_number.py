"""A unique pupil number: a letter that proves the others, eleven digits, then a digit or a letter."""

import re
from typing import ClassVar

from stdnum.gb import upn

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

#: Neither I, nor O, nor S is used. The last is a letter while the number is for the time being.
SHAPE = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
SENTENCE = "Enter a unique pupil number with 13 characters, like B801200005001"
MISTYPED = "Enter the unique pupil number again: at least one of its characters is wrong"


class UniquePupilNumber(Question):
    """Asks for a unique pupil number and keeps it without spaces.

    Source: python-stdnum, after the Department for Education's guide to unique pupil numbers, which was not at hand
    to check. The number of the authority inside it is not looked up: the list in python-stdnum is of 2011, and
    authorities made since would be refused.
    """

    kind: ClassVar = "unique pupil number"
    wanted: ClassVar = "Enter a unique pupil number"
    sample: ClassVar = {"label": "Unique pupil number"}
    accepts: ClassVar = [
        ("B801200005001", "B801200005001"),
        ("b801 2000 05001", "B801200005001"),
        ("A80120000501A", "A80120000501A"),
    ]
    refuses: ClassVar = [("B80120000500", SENTENCE), ("I801200005001", SENTENCE), ("A801200005001", MISTYPED)]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("The child’s school can tell you. It has 13 characters, such as B801200005001")
        return [Text("number", self.asked, hint=hint, width=20, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = together(typed(raw))
        if not SHAPE.fullmatch(number):
            raise Problem(SENTENCE)
        if upn.calc_check_digit(number[1:]) != number[0]:
            raise Problem(MISTYPED)
        return number
