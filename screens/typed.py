"""What stands in the controls of a page now, as raw: the contrary of `screens.controls.draw`."""

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import Any

import streamlit as st

from components.base import Seen
from components.controls import Control, File, Group, Many, One, Raw, Text, Words, join, split
from screens.controls import Spot, kept_files, name_of, spot, uploader_key
from workflows.asking import Asked

#: Keeps a file's content and says what was kept: (name, type, content) → {id, name, size, type}; None where it is not.
Keep = Callable[[str, str, bytes], dict[str, Any] | None]


def typed(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, place: str, keep: Keep) -> dict[str, Raw]:
    """The raw of each question of a page that was drawn at `place` from `raw`. New files are kept on the way."""
    return {one.id: _question(one, raw.get(one.id), seen, place, keep) for one in asked if one.question.asks}


def forget(place: str) -> None:
    """Let the controls of a page begin anew from what is kept."""
    for key in [key for key in st.session_state if str(key).startswith(f"{place}.")]:
        del st.session_state[key]


def _question(one: Asked, raw: Raw, seen: Seen, place: str, keep: Keep) -> Raw:
    controls = one.question.controls(raw, seen)
    values = split(controls, raw)
    return join(
        controls,
        {
            name_of(control): _read(control, values.get(name_of(control)), spot(place, one, controls, control), keep)
            for control in controls
            if not isinstance(control, Words)
        },
    )


@singledispatch
def _read(control: Control, value: Raw, at: Spot, keep: Keep) -> Raw:
    raise TypeError(f"No face reads {control!r}")


@_read.register(Text)
@_read.register(One)
def _held(control: Text | One, value: Raw, at: Spot, keep: Keep) -> Raw:
    return st.session_state.get(at.key, value)


@_read.register
def _many(control: Many, value: Raw, at: Spot, keep: Keep) -> Raw:
    before = value if isinstance(value, list) else []
    return [
        option.value
        for option in control.options
        if st.session_state.get(at.part(option.value).key, option.value in before)
    ]


@_read.register
def _group(control: Group, value: Raw, at: Spot, keep: Keep) -> Raw:
    values = value if isinstance(value, Mapping) else {}
    return {part.name: _held(part, values.get(part.name), at.part(part.name), keep) for part in control.controls}


@_read.register
def _file(control: File, value: Raw, at: Spot, keep: Keep) -> Raw:
    """What was kept and not removed, and what is new; where one is allowed, the new takes its place."""
    stays = [
        dict(file) for file in kept_files(value)
        if not st.session_state.get(at.part(f"remove.{file['id']}").key, False)
    ]  # fmt: skip
    held = st.session_state.get(uploader_key(at)) or []
    added = held if isinstance(held, list) else [held]
    new = [known for file in added if (known := keep(file.name, file.type, file.getvalue()))]
    if added:
        taken = at.part("taken").key
        st.session_state[taken] = st.session_state.get(taken, 0) + 1
    return new if new and control.most == 1 else stays + new
