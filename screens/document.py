"""A document that a case made, to read and to print: for its staff, and for the applicant to whom it was sent."""

from engine.commands import Refusal
from screens import wiring
from screens.frame import for_everybody, not_found
from screens.going import asked
from screens.markup import path, show


def document_screen() -> None:
    reference, name, actor = asked("ref"), asked("name"), wiring.actor()
    found = wiring.applying().document(wiring.visitor(), reference, name)
    back = path("status", ref=reference)
    if actor and isinstance(found, Refusal):
        found, back = wiring.desk().document(actor, reference, name, wiring.now()), path("case", ref=reference)
    if isinstance(found, Refusal):
        for_everybody("This document cannot be opened")
        not_found("This document cannot be opened", [found.reason], (back, "Go back to the case"))
        return
    for_everybody(found.title, reference)
    show("document", document=found, reference=reference, back=back)
