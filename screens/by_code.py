"""Coming back without the link: a reference and its code open the status in this browser."""

import streamlit as st

from components.wording import says
from desk.from_applicant import coming_by_code
from screens import wiring
from screens.frame import for_everybody
from screens.going import go
from screens.markup import show
from screens.sheet import draw_sheet, sheet_of
from screens.speaking import language, of_reader


def by_code_screen() -> None:
    """Where the address is not known (it is the same machine's), every such browser counts as one."""
    for_everybody(says("See how it is going"), language=of_reader())
    address = st.context.ip_address or "near"
    way = coming_by_code(wiring.by_code(), wiring.visitor(), address, wiring.now(), language())
    sheet = sheet_of(way, way.name, lambda reference: go("status", ref=reference), heading=False)
    draw_sheet(sheet, heading=False, whole_page="by_code")
    show("by_code_end", contact=wiring.organisation().contact)
