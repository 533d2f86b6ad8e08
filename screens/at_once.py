"""The questions of several pages on one, without a form: kept as they are typed, and so is what they lead to shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from components.base import Said, Seen
from components.controls import Raw
from desk.views import PageView
from screens import going
from screens.controls import draw, leads
from screens.frame import title_tells_error
from screens.going import count_telling, kept, tellings
from screens.markup import show
from screens.typed import Keep, forget, typed
from workflows.asking import Asked

#: By the place where they stand: the questions drawn last, and the problems told last with what was typed then.
DRAWN, WRONG = "drawn at once", f"{going.PROBLEMS} at once"


@dataclass(frozen=True)
class AtOnce:
    """`place` tells these questions from all others in this browser."""

    place: str
    pages: tuple[PageView, ...]
    raw: Mapping[str, Raw]
    seen: Seen
    #: Of the questions as a printed form has them, where one is typed in.
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def asked(self) -> list[Asked]:
        return [one for page in self.pages for one in page.asked]

    def typed(self, keep: Keep) -> dict[str, Raw]:
        """What they hold now, with what was typed into those that are not asked now. New files are kept on the way."""
        raw = dict(self.raw)
        for page in self.pages:
            raw |= typed(page.asked, page.raw, self.seen, self.place, keep)
        return raw


def drawn(place: str) -> AtOnce | None:
    """The questions as they were drawn last."""
    found: AtOnce | None = kept(DRAWN, {}).get(place)
    return found


def draw_at_once(whole: AtOnce) -> None:
    problems, section = _unanswered(whole), ""
    st.session_state[DRAWN] = {whole.place: whole}
    told = leads(whole.asked, whole.raw, whole.seen, whole.place, problems)
    if told:
        title_tells_error()
    show("problems", problems=told, telling=tellings())
    for page in whole.pages:
        if page.section not in ("", section):
            show("section", title=page.section)
        section = page.section
        if page.title:
            show("section", title=page.title, level=3 if section else 2)
        draw(page.asked, page.raw, whole.seen, whole.place, problems, numbers=whole.numbers)


def _unanswered(whole: AtOnce) -> Mapping[str, Sequence[Said]]:
    """The problems of what was told last, without those of questions answered otherwise since."""
    problems, then = kept(WRONG, {}).get(whole.place, ({}, {}))
    return {id: said for id, said in problems.items() if whole.raw.get(id) == then.get(id)}


def tell_wrong(place: str, problems: Mapping[str, Sequence[Said]], raw: Mapping[str, Raw]) -> None:
    """Say at their places what is wrong with what was typed."""
    st.session_state[WRONG] = {place: (problems, raw)}
    count_telling()


def leave(place: str) -> None:
    """They are answered, or given up: the next time they begin from what is kept."""
    st.session_state.pop(WRONG, None)
    st.session_state.pop(DRAWN, None)
    forget(place)
