"""A registration number, as a vehicle's number plate shows it."""

import re
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

SHAPES = (
    r"([A-HJ-PR-Y]{2}(?!0[01])[0-9]{2}) ([A-HJ-PR-Z]{3})",  # since September 2001
    r"([A-HJ-NP-TV-Y][1-9][0-9]{0,2}) ([A-HJ-PR-Z]{3})",  # from 1983, the year's letter first; Q where nobody knows it
    r"([A-HJ-PR-Z]{3}) ([1-9][0-9]{0,2}[A-HJ-NPR-TV-Y])",  # from 1963, the year's letter last
    r"([A-Z]{1,3}) ([1-9][0-9]{0,2})", r"([A-Z]{1,2}) ([1-9][0-9]{3})",  # without a year
    r"([1-9][0-9]{0,2}) ([A-Z]{1,3})", r"([1-9][0-9]{3}) ([A-Z]{1,2})",
    r"((?=[A-Z]*[IZ])[A-Z]{3}) ([1-9][0-9]{3})", r"([1-9][0-9]{3}) ((?=[A-Z]*[IZ])[A-Z]{3})",  # of Northern Ireland
    r"([0-9]{3}) ([DX][0-9]{3})",  # of embassies
)  # fmt: skip
PATTERNS = tuple(re.compile(shape.replace(" ", "")) for shape in SHAPES)
SENTENCE = "Enter a vehicle registration number, like AB51 ABC"


class VehicleRegistration(Question):
    """Asks for the registration number of a vehicle registered in the United Kingdom and keeps it without spaces.

    Source: the styles that DVLA sells (current, prefix, suffix, dateless); which letters and figures it never gave
    was read second-hand. Whether there is such a vehicle only DVLA knows. Those of the forces, which DVLA does not
    give, are refused: AB12 CD would be one, and is more often a letter left out.
    """

    kind: ClassVar = "vehicle registration"
    wanted: ClassVar = "Enter a vehicle registration number"
    sample: ClassVar = {"label": "Vehicle registration number"}
    accepts: ClassVar = [
        ("ab51 abc", "AB51ABC"),
        ("AB51-ABC", "AB51ABC"),
        ("A123 BCD", "A123BCD"),
        ("ABC 123D", "ABC123D"),
        ("AIZ 1234", "AIZ1234"),
        ("1 A", "1A"),
        ("101 D 234", "101D234"),
    ]
    refuses: ClassVar = [
        ("AB51 ABCD", SENTENCE),
        ("AB51 AIC", SENTENCE),
        ("AB12 CD", SENTENCE),
        ("ABC 1234", SENTENCE),
        ("1234567", SENTENCE),
        ("red Volvo", SENTENCE),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("It is on the number plate. For example, AB51 ABC")
        return [Text("number", self.asked, hint=hint, width=10, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = together(typed(raw))
        if not any(pattern.fullmatch(number) for pattern in PATTERNS):
            raise Problem(SENTENCE)
        return number

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        found = next(found for pattern in PATTERNS if (found := pattern.fullmatch(answer)))
        return [" ".join(found.groups())]
