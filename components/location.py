"""A place: in words that somebody could find it by, or by its grid reference."""

from collections.abc import Mapping
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import VIEW, Control, Group, Text
from components.grid_references import grid_reference, spaced, why_not
from components.postcodes import postcode
from components.types import Type
from components.wording import says, too_long

LIMIT = 500
WANTED = "Enter the street, or words that say where it is"


class Location(Question):
    """Asks where something is: words or a grid reference, and a postcode where it is known."""

    kind: ClassVar = "location"
    wanted: ClassVar = WANTED
    sample: ClassVar = {"label": "Where is the pothole?"}
    accepts: ClassVar = [
        ({"words": "Magdalen Street", "postcode": ""}, {"words": "Magdalen Street"}),
        ({"words": "By the ford ", "postcode": "nr31hn"}, {"words": "By the ford", "postcode": "NR3 1HN"}),
        ({"words": "", "postcode": "", "grid_reference": "tg 231 088"}, {"grid_reference": "TG231088"}),
    ]
    refuses: ClassVar = [
        ({"words": "", "postcode": "NR3 1HN"}, WANTED),
        ({"words": "A47", "postcode": "NR"}, "Enter a full UK postcode"),
        ({"words": "A47", "grid_reference": "TG 23 0"}, "Enter a grid reference, like TG 231 088"),
        ({"words": "x" * 501}, "Your answer must be 500 characters or less"),
    ]

    def gives(self) -> Type:
        return Type("location")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        words = Text("words", says("Street, or words that say where it is"), limit=LIMIT)
        code = Text("postcode", says("Postcode, if you know it (optional)"), width=10, spellcheck=False, optional=True)
        called = says("Grid reference, if you know it (optional)")
        grid = Text("grid_reference", called, width=20, spellcheck=False, optional=True)
        return [Group("location", self.asked, (words, code, grid), self.hint, pinned=grid.name, map=seen.map)]

    def empty(self, raw: Raw) -> bool:
        """Looking at the map answers nothing."""
        return super().empty({**raw, VIEW: ""} if isinstance(raw, Mapping) else raw)

    def read(self, raw: Raw, seen: Seen) -> dict[str, str]:
        box = boxes(raw, ("words", "postcode", "grid_reference"))
        normal, grid = postcode(box["postcode"]), grid_reference(box["grid_reference"])
        said = []
        if not (box["words"] or box["grid_reference"]):
            said.append(Said(WANTED, "words"))
        if len(box["words"]) > LIMIT:
            said.append(Said(too_long(says("Your answer"), LIMIT), "words"))
        if box["postcode"] and normal is None:
            said.append(Said("Enter a full UK postcode, like NR1 1AA", "postcode"))
        if box["grid_reference"] and grid is None:
            said.append(Said(says(why_not(box["grid_reference"])), "grid_reference"))
        if said:
            raise Problem(*said)
        found = {"words": box["words"], "postcode": normal, "grid_reference": grid}
        return {name: words for name, words in found.items() if words}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [spaced(words) if name == "grid_reference" else words for name, words in answer.items()]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write the words alone."""
        return self.answer({"words": written} if isinstance(written, str) else written, seen)
