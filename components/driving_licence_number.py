"""A driving licence number: sixteen characters in Great Britain, eight digits in Northern Ireland."""

import re
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

#: Five of the surname, filled with nines; the date of birth, its month 50 more for women; two initials, and three
#: that tell people apart. How often the licence was issued may stand behind them, and is no part of it.
GREAT_BRITAIN = re.compile(
    r"((?=.{5}[0-9])[A-Z]{1,5}9{0,4}"
    r"[0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]"
    r"(?:[A-Z][A-Z9]|99)[0-9A-Z][A-Z]{2})(?:[0-9]{2})?"
)
NORTHERN_IRELAND = re.compile(r"([0-9]{8})")
SENTENCE = "Enter a driving licence number, like MORGA657054SM9IJ, or 8 digits in Northern Ireland"


class DrivingLicenceNumber(Question):
    """Asks for a driving licence number and keeps it without spaces and without the number of the issue.

    Source: the data standard for driving licence numbers of the criminal justice system in England and Wales. The
    eight digits of Northern Ireland were read second-hand. How the last two letters are worked out is not published,
    so they are not checked.
    """

    kind: ClassVar = "driving licence number"
    wanted: ClassVar = "Enter a driving licence number"
    sample: ClassVar = {"label": "Driving licence number"}
    accepts: ClassVar = [
        ("MORGA657054SM9IJ", "MORGA657054SM9IJ"),
        ("morga 657054 sm9ij 35", "MORGA657054SM9IJ"),
        ("LEE99 812319 A99AB", "LEE99812319A99AB"),
        ("12345678", "12345678"),
    ]
    refuses: ClassVar = [
        ("MORGA657054SM9I", SENTENCE),
        ("MORGA673054SM9IJ", SENTENCE),
        ("MO9GA657054SM9IJ", SENTENCE),
        ("1234567", SENTENCE),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("It is at number 5 on the licence. For example, MORGA657054SM9IJ")
        return [Text("number", self.asked, hint=hint, width=20, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = together(typed(raw))
        found = GREAT_BRITAIN.fullmatch(number) or NORTHERN_IRELAND.fullmatch(number)
        if found is None:
            raise Problem(SENTENCE)
        return found[1]

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [answer if answer.isdecimal() else f"{answer[:5]} {answer[5:11]} {answer[11:]}"]
