"""What every screen has around it: the title, the look, the band with the organisation's name, what was just said."""

import streamlit as st

from components.wording import says
from desk.faces import ELSEWHERE, SORRY, TELL_NUMBER, TRY_AGAIN
from engine.commands import Actor
from screens import wiring
from screens.going import asked, take_said, tellings
from screens.look import wear
from screens.markup import show
from screens.speaking import kept, of_reader, say, speak, speaker

STILL = says(
    "We are updating this service. You can read everything, and nothing can be changed until we have finished."
)
#: The pages that belong to no service: their addresses say in which language they are read.
OF_NO_SERVICE = ("/", "/apply", "/status")

#: The title of the page that is being drawn.
TITLE = "title of the page"
#: While a page is being drawn that has its band already.
BEGUN = "begun"
#: While that is one which residents see.
OPEN_TO_ALL = "open to all"


def for_everybody(
    title: str, service: str = "", *, problems: bool = False, exits: bool = False, language: str = ""
) -> None:
    """A page of one column, as residents see it; `exits`: it can be left at once; `language` is that of its words."""
    speak(language)
    _begin(speaker().own(title), service, problems)
    st.session_state[OPEN_TO_ALL] = True
    show(
        "band", organisation=wiring.organisation().name, demo=wiring.demo(), actor=None, audience="everybody",
        elsewhere=ELSEWHERE if exits else "", language=language, direction=speaker().direction,
    )  # fmt: skip
    _tell()


def for_staff(title: str, service: str, actor: Actor, here: str) -> None:
    """A wide page with the ways to the other screens; `here` names the one it belongs to."""
    speak("")
    _begin(title, service, False)
    st.session_state[OPEN_TO_ALL] = False
    councils = wiring.councils(actor)
    show(
        "band", organisation=wiring.organisation().name, demo=wiring.demo(), actor=actor, audience="staff", here=here,
        words=asked("words"), designs=bool(actor.edits or actor.publishes), manages=bool(actor.manages),
        councils=councils, begins=councils or bool(wiring.applying().services(actor)),
        not_done=wiring.not_done().how_many(actor) if councils else 0, elsewhere="", language="", direction="ltr",
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


def turned_away(title: str, lines: list[str], *onward: tuple[str, str]) -> None:
    """A whole page that a resident cannot be shown, in the language that they read."""
    for_everybody(says(title), language=of_reader())
    not_found(title, lines, *onward)


def not_found(title: str, lines: list[str], *onward: tuple[str, str]) -> None:
    """A page that cannot be shown, with why and the ways on."""
    speak, lang = speaker(), kept()
    ways = [(f"{address}?lang={lang}" if lang and address in OF_NO_SERVICE else address, speak.say(words))
            for address, words in onward]  # fmt: skip
    show("not_found", title=speak.say(title), lines=[speak.sentence(line) for line in lines], onward=ways)


def _begin(title: str, service: str, problems: bool) -> None:
    named = " – ".join(part for part in (title, service, wiring.organisation().name) if part)
    st.session_state[TITLE] = named
    st.set_page_config(page_title=named, layout="wide", page_icon=None)
    if problems:
        title_tells_error()
    wear(wiring.organisation().brand)
    st.session_state[BEGUN] = True


def broken(number: str) -> None:
    """What broke is in the log, under this number."""
    st.error(f"{say(SORRY)}. {say(TRY_AGAIN)} {say(TELL_NUMBER, number=number)}")


def title_tells_error() -> None:
    """Of the page that is being drawn; a form on it may learn only then that something is wrong."""
    st.set_page_config(page_title=f"{say('Error:')} {st.session_state[TITLE]}")


def end() -> None:
    """The foot of a page that residents see: the council's own pages."""
    if begun() and st.session_state[OPEN_TO_ALL]:
        show("foot", links=wiring.organisation().links)


def begun() -> bool:
    """Whether a page was begun and not drawn to its end; asked once, and after each turn."""
    return bool(st.session_state.pop(BEGUN, False))


def _tell() -> None:
    if wiring.read_only():
        show("still", sentence=say(STILL))
    sentence, wrong = take_said()
    show("said", sentence=speaker().sentence(sentence), wrong=wrong, telling=tellings())
