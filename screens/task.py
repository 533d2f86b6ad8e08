"""A task in hand: claim it, answer its questions on one page, complete it."""

from functools import partial
from typing import Any

import streamlit as st

from desk.views import CaseView, TaskView
from engine.commands import Actor, Claim, Command, EndHold, Problems, Refusal, Release
from screens import wiring
from screens.at_once import AtOnce, draw_at_once, drawn, leave, tell_wrong
from screens.doing import draw_task_more
from screens.extra import complete, draw_extra, pages_of
from screens.full import shown_when_full, unless_full
from screens.going import go, say
from screens.markup import show
from screens.more import draw_adding
from screens.typed import Keep


def draw_task(actor: Actor, case: CaseView, task: str) -> None:
    place = place_of(case, task)
    keep_typed(actor, case, task)
    view = wiring.desk().task(actor, case.reference, task, wiring.now())
    if isinstance(view, Refusal):
        show("said", sentence=view.reason, wrong=True)
        return
    with st.container(key="task", border=True):
        show("task_top", view=view, me=actor.id, now=case.practice or wiring.now(), called=case.called)
        if view.extra:
            draw_extra(actor, case, view.extra)
        _take(actor, case, view)
        if view.may & {"complete", "help"}:
            _questions(actor, case, view, place)
        draw_adding(actor, case, view)
        if "release" in view.may:
            st.button("Give it back to the team", key="release", on_click=_do,
                      args=(Release(actor, wiring.now(), case.reference, view.row.task),
                            "The task is back with the team."))  # fmt: skip
        if "end hold" in view.may:
            st.button("Take it off hold", key="end-hold", on_click=_do,
                      args=(EndHold(actor, wiring.now(), case.reference, view.row.task, wiring.new_id()),
                            "The task is off hold and back in the inbox."))  # fmt: skip
        draw_task_more(actor, case, view)


def place_of(case: CaseView, task: str) -> str:
    return f"task.{case.reference}.{task}"


def keep_typed(actor: Actor, case: CaseView, task: str) -> None:
    """What the questions drawn last time hold now is kept before anything is drawn: reveals follow it."""
    before = drawn(place_of(case, task))
    if before is not None:
        raw = before.typed(_keeping(actor))
        if raw != before.raw:
            with shown_when_full():
                wiring.desk().save_typed(actor, case.reference, task, raw, wiring.now())


def _keeping(actor: Actor) -> Keep:
    return partial(wiring.desk().files.keep_from_staff, actor.id)


def _take(actor: Actor, case: CaseView, view: TaskView) -> None:
    if "claim" in view.may:
        both = "complete" in view.may
        kind: Any = "secondary" if both else "primary"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Claim this task", key="claim", type=kind, on_click=_do,
                      args=(Claim(actor, wiring.now(), case.reference, view.row.task),
                            "You have claimed this task."))  # fmt: skip
            show("claim_hint", both=both)


@unless_full()
def _do(command: Command, done: str) -> None:
    answer = wiring.desk().do(command)
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    else:
        say(done)


def _questions(actor: Actor, case: CaseView, view: TaskView, place: str) -> None:
    whole = AtOnce(place, pages_of(view), view.raw, view.seen)
    draw_at_once(whole)
    foreseen = wiring.desk().foresee(actor, case.reference, view.row.task, dict(view.raw), wiring.now())
    show("foreseen", sentence=foreseen)
    words = "Complete" if "complete" in view.may else f"Complete it for the {case.called}"
    st.button(words, type="primary", key="complete", on_click=_complete, args=(actor, case, view, whole))


@unless_full()
def _complete(actor: Actor, case: CaseView, view: TaskView, whole: AtOnce) -> None:
    raw = whole.typed(_keeping(actor))
    wiring.desk().save_typed(actor, case.reference, view.row.task, raw, wiring.now())
    answer = complete(actor, case.reference, view, raw)
    if isinstance(answer, Problems):
        tell_wrong(whole.place, answer.by_question, raw)
        return
    leave(whole.place)
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    else:
        go("done", ref=case.reference, task=view.row.task)
