"""A draft tried by somebody without an account, who came by a preview link: only its pages, and nothing is kept."""

import streamlit as st

from desk.previewing import Previewed
from engine.commands import Refusal
from screens import wiring
from screens.design_look import STYLE
from screens.design_text import Writing
from screens.design_try import draw_try
from screens.frame import for_everybody, not_found
from screens.going import asked
from screens.markup import show


def preview_screen() -> None:
    found = wiring.previewing().open(asked("key"), wiring.now())
    if isinstance(found, Refusal):
        for_everybody("Preview")
        not_found("This link opens nothing", [f"{found.reason}."], ("/", "See all services"))
        return
    _preview(found)


def _preview(found: Previewed) -> None:
    view = found.view
    writing: Writing = st.session_state.setdefault(f"preview.{view.service}", Writing.of(view))
    writing.meet(view)
    examined = wiring.publishing().examine(view.service, view.text)
    writing.good = examined.workflow or writing.good
    title = writing.good.title if writing.good else view.service
    for_everybody(title, "Preview")
    st.html(f"<style>{STYLE}</style>")
    show("preview", title=title, ready=writing.good is not None, found=found)
    if writing.good is not None:
        draw_try(writing, examined)
