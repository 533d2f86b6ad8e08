"""What can I write here? Samples for the cursor's place, or for any other, put in by one press."""

import streamlit as st

from screens.design_text import Writing, put_in
from screens.markup import show
from screens.text import plain
from workflows.load import Examined
from workflows.snippets import Spot, at, offers, spots

#: What a place takes, in the words of its heading.
TAKES = {
    "step": "a step", "late step": "a step for when it is late", "question": "a question", "message": "a message",
    "document": "a document", "outcome": "an outcome", "example": "an example", "line": "a line about the service",
}  # fmt: skip


def draw_offers(writing: Writing, examined: Examined) -> None:
    show("section", title="What can I write here?")
    places = spots(writing.text)
    if not writing.may_edit:
        show("words", lines=["You may only read this service."])
    elif places:
        _offer(writing, _place(writing, list(places)))
    else:
        show("words", lines=["Write “service:” and “steps:” first, each on a line of its own."])
    if writing.before is not None:
        first, last = writing.put_in
        show("design_put", first=first, lines=writing.text.split("\n")[first - 1 : last])


def _place(writing: Writing, places: list[Spot]) -> Spot:
    """After what was put in last, or by the cursor, or the first for a step, unless another is chosen."""
    put = next((one for one in places if (one.what, one.line) == writing.place), None)
    step = next((one for one in places if one.what == "step"), places[0])
    cursor = put or at(writing.text, writing.path) or step
    index = places.index(cursor)
    return st.selectbox(
        "Where?", places, index=index, format_func=_called, key=f"write.{writing.epoch}.{writing.path}.{writing.place}",
        filter_mode="contains",
    )  # fmt: skip


def _called(spot: Spot) -> str:
    return f"{TAKES[spot.what][0].upper()}{TAKES[spot.what][1:]} {spot.words} (line {spot.line + 1})"


def _offer(writing: Writing, spot: Spot) -> None:
    found = offers(writing.text, spot)
    if not found:
        show("words", lines=["Everything that may stand here is here already."])
        return
    names = {snippet.title: snippet for snippet in found}
    chosen = names[st.selectbox("What?", list(names), key=f"what.{spot.what}", filter_mode="contains")]
    show("words", lines=[chosen.why])
    show("design_sample", text=chosen.text)
    st.button(
        f"Put it in {plain(spot.words)}", key="put in", on_click=put_in, args=(writing, spot, chosen)
    )  # fmt: skip
