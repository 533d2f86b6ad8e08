"""After a task is completed: what happened, and what may be done next."""

from engine.commands import Refusal
from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked
from screens.markup import show


def done_screen() -> None:
    actor = signed_in("A case", "inbox")
    if actor is None:
        return
    now = wiring.now()
    case = wiring.desk().case(actor, asked("ref"), now)
    for_staff("Done", "" if isinstance(case, Refusal) else case.reference, actor, "inbox")
    if isinstance(case, Refusal):
        not_found("Done", ["You may not see this case any more."], ("/inbox", "Go to the inbox"))
        return
    last = [one for one in case.timeline if one.at == case.timeline[0].at]
    made = [one for one in case.documents if one.at == case.timeline[0].at]
    show("done", case=case, happened=last, documents=made, next=wiring.inboxes().next(actor, now), now=now)
