"""Beside the text: what to fix, the picture, the live pages, the examples played, and the changes."""

import streamlit as st

from screens import wiring
from screens.design_preview import draw_previews
from screens.design_publish import to_write
from screens.design_text import Writing
from screens.design_try import draw_try
from screens.design_write import draw_offers
from screens.markup import show
from workflows.faults import Fault
from workflows.load import Examined

TABS = ("To fix", "What can I write here?", "Picture", "Try it", "Examples", "Changes")
#: How many lines are shown around a fault.
AROUND = 3


def draw_panels(writing: Writing, examined: Examined) -> None:
    """Only the panel that is open is worked out."""
    show("design_beside")
    draws = (_to_fix, draw_offers, _picture, _try, _examples, _changes)
    for tab, draw in zip(st.tabs(TABS, key="panel", on_change="rerun"), draws, strict=True):
        if tab.open:
            with tab, st.container(key="beside"):
                draw(writing, examined)


def _to_fix(writing: Writing, examined: Examined) -> None:
    lines = writing.text.split("\n")
    faults = sorted(examined.faults, key=lambda fault: (fault.level != "fault", fault.place))
    show("design_faults", faults=[(fault, _quoted(lines, fault), _around(lines, fault)) for fault in faults],
         count=sum(1 for fault in faults if fault.level == "fault"), to_write=to_write(examined),
         differing=len(writing.differing(examined)))  # fmt: skip


def _quoted(lines: list[str], fault: Fault) -> str:
    line = fault.place.line
    return lines[line - 1].strip() if fault.place.file.endswith(".yaml") and line <= len(lines) else ""


def _around(lines: list[str], fault: Fault) -> list[tuple[int, str, bool]]:
    """The lines around a fault: number, words, and whether it is the one."""
    first = max(1, fault.place.line - AROUND)
    return [
        (number, line, number == fault.place.line)
        for number, line in enumerate(lines[first - 1 : fault.place.line + AROUND], first)
    ]


def _picture(writing: Writing, examined: Examined) -> None:
    if writing.good is None:
        show("words", lines=["There is a picture as soon as nothing is left to fix."])
        return
    with st.container(key="greyed" if examined.workflow is None else "picture"):
        _stale(examined)
        st.graphviz_chart(
            wiring.publishing().picture(writing.good), width="stretch",
            alt=f"The steps of {writing.good.title} and the ways between them. The text says the same.",
        )  # fmt: skip
        show("design_legend")


def _stale(examined: Examined) -> None:
    if examined.workflow is None:
        show("design_stale")


def _try(writing: Writing, examined: Examined) -> None:
    draw_previews(writing)
    draw_try(writing, examined)


def _examples(writing: Writing, examined: Examined) -> None:
    if examined.workflow is None:
        show("words", lines=["The examples are played as soon as nothing is left to fix."])
        return
    show("design_examples", played=writing.played(examined))


def _changes(writing: Writing, examined: Examined) -> None:
    if examined.workflow is None:
        show("words", lines=["The changes are told as soon as nothing is left to fix."])
        return
    said = wiring.publishing().changes(writing.service, writing.text) if writing.version else ()
    show("design_changes", changes=said, version=writing.version)
