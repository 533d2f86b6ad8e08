"""A VAT registration number of the United Kingdom."""

import re
from typing import ClassVar

from stdnum.gb import vat

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

#: Nine digits, three more for a branch; or GD of a government department and HA of a health authority.
SHAPE = re.compile(r"(?:GB|XI)?([0-9]{9}(?:[0-9]{3})?|(?:GD|HA)(?:[0-9]{3}|8888[0-9]{5}))")
SENTENCE = "Enter a VAT registration number with 9 digits, like 123 4567 89"
MISTYPED = "Enter the VAT registration number again: at least one of its digits is wrong"


class VatNumber(Question):
    """Asks for a VAT registration number and keeps it without spaces and without GB or XI.

    Source: python-stdnum, for the shapes and the check digits, old and new. They were not held against a page of
    HMRC's: none that says them was found.
    """

    kind: ClassVar = "vat number"
    wanted: ClassVar = "Enter a VAT registration number"
    sample: ClassVar = {"label": "VAT registration number"}
    accepts: ClassVar = [
        ("GB 980 7806 84", "980780684"),
        ("980-7806-84", "980780684"),
        ("xi980780684", "980780684"),
        ("980 7806 84 001", "980780684001"),
        ("GBGD001", "GD001"),
    ]
    refuses: ClassVar = [
        ("98078068", SENTENCE),
        ("FR 980780684", SENTENCE),
        ("802 3117 81", MISTYPED),
        ("HA001", MISTYPED),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("It has 9 digits, sometimes with GB before them. For example, 123 4567 89")
        return [Text("number", self.asked, hint=hint, width=20, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        found = SHAPE.fullmatch(together(typed(raw)))
        if found is None:
            raise Problem(SENTENCE)
        if not vat.is_valid(found[1]):
            raise Problem(MISTYPED)
        return found[1]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [f"GB {vat.format(answer) if answer.isdecimal() else answer}"]
