"""Where to go next. A callback says it, `main` does it: Streamlit turns pages only outside callbacks."""

from typing import Any

import streamlit as st

GO, SAID = "go", "said"
#: How often something was told so far: by it the page's script knows a new telling from an old one drawn again.
TELLINGS = "tellings"
#: What is wrong with a small form, by the form's name.
SAID_AT = "said at"
#: How the names begin under which screens keep what is wrong with what was typed.
PROBLEMS = "problems"


def go(screen: str, **query: object) -> None:
    """Turn to a screen after what was pressed is done."""
    kept = {name: str(value) for name, value in query.items() if value not in ("", None)}
    st.session_state[GO] = (screen, kept)
    st.session_state.pop(SAID_AT, None)


def take_turn() -> tuple[str, dict[str, str]] | None:
    turn: tuple[str, dict[str, str]] | None = st.session_state.pop(GO, None)
    return turn


def asked(name: str) -> str:
    """A word of the address, "" where it is not there."""
    return str(st.query_params.get(name, ""))


def say(sentence: str, *, wrong: bool = False) -> None:
    """Tell the person what came of what they pressed, at the top of the next page drawn."""
    st.session_state[SAID] = (sentence, wrong)
    st.session_state.pop(SAID_AT, None)
    count_telling()


def take_said() -> tuple[str, bool]:
    said: tuple[str, bool] = st.session_state.pop(SAID, ("", False))
    return said


def say_at(form: str, sentence: str) -> None:
    """Tell what is wrong with a small form, beside it, until something else is told or another screen is turned to."""
    st.session_state[SAID_AT] = (form, sentence)


def said_at(form: str) -> str:
    where, sentence = kept(SAID_AT, ("", ""))
    return str(sentence) if where == form else ""


def unsay_problems() -> None:
    """What was pressed asks for more boxes or fewer: nothing is said of those that stand there."""
    for name in [name for name in st.session_state if str(name).startswith(PROBLEMS)]:
        del st.session_state[name]


def count_telling() -> None:
    st.session_state[TELLINGS] = tellings() + 1


def tellings() -> int:
    return int(st.session_state.get(TELLINGS, 0))


def kept(name: str, otherwise: Any = None) -> Any:
    """What this browser's session holds under a name: a cache, gone with the socket."""
    return st.session_state.get(name, otherwise)
