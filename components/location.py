"""A place, in words that somebody could find it by."""

from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.postcodes import postcode
from components.types import Type

LIMIT = 500
WANTED = "Enter the street, or words that say where it is"


class Location(Question):
    """Asks where something is: words, and a postcode where it is known."""

    kind: ClassVar = "location"
    wanted: ClassVar = WANTED
    sample: ClassVar = {"label": "Where is the pothole?"}
    accepts: ClassVar = [
        ({"words": "Magdalen Street", "postcode": ""}, {"words": "Magdalen Street"}),
        ({"words": "By the ford ", "postcode": "nr31hn"}, {"words": "By the ford", "postcode": "NR3 1HN"}),
    ]
    refuses: ClassVar = [
        ({"words": "", "postcode": "NR3 1HN"}, WANTED),
        ({"words": "A47", "postcode": "NR"}, "Enter a full UK postcode"),
        ({"words": "x" * 501}, "Your answer must be 500 characters or less"),
    ]

    def gives(self) -> Type:
        return Type("location")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        words = Text("words", "Street, or words that say where it is", limit=LIMIT)
        code = Text("postcode", "Postcode, if you know it (optional)", width=10, spellcheck=False, optional=True)
        return [Group("location", self.asked, (words, code), hint=self.hint)]

    def read(self, raw: Raw, seen: Seen) -> dict[str, str]:
        box = boxes(raw, ("words", "postcode"))
        normal = postcode(box["postcode"])
        said = []
        if not box["words"]:
            said.append(Said(WANTED, "words"))
        if len(box["words"]) > LIMIT:
            said.append(Said(f"Your answer must be {LIMIT} characters or less", "words"))
        if box["postcode"] and normal is None:
            said.append(Said("Enter a full UK postcode, like NR1 1AA", "postcode"))
        if said:
            raise Problem(*said)
        return {"words": box["words"]} | ({"postcode": normal} if normal else {})

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return list(answer.values())

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write the words alone."""
        return self.answer({"words": written} if isinstance(written, str) else written, seen)
