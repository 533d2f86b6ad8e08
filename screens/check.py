"""Check your answers, and send them."""

import streamlit as st

from components.wording import says
from desk.faces import GO_THROUGH, first_wrong
from desk.spoken import said as in_words
from desk.views import Applying, PageView, Sent
from engine.commands import Problems, Refusal
from screens import going, wiring
from screens.frame import for_everybody
from screens.full import unless_full
from screens.going import go, say
from screens.markup import path, show
from screens.speaking import say as speak

CHECK = says("Check your answers")
#: What was just sent, by reference: the confirmation is told once.
SENT = "sent"
#: The problems of the page last sent, and where it stood.
PROBLEMS = f"{going.PROBLEMS} of a page"


def place_of(view: Applying, page: PageView) -> str:
    return f"{view.service}.{view.case}.{view.task}.{view.draft}.{page.number}"


def check_screen(view: Applying) -> None:
    for_everybody(CHECK, view.title, exits=view.exits, language=view.language)
    show("for_whom", view=view)
    address = {
        "service": view.service, "case": view.case, "task": view.task, "draft": view.draft, "lang": view.language,
    }  # fmt: skip
    back = path("apply", **address, page=view.back) if view.back is not None else ""
    show(
        "page_top", caption=view.title, heading=speak(CHECK), back=back, told=None, folded=False,
        problems=[],
        telling=0,
    )  # fmt: skip
    show("check", view=view, change=address)
    with st.container(key="turns", horizontal=True, gap="small"):
        st.button(speak("Send"), type="primary", key="send", on_click=send, args=(view,))
        st.button(speak("Save and come back later"), key="later", on_click=go, args=("later",), kwargs=address)


@unless_full()
def send(view: Applying) -> None:
    """The token makes a doubled click one case."""
    answer = wiring.applying().send(wiring.visitor(), view.draft, view.token, wiring.now(), wiring.actor())
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    elif isinstance(answer, Problems):
        say(GO_THROUGH, wrong=True)
        page = first_wrong(view, answer.by_question)
        here = {one.id: answer.by_question[one.id] for one in page.asked if one.id in answer.by_question}
        st.session_state[PROBLEMS] = (place_of(view, page), in_words(here, view.language))
        go(
            "apply", service=view.service, case=view.case, task=view.task, draft=view.draft, page=page.number,
            lang=view.language,
        )  # fmt: skip
    else:
        confirm(answer, view.case, view.task if view.guest else "")


def confirm(sent: Sent, case: str, guest: str) -> None:
    """Turn to the confirmation; in a case that was there before, to what is to be paid. `guest` is the task of one."""
    st.session_state[SENT] = sent
    go("status" if case and sent.to_pay else "sent", ref=sent.reference, task=guest)
