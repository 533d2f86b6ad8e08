"""An email address."""

from typing import ClassVar

from components.base import Question, Raw, Seen, typed
from components.controls import Control, Text
from components.emails import address
from components.types import Type


class Email(Question):
    """Asks for an email address. Its shape is checked, never whether it is reached.

    Source: GOV.UK Design System, Email addresses.
    """

    kind: ClassVar = "email"
    wanted: ClassVar = "Enter an email address"
    sample: ClassVar = {"label": "Where can we send updates?"}
    accepts: ClassVar = [(" Ann.Lee@Example.org ", "Ann.Lee@example.org"), ("a+b@example.org", "a+b@example.org")]
    refuses: ClassVar = [
        ("ann.example.org", "Enter an email address in the correct format, like name@example.com"),
        ("ann@example", "Enter an email address in the correct format, like name@example.com"),
    ]

    def gives(self) -> Type:
        return Type("text", channel="email")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint, label = self.hint, self.asked
        return [Text("email", label, hint=hint, mode="email", autocomplete="email", spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        return address(typed(raw))
