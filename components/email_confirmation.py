"""An email address, typed twice, where nothing else would reach somebody."""

from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.emails import address
from components.types import Type
from components.wording import says

NAMES = ("email", "again")
ANN = {"email": "ann@example.org", "again": "ann@example.org"}


class EmailConfirmation(Question):
    """Asks for an email address twice, and takes it where both are the same.

    Source: GOV.UK Design System, Email addresses: to ask twice only where it is shown to help.
    """

    kind: ClassVar = "email confirmation"
    wanted: ClassVar = "Enter an email address"
    sample: ClassVar = {"label": "Where do we send your permit?"}
    accepts: ClassVar = [
        (ANN, "ann@example.org"),
        ({"email": " Ann@Example.org", "again": "ann@example.ORG "}, "Ann@example.org"),
    ]
    refuses: ClassVar = [
        (ANN | {"again": ""}, "Enter the email address again"),
        (ANN | {"again": "anne@example.org"}, "Email addresses must match"),
        ({"email": "ann", "again": "ann"}, "Enter an email address in the correct format, like name@example.com"),
        ({"again": "ann@example.org"}, "Enter an email address in the correct format, like name@example.com"),
        ("ann@example.org", "Enter your answer in words"),
    ]

    def gives(self) -> Type:
        return Type("text", channel="email")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        first = Text("email", says("Email address"), mode="email", autocomplete="email", spellcheck=False)
        again = Text(
            "again", says("Enter the email address again"), mode="email", autocomplete="email", spellcheck=False,
            on_screen=True,
        )  # fmt: skip
        return [Group("emails", self.asked, (first, again), hint=self.hint)]

    def read(self, raw: Raw, seen: Seen) -> str:
        box = boxes(raw, NAMES)
        found = address(box["email"], "email")
        if not box["again"]:
            raise Problem(Said("Enter the email address again", "again"))
        if found.casefold() != address(box["again"], "again").casefold():
            raise Problem(Said("Email addresses must match", "again"))
        return found

    def write(self, answer: Answer) -> Raw:
        return dict.fromkeys(NAMES, answer)

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example writes the address once."""
        return self.answer(self.write(written) if isinstance(written, str) else written, seen)
