"""Beside the text: what to fix, the picture, the live pages, the examples played, and the changes."""

from dataclasses import dataclass
from pathlib import PurePosixPath

import streamlit as st

from screens import wiring
from screens.design_preview import draw_previews
from screens.design_publish import to_write, unsaid
from screens.design_text import Writing
from screens.design_try import draw_try
from screens.design_write import draw_offers
from screens.markup import show
from workflows.differences import Texts
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
    texts = wiring.publishing().texts(writing.service, writing.text)
    faults = sorted(examined.faults, key=lambda fault: fault.level != "fault")
    show("design_faults", faults=[Told.of(fault, texts) for fault in faults],
         count=sum(1 for fault in faults if fault.level == "fault"), to_write=to_write(examined),
         differing=len(writing.differing(examined)), unsaid=unsaid(examined))  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A fault as designers read it: where it is, the line itself, and the lines around it."""

    fault: Fault
    where: str
    quoted: str = ""
    #: Of each its number, its words, and whether it is the one.
    around: tuple[tuple[int, str, bool], ...] = ()

    @classmethod
    def of(cls, fault: Fault, texts: Texts) -> "Told":
        """In any other file than the one that is edited here, the file is named and its own lines are shown."""
        file, line = fault.place.file, fault.place.line
        own, folder = file == texts.path, f"{PurePosixPath(texts.path).parent}/"
        lines = texts.files.get(file, "").split("\n") if file.endswith(".yaml") else []
        at = f"Line {line}" if own else f"In {file.removeprefix(folder)}"
        if line > len(lines):
            return cls(fault, at)
        where = at if own else f"{at}, line {line}"
        return cls(fault, where, lines[line - 1].strip(), _around(lines, line))


def _around(lines: list[str], line: int) -> tuple[tuple[int, str, bool], ...]:
    first = max(1, line - AROUND)
    shown = lines[first - 1 : line + AROUND]
    return tuple((number, words, number == line) for number, words in enumerate(shown, first))


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
