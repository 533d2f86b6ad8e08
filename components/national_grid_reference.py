"""A reference to the National Grid of Great Britain, such as TG 231 088."""

from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.grid_references import NOWHERE, SENTENCE, grid_reference, spaced, why_not
from components.wording import says


class NationalGridReference(Question):
    """Asks for a place on the National Grid and keeps it without spaces.

    Source: Ordnance Survey, A guide to coordinate systems in Great Britain; which squares hold land was not checked
    against a list of theirs. Northern Ireland has a grid of its own.
    """

    kind: ClassVar = "national grid reference"
    wanted: ClassVar = "Enter a grid reference"
    sample: ClassVar = {"label": "Grid reference"}
    accepts: ClassVar = [
        ("tg 231 088", "TG231088"),
        ("TG2310308841", "TG2310308841"),
        ("TG, 23, 08", "TG2308"),
    ]
    refuses: ClassVar = [
        ("TG 23 0", SENTENCE),
        ("by the church", SENTENCE),
        ("TG 23103 08841 1", SENTENCE),
        ("AA 231 088", NOWHERE),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("Two letters and 4 to 10 figures. For example, TG 231 088")
        return [Text("reference", self.asked, hint=hint, width=20, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        words = typed(raw)
        found = grid_reference(words)
        if found is None:
            raise Problem(why_not(words))
        return found

    def show(self, answer: str, seen: Seen) -> list[str]:
        return [spaced(answer)]
