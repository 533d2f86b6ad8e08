"""A UK address, in five boxes."""

from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.postcodes import postcode
from components.types import Type

#: Each box: its label, what a browser may fill it with, its width.
BOXES = {
    "line_1": ("Address line 1", "address-line1", None),
    "line_2": ("Address line 2 (optional)", "address-line2", None),
    "town": ("Town or city", "address-level2", 30),
    "county": ("County (optional)", "", 30),
    "postcode": ("Postcode", "postal-code", 10),
}
NEEDED = {"line_1": "address line 1, typically the building and street", "town": "a town or city"}
OPTIONAL = ("line_2", "county")
LIMIT = 100


class Address(Question):
    """Asks for an address; the answer holds the boxes that were filled.

    Source: GOV.UK Design System, Addresses.
    """

    kind: ClassVar = "address"
    wanted: ClassVar = "Enter an address"
    sample: ClassVar = {"label": "What is your address?"}
    accepts: ClassVar = [
        (
            {"line_1": "1 Elm Hill", "line_2": "", "town": "Norwich", "county": "", "postcode": "nr31hn"},
            {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"},
        )
    ]
    refuses: ClassVar = [
        ({"town": "Norwich", "postcode": "NR3 1HN"}, "Enter address line 1, typically the building and street"),
        ({"line_1": "1 Elm Hill", "postcode": "NR3 1HN"}, "Enter a town or city"),
        ({"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR"}, "Enter a full UK postcode"),
        ({"line_1": "x" * 101, "town": "Y", "postcode": "NR3 1HN"}, "Address line 1 must be 100 characters or less"),
    ]

    def gives(self) -> Type:
        return Type("text", channel="letter")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        lines = tuple(
            Text(name, label, width=width, autocomplete=fill, spellcheck=False, optional=name in OPTIONAL)
            for name, (label, fill, width) in BOXES.items()
        )
        return [Group("address", self.asked, lines, hint=self.hint)]

    def read(self, raw: Raw, seen: Seen) -> dict[str, str]:
        box = boxes(raw, BOXES)
        said = [Said(f"Enter {what}", name) for name, what in NEEDED.items() if not box[name]]
        normal = postcode(box["postcode"])
        if normal is None:
            said.append(Said("Enter a full UK postcode, like NR1 1AA", "postcode"))
        too_long = [name for name, words in box.items() if len(words) > LIMIT and name != "postcode"]
        said += [Said(f"{_plain(name)} must be {LIMIT} characters or less", name) for name in too_long]
        if said:
            raise Problem(*said)
        return {name: words for name, words in (box | {"postcode": str(normal)}).items() if words}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [answer[name] for name in BOXES if name in answer]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write the lines with commas between: the first, …, the town, the postcode."""
        if not isinstance(written, str) or not written.strip():
            return self.answer(written, seen)
        first, *between = [line.strip() for line in written.split(",")]
        ends = dict(zip(("postcode", "town"), reversed(between), strict=False))
        return self.answer({"line_1": first, "line_2": ", ".join(between[:-2])} | ends, seen)


def _plain(name: str) -> str:
    return BOXES[name][0].removesuffix(" (optional)")
