"""Check your answers, and send them."""

import streamlit as st

from desk.views import Applying, Sent
from engine.commands import Problems, Refusal
from screens import wiring
from screens.frame import for_everybody
from screens.full import unless_full
from screens.going import go, say
from screens.markup import path, show

#: What was just sent, by reference: the confirmation is told once.
SENT = "sent"


def check_screen(view: Applying) -> None:
    for_everybody("Check your answers", view.title)
    show("for_whom", view=view)
    address = {
        "service": view.service, "case": view.case, "task": view.task, "draft": view.draft, "lang": view.language,
    }  # fmt: skip
    back = path("apply", **address, page=view.back) if view.back is not None else ""
    show(
        "page_top", caption=view.title, heading="Check your answers", back=back, told=None, folded=False, problems=[],
        telling=0,
    )  # fmt: skip
    show("check", view=view, change=address)
    st.button("Send", type="primary", key="send", on_click=send, args=(view,))
    st.button("Save and come back later", key="later", on_click=go, args=("later",), kwargs=address)


@unless_full()
def send(view: Applying) -> None:
    """The token makes a doubled click one case."""
    answer = wiring.applying().send(wiring.visitor(), view.draft, view.token, wiring.now(), wiring.actor())
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    elif isinstance(answer, Problems):
        say("Some answers are needed before you can send this. Go through the questions again.", wrong=True)
        first = min((line.page for section in view.check for line in section.lines), default=0)
        go("apply", service=view.service, case=view.case, draft=view.draft, page=first, lang=view.language)
    else:
        confirm(answer, view.case, view.task if view.guest else "")


def confirm(sent: Sent, case: str, guest: str) -> None:
    """Turn to the confirmation; in a case that was there before, to what is to be paid. `guest` is the task of one."""
    st.session_state[SENT] = sent
    go("status" if case and sent.to_pay else "sent", ref=sent.reference, task=guest)
