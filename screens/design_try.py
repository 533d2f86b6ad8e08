"""Try it: the pages that a resident and staff will see, with a clock to move; kept in step with the text."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.controls import Raw
from desk.faces import heading_of
from desk.files import type_of
from desk.views import Applying, PageView, TaskRow
from engine.commands import Problems
from screens.controls import draw, paper
from screens.design_guide import draw_guide
from screens.design_rehearsal import Rehearsal, Tried
from screens.design_text import Writing
from screens.markup import show
from screens.speaking import say, speak
from screens.typed import forget, typed
from workflows.load import Examined
from workflows.speaking import ENGLISH
from workflows.translations import own_name

RESIDENT, STAFF = "As a resident", "As staff"
DAYS = (1, 5, 10, 30)


def draw_try(writing: Writing, examined: Examined) -> None:
    if writing.good is None:
        show("words", lines=["You can try it as soon as nothing is left to fix."])
        return
    with st.container(key="greyed" if examined.workflow is None else "live"):
        if examined.workflow is None:
            show("design_stale")
        if writing.good.guide:
            draw_guide(writing.good)
            return
        rehearsal = writing.rehearse()
        _clock(writing, rehearsal)
        as_whom = st.segmented_control(
            "Who are you?", (RESIDENT, STAFF), default=RESIDENT, key="as whom", required=True
        )
        _languages(writing, rehearsal)
        with st.container(key="page", border=True):
            (_resident if as_whom == RESIDENT else _staff)(writing, rehearsal)
        if letters := rehearsal.letters():
            show("design_letters", letters=letters)


def _clock(writing: Writing, rehearsal: Rehearsal) -> None:
    show("design_clock", now=rehearsal.trial.now, service=writing.service)
    with st.container(horizontal=True, key="clock", gap="small"):
        for days in DAYS:
            words = f"{days} day{'s' if days > 1 else ''} later"
            st.button(words, key=f"later.{days}", on_click=rehearsal.move, args=(days,))
        st.button("Start again", key="again", on_click=_again, args=(writing,))


def _languages(writing: Writing, rehearsal: Rehearsal) -> None:
    """As a resident chooses one; what was done is done again in it."""
    others = sorted(rehearsal.workflow.translations)
    if others:
        st.segmented_control(
            "In which language?", ("", *others), default=rehearsal.view.language, key=_language(writing), required=True,
            format_func=lambda code: own_name(code) if code else "As the service is written", on_change=_read_in,
            args=(writing,),
        )  # fmt: skip


def _language(writing: Writing) -> str:
    return f"try language.{writing.service}"


def _read_in(writing: Writing) -> None:
    writing.tried.language = st.session_state[_language(writing)] or ""
    writing.rehearsal = None


def _again(writing: Writing) -> None:
    writing.tried = Tried(language=writing.tried.language)
    writing.rehearsal = None
    forget(f"try.{writing.service}")


# As a resident


def _resident(writing: Writing, rehearsal: Rehearsal) -> None:
    speak(rehearsal.view.language)
    _resident_reads(writing, rehearsal)
    speak(ENGLISH)


def _resident_reads(writing: Writing, rehearsal: Rehearsal) -> None:
    if rehearsal.sent is not None:
        show("design_sent", sent=rehearsal.sent, status=rehearsal.status())
        later = rehearsal.asked_later()
        if later is not None and later.page is not None:
            _page(writing, rehearsal, later, later.page)
        return
    view = rehearsal.view
    if view.page is None:
        show("design_check", view=view)
        st.button(say("Send"), type="primary", key="try send", on_click=rehearsal.send)
    else:
        _page(writing, rehearsal, view, view.page)
    if view.back is not None:
        st.button(say("Back"), key="try back", type="tertiary", on_click=rehearsal.back_to, args=(view.back,))


def _page(writing: Writing, rehearsal: Rehearsal, view: Applying, page: PageView) -> None:
    place = _place(writing, f"{view.task}.{page.number}", [page])
    heading, alone = heading_of(page, view.title)
    problems = rehearsal.tried.problems.get(place, {})
    show("design_page", caption=page.section or view.title, heading="" if alone else heading)
    sheet, button = paper(page.asked, view.seen, f"form.{place}")
    with sheet:
        draw(page.asked, page.raw, view.seen, place, problems)
        button(say("Continue"), type="primary", on_click=_continue, args=(rehearsal, view, page, place))


def _place(writing: Writing, where: str, pages: list[PageView]) -> str:
    """Where the controls keep what is typed: another place where a question may now be answered otherwise."""
    shape = repr([(one.id, one.question.kind, one.question.gives()) for page in pages for one in page.asked])
    return f"try.{writing.service}.{writing.tried.language}.{where}.{abs(hash(shape))}"


def _continue(rehearsal: Rehearsal, view: Applying, page: PageView, place: str) -> None:
    raw = typed(page.asked, page.raw, view.seen, place, _keep)
    answer = rehearsal.answer(view, raw)
    rehearsal.tried.problems = {place: answer.by_question} if isinstance(answer, Problems) else {}


def _keep(name: str, data: bytes) -> dict[str, Any]:
    """Files that are tried out are looked at and forgotten."""
    return {"id": f"tried-{name}", "name": name, "size": len(data), "type": type_of(name)}


# As staff


def _staff(writing: Writing, rehearsal: Rehearsal) -> None:
    rows = rehearsal.tasks()
    if not rows:
        words = (
            "Nothing waits for staff now." if rehearsal.sent else "Send it as a resident first: then the task is here."
        )
        show("words", lines=[words])
        return
    row = rows[0]
    if len(rows) > 1:
        row = st.selectbox("Which task?", rows, format_func=_called, key=f"task.{len(rehearsal.tried.acts)}")
    view = rehearsal.task(row)
    place = _place(writing, f"{row.task}.{len(rehearsal.tried.acts)}", list(view.pages))
    before: Mapping[str, Raw] = st.session_state.get(f"{place}.before", view.raw)
    raw = _typed(view, before, place)
    if raw != before:
        view = rehearsal.type_in(row, raw)
    st.session_state[f"{place}.before"] = raw
    show("design_task", view=view, now=rehearsal.trial.now)
    problems = rehearsal.tried.problems.get(place, {})
    for page in view.pages:
        if page.title:
            show("section", title=page.title)
        draw(page.asked, raw, view.seen, place, problems)
    show("foreseen", sentence=rehearsal.foresee(row, raw))
    st.button("Complete", type="primary", key="try complete", on_click=_complete, args=(rehearsal, row, view, place))


def _called(row: TaskRow) -> str:
    return f"{row.title}, {row.who_name}"


def _typed(view: Any, before: Mapping[str, Raw], place: str) -> dict[str, Raw]:
    raw = dict(before)
    for page in view.pages:
        raw |= typed(page.asked, raw, view.seen, place, _keep)
    return raw


def _complete(rehearsal: Rehearsal, row: TaskRow, view: Any, place: str) -> None:
    answer = rehearsal.complete(row, _typed(view, view.raw, place), view.token)
    rehearsal.tried.problems = {place: answer.by_question} if isinstance(answer, Problems) else {}
