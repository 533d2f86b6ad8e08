"""A small form that somebody opens and is done with: its questions, one button, what is wrong at its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from components.base import Said, Seen
from components.controls import Raw
from desk import sheets
from desk.sheets import Answers, Way, accepted
from desk.spoken import said as in_words
from desk.uploading import Uploads
from desk.written import MessageView
from engine.commands import Problems, Refusal
from screens import going, wiring
from screens.controls import draw, leads, paper
from screens.frame import title_tells_error
from screens.full import unless_full
from screens.going import count_telling, kept, say, tellings
from screens.markup import show
from screens.speaking import language
from screens.spots import css_name
from screens.typed import Keep, forget, typed
from workflows.asking import Asked

#: By the name of a form: its token, what was typed when it was last pressed, and what is wrong with that.
TOKENS, TYPED, WRONG = "sheets", "typed in sheets", f"{going.PROBLEMS} in sheets"
#: What is said of the whole form stands under this name.
WHOLE = ""


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
    #: The message that it answers.
    answering: MessageView | None = None


def sheet_of(way: Way, name: str, then: Callable[[Any], None], *, heading: bool = True) -> Sheet:
    """The form of something that somebody may do. `heading`: it begins with its title."""
    uploads = Uploads(wiring.desk().files, wiring.visitor())

    def act(answers: Answers, token: str) -> object:
        return Refusal(uploads.refused) if uploads.refused else way.act(answers, token)

    return Sheet(
        name, way.title if heading else "", way.button, way.asked, act, way.done, then, way.lines, way.raw,
        uploads.keep, way.wanting, way.as_typed, way.answering,
    )  # fmt: skip


def world() -> Seen:
    return replace(sheets.world(wiring.organisation(), wiring.now()), language=language())


def draw_sheet(
    sheet: Sheet, seen: Seen | None = None, *, heading: bool = True, leads_here: bool = True, whole_page: str = ""
) -> None:
    """`heading`: it begins with its title; `leads_here`: which takes the focus, because somebody asked for it.
    `whole_page` is the template that heads a page which is nothing else: what is wrong stands above it."""
    token = _token(sheet.name)
    place, about = f"{sheet.name}.{token}", replace(seen, language=language()) if seen else world()
    raw, wrong = kept(TYPED, {}).get(sheet.name, sheet.raw), kept(WRONG, {}).get(sheet.name, {})
    problems = in_words(wrong, language())
    top = css_name(f"sheet-{sheet.name}")
    with st.container(key=top):
        paper_, button = paper(sheet.asked, about, f"form-{place}")
        with paper_:
            whole = [(top, said.sentence) for said in problems.get(WHOLE, ())]
            listed = whole + leads(sheet.asked, raw, about, place, problems)
            if problems:
                title_tells_error()
            if whole_page:
                show("problems", problems=listed, telling=tellings())
                show(whole_page)
            show(
                "sheet", id=top, title=sheet.title if heading else "", lines=sheet.lines, leads=leads_here,
                answering=sheet.answering,
            )  # fmt: skip
            if not whole_page:
                show("problems", problems=listed, telling=tellings())
            draw(sheet.asked, raw, about, place, problems)
            button(sheet.button, type="primary", on_click=_press, args=(sheet, place, token, raw, about))


@unless_full()
def _press(sheet: Sheet, place: str, token: str, before: Mapping[str, Raw], seen: Seen) -> None:
    """Do it, or say at its place what is wrong; what was typed stays until it is done."""
    raw = typed(sheet.asked, before, seen, place, sheet.keep or _no_files)
    st.session_state[TYPED] = kept(TYPED, {}) | {sheet.name: raw}
    answers, problems = accepted(sheet.asked, raw, seen, sheet.wanting, sheet.as_typed)
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


def _no_files(_name: str, _data: bytes) -> None:
    """A form without a question for files is given none."""
