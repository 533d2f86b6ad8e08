"""What could not be done outside: messages that did not go and actions that failed, each to be tried again."""

import streamlit as st

from components.long_text import LongText
from desk.sheets import Answers, one
from desk.undone import NO_WHY, Undone
from engine.commands import Actor, Refusal
from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.full import unless_full
from screens.going import asked, go, say
from screens.markup import show
from screens.sheet import Sheet, draw_sheet
from screens.text import plain


def undone_screen() -> None:
    """The address names what was dealt with another way; without it everything is listed."""
    actor = signed_in("Not done", "not-done")
    if actor is None:
        return
    for_staff("Not done", "", actor, "not-done")
    if not wiring.councils(actor):
        not_found("There is nothing here", ["Your tasks are in your inbox."], ("/inbox", "Go to the inbox"))
        return
    found = wiring.not_done().list(actor)
    named = next((each for each in found if each.key == asked("otherwise") and not each.awaited), None)
    if named:
        _otherwise(actor, named)
        return
    tried = wiring.not_done().tried(actor)
    others = [each for each in tried if not each.again]
    show("undone", found=found, tried=tried)
    for each in found:
        _one(actor, each)
    show("undone_tried", again=[each for each in tried if each.again], others=others)


def _one(actor: Actor, each: Undone) -> None:
    with st.container(key=f"undone-{each.key}"):
        show("undone_one", one=each)
        st.button(
            f"Try it again :gray[{plain(each.reference)}]", key=f"again.{each.key}", on_click=_again,
            args=(actor, each),
        )  # fmt: skip


@unless_full()
def _again(actor: Actor, each: Undone) -> None:
    refused = wiring.not_done().again(actor, each.key, wiring.now())
    if isinstance(refused, Refusal):
        say(f"{refused.reason}.", wrong=True)
    else:
        say(f"It is tried again now. If it fails for good once more, {each.reference} comes back here.")


def _otherwise(actor: Actor, each: Undone) -> None:
    def act(answers: Answers, _token: str) -> object:
        return wiring.not_done().otherwise(actor, each.key, str(answers["why"]), wiring.now())

    show("undone_otherwise")
    asks = LongText(label="What did you do instead?", hint="Staff read this on the case, with your name")
    lines = (
        f"{each.reference}: {each.what}{f', to {each.to}' if each.to else ''}. {each.why}",
        "It is not tried again then.",
    )
    draw_sheet(Sheet(
        f"otherwise.{each.key}", "Dealt with another way", "Record it", (one("why", asks),), act,
        f"It is recorded. {each.reference} is not tried again.", lambda _: go("not-done"), lines,
        wanting={"why": NO_WHY},
    ))  # fmt: skip
