"""The Streamlit face: draws the controls of any question. It knows kinds of control, never kinds of question."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import streamlit as st

from components.base import Said, Seen
from components.controls import Control, File, Group, Many, One, Raw, Text, Words, split
from screens.markup import show
from screens.text import plain
from workflows.asking import Asked

#: What a character and the edges of a box take, in pixels at the size of the type.
CHARACTER, EDGES = 13, 30


@dataclass(frozen=True)
class Spot:
    """Where a control stands: the key of its value in the session. `headed` where its label is above it already."""

    key: str
    headed: bool

    def part(self, name: str) -> "Spot":
        return Spot(f"{self.key}.{name}", self.headed)


def spot(place: str, asked: Asked, controls: Sequence[Control], control: Control) -> Spot:
    return Spot(f"{place}.{asked.id}.{name_of(control)}", len(named(controls)) == 1)


def name_of(control: Control) -> str:
    return "" if isinstance(control, Words) else control.name


def named(controls: Sequence[Control]) -> list[Text | One | Many | Group | File]:
    return [control for control in controls if not isinstance(control, Words)]


def anchor(place: str, question: str) -> str:
    """The id of a question on the page: where the list of problems leads."""
    return css_name(f"ask-{place}-{question}")


def css_name(key: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def draw(
    asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, place: str,
    problems: Mapping[str, Sequence[Said]] | None = None, *, alone: bool = False,
) -> None:  # fmt: skip
    """Draw questions from what was typed before. `alone`: the only question there, and so the page's heading."""
    for one in asked:
        _question(one, raw.get(one.id), seen, place, (problems or {}).get(one.id, ()), alone)


def _question(one: Asked, raw: Raw, seen: Seen, place: str, said: Sequence[Said], alone: bool) -> None:
    controls = one.question.controls(raw, seen)
    values = split(controls, raw)
    with st.container(key=f"ask-{place}-{one.id}", gap="xsmall"):
        if named(controls):
            _heading(one, controls, place, said, alone)
        for control in controls:
            _draw(control, values.get(name_of(control)), spot(place, one, controls, control))


def _heading(one: Asked, controls: Sequence[Control], place: str, said: Sequence[Said], alone: bool) -> None:
    """A question of one control is headed by that control's words; otherwise each has its own below the question's."""
    only = named(controls)[0] if len(named(controls)) == 1 else None
    show(
        "ask", id=anchor(place, one.id), label=only.label if only else one.question.asked,
        hint=only.hint if only else one.question.hint, why=one.question.why,
        problems=[each.sentence for each in said], alone=alone,
        boxes=[box for control in controls for box in _boxes(control, spot(place, one, controls, control), said)],
    )  # fmt: skip


def _boxes(control: Control, at: Spot, said: Sequence[Said]) -> list[dict[str, Any]]:
    """What a browser should know of each box, which Streamlit does not tell it; the page's script does."""
    if isinstance(control, Group):
        return [
            _box(part, at.part(part.name), _wrong(part.name, said, first=part is control.controls[0]))
            for part in control.controls
        ]
    if isinstance(control, File):
        return [{"key": f"st-key-{css_name(uploader_key(at))}", "accept": ",".join(control.accept), "spell": True}]
    return [_box(control, at, bool(said))] if isinstance(control, Text) else []


def _box(control: Text, at: Spot, wrong: bool) -> dict[str, Any]:
    return {"key": f"st-key-{css_name(at.key)}", "mode": control.mode, "spell": control.spellcheck, "wrong": wrong}


def _wrong(name: str, said: Sequence[Said], first: bool) -> bool:
    return any(each.part.rpartition(".")[2] == name or (first and not each.part) for each in said)


@singledispatch
def _draw(control: Control, value: Raw, at: Spot) -> None:
    raise TypeError(f"No face draws {control!r}")


@_draw.register
def _words(control: Words, value: Raw, at: Spot) -> None:
    show("words", lines=control.text.splitlines())


