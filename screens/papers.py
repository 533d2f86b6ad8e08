"""Files and documents beside what they belong to: opened, or previewed in their place without leaving the case."""

from base64 import b64encode
from collections.abc import Callable, Mapping

import streamlit as st

from desk.files import type_of
from desk.messages import HeldDocument
from desk.unfolding import Unfolded, only_opened, unfolded
from desk.views import DocumentView
from engine.commands import Actor, Refusal
from screens import wiring
from screens.going import kept
from screens.markup import show
from screens.text import plain

#: What is previewed now: of one case, so that a session holds no more than its pictures.
PREVIEWED = "previewed"
Look = Callable[[], Unfolded | Refusal]


def offer(actor: Actor, reference: str, file: Mapping[str, object], place: str, about: str) -> None:
    """A kept file, fetched only when somebody opens it or looks; one may stand in several places of a page."""
    id, name, here = str(file["id"]), str(file["name"]), f"{place}.{file['id']}"

    def fetch() -> bytes:
        found = wiring.desk().files.open(actor, reference, id)
        return b"" if isinstance(found, Refusal) else bytes(found[2])

    def look() -> Unfolded | Refusal:
        found = wiring.desk().files.open(actor, reference, id)
        return found if isinstance(found, Refusal) else unfolded(found[0], found[2])

    if why := wiring.desk().files.told(id):
        show("not_opened", name=name, why=why)
        return
    with st.container(key=f"paper-{here}", gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="top"):
            st.download_button(
                f"Open {plain(name)}", fetch, name, type_of(name), type="tertiary", key=f"file.{here}",
                on_click="ignore",
            )  # fmt: skip
            if not only_opened(name):
                _button("Preview", name, reference, here, look)
        _draw(reference, here, name, f"“{name}”, {about}", only_opened(name))


def draw_document(actor: Actor, reference: str, one: DocumentView) -> None:
    """What the case wrote. Where it says a sensitive answer, who may see that asks for it, and that is recorded."""
    here = f"document.{one.name}"

    def look() -> Unfolded | Refusal:
        found = wiring.desk().document(actor, reference, one.name, wiring.now())
        return found if isinstance(found, Refusal) else Unfolded(words=found.body.strip())

    barred = isinstance(one, HeldDocument) and not one.may_show
    with st.container(key=f"paper-{here}", gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="top"):
            show("one_document", reference=reference, one=one, barred=barred)
            if not barred:
                _button("Show" if isinstance(one, HeldDocument) else "Preview", one.title, reference, here, look)
        _draw(reference, here, one.title, "", "")


def _button(verb: str, name: str, reference: str, here: str, look: Look) -> None:
    """One button that unfolds and folds again: the focus stays on it."""
    if here in _previewed(reference):
        st.button(
            f"Hide :gray[{plain(name)}]", key=f"preview.{here}", type="tertiary",
            on_click=_fold, args=(reference, here),
        )  # fmt: skip
    else:
        st.button(
            f"{verb} :gray[{plain(name)}]", key=f"preview.{here}", type="tertiary",
            on_click=_unfold, args=(reference, here, look),
        )  # fmt: skip


def _draw(reference: str, here: str, name: str, alt: str, told: str) -> None:
    one = _previewed(reference).get(here, Unfolded(told=told))
    show("preview_of", one=one, picture=b64encode(one.picture).decode(), name=name, alt=alt)


def _previewed(reference: str) -> dict[str, Unfolded]:
    of, previewed = kept(PREVIEWED, ("", {}))
    return dict(previewed) if of == reference else {}


def _unfold(reference: str, here: str, look: Look) -> None:
    found = look()
    one = Unfolded(told=found.reason) if isinstance(found, Refusal) else found
    st.session_state[PREVIEWED] = (reference, _previewed(reference) | {here: one})


def _fold(reference: str, here: str) -> None:
    left = {place: one for place, one in _previewed(reference).items() if place != here}
    st.session_state[PREVIEWED] = (reference, left)
