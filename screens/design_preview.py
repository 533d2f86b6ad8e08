"""On top of "Try it": links by which somebody without an account tries the saved draft."""

from functools import partial

import streamlit as st

from desk.previewing import LONGEST
from engine.commands import Actor, Refusal
from engine.store.previews import Preview
from screens import wiring
from screens.design_text import Writing
from screens.going import kept
from screens.markup import show

TITLE = "Show it to somebody without an account"


def draw_previews(writing: Writing) -> None:
    actor = wiring.actor()
    if actor is None or not writing.may_edit:
        return
    with st.expander(TITLE, key="preview links"):
        _links(writing, actor)


def _links(writing: Writing, actor: Actor) -> None:
    result, presses = kept(_made(writing), ("", 0))
    refused = result.reason if isinstance(result, Refusal) else ""
    address = wiring.preview_link(result) if result and not refused else ""
    show("design_preview", unsaved=writing.changed, address=address)
    show("problem", sentence=refused)
    if address:
        st.code(address, language=None, wrap_lines=True)
    whom = f"preview whom.{writing.service}.{presses}"
    st.text_input("For whom is it? (optional)", key=whom, max_chars=LONGEST)
    make = partial(_make, actor, writing, presses, whom)
    st.button("Make a link", key=f"preview make.{presses}", on_click=make)
    for link in wiring.previewing().of(actor, writing.service, wiring.now()):
        _link(actor, writing, link)


def _link(actor: Actor, writing: Writing, link: Preview) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"preview.{link.token_hash}"):
        show("design_preview_link", link=link)
        back = partial(_take_back, actor, writing, link.token_hash)
        st.button("Take it back", key=f"preview back.{link.token_hash}", on_click=back)


def _made(writing: Writing) -> str:
    return f"preview made.{writing.service}"


def _make(actor: Actor, writing: Writing, press: int, whom: str) -> None:
    """Once for each button that was drawn: pressed twice before the page came back it is one link."""
    _, presses = kept(_made(writing), ("", 0))
    if press == presses:
        words = str(kept(whom, ""))
        result = wiring.previewing().make(actor, writing.service, wiring.now(), words)
        st.session_state[_made(writing)] = (result, presses + 1)


def _take_back(actor: Actor, writing: Writing, token_hash: str) -> None:
    wiring.previewing().take_back(actor, writing.service, token_hash, wiring.now())
    _, presses = kept(_made(writing), ("", 0))
    st.session_state[_made(writing)] = ("", presses)
