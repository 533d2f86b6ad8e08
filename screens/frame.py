"""What every screen has around it: the title, the look, the band with the organisation's name, what was just said."""

import streamlit as st

from engine.commands import Actor
from screens import wiring
from screens.going import asked, take_said, tellings
from screens.look import wear
from screens.markup import show

STILL = "We are updating this service. You can read everything, and nothing can be changed until we have finished."

#: While a page is being drawn that has its band already.
BEGUN = "begun"


def for_everybody(title: str, service: str = "", *, problems: bool = False) -> None:
    """A page of one column, as residents see it."""
    _begin(title, service, problems)
    show("band", organisation=wiring.organisation().name, demo=wiring.demo(), actor=None, audience="everybody")
    _tell()


def for_staff(title: str, service: str, actor: Actor, here: str) -> None:
    """A wide page with the ways to the other screens; `here` names the one it belongs to."""
    _begin(title, service, False)
    councils = wiring.councils(actor)
    show(
        "band", organisation=wiring.organisation().name, demo=wiring.demo(), actor=actor, audience="staff", here=here,
        words=asked("words"), designs=bool(actor.edits or actor.publishes), manages=bool(actor.manages),
        councils=councils, begins=councils or bool(wiring.applying().services(actor)),
        not_done=wiring.not_done().how_many(actor) if councils else 0,
    )  # fmt: skip
    show("keys")
    _tell()


def signed_in(title: str, here: str) -> Actor | None:
    """Who is signed in; where nobody is, the page says how to."""
    actor = wiring.actor()
    if actor is None:
        for_everybody("Sign in first")
        show("sign_in_first", title=title, onward=f"/{here}")
    return actor


def not_found(title: str, lines: list[str], *onward: tuple[str, str]) -> None:
    """A page that cannot be shown, with why and the ways on."""
    show("not_found", title=title, lines=lines, onward=onward)


def _begin(title: str, service: str, problems: bool) -> None:
    named = " – ".join(part for part in (title, service, wiring.organisation().name) if part)
    st.set_page_config(page_title=f"Error: {named}" if problems else named, layout="wide", page_icon=None)
    wear(wiring.organisation().brand)
    st.session_state[BEGUN] = True


def begun() -> bool:
    """Whether a page was begun and not drawn to its end; asked once, and after each turn."""
    return bool(st.session_state.pop(BEGUN, False))


def _tell() -> None:
    if wiring.read_only():
        show("still", sentence=STILL)
    sentence, wrong = take_said()
    show("said", sentence=sentence, wrong=wrong, telling=tellings())
