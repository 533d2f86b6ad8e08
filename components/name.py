"""A person's full name, in one box and in any script."""

from typing import ClassVar

from components.base import NOT_KEPT, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.together import seen_only
from components.wording import too_long

LIMIT = 200


class Name(Question):
    """Asks for a full name. No title, no first and last: not every name has them.

    Source: GOV.UK Design System, Names.
    """

    kind: ClassVar = "name"
    wanted: ClassVar = "Enter a name"
    sample: ClassVar = {"label": "Full name"}
    accepts: ClassVar = [
        ("Zoë  O’Brien ", "Zoë O’Brien"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("محمد", "محمد"),
        ("X", "X"),
    ]
    refuses: ClassVar = [
        ("x" * 201, "Full name must be 200 characters or less"),
        (7, "Enter your answer in words"),
        ("\u200b", "Enter a name"),
    ]

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("name", self.asked, hint=self.hint, autocomplete="name", spellcheck=False)]

    def empty(self, raw: Raw) -> bool:
        return super().empty(raw) or (isinstance(raw, str) and not NOT_KEPT.search(raw) and not seen_only(raw))

    def read(self, raw: Raw, seen: Seen) -> str:
        name = " ".join(typed(raw).split())
        if len(name) > LIMIT:
            raise Problem(too_long(self.subject("The name"), LIMIT))
        return name
