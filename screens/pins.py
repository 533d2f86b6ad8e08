"""A map whose pin fills a box of a page. The page’s script draws it beside the box; the answer is in the box alone."""

from typing import Any

import streamlit as st

from components.controls import Group
from components.grid_references import middle
from components.maps import FIRST, NEARER, NEARER_BY_KEY, OPEN, PINNED, STEP
from screens.markup import show
from screens.speaking import say
from screens.spots import Spot, css_name

#: Only pages with a map load it.
SCRIPT = '<script src="/pin.js"></script>'


def draw_map(control: Group, at: Spot) -> None:
    """`at` is where the group stands."""
    if control.map is None:
        return
    told: dict[str, Any] = {
        "box": f"st-key-{css_name(at.part(control.pinned).key)}",
        "start": [*middle(control.map.start)], "deepest": control.map.deepest,
        "first": FIRST, "pinned": PINNED, "near": OPEN, "nearer": NEARER, "nearerByKey": NEARER_BY_KEY, "step": STEP,
        "words": {
            "map": say("Map"), "pin": say("The pin is at {reference}.", reference="#"),
            "in": say("Zoom in"), "out": say("Zoom out"),
            "movePin": say("Move the pin"), "moveMap": say("Move the map"),
            "north": say("North"), "south": say("South"), "west": say("West"), "east": say("East"),
        },
    }  # fmt: skip
    show("map", told=told, credit=control.map.credit, id=css_name(at.part("map").key))
    st.html(SCRIPT, unsafe_allow_javascript=True)
