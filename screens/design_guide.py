"""Try it, for a guide: its pages as a reader meets them. What was answered stays while the text is changed."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.base import Said
from desk.faces import heading_of
from desk.guiding import Guide, Guided
from desk.views import PageView
from engine.commands import Problems
from screens import wiring
from screens.controls import draw, paper
from screens.going import kept
from screens.guide import keeps_no_file
from screens.markup import show
from screens.typed import forget, typed
from workflows.workflow import Workflow


def draw_guide(workflow: Workflow) -> None:
    guide = Guide(workflow, workflow.organisation)
    here = f"try.guide.{workflow.service}"
    answers, at, problems = kept(here, ("", "", {}))
    view = guide.view(answers, at, wiring.now())
    with st.container(key="page", border=True):
        if view.page is None:
            show("design_guide_end", view=view)
        else:
            _page(guide, view, view.page, here, problems)
        if view.back:
            st.button("Back", key="try back", type="tertiary", on_click=_turn, args=(here, view.kept, view.back))
        if view.kept:
            st.button("Start again", key="again", on_click=_turn, args=(here, "", ""))


def _page(guide: Guide, view: Guided, page: PageView, here: str, problems: Mapping[str, Sequence[Said]]) -> None:
    place = f"{here}.{view.at}.{guide.workflow.hash}"
    heading, alone = heading_of(page, view.title)
    show("design_page", caption=page.section or view.title, heading="" if alone else heading)
    sheet, button = paper(page.asked, view.seen, f"form.{place}")
    with sheet:
        draw(page.asked, page.raw, view.seen, place, problems)
        button("Continue", type="primary", on_click=_continue, args=(guide, view, page, here, place))


def _continue(guide: Guide, view: Guided, page: PageView, here: str, place: str) -> None:
    answer = guide.answer(view, typed(page.asked, page.raw, view.seen, place, keeps_no_file), wiring.now())
    if isinstance(answer, Problems):
        st.session_state[here] = (view.kept, view.at, answer.by_question)
    else:
        _turn(here, answer.kept, answer.at)


def _turn(here: str, answers: str, at: str) -> None:
    st.session_state[here] = (answers, at, {})
    forget(here)
