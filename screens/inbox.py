"""The inbox: three figures that are also filters, views, and a table of what waits, the most urgent on top."""

from dataclasses import asdict, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk.inbox import FIGURES, NOBODYS_LATE, OTHER_LISTS, Wanted
from engine.commands import Actor
from screens import wiring
from screens.bulk_bar import draw_bar
from screens.frame import for_staff, signed_in
from screens.going import asked, kept
from screens.markup import HERE, html, show
from screens.saving import draw_saving

#: What others did shows within so many seconds, by a question that costs the database less than a millisecond.
EVERY = 8
TITLES = {"late": "Late", "today": "Due today", "unclaimed": "Unclaimed"}
STYLE = (HERE / "inbox.css").read_text(encoding="utf-8")
DRAWN = "inbox drawn"


def inbox_screen() -> None:
    actor = signed_in("The inbox", "inbox")
    if actor is not None:
        _inbox(actor)


def wanted_now() -> Wanted:
    """What the address asks for."""
    wanted = Wanted(*(asked(part) for part in asdict(Wanted())))
    return wanted if wanted.figure in (*FIGURES, NOBODYS_LATE) else replace(wanted, figure="")


def _inbox(actor: Actor) -> None:
    wanted = wanted_now()
    view = wiring.inboxes().view(actor, wanted)
    wanted = replace(wanted, view=view.name, of=view.of)
    for_staff(f"Inbox: {view.title}", TITLES.get(wanted.figure, ""), actor, "inbox")
    st.html(f"<style>{STYLE}</style>")
    show(
        "inbox_top", views=wiring.inboxes().views(actor), wanted=wanted, title=view.title,
        saved=wiring.saved().of(actor), services=wiring.inboxes().services(actor), lists=view.name not in OTHER_LISTS,
        unread=wiring.inboxes().unread(actor),
    )  # fmt: skip
    if view.name == "mentions":
        show("inbox_mentions", wanted=wanted, mentions=wiring.inboxes().mentions(actor, wanted.after, wiring.now()))
    elif view.name == "practice":
        show("inbox_practice", cases=wiring.practice().cases(actor, wiring.now()))
    else:
        figures = st.empty()
        draw_bar(actor, view.name)
        _waiting(wanted, figures)
    if view.name not in OTHER_LISTS:
        draw_saving(actor, wanted)


@st.fragment(run_every=EVERY)
def _waiting(wanted: Wanted, above: DeltaGenerator) -> None:
    """What waits, asked anew by itself, with the figures above; drawn anew only where something is different."""
    actor = wiring.actor()
    if actor is None:
        return
    now = wiring.now()
    page = wiring.inboxes().page(actor, wanted, now)
    counts = wiring.inboxes().figures(actor, wanted, now)
    shown = (actor.id, wanted, page, counts, now.replace(second=0, microsecond=0))
    before, figures, rows = kept(DRAWN, (None, "", ""))
    if before != shown:
        counted = [(name, words, getattr(counts, name)) for name, words in TITLES.items()]
        figures = html("inbox_figures", wanted=wanted, figures=counted)
        rows = html("inbox", inbox=page, now=now, wanted=wanted, me=actor.id)
        st.session_state[DRAWN] = (shown, figures, rows)
    above.html(figures)
    st.html(rows)
