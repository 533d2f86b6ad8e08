"""The files of the figures: every case and every stay as CSV, and the history of them for other tools."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from desk.exports import MOST, MOST_WITH_ANSWERS, Exports
from desk.figures import Frame
from engine.commands import Actor
from screens import wiring
from screens.markup import show

SAFE = "A cell that a spreadsheet would take for a formula begins with an apostrophe. That you made a file is recorded."


def draw_exports(actor: Actor, frame: Frame) -> None:
    """A file is made when it is asked for, not before."""
    exports = Exports(wiring.figures())
    many = exports.how_many(actor, frame)
    lines = [f"{many:,} cases opened in these days that you may see.", SAFE]
    if many > MOST:
        lines.append(f"A file has {MOST:,} cases at most: choose fewer days for the others.")
    show("words", lines=lines)
    _button("Cases (CSV)", "cases.csv", "text/csv", partial(exports.cases, actor, frame))
    _button("Steps of the cases: when each began and ended, and who did it (CSV)", "steps.csv", "text/csv",
            partial(exports.stays, actor, frame))  # fmt: skip
    _button("History of the cases for process mining tools (XES)", "history.xes", "application/xml",
            partial(exports.xes, actor, frame))  # fmt: skip
    if frame.wanted.service:
        _button(f"Cases with their answers, {MOST_WITH_ANSWERS:,} at most (CSV)", "answers.csv", "text/csv",
                partial(exports.answers, actor, frame))  # fmt: skip
    else:
        show("words", lines=["Choose a service to have a file of its cases with their answers."])


def _button(label: str, name: str, kind: str, made: Callable[[], str]) -> None:
    st.download_button(label, made, name, kind, key=f"export-{name}", on_click="ignore")
