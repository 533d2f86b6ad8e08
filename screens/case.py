"""A case: the task in hand on the left; the answers, what happened, messages, documents and notes beside it."""

import streamlit as st

from desk.faces import number_in
from desk.views import CaseView
from engine.commands import Actor, Refusal
from screens import wiring
from screens.answers import draw_aside, draw_sections
from screens.case_side import draw_notes, draw_side
from screens.doing import doing, draw_doing, draw_more
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked
from screens.markup import path, show
from screens.task import draw_task, keep_typed


def case_screen() -> None:
    actor = signed_in("A case", path("case", ref=asked("ref")).removeprefix("/"))
    if actor is None:
        return
    before = number_in(asked("before"))
    view = wiring.desk().case(actor, asked("ref"), wiring.now(), before)
    if isinstance(view, Refusal):
        for_staff("This case cannot be opened", "", actor, "case")
        not_found("This case cannot be opened", [view.reason], *_onward(asked("ref")), ("/inbox", "Go to the inbox"))
        return
    _case(actor, view)


def _onward(reference: str) -> list[tuple[str, str]]:
    """Whoever began a case without working on it sees it as its applicant does."""
    status = wiring.applying().status(wiring.visitor(), reference, wiring.now())
    return [] if isinstance(status, Refusal) else [(path("status", ref=reference), "See how it is going")]


def _case(actor: Actor, view: CaseView) -> None:
    for_staff(f"{view.reference}: {view.state}", view.service_title, actor, "case")
    show("case_top", case=view, now=view.practice or wiring.now())
    if not view.whole:
        _work(actor, view, _in_hand(actor, view))
        draw_sections(actor, view)
        return
    with st.container(key="case"):
        left, right = st.columns([5, 3], gap="large")
    task = _in_hand(actor, view)
    with left:
        _work(actor, view, task)
        if not task:
            draw_sections(actor, view)
            draw_aside(actor, view)
    with right:
        draw_notes(actor, view)
        if task:  # beside it, on a phone above the notes: these are what it is decided on
            with st.container(key="decided-on"):
                draw_sections(actor, view)
                draw_aside(actor, view)
        draw_side(actor, view)


def _work(actor: Actor, view: CaseView, task: str) -> None:
    """The task in hand, what else is open, and what more may be done; or the one of these that was chosen."""
    if doing(view):
        keep_typed(actor, view, task)
        draw_doing(actor, view)
        return
    if task:
        draw_task(actor, view, task)
    show("tasks", case=view, in_hand=task, now=view.practice or wiring.now())
    draw_more(view, task)


def _in_hand(actor: Actor, view: CaseView) -> str:
    """The task that the address names; else the reader's own, else the first that waits for a team of theirs."""
    ids = [row.task for row in view.tasks]
    if asked("task") in ids:
        return asked("task")
    own = [row.task for row in view.tasks if row.person == actor.id]
    teams = [row.task for row in view.tasks if row.who in actor.teams]
    return next(iter(own + teams), "")
