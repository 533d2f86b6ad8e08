"""What may be done with the tasks that are selected in the inbox. Which these are stands in the address."""

from collections.abc import Sequence

import streamlit as st

from desk.bulk import MOST, Pick
from desk.views import TaskRow
from engine.commands import Actor
from screens import wiring
from screens.full import unless_full
from screens.going import asked, go, said_at, say, say_at
from screens.markup import show

#: Selected tasks, in the address of the inbox and of what is done with them.
TICK, TASKS = "tick", "tasks"
BAR, PRESSING = "bulk bar", "bulk pressing"
#: Where the way back leads: the rest of the inbox's address.
FILTER = ("view", "of", "figure", "service", "after", "before")
ACTIONS = {
    "assign": "Give to somebody", "hand-over": "Hand over", "write": "Write to them", "complete": "Complete together",
}  # fmt: skip


def draw_bar(actor: Actor, view: str) -> None:
    """What waits for others nobody here claims or completes: there is only somebody to write to."""
    others = view == "waiting"
    with st.container(key="bulk-bar"):
        show("bulk_bar", most=MOST)
        show("problem", sentence=said_at(BAR))
        with st.container(horizontal=True, vertical_alignment="center"):
            if not others:
                st.button("Claim", key="bulk-claim", on_click=_claim, args=(actor, pressing()))
            for name, words in ACTIONS.items():
                if wiring.councils(actor) if name == "write" else not others:
                    st.button(words, key=f"bulk-{name}", on_click=_turn, args=(name,))


def pressing() -> str:
    """Names what is pressed next: the same until it was done, so that a doubled press is one."""
    return str(st.session_state.setdefault(PRESSING, wiring.new_id()))


def pressed() -> None:
    st.session_state.pop(PRESSING, None)


def picks(written: list[str]) -> list[Pick]:
    """Tasks as an address has them: a reference and a task."""
    found = (one.partition("~") for one in written)
    return [(reference, task) for reference, _, task in found if reference and task]


def _ticked() -> list[str]:
    ticked = st.query_params.get_all(TICK)
    if not picks(ticked):
        say_at(BAR, "Select tasks first: tick the box in front of each")
    return ticked


def tasks_in_words(rows: Sequence[TaskRow]) -> str:
    return "1 task" if len(rows) == 1 else f"{len(rows)} tasks"


def way_back() -> dict[str, str]:
    """The inbox as it was left."""
    return {part: asked(part) for part in FILTER if asked(part)}


@unless_full()
def _claim(actor: Actor, id: str) -> None:
    """One is claimed where it stands in the list; of several the results are shown."""
    chosen = picks(_ticked())
    if not chosen:
        return
    wiring.bulk().claim(actor, id, chosen, wiring.now())
    pressed()
    if len(chosen) > 1:
        go("bulk", id=id, **way_back())
        return
    (result,) = wiring.bulk().results(actor, id)
    del st.query_params[TICK]
    say(f"{result.reference}: {result.said}", wrong=not result.done)


def _turn(what: str) -> None:
    ticked = _ticked()
    if picks(ticked):
        go("bulk", what=what, tasks=" ".join(ticked), **way_back())
