"""A unique property reference number."""

import re
from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import together
from components.wording import says

SHAPE = re.compile(r"0*([1-9][0-9]{0,11})")
LONGEST = 12
SENTENCE = "Enter a UPRN with 12 digits or fewer, like 100023336956"


class Uprn(Question):
    """Asks for the unique property reference number of an address and keeps it without noughts before it.

    Source: Ordnance Survey, OS Open UPRN technical specification: a whole number of up to 12 digits. There is no
    check digit: whether there is such an address only the gazetteer knows.
    """

    kind: ClassVar = "uprn"
    wanted: ClassVar = "Enter a UPRN"
    sample: ClassVar = {"label": "UPRN"}
    accepts: ClassVar = [("100023336956", "100023336956"), ("000000199356", "199356"), ("10 002 333", "10002333")]
    refuses: ClassVar = [("1000233369560", SENTENCE), ("0", SENTENCE), ("1 Elm Hill", SENTENCE)]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("The unique property reference number, with 12 digits or fewer")
        return [Text("number", self.asked, hint=hint, width=13, mode="numeric", spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        number = together(typed(raw))
        found = SHAPE.fullmatch(number)
        if found is None or len(number) > LONGEST:
            raise Problem(SENTENCE)
        return found[1]
