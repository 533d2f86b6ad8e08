"""A task in hand: claim it, answer its questions on one page, complete it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from components.base import Said
from components.controls import Raw
from desk.views import CaseView, TaskView
from engine.commands import Actor, Assign, Claim, Command, Problems, Refusal, Release
from screens import wiring
from screens.controls import draw, leads
from screens.doing import draw_task_more
from screens.extra import complete, draw_extra, pages_of
from screens.going import count_telling, go, kept, said_at, say, say_at, tellings
from screens.markup import show
from screens.more import draw_adding, draw_more_time
from screens.typed import forget, typed

PROBLEMS, BEFORE = "task problems", "task before"
GIVING = "giving"


def draw_task(actor: Actor, case: CaseView, task: str) -> None:
    place = place_of(case, task)
    keep_typed(actor, case, task)
    view = wiring.desk().task(actor, case.reference, task, wiring.now())
    if isinstance(view, Refusal):
        show("said", sentence=view.reason, wrong=True)
        return
    with st.container(key="task", border=True):
        show("task_top", view=view, me=actor.id, now=case.practice or wiring.now())
        if view.extra:
            draw_extra(actor, case, view.extra)
        _take(actor, case, view)
        if view.may & {"complete", "help"}:
            _questions(actor, case, view, place)
        draw_adding(actor, case, view)
        if "extend" in view.may:
            draw_more_time(actor, case, view.row.task, "Extend the time for this task")
        if "release" in view.may:
            st.button("Give it back to the team", key="release", on_click=_do,
                      args=(Release(actor, wiring.now(), case.reference, view.row.task),
                            "The task is back with the team."))  # fmt: skip
        draw_task_more(case, view)


def place_of(case: CaseView, task: str) -> str:
    return f"task.{case.reference}.{task}"


def keep_typed(actor: Actor, case: CaseView, task: str) -> None:
    """What the questions drawn last time hold now is kept before anything is drawn: reveals follow it."""
    place = place_of(case, task)
    before: TaskView | None = kept(BEFORE, {}).get(place)
    if before is not None:
        raw = _typed(actor, before, place)
        if raw != before.raw:
            wiring.desk().save_typed(actor, case.reference, task, raw, wiring.now())


def _typed(actor: Actor, view: TaskView, place: str) -> dict[str, Raw]:
    raw = dict(view.raw)
    for page in pages_of(view):
        raw |= typed(page.asked, page.raw, view.seen, place, partial(wiring.desk().files.keep, actor.id))
    return raw


def _take(actor: Actor, case: CaseView, view: TaskView) -> None:
    """Claim, and give to somebody: what the reader may."""
    if "claim" in view.may:
        both = "complete" in view.may
        kind: Any = "secondary" if both else "primary"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Claim this task", key="claim", type=kind, on_click=_do,
                      args=(Claim(actor, wiring.now(), case.reference, view.row.task),
                            "You have claimed this task."))  # fmt: skip
            show("claim_hint", both=both)
    if "assign" in view.may and view.people:
        _assign(actor, case, view)


def _assign(actor: Actor, case: CaseView, view: TaskView) -> None:
    names = dict(view.people)
    with st.expander("Give it to somebody", key="giving"):
        st.selectbox("Who should do it?", list(names), index=None, key="assignee", placeholder="Select one",
                     format_func=names.__getitem__)  # fmt: skip
        show("problem", sentence=said_at(GIVING))
        st.button("Give it to them", key="assign", on_click=_give, args=(actor, case, view, names))


def _give(actor: Actor, case: CaseView, view: TaskView, names: Mapping[str, str]) -> None:
    person = st.session_state["assignee"]
    if person is None:
        say_at(GIVING, "Select who should do it")
        return
    command = Assign(actor, wiring.now(), case.reference, view.row.task, person, names[person])
    _do(command, f"{names[person]} has the task now.")


def _do(command: Command, done: str) -> None:
    answer = wiring.desk().do(command)
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    else:
        say(done)


def _questions(actor: Actor, case: CaseView, view: TaskView, place: str) -> None:
    problems = _unanswered(view, place)
    st.session_state[BEFORE] = {place: view}
    pages = pages_of(view)
    asked = [one for page in pages for one in page.asked]
    show("problems", problems=leads(asked, view.raw, view.seen, place, problems), telling=tellings())
    for page in pages:
        if page.title:
            show("section", title=page.title)
        draw(page.asked, page.raw, view.seen, place, problems)
    foreseen = wiring.desk().foresee(actor, case.reference, view.row.task, dict(view.raw), wiring.now())
    show("foreseen", sentence=foreseen)
    words = "Complete" if "complete" in view.may else "Complete it for the applicant"
    st.button(words, type="primary", key="complete", on_click=_complete, args=(actor, case, view, place))


def _unanswered(view: TaskView, place: str) -> Mapping[str, tuple[Said, ...]]:
    """The problems of what was told last, without those of questions answered otherwise since."""
    problems, then = kept(PROBLEMS, {}).get(place, ({}, {}))
    return {id: said for id, said in problems.items() if view.raw.get(id) == then.get(id)}


def _complete(actor: Actor, case: CaseView, view: TaskView, place: str) -> None:
    raw = _typed(actor, view, place)
    wiring.desk().save_typed(actor, case.reference, view.row.task, raw, wiring.now())
    answer = complete(actor, case.reference, view, raw)
    if isinstance(answer, Problems):
        st.session_state[PROBLEMS] = {place: (answer.by_question, raw)}
        count_telling()
        return
    st.session_state.pop(PROBLEMS, None)
    st.session_state.pop(BEFORE, None)
    forget(place)
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    else:
        go("done", ref=case.reference, task=view.row.task)
