"""How a case stands, as its applicant sees it."""

from engine.commands import Refusal
from screens import wiring
from screens.frame import for_everybody, not_found
from screens.going import asked
from screens.markup import show


def status_screen() -> None:
    status = wiring.applying().status(wiring.visitor(), asked("ref"), wiring.now())
    if isinstance(status, Refusal):
        for_everybody("We cannot show this")
        not_found("We cannot show this", [status.reason], ("/apply", "See what you can apply for or report"))
        return
    for_everybody(f"{status.reference}: {status.state}", status.title)
    show("status", status=status, now=wiring.now(), contact=wiring.organisation().contact)
