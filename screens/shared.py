"""What was shared with whom: who outside the council may see some of a case, and who looked at it when."""

from engine.commands import Actor, Refusal
from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked
from screens.markup import path, show


def shared_screen() -> None:
    actor = signed_in("What was shared", "inbox")
    if actor is not None:
        _shared(actor, asked("ref"))


def _shared(actor: Actor, reference: str) -> None:
    found = wiring.shared_with(actor, reference)
    if isinstance(found, Refusal):
        for_staff("This cannot be opened", "", actor, "case")
        not_found("This cannot be opened", [found.reason], ("/inbox", "Go to the inbox"))
        return
    for_staff("What was shared with whom", reference, actor, "case")
    show("shared", shared=found, back=path("case", ref=reference))
