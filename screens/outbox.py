"""Messages that the services wrote: in a demo none is really sent."""

from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.markup import show


def outbox_screen() -> None:
    actor = signed_in("The outbox", "outbox")
    if actor is None:
        return
    for_staff("Outbox", "", actor, "outbox")
    if not wiring.demo():
        not_found("There is no outbox here", ["Each case shows its own messages."], ("/inbox", "Go to the inbox"))
        return
    show("outbox", messages=wiring.desk().outbox(actor, 0))
