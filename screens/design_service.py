"""One service being written: the text on the left, what it does on the right, saving and publishing on top."""

import streamlit as st

from desk.designing import DesignView
from engine.commands import Actor, Refusal
from screens import wiring
from screens.design_look import for_designers
from screens.design_panels import draw_panels
from screens.design_publish import draw_saving, draw_told
from screens.design_text import Writing, draw_choice, draw_editor, take_typed
from screens.frame import not_found, signed_in
from screens.full import shown_when_full
from screens.markup import show

#: How often another editor's changes are looked for, in seconds.
EVERY = 3


def service_screen(service: str) -> None:
    actor = signed_in("Build a service", f"design?service={service}")
    if actor is None:
        return
    view = wiring.publishing().open(actor, service)
    if isinstance(view, Refusal):
        for_designers(service, actor)
        not_found("You cannot open this service", [view.reason], ("/design", "Services"))
        return
    known = wiring.publishing().examine(service, view.text).built
    for_designers(known.title if known else service, actor)
    writing: Writing = st.session_state.setdefault(f"writing.{service}", begun(actor, view))
    writing.meet(view)
    _work(actor, writing)
    _watch(actor, writing)


def begun(actor: Actor, view: DesignView) -> Writing:
    """What is stored, or what this person typed here before and did not save."""
    writing = Writing.of(view)
    typed = wiring.publishing().typed(actor, view.service)
    if typed and view.may_edit and typed[0] != view.text:
        writing.text, writing.revision, writing.returned = *typed, True
        writing.kept = writing.text
    return writing


def _keep(actor: Actor, writing: Writing) -> None:
    """What is typed outlives this page."""
    if writing.text == writing.kept:
        return
    with shown_when_full():
        if writing.changed:
            wiring.publishing().keep_typed(actor, writing.service, writing.text, writing.revision, wiring.now())
        else:
            wiring.publishing().forget_typed(actor, writing.service)
            writing.returned = False
        writing.kept = writing.text


@st.fragment
def _work(actor: Actor, writing: Writing) -> None:
    """Everything that a pause in typing draws again."""
    take_typed(writing)
    _keep(actor, writing)
    examined = wiring.publishing().examine(writing.service, writing.text)
    writing.good = examined.workflow or writing.good
    with st.container(key="design"):
        draw_saving(actor, writing, examined)
        text, beside = st.columns([3, 2], gap="medium")
        with text:
            _draw_text(actor, writing)
        with beside:
            draw_panels(writing, examined)


def _draw_text(actor: Actor, writing: Writing) -> None:
    with st.expander("How to write a service"):
        show("design_help")
    with st.container(key="above-text", horizontal=True, vertical_alignment="center"):
        plain = draw_choice(writing)
        with st.container(key="told-above"):
            draw_told(actor, writing)
    draw_editor(writing, plain)


@st.fragment(run_every=EVERY)
def _watch(actor: Actor, writing: Writing) -> None:
    """Somebody else, or another editor, saved this draft: take it, unless it was changed here as well."""
    view = wiring.publishing().open(actor, writing.service)
    if isinstance(view, Refusal) or view.revision == writing.revision or writing.elsewhere == view.text:
        return
    take_typed(writing)
    writing.meet(view)
    st.rerun(scope="app")
