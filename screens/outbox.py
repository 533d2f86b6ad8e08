"""Messages that the services wrote, a page at a time: in a demo none is really sent."""

import streamlit as st

from desk.applying import NO_LINK
from desk.faces import number_in
from engine.commands import Actor, Refusal
from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked, kept
from screens.markup import show
from screens.sent import copied

#: The links and codes that were shown, by the number of their message.
LINKS = "links of messages"


def outbox_screen() -> None:
    actor = signed_in("The outbox", "outbox")
    if actor is None:
        return
    for_staff("Outbox", "", actor, "outbox")
    if not (wiring.demo() and wiring.councils(actor)):
        not_found("There is no outbox here", ["Each case shows its own messages."], ("/inbox", "Go to the inbox"))
        return
    if number := number_in(asked("link")):
        _link(actor, asked("ref"), number)
        return
    before = number_in(asked("before")) or 0
    messages = wiring.desk().outbox(actor, before)
    last = messages[-1].number if messages else 0
    older = last if last and wiring.desk().outbox(actor, last) else 0
    show("outbox", messages=messages, before=before, older=older)


def _link(actor: Actor, reference: str, number: int) -> None:
    """The link and the code in a message, for whoever tries out what its reader would do. They are made once, however
    often drawn."""
    made = kept(LINKS, {})
    case = wiring.desk().case(actor, reference, wiring.now())
    if number not in made and not isinstance(case, Refusal) and case.whole:
        secrets = wiring.applying().link_in, wiring.applying().code_in
        made |= {number: tuple(secret(reference, number, wiring.now()) for secret in secrets)}
        st.session_state[LINKS] = made
    token, code = made.get(number, (Refusal(NO_LINK), ""))
    if isinstance(token, Refusal) and not code:
        not_found("There is no link", [f"{token.reason}."], ("/outbox", "Go back to the outbox"))
        return
    address = "" if isinstance(token, Refusal) else wiring.link(token)
    show("outbox_link", reference=reference, address=address, code=code)
    if not isinstance(token, Refusal):
        copied(token)
