"""After sending: the reference, what happens next and by when, a copy to keep; and the link to come back."""

import streamlit as st

from components.wording import says
from desk.applying import LINK_LASTS
from desk.views import Sent
from engine.commands import Refusal
from screens import wiring
from screens.check import SENT
from screens.frame import for_everybody, for_staff, not_found, turned_away
from screens.going import asked, go, kept
from screens.markup import path, show
from screens.status import status_screen

LATER = "later"
NOTHING = "There is nothing here to answer now"


def sent_screen() -> None:
    """The confirmation, as long as this browser remembers it; then how the case stands."""
    sent = kept(SENT)
    if not isinstance(sent, Sent) or sent.reference != asked("ref"):
        _over() if asked("task") else status_screen()
        return
    if asked("task"):
        for_everybody(sent.outcome or says("Sent"), sent.title, exits=sent.exits, language=sent.language)
        show("sent_by_guest", sent=sent, contact=wiring.organisation().contact)
        return
    _sent(sent)


def _sent(sent: Sent) -> None:
    """For whoever it is of; or for staff who sent it for somebody, among the screens that they work with."""
    actor, who = wiring.actor(), wiring.visitor()
    own = not isinstance(wiring.applying().status(who, sent.reference, wiring.now()), Refusal)
    if own or actor is None:
        for_everybody(sent.outcome or says("Sent"), sent.title, exits=sent.exits, language=sent.language)
    else:
        for_staff(sent.outcome or "Sent", sent.title, actor, "help")
    show(
        "sent", sent=sent, until=wiring.now() + LINK_LASTS, theirs=own,
        staff=actor is not None and not isinstance(wiring.desk().case(actor, sent.reference, wiring.now()), Refusal),
    )  # fmt: skip
    if sent.link:
        copied(sent.link)
    show("sent_end", sent=sent, theirs=own, contact=wiring.organisation().contact)


def _over() -> None:
    """A guest comes again to the end: what they sent is not theirs to see any more."""
    turned_away(NOTHING, ["If you have sent your answers, we have them. You can close this page."])


def copied(token: str) -> None:
    """The return link, with a button that copies it."""
    st.code(wiring.link(token), language=None, wrap_lines=True)


def later_screen() -> None:
    """What was typed is kept; the link brings it back in any browser."""
    draft = asked("draft")
    view = wiring.applying().resume(wiring.visitor(), draft, None, wiring.now())
    language = "" if isinstance(view, Refusal) else view.language
    exits = not isinstance(view, Refusal) and view.exits
    actor = wiring.actor()
    helped = "" if actor is None or isinstance(view, Refusal) else view.helped
    if actor and helped:
        for_staff("Their link", "Help a resident", actor, "help")
    else:
        for_everybody(says("Come back later"), exits=exits, language=language)
    token = kept(LATER, {}).get(draft)
    if token is None:
        token = wiring.applying().link(wiring.visitor(), draft, wiring.now())
        if isinstance(token, Refusal):
            not_found("We cannot make a link", [token.reason], ("/apply", "See what you can apply for or report"))
            return
        st.session_state[LATER] = {draft: token}
    show("later_helped" if helped else "later", helped=helped, until=wiring.now() + LINK_LASTS)
    copied(token)
    address = {name: asked(name) for name in ("service", "case", "task", "draft", "lang")}
    show("later_helped_end" if helped else "later_end", onward=path("apply", **address))


def resume_screen() -> None:
    """A draft by its id alone: find its service and go on where they were."""
    view = wiring.applying().resume(wiring.visitor(), asked("draft"), None, wiring.now())
    if isinstance(view, Refusal):
        turned_away("This page cannot be opened", [view.reason], ("/apply", "See what you can apply for or report"))
        return
    go("apply", service=view.service, case=view.case, task=view.task, draft=view.draft, lang=view.language)
