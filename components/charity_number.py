"""A charity number, of any of the three registers of the United Kingdom."""

import re
from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import DASHES, together
from components.wording import says

#: England and Wales, where a charity linked to another has a number after a hyphen; Scotland; Northern Ireland.
SHAPE = re.compile(r"[1-9][0-9]{5,6}(?:-[1-9][0-9]{0,3})?|SC[0-9]{6}|NIC[0-9]{6}")
SENTENCE = "Enter a charity number, like 1234567, SC012345 or NIC123456"


class CharityNumber(Question):
    """Asks for a charity number and keeps it as its register writes it.

    Source: the registers of the Charity Commission for England and Wales, the Scottish Charity Regulator and the
    Charity Commission for Northern Ireland. There is no check digit, and no page of theirs says the shape: it is
    as the registers show it.
    """

    kind: ClassVar = "charity number"
    wanted: ClassVar = "Enter a charity number"
    sample: ClassVar = {"label": "Charity number"}
    accepts: ClassVar = [
        ("1234567", "1234567"),
        ("234 567", "234567"),
        ("234567-1", "234567-1"),
        ("sc 12345", "SC012345"),
        ("SC-012345", "SC012345"),
        ("nic 123456", "NIC123456"),
    ]
    refuses: ClassVar = [("12345", SENTENCE), ("12345678", SENTENCE), ("NI123456", SENTENCE), ("Oxfam", SENTENCE)]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("For example, 1234567, SC012345 or NIC123456")
        return [Text("number", self.asked, hint=hint, width=13, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = re.sub(f"[{DASHES}]", "-", together(typed(raw), between=""))
        number = re.sub(r"^(SC|NIC)-", r"\1", number)
        number = re.sub(r"^SC(?=[0-9]{5}$)", "SC0", number)
        if not SHAPE.fullmatch(number):
            raise Problem(SENTENCE)
        return number
