"""Under "Try it": links by which somebody without an account tries the saved draft."""

from functools import partial

import streamlit as st

from engine.commands import Actor, Refusal
from screens import wiring
from screens.design_text import Writing
from screens.going import kept
from screens.markup import show


def draw_previews(writing: Writing) -> None:
    actor = wiring.actor()
    if actor is None or not writing.may_edit:
        return
    made = f"preview made.{writing.service}"
    links = wiring.previewing().of(actor, writing.service, wiring.now())
    result = kept(made, "")
    refused = result.reason if isinstance(result, Refusal) else ""
    address = wiring.preview_link(result) if result and not refused else ""
    show("design_preview", unsaved=writing.changed, address=address)
    show("problem", sentence=refused)
    if address:
        st.code(address, language=None, wrap_lines=True)
    st.button("Make a link", key="preview make", on_click=_make, args=(actor, writing, made))
    for link in links:
        with st.container(horizontal=True, vertical_alignment="center", key=f"preview.{link.token_hash}"):
            show("design_preview_link", link=link)
            back = partial(_take_back, actor, writing, made, link.token_hash)
            st.button("Take it back", key=f"preview back.{link.token_hash}", on_click=back)


def _make(actor: Actor, writing: Writing, made: str) -> None:
    st.session_state[made] = wiring.previewing().make(actor, writing.service, wiring.now())


def _take_back(actor: Actor, writing: Writing, made: str, token_hash: str) -> None:
    wiring.previewing().take_back(actor, writing.service, token_hash, wiring.now())
    st.session_state.pop(made, None)
