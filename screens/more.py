"""One more item of the list that a task is about."""

from functools import partial

import streamlit as st

from desk.views import CaseView, TaskView
from engine.commands import Actor, AddItem, Problems, Refusal
from screens import wiring
from screens.controls import draw
from screens.full import unless_full
from screens.going import kept, say
from screens.typed import forget, typed

ADDING, ADD_TOKEN = "adding", "add token"


def draw_adding(actor: Actor, case: CaseView, view: TaskView) -> None:
    """One more item of the list, whose task then opens beside the others."""
    if view.adding is None:
        return
    place = f"adding.{case.reference}.{view.row.task}"
    with st.expander(view.adding.question.label, key="adding"):
        problems = kept(ADDING, {}).get(place, {})
        draw([view.adding], {view.adding.id: [{"#": "new"}]}, view.seen, place, problems)
        token = st.session_state.setdefault(ADD_TOKEN, wiring.new_id())
        st.button("Add", key="add", on_click=_add, args=(actor, case, view, place, token))


@unless_full()
def _add(actor: Actor, case: CaseView, view: TaskView, place: str, token: str) -> None:
    """The same token acts once, however often the button is pressed."""
    assert view.adding is not None, "drawn only where there is one"
    keep = partial(wiring.desk().files.keep, actor.id)
    (raw,) = typed([view.adding], {view.adding.id: [{"#": "new"}]}, view.seen, place, keep)[view.adding.id][:1]
    done = wiring.desk().do(AddItem(actor, wiring.now(), case.reference, view.row.task, raw, token))
    if isinstance(done, Problems):
        st.session_state[ADDING] = {place: done.by_question}
        return
    st.session_state.pop(ADDING, None)
    st.session_state.pop(ADD_TOKEN, None)
    forget(place)
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say("It is added.")