@_draw.register
def _text(control: Text, value: Raw, at: Spot) -> None:
    seed(at.key, value if isinstance(value, str) else "")
    label = plain(f"{control.label} ({control.hint})" if control.hint and not at.headed else control.label)
    visible: Any = "collapsed" if at.headed else "visible"
    width: Any = control.width * CHARACTER + EDGES if control.width else "stretch"
    if control.lines > 1:
        st.text_area(label, key=at.key, height=control.lines * 28 + 20, label_visibility=visible)
        return
    fill = control.autocomplete or ("email" if control.mode == "email" else "off")
    if not (control.prefix or control.suffix):
        st.text_input(label, key=at.key, autocomplete=fill, width=width, label_visibility=visible)
        return
    with st.container(key=f"{at.key}.row", horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        show("unit", words=control.prefix)
        st.text_input(label, key=at.key, autocomplete=fill, width=width, label_visibility=visible)
        show("unit", words=control.suffix)


@_draw.register
def _one(control: One, value: Raw, at: Spot) -> None:
    labels = {option.value: option.label for option in control.options}
    seed(at.key, value if isinstance(value, str) and value in labels else None)
    visible: Any = "collapsed" if at.headed else "visible"
    if control.look == "select":
        st.selectbox(
            plain(control.label), list(labels), index=None, key=at.key, format_func=labels.__getitem__,
            placeholder="Select one", label_visibility=visible, filter_mode="contains",
        )  # fmt: skip
        return
    captions = [plain(option.hint) for option in control.options]
    st.radio(
        plain(control.label), list(labels), index=None, key=at.key, format_func=lambda v: plain(labels[v]),
        captions=captions if any(captions) else None, label_visibility=visible,
    )  # fmt: skip


@_draw.register
def _many(control: Many, value: Raw, at: Spot) -> None:
    _label(control, at)
    for option in control.options:
        key = at.part(option.value).key
        seed(key, isinstance(value, list) and option.value in value)
        st.checkbox(plain(option.label), key=key)
        if option.hint:
            show("words", lines=[option.hint])


@_draw.register
def _group(control: Group, value: Raw, at: Spot) -> None:
    _label(control, at)
    values = value if isinstance(value, Mapping) else {}
    inside = Spot(at.key, headed=False)
    with st.container(key=f"{at.key}.parts", horizontal=control.beside, gap="small"):
        for part in control.controls:
            _draw(part, values.get(part.name), inside.part(part.name))


@_draw.register
def _file(control: File, value: Raw, at: Spot) -> None:
    """The endings are not told to Streamlit: it would leave a file out, where the question says what is wrong."""
    _label(control, at)
    for file in kept_files(value):
        show("kept_file", file=file)
        st.checkbox(
            f"Remove this file :gray[{plain(str(file['name']))}]", key=at.part(f"remove.{file['id']}").key
        )  # fmt: skip
    show("upload_limits", control=control)
    st.file_uploader(
        plain(control.label), key=uploader_key(at), accept_multiple_files=control.most > 1,
        max_upload_size=control.largest // 1_000_000, label_visibility="collapsed",
    )  # fmt: skip


def _label(control: Many | Group | File, at: Spot) -> None:
    if not at.headed:
        show("label", label=control.label, hint=control.hint)


def kept_files(value: Raw) -> list[Mapping[str, Any]]:
    files = value if isinstance(value, list) else []
    return [file for file in files if isinstance(file, Mapping) and "id" in file and "name" in file]


def uploader_key(at: Spot) -> str:
    """Another after each time its files were taken: else they would be taken twice."""
    return f"{at.key}.upload.{st.session_state.get(at.part('taken').key, 0)}"


def seed(key: str, value: Raw) -> None:
    """What a control begins with; from then on the browser says what it holds."""
    st.session_state.setdefault(key, value)
