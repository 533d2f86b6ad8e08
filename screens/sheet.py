"""A small form that somebody opens and is done with: its questions, one button, what is wrong at its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import streamlit as st

from components.base import Problem, Question, Said, Seen
from components.controls import Raw
from engine.commands import Problems, Refusal
from screens import wiring
from screens.controls import draw, leads, paper
from screens.full import unless_full
from screens.going import count_telling, kept, say, tellings
from screens.markup import show
from screens.spots import css_name
from screens.typed import Keep, forget, typed
from workflows.asking import Asked
from workflows.calendars import LONDON
from workflows.faults import Place

#: By the name of a form: its token, what was typed when it was last pressed, and what is wrong with that.
TOKENS, TYPED, WRONG = "sheets", "typed in sheets", "wrong in sheets"
#: What is said of the whole form stands under this name.
WHOLE = ""
Answers: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """`act` does it, with what was answered and a token that stays the same until it is done; `then` goes on."""

    #: Tells this form from every other that this person may open.
    name: str
    title: str
    button: str
    asked: tuple[Asked, ...]
    act: Callable[[Answers, str], object]
    #: What to say when it is done, and where to turn.
    done: str
    then: Callable[[Any], None]
    #: What it comes to, said before it is pressed.
    lines: tuple[str, ...] = ()
    #: What the boxes begin with.
    raw: Mapping[str, Raw] = field(default_factory=dict)
    #: Keeps a file that comes with it.
    keep: Keep | None = None
    #: What is said where a question is left empty that needs an answer.
    wanting: Mapping[str, str] = field(default_factory=dict)
    #: The questions whose answers go on as they were typed, because the case reads them itself.
    as_typed: frozenset[str] = frozenset()


def one(name: str, kind: Question) -> Asked:
    """A question of a form, by the name that its answer has."""
    return Asked(name, Place("form", 1, 1), kind=kind)


def world() -> Seen:
    house = wiring.organisation()
    return Seen(wiring.now().astimezone(LONDON).date(), house.everyone, house.groups)


def draw_sheet(sheet: Sheet, seen: Seen | None = None, *, heading: bool = True, leads_here: bool = True) -> None:
    """`heading`: it begins with its title; `leads_here`: which takes the focus, because somebody asked for it."""
    token = _token(sheet.name)
    place, about = f"{sheet.name}.{token}", seen or world()
    raw, problems = kept(TYPED, {}).get(sheet.name, sheet.raw), kept(WRONG, {}).get(sheet.name, {})
    top = css_name(f"sheet-{sheet.name}")
    with st.container(key=top):
        paper_, button = paper(sheet.asked, f"form-{place}")
        with paper_:
            show("sheet", id=top, title=sheet.title if heading else "", lines=sheet.lines, leads=leads_here)
            whole = [(top, said.sentence) for said in problems.get(WHOLE, ())]
            show("problems", problems=whole + leads(sheet.asked, raw, about, place, problems), telling=tellings())
            draw(sheet.asked, raw, about, place, problems)
            button(sheet.button, type="primary", on_click=_press, args=(sheet, place, token, raw, about))


@unless_full()
def _press(sheet: Sheet, place: str, token: str, before: Mapping[str, Raw], seen: Seen) -> None:
    """Do it, or say at its place what is wrong; what was typed stays until it is done."""
    raw = typed(sheet.asked, before, seen, place, sheet.keep or _no_files)
    st.session_state[TYPED] = kept(TYPED, {}) | {sheet.name: raw}
    answers, problems = _read(sheet, raw, seen)
    if problems:
        _wrong(sheet, problems)
        return
    result = sheet.act(answers, token)
    if isinstance(result, Problems):
        _wrong(sheet, result.by_question)
    elif isinstance(result, Refusal):
        _wrong(sheet, {WHOLE: (Said(result.reason),)})
    else:
        over(sheet.name, place)
        if sheet.done:
            say(sheet.done)
        sheet.then(result)


def _read(sheet: Sheet, raw: Mapping[str, Raw], seen: Seen) -> tuple[Answers, Mapping[str, Sequence[Said]]]:
    answers: dict[str, Any] = {id: raw.get(id) for id in sheet.as_typed}
    problems: dict[str, Sequence[Said]] = {}
    for each in (each for each in sheet.asked if each.id not in sheet.as_typed):
        try:
            answers[each.id] = each.question.answer(raw.get(each.id), seen)
        except Problem as problem:
            empty = each.question.empty(raw.get(each.id)) and each.id in sheet.wanting
            problems[each.id] = (Said(sheet.wanting[each.id]),) if empty else problem.said
    return answers, problems


def _wrong(sheet: Sheet, problems: Mapping[str, Sequence[Said]]) -> None:
    st.session_state[WRONG] = {sheet.name: problems}
    count_telling()


def over(name: str, place: str) -> None:
    """It is done: the next one of this name begins empty."""
    for all_kept in (TOKENS, TYPED, WRONG):
        kept(all_kept, {}).pop(name, None)
    forget(place)


def _token(name: str) -> str:
    tokens: dict[str, str] = st.session_state.setdefault(TOKENS, {})
    return tokens.setdefault(name, wiring.new_id())


def _no_files(_name: str, _type: str, _data: bytes) -> None:
    """A form without a question for files is given none."""
