"""The manager's figures: chosen by service, team and days in the address, drawn, and with the numbers beside."""

from collections.abc import Callable, Iterable

import streamlit as st

from desk.by_hand import ByHand
from desk.figure_tables import Tables
from desk.figures import Frame, Question
from desk.lateness import Lateness
from desk.periods import PERIODS
from desk.tables import Table
from desk.ways import Ways
from desk.workloads import Workloads
from engine.commands import Actor, Refusal
from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked
from screens.manager_exports import draw_exports, draw_late_file
from screens.markup import HERE, show

VIEWS = {
    "volumes": "What comes in", "time": "Where time goes", "people": "Who has what", "ways": "Which way cases go",
    "late": "What is late", "pages": "How far people get", "exports": "Files",
}  # fmt: skip
#: Views of one service; and those in which a team may be chosen.
OF_ONE, OF_TEAM = {"ways", "pages"}, {"volumes", "time", "people", "late", "exports"}
STYLE = (HERE / "manager.css").read_text(encoding="utf-8")
NOT_WHOLE = "This page is of services that your own teams own. Choose one of those above, if there is one."


def figures_screen() -> None:
    actor = signed_in("Figures", "figures")
    if actor is None:
        return
    view = asked("view") if asked("view") in VIEWS else "volumes"
    team = asked("team") if view in OF_TEAM else ""
    question = Question(asked("service"), team, asked("period"), asked("first"), asked("last"))
    frame = wiring.figures().frame(actor, question, wiring.now())
    if isinstance(frame, Refusal):
        for_staff("Figures", "", actor, "figures")
        not_found("These figures cannot be shown", [frame.reason], ("/inbox", "Go to the inbox"))
        return
    for_staff(f"Figures: {VIEWS[view]}", frame.services.get(frame.wanted.service, ""), actor, "figures")
    _figures(actor, frame, view, question)


def _figures(actor: Actor, frame: Frame, view: str, question: Question) -> None:
    st.html(f"<style>{STYLE}</style>")
    show(
        "figures_top", view=view, views=VIEWS, frame=frame, chosen=question, periods=PERIODS,
        one_service=view in OF_ONE, with_team=view in OF_TEAM,
        service=frame.service if view in OF_ONE else frame.wanted.service,
        services=frame.whole if view in OF_ONE else frame.services,
    )  # fmt: skip
    DRAWING[view](actor, frame, question)


def _draw(tables: Iterable[Table]) -> None:
    from screens.drawn import draw_table  # what draws takes most of a second to load, and only managers need it

    for table in tables:
        draw_table(table)


def _volumes(actor: Actor, frame: Frame, _question: Question) -> None:
    volumes = Tables(wiring.figures()).volumes(frame)
    show("figures_headline", headline=volumes.headline, compared=volumes.compared, says=volumes.says)
    _draw((*volumes.tables, ByHand(wiring.figures()).of(actor, frame)))


def _time(_actor: Actor, frame: Frame, _question: Question) -> None:
    _draw(Tables(wiring.figures()).time(frame))


def _people(actor: Actor, frame: Frame, _question: Question) -> None:
    _draw(Workloads(wiring.figures()).of(actor, frame))


def _pages(_actor: Actor, frame: Frame, _question: Question) -> None:
    tables = Tables(wiring.figures()).pages(frame)
    _draw(tables)
    if not tables:
        show("words", lines=[NOT_WHOLE])


def _ways(_actor: Actor, frame: Frame, _question: Question) -> None:
    went = Ways(wiring.figures()).of(frame)
    if went is None:
        show("words", lines=[NOT_WHOLE])
        return
    show("words", lines=[went.says])
    with st.container(key="picture"):
        st.graphviz_chart(
            went.picture, width="stretch",
            alt=f"The steps of {went.title} with how often each was come to. The tables below say the same.",
        )  # fmt: skip
    _draw(went.tables)


def _late(actor: Actor, frame: Frame, question: Question) -> None:
    late = Lateness(wiring.figures()).of(actor, frame, asked("after"))
    show("figures_late", late=late, after=asked("after"), chosen=question)
    if late.cases:
        draw_late_file(actor, frame)


def _exports(actor: Actor, frame: Frame, _question: Question) -> None:
    draw_exports(actor, frame)


DRAWING: dict[str, Callable[[Actor, Frame, Question], None]] = {
    "volumes": _volumes, "time": _time, "people": _people, "ways": _ways, "late": _late, "pages": _pages,
    "exports": _exports,
}  # fmt: skip
