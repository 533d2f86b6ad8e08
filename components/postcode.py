"""A UK postcode."""

from typing import ClassVar

from components.base import Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.postcodes import postcode


class Postcode(Question):
    """Asks for a whole UK postcode and keeps it as NR1 1AA."""

    kind: ClassVar = "postcode"
    wanted: ClassVar = "Enter a postcode"
    sample: ClassVar = {"label": "Postcode"}
    accepts: ClassVar = [("nr11aa", "NR1 1AA"), (" EC1A-1BB ", "EC1A 1BB"), ("m1 1ae.", "M1 1AE")]
    refuses: ClassVar = [("NR1", "Enter a full UK postcode"), ("90210", "Enter a full UK postcode")]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint, label = self.hint, self.asked
        return [Text("postcode", label, hint=hint, width=10, autocomplete="postal-code", spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        normal = postcode(typed(raw))
        if normal is None:
            raise Problem("Enter a full UK postcode, like NR1 1AA")
        return normal
