"""Words between questions. It asks nothing."""

from typing import ClassVar

from components.base import Question, Raw, Seen
from components.controls import Control, Words


class Note(Question):
    """Shows its label, and its hint under it; there is never an answer."""

    kind: ClassVar = "note"
    asks: ClassVar = False
    sample: ClassVar = {"label": "Have your plans ready", "hint": "You will be asked to add them."}
    accepts: ClassVar = []
    refuses: ClassVar = []

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Words(f"{self.label}\n{self.hint}".strip())]
