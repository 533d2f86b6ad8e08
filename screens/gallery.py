"""The gallery: every kind of question that is installed, as people meet it."""

from inspect import getdoc

import streamlit as st

from components.base import Problem, Question, Raw, Said, Seen
from components.registry import kinds
from screens import wiring
from screens.controls import draw
from screens.frame import for_staff, signed_in
from screens.going import asked
from screens.markup import show
from workflows.asking import Asked
from workflows.calendars import LONDON
from workflows.faults import Place

TITLE = "Kinds of question"


def gallery_screen() -> None:
    """The address names a kind, or there are all of them."""
    actor = signed_in(TITLE, "gallery")
    if actor is None:
        return
    kind = kinds().get(asked("kind"))
    for_staff(kind.kind.capitalize() if kind else TITLE, TITLE if kind else "", actor, "design")
    if kind is None:
        show("gallery", title=TITLE, kinds=[(name, purpose(one)) for name, one in kinds().items()])
    else:
        _kind(kind)


def purpose(kind: type[Question]) -> str:
    """What its author says it is for, in a sentence."""
    return (getdoc(kind) or "").partition("\n")[0]


def _kind(kind: type[Question]) -> None:
    question, house = kind.model_validate(kind.sample), wiring.organisation()
    seen = Seen(wiring.now().astimezone(LONDON).date(), house.everyone, house.groups)
    show("gallery_kind", title=kind.kind.capitalize(), purpose=purpose(kind), kind=kind.kind)
    _state("Before anything is typed", "empty", question, None, seen, ())
    for raw, _answer in kind.accepts[:1]:
        lines, said = _read(question, raw, seen)
        _state("Answered", "answered", question, raw, seen, said)
        show("gallery_read", lines=lines)
    for raw, _sentence in kind.refuses[:1]:
        _state("Not accepted", "refused", question, raw, seen, _read(question, raw, seen)[1])


def _read(question: Question, raw: Raw, seen: Seen) -> tuple[list[str], tuple[Said, ...]]:
    """The answer as people read it, or why it is not accepted."""
    try:
        answer = question.answer(raw, seen)
    except Problem as problem:
        return [], problem.said
    return ([] if answer is None else question.show(answer, seen)), ()


def _state(title: str, id: str, question: Question, raw: Raw, seen: Seen, said: tuple[Said, ...]) -> None:
    show("section", title=title)
    asked_here = Asked("sample", Place("gallery", 1, 1), kind=question)
    with st.container(border=True):
        draw([asked_here], {"sample": raw}, seen, f"gallery.{question.kind}.{id}", {"sample": said})
