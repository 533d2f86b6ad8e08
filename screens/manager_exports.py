"""The files of the figures: every case and every stay as CSV, and the history of them for other tools."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from desk.exports import MOST, MOST_WITH_ANSWERS, Exports
from desk.figure_tables import Tables
from desk.figures import Frame
from engine.commands import Actor
from screens import wiring
from screens.markup import show

SAFE = (
    "Where something that was typed begins with =, +, - or @, the file puts an apostrophe (’) before it, so that a "
    "spreadsheet shows it as it is and does not calculate. It is recorded that you made a file."
)
OTHERS = (
    "“What comes in” counts {:,} of them, those of services that your teams own. Your teams take part in the others."
)
CLOSED_TO_YOU = "“What comes in” counts {:,}: some of those you may not open."


def draw_exports(actor: Actor, frame: Frame) -> None:
    """A file is made when it is asked for, not before."""
    exports = Exports(wiring.figures())
    many = exports.how_many(actor, frame)
    counted = Tables(wiring.figures()).opened(frame)
    apart = OTHERS if many > counted else CLOSED_TO_YOU if many < counted else ""
    lines = [f"{many:,} cases opened in these days that you may see. {apart.format(counted)}", SAFE]
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


def draw_late_file(actor: Actor, frame: Frame) -> None:
    """What is late, every page of it."""
    late = partial(Exports(wiring.figures()).late, actor, frame)
    _button("Download what is late as CSV", "late.csv", "text/csv", late)


def _button(label: str, name: str, kind: str, made: Callable[[], str]) -> None:
    st.download_button(label, made, name, kind, key=f"export-{name}", on_click="ignore")
