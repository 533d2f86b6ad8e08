"""More time for a case or a task, one more item of the list that a task is about, and a second life for a case."""

from functools import partial

import streamlit as st

from desk.views import CaseView, TaskView
from engine.commands import Actor, AddItem, Extend, Problems, Refusal, Reopen
from engine.dates import in_words
from screens import wiring
from screens.controls import draw
from screens.going import kept, said_at, say, say_at
from screens.markup import show
from screens.typed import forget, typed

EXTENDING, ADDING, ADD_TOKEN = "extending", "adding", "add token"


def draw_more_time(actor: Actor, case: CaseView, clock: str, label: str) -> None:
    """Once, and with a reason that the applicant may read."""
    until = wiring.desk().longest(actor, case.reference, clock, wiring.now())
    with st.expander(label, key=f"extending.{clock}"):
        if until:
            show("words", lines=[f"You can do this once. It is then due by {in_words(until)}."])
        st.text_input("Why is more time needed?", key=f"why.{clock}")
        show("problem", sentence=said_at(f"{EXTENDING} {clock}"))
        st.button("Extend it", key=f"extend.{clock}", on_click=_extend, args=(actor, case, clock))


def _extend(actor: Actor, case: CaseView, clock: str) -> None:
    why = st.session_state[f"why.{clock}"].strip()
    if not why:
        say_at(f"{EXTENDING} {clock}", "Enter why more time is needed")
        return
    done = wiring.desk().do(Extend(actor, wiring.now(), case.reference, clock, why))
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say("There is more time now.")


def draw_reopening(actor: Actor, case: CaseView) -> None:
    """Where the service lets a team of the reader's take a closed case up again."""
    st.button("Take this case up again", key="reopen", on_click=_reopen, args=(actor, case))


def _reopen(actor: Actor, case: CaseView) -> None:
    done = wiring.desk().do(Reopen(actor, wiring.now(), case.reference))
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say("The case is open again.")


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
