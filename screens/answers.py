"""The answers of a case by step: sensitive ones behind "Show", files to open, corrections with their reason."""

from dataclasses import replace
from functools import partial

import streamlit as st

from desk.showing import Revealed
from desk.views import AnswerLine, CaseView
from engine.commands import Actor, Correct, Problems, Refusal
from screens import going, wiring
from screens.controls import draw, paper
from screens.full import unless_full
from screens.going import kept, say
from screens.markup import show
from screens.papers import offer
from screens.text import plain
from screens.typed import forget, typed

SHOWN, CORRECTING, PROBLEMS = "shown", "correcting", f"{going.PROBLEMS} of a correction"


def draw_sections(actor: Actor, case: CaseView) -> None:
    if case.payments:
        show("payments", payments=case.payments)
    for section in case.sections:
        show("section", title=section.title)
        for line in section.lines:
            _answer(actor, case, line)


def draw_aside(actor: Actor, case: CaseView) -> None:
    """What a step back set aside, folded: nothing goes by it, and nobody corrects it."""
    if not case.aside:
        return
    with st.expander("Set aside"):
        show("words", lines=["The case went back to an earlier step after these were answered. Nothing goes by them."])
        for section in case.aside:
            show("section", title=section.title)
            for line in section.lines:
                _answer(actor, case, replace(line, asked=False))


def _answer(actor: Actor, case: CaseView, line: AnswerLine) -> None:
    here = f"{case.reference}.{line.step}.{line.answer}"
    shown = kept(SHOWN, {}).get(here) or Revealed(line.lines, line.files)
    lines = shown.lines
    with st.container(key=f"answer-{here}", horizontal=True, wrap=False, vertical_alignment="top"):
        show("answer", line=line, lines=lines, hidden=line.hidden and not lines)
        if line.hidden and not lines:
            st.button(
                f"Show :gray[{plain(line.label)}]", key=f"show.{here}", type="tertiary",
                on_click=_show, args=(actor, case, line, here),
            )  # fmt: skip
        if "correct" in case.may and line.asked and kept(CORRECTING) != here:
            st.button(
                f"Correct :gray[{plain(line.label)}]", key=f"correct.{here}", type="tertiary",
                on_click=_begin_correcting, args=(here,),
            )  # fmt: skip
    for file in shown.files:
        offer(actor, case.reference, file, here, f"the answer to “{line.label}”")
    if kept(CORRECTING) == here:
        _correction(actor, case, line, here)


def _show(actor: Actor, case: CaseView, line: AnswerLine, here: str) -> None:
    shown = wiring.desk().show(actor, case.reference, line.step, line.answer, wiring.now())
    if isinstance(shown, Refusal):
        say(shown.reason, wrong=True)
    else:
        st.session_state[SHOWN] = kept(SHOWN, {}) | {here: shown}


def _begin_correcting(here: str) -> None:
    st.session_state[CORRECTING] = here
    st.session_state.pop(PROBLEMS, None)


def _correction(actor: Actor, case: CaseView, line: AnswerLine, here: str) -> None:
    found = wiring.desk().correction(actor, case.reference, line.step, line.answer, wiring.now())
    if isinstance(found, Refusal):
        show("said", sentence=found.reason, wrong=True)
        return
    place, raw = f"correcting.{here}", {found.asked.id: found.raw}
    problems = kept(PROBLEMS, {})
    with st.container(border=True):
        sheet, button = paper([found.asked], found.seen, f"correction-{here}")
    with sheet:
        show("correcting", label=line.label)
        draw([found.asked], raw, found.seen, place, problems)
        st.text_area("Why is it corrected?", key=f"{place}.why", height=90)
        for said in problems.get("", ()):
            show("problem", sentence=said)
        collect = partial(typed, [found.asked], raw, found.seen, place, partial(wiring.desk().files.keep, actor.id))
        button("Correct the answer", type="primary", on_click=_correct, args=(actor, case, line, place, collect))
        button("Leave it as it is", on_click=_stop_correcting, args=(place,))


@unless_full()
def _correct(actor: Actor, case: CaseView, line: AnswerLine, place: str, collect: "partial[dict[str, object]]") -> None:
    why = st.session_state[f"{place}.why"].strip()
    if not why:
        st.session_state[PROBLEMS] = {"": ("Enter why the answer is corrected",)}
        return
    raw = collect()[line.answer]
    done = wiring.desk().do(Correct(actor, wiring.now(), case.reference, line.step, line.answer, raw, why))
    if isinstance(done, Problems):
        st.session_state[PROBLEMS] = done.by_question
        return
    _stop_correcting(place)
    if isinstance(done, Refusal):
        say(done.reason, wrong=True)
    else:
        say("The answer is corrected. What was worked out, sent or decided before stays as it was.")


def _stop_correcting(place: str) -> None:
    forget(place)
    st.session_state.pop(CORRECTING, None)
    st.session_state.pop(PROBLEMS, None)
