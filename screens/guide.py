"""A guide: one page of questions at a time, then what comes of the answers. The address holds them, so that a
reload loses nothing and Back and a bookmark lead where they did."""

from typing import Any, NoReturn

import streamlit as st

from components.base import Problem
from desk.faces import heading_of
from desk.guiding import Guide, Guided
from desk.views import PageView
from engine.commands import Problems, Refusal
from screens import wiring
from screens.apply import DRAWN, leave, problems_of
from screens.check import PROBLEMS
from screens.controls import draw, leads, paper
from screens.frame import for_everybody, turned_away
from screens.going import asked, count_telling, go, kept, tellings
from screens.markup import path, show
from screens.speaking import say
from screens.typed import typed


def guide_screen(guide: Guide | Refusal) -> None:
    if isinstance(guide, Refusal):
        onward = ("/apply", "See what you can apply for or report")
        turned_away("This page cannot be opened", [guide.reason], onward)
        return
    view = guide.view(asked("answers"), asked("at"), wiring.now(), asked("lang"))
    if view.page is None:
        _end(view)
    elif asked("answers") or asked("at"):
        _page(guide, view, view.page)
    else:
        _start(view)


def address_of(view: Guided, at: str) -> dict[str, Any]:
    """The words of the address of a page; none is the first that is not answered, or the end."""
    return {"service": view.service, "answers": view.kept, "at": at, "lang": view.language}


def _simple(view: Guided, at: str) -> str:
    """The same page in the other version."""
    return path(f"apply/{view.service}/guide", answers=view.kept, at=at, lang=view.language)


def _start(view: Guided) -> None:
    for_everybody(view.title, exits=view.exits, language=view.language)
    show("guide_start", view=view, onward=path("apply", **address_of(view, view.at)))


def _page(guide: Guide, view: Guided, page: PageView) -> None:
    place = f"guide.{view.service}.{view.at}"
    problems = problems_of(place)
    heading, alone = heading_of(page, view.title)
    back = address_of(view, view.back) if view.back else {"service": view.service, "lang": view.language}
    for_everybody(heading, view.title, problems=bool(problems), exits=view.exits, language=view.language)
    show(
        "page_top", caption=page.section or view.title, heading="" if alone else heading, back=path("apply", **back),
        told=None, folded=False, telling=tellings(), problems=leads(page.asked, page.raw, view.seen, place, problems),
    )  # fmt: skip
    st.session_state[DRAWN] = place
    sheet, button = paper(page.asked, view.seen, f"page-{place}")
    with sheet:
        draw(page.asked, page.raw, view.seen, place, problems, alone=alone)
        button(say("Continue"), type="primary", on_click=_continue, args=(guide, view, page, place))
    show("simple", simple=_simple(view, view.at))


def _continue(guide: Guide, view: Guided, page: PageView, place: str) -> None:
    """Accept the page and turn to the next, or say what is wrong."""
    if kept(DRAWN) != place:
        return
    answer = guide.answer(view, typed(page.asked, page.raw, view.seen, place, keeps_no_file), wiring.now())
    if isinstance(answer, Problems):
        st.session_state[PROBLEMS] = (place, answer.by_question)
        count_telling()
        return
    leave(place)
    go("apply", **address_of(answer, answer.at))


def keeps_no_file(name: str, data: bytes) -> NoReturn:
    """No guide asks for one: the checker sees to it."""
    raise Problem("This guide takes no files")


def _end(view: Guided) -> None:
    for_everybody(view.heading or view.title, view.title, exits=view.exits, language=view.language)
    again = path("apply", service=view.service, lang=view.language)
    show("guide_end", view=view, again=again, contact=wiring.organisation().contact, address=address_of(view, ""))
    show("simple", simple=_simple(view, ""))
