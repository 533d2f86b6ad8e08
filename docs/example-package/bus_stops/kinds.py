"""A bus stop, by the code on its sign, such as nfogmtdw."""

import re
from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.wording import says

SHAPE = re.compile(r"[a-z]{5,9}|[0-9]{5,9}")
SENTENCE = "Enter the code of a bus stop, like nfogmtdw"


class BusStop(Question):
    """Asks for a bus stop by the code on its sign, and keeps it in small letters.

    Source: Department for Transport, NaPTAN, the rules for SMS codes of 9 June 2011: 5 to 9 characters, all of them
    letters or all of them figures. Which codes are given was not checked against the register.
    """

    kind: ClassVar = "bus stop"
    wanted: ClassVar = "Enter the code of a bus stop"
    sample: ClassVar = {"label": "Bus stop"}
    accepts: ClassVar = [("nfogmtdw", "nfogmtdw"), (" NFO gmtdw", "nfogmtdw"), ("77001", "77001")]
    refuses: ClassVar = [("nfo", SENTENCE), ("the one at the church", SENTENCE), ("nfo12345", SENTENCE)]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("The letters or figures on the sign")
        return [Text("bus_stop", self.asked, hint=hint, width=10, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        found = re.sub(r"\s", "", typed(raw)).lower()
        if not SHAPE.fullmatch(found):
            raise Problem(SENTENCE)
        return found

    def show(self, answer: str, seen: Seen) -> list[str]:
        return [says("Bus stop {code}", code=answer)]
