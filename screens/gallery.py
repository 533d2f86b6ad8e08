"""The gallery: every kind of question that is installed, as people meet it."""

from dataclasses import replace
from itertools import groupby

import streamlit as st

from components.base import Question, Seen
from components.registry import kinds
from desk.gallery import WORDS, State, languages, purpose, read_in, states
from desk.said_by_kinds import unsaid
from desk.sheets import one, world
from screens import wiring
from screens.controls import draw
from screens.frame import for_staff, signed_in
from screens.going import asked
from screens.markup import show
from screens.speaking import speak
from workflows.speaking import ENGLISH
from workflows.translations import own_name

TITLE = "Kinds of question"


def gallery_screen() -> None:
    """The address names a kind, or there are all of them."""
    actor = signed_in(TITLE, "gallery")
    if actor is None:
        return
    kind = kinds().get(asked("kind"))
    for_staff(kind.kind.capitalize() if kind else TITLE, TITLE if kind else "", actor, "design")
    if kind is None:
        lang = read_in(asked("lang"))
        rows = [(name, purpose(one)) for name, one in kinds().items()]
        show("gallery", title=TITLE, kind="", kinds=rows, lang=lang, others=languages(lang))
    else:
        _kind(kind)


def _kind(kind: type[Question]) -> None:
    question, lang = kind.model_validate(kind.sample), read_in(asked("lang"))
    seen = world(wiring.organisation(), wiring.now())
    read = replace(seen, language=lang)
    show("gallery_kind", title=kind.kind.capitalize(), purpose=purpose(kind), kind=kind.kind, lang=lang,
         others=languages(lang))  # fmt: skip
    for title, alike in groupby(states(question, read), lambda each: each.title):
        show("section", title=title)
        for state in alike:
            _state(state, question, read)
    missing = unsaid(kind, seen)
    show("gallery_words", words=WORDS, unsaid=[(own_name(language), lines) for language, lines in missing.items()])


def _state(state: State, question: Question, seen: Seen) -> None:
    place = f"gallery.{question.kind}.{seen.language}.{state.id}"
    with st.container(border=True, key=f"sheet-{place}"):  # as wide as people meet it
        speak(seen.language)
        draw([one("sample", question)], {"sample": state.raw}, seen, place, {"sample": state.said})
        speak(ENGLISH)
    show("gallery_read", lines=state.lines, lang=seen.language)
