"""Coming back without the link: a reference and its code open the status in this browser."""

import streamlit as st

from components.text import OneLineText
from screens import wiring
from screens.frame import for_everybody
from screens.going import go
from screens.markup import show
from screens.sheet import Answers, Sheet, draw_sheet, one


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
    """Where the address is not known (it is the same machine's), every such browser counts as one."""
    address = st.context.ip_address or "near"
    reference, code = str(answers["reference"]), str(answers["code"])
    return wiring.by_code().open(wiring.visitor(), reference, code, address, wiring.now())
