"""What a service asks at its beginning, all on one page, for staff who type it for somebody."""

import streamlit as st

from desk.uploading import Uploads
from desk.views import Applying
from engine.commands import Refusal
from screens import wiring
from screens.at_once import AtOnce, draw_at_once, drawn, leave, tell_wrong
from screens.check import send
from screens.controls import anchor
from screens.frame import for_staff, signed_in
from screens.full import unless_full
from screens.going import go, say
from screens.markup import show


def helped_screen(view: Applying) -> None:
    actor = signed_in("Helping a resident", "help")
    if actor is None:
        return
    before = drawn(_place(view))
    if before:
        with unless_full():
            view = _keep_typed(view, before)
    for_staff(view.title, "Help a resident", actor, "help")
    with st.container(key="helped"):
        show("helped_top", view=view)
        _questions(view)


def _place(view: Applying) -> str:
    return f"helped.{view.draft}"


def _keep_typed(view: Applying, before: AtOnce) -> Applying:
    """What the questions hold now is kept: which of them are asked follows it."""
    uploads = Uploads(wiring.desk().files, wiring.visitor())
    raw = before.typed(uploads.keep)
    uploads.settle(before=before.raw, after=raw)
    if uploads.refused:
        say(uploads.refused, wrong=True)
    if raw == before.raw:
        return view
    saved = wiring.applying().save_whole(wiring.visitor(), view, raw, wiring.now())
    return view if isinstance(saved, Refusal) else saved


def _questions(view: Applying) -> None:
    raw = {name: value for page in view.pages for name, value in page.raw.items()}
    whole = AtOnce(_place(view), view.pages, raw, view.seen, view.numbers)
    draw_at_once(whole)
    wanting = [
        (anchor(whole.place, one.id), one.question.asked) for one in whole.asked if one.id in view.problems
    ]  # fmt: skip
    show("helped_check", view=view, wanting=wanting)
    with st.container(horizontal=True):
        st.button("Send", type="primary", key="send", on_click=_send, args=(view, whole))
        st.button("Give them a link to go on by themselves", key="later", on_click=_later, args=(view, whole))


@unless_full()
def _send(view: Applying, whole: AtOnce) -> None:
    """The token makes a doubled press one case."""
    view = _keep_typed(view, whole)
    if view.problems:
        tell_wrong(whole.place, view.problems, {name: page.raw[name] for page in view.pages for name in page.raw})
        return
    leave(whole.place)
    send(view)


@unless_full()
def _later(view: Applying, whole: AtOnce) -> None:
    _keep_typed(view, whole)
    go("later", service=view.service, draft=view.draft, lang=view.language)
