"""Messages that the services wrote, a page at a time: in a demo none is really sent."""

from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked
from screens.markup import show


def outbox_screen() -> None:
    actor = signed_in("The outbox", "outbox")
    if actor is None:
        return
    for_staff("Outbox", "", actor, "outbox")
    if not wiring.demo():
        not_found("There is no outbox here", ["Each case shows its own messages."], ("/inbox", "Go to the inbox"))
        return
    before = int(asked("before")) if asked("before").isdecimal() else 0
    messages = wiring.desk().outbox(actor, before)
    last = messages[-1].number if messages else 0
    older = last if last and wiring.desk().outbox(actor, last) else 0
    show("outbox", messages=messages, before=before, older=older)
