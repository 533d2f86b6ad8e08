"""Several tasks of one step completed with the same answers: asked once, kept as they are typed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from desk.bulk import Pick
from desk.views import TaskRow
from engine.commands import Actor, Refusal
from screens import wiring
from screens.at_once import AtOnce, draw_at_once, drawn, leave, tell_wrong
from screens.bulk_bar import TASKS, pressed, pressing, tasks_in_words, way_back
from screens.full import shown_when_full, unless_full
from screens.going import asked, go, say
from screens.markup import show
from screens.typed import Keep

EACH = "Each is completed with these answers, and checked by itself."


def draw_completing(actor: Actor, chosen: Sequence[Pick], rows: Sequence[TaskRow]) -> None:
    """The questions that the answers typed so far lead to, as of the first of them."""
    place = f"bulk.complete.{asked(TASKS)}"
    _keep_typed(actor, chosen, place)
    asking = wiring.bulk().asking(actor, chosen, wiring.bulk().typed(actor, chosen), wiring.now())
    if isinstance(asking, Refusal):
        show("words", lines=[asking.reason])
        return
    whole = AtOnce(place, asking.pages, asking.raw, asking.seen)
    show("words", lines=[EACH])
    draw_at_once(whole)
    show("foreseen", sentence=wiring.bulk().foresee(actor, chosen, asking.raw, wiring.now()))
    st.button(
        f"Complete {tasks_in_words(rows)}", type="primary", key="complete", on_click=_complete,
        args=(actor, chosen, whole, pressing()),
    )  # fmt: skip


def _keep_typed(actor: Actor, chosen: Sequence[Pick], place: str) -> None:
    before = drawn(place)
    raw = before.typed(_keeping(actor)) if before else {}
    if before and raw != before.raw:
        with shown_when_full():
            wiring.bulk().save_typed(actor, chosen, raw, wiring.now())


def _keeping(actor: Actor) -> Keep:
    return partial(wiring.desk().files.keep, actor.id)


@unless_full()
def _complete(actor: Actor, chosen: Sequence[Pick], whole: AtOnce, id: str) -> None:
    raw, now = whole.typed(_keeping(actor)), wiring.now()
    wiring.bulk().save_typed(actor, chosen, raw, now)
    tried = wiring.bulk().asking(actor, chosen, raw, now)
    if isinstance(tried, Refusal):
        say(tried.reason, wrong=True)
    elif tried.problems:
        tell_wrong(whole.place, tried.problems, raw)
    else:
        wiring.bulk().complete(actor, id, chosen, raw, now)
        pressed()
        leave(whole.place)
        go("bulk", id=id, **way_back())
