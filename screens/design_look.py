"""What is around every screen for designers: the staff's frame, and a few rules more of the look."""

import streamlit as st

from engine.commands import Actor
from screens.frame import for_staff
from screens.markup import HERE

STYLE = (HERE / "design.css").read_text(encoding="utf-8")


def for_designers(service: str, actor: Actor) -> None:
    for_staff("Build a service", service, actor, "design")
    st.html(f"<style>{STYLE}</style>")
