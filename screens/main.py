"""The script that Streamlit runs at every turn: finds the screen by the path of the address and draws it."""

import streamlit as st

from screens.addresses import SCREENS
from screens.frame import begun, end
from screens.going import GO, take_turn


def run() -> None:
    pages = {
        path: st.Page(screen, url_path=path or None, title=path or "Services", default=not path)
        for path, screen in SCREENS.items()
    }
    current = st.navigation(list(pages.values()), position="hidden")
    _turn(pages)
    begun()
    current.run()
    end()
    if GO in st.session_state:
        st.rerun()


def _turn(pages: "dict[str, st.Page]") -> None:
    """Do what a callback asked for: turn to another screen."""
    turn = take_turn()
    if turn:
        screen, query = turn
        st.switch_page(pages[screen], query_params=query)


run()
