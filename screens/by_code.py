"""Coming back without the link: a reference and its code open the status in this browser."""

import streamlit as st

from components.base import Said
from components.text import OneLineText
from desk.coming_by_code import NOT_RIGHT
from engine.commands import Problems, Refusal
from screens import wiring
from screens.frame import for_everybody
from screens.going import go
from screens.markup import show
from screens.sheet import Answers, Sheet, draw_sheet, one

#: What somebody may have misread.
NEVER = "A code never has the letters I, L, O or U, or the figures 0 or 1"


def by_code_screen() -> None:
    for_everybody("See how it is going")
    show("by_code")
    draw_sheet(Sheet(
        "by-code", "", "See how it is going",
        (one("reference", OneLineText(label="Reference", hint="For example, POT-7KQ2-M4XR")),
         one("code", OneLineText(label="Code", hint="Ten letters and figures, for example 7KQ2M-X4RTB"))),
        _open, "", lambda reference: go("status", ref=reference),
        wanting={"reference": "Enter the reference", "code": "Enter the code"},
    ))  # fmt: skip
    show("by_code_end", contact=wiring.organisation().contact)


def _open(answers: Answers, _token: str) -> object:
    """What is not right is said at both boxes.

    Where the address is not known (it is the same machine's), every such browser counts as one.
    """
    address = st.context.ip_address or "near"
    reference, code = str(answers["reference"]), str(answers["code"])
    found = wiring.by_code().open(wiring.visitor(), reference, code, address, wiring.now())
    if isinstance(found, Refusal) and found.reason == NOT_RIGHT:
        return Problems({"reference": (Said(NOT_RIGHT),), "code": (Said(NEVER),)})
    return found
