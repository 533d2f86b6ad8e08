"""The language of the page that is being drawn: of whoever answers a service, and of whoever follows their case."""

from typing import Any

import streamlit as st

from screens import wiring
from screens.going import asked
from workflows.speaking import Voice, chosen, voice

LANGUAGE = "language"


def speak(language: str) -> None:
    """From here on the page is in this language, "" for English."""
    st.session_state[LANGUAGE] = language


def language() -> str:
    return str(st.session_state.get(LANGUAGE, ""))


def of_reader() -> str:
    """The language of a page that belongs to no service, as the plain pages choose it."""
    accepted = str(st.context.headers.get("accept-language", ""))
    return chosen(asked("lang"), accepted, wiring.applying().languages)


def kept() -> str:
    """What an address says so that the next page is in this language: nothing where English was not chosen."""
    return language() or ("en" if asked("lang") == "en" else "")


def speaker() -> Voice:
    return voice(language())


def say(words: str, /, **parts: Any) -> str:
    """Words of ours, in the language of the page."""
    return speaker().say(words, **parts)
