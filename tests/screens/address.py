"""A page with an address, drawn over and over, for what is tested of questions that turn."""

import streamlit as st

from components.address import Address
from components.list import List
from desk.sheets import one
from screens import controls
from screens.typed import typed


def keep(_name: str, _type: str, _data: bytes) -> None:
    """No file is asked for."""


where = {"where": {"type": "address", "label": "Its address"}}
homes = List.model_validate({"label": "Homes", "item": "home", "questions": where})
asked = (one("home", homes if st.session_state.get("list") else Address(label="Home")),)
seen, before = st.session_state["seen"], st.session_state.get("raw", {})
paper, button = controls.paper(asked, seen, "page")
with paper:
    controls.draw(asked, before, seen, "here")
    if button("Continue"):
        st.session_state["told back"] = typed(asked, before, seen, "here", keep)["home"]
