"""What stands in the controls of a page now, as raw: the contrary of `screens.controls.draw`."""

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import Any

import streamlit as st

from components.base import Seen
from components.controls import (
    ID,
    Block,
    Control,
    Drawing,
    File,
    Group,
    Items,
    Many,
    One,
    Raw,
    Text,
    Turn,
    Words,
    join,
    split,
)
from desk.faces import asked_in, beside, kept_files, kept_items, name_of, settled, with_new
from screens.spots import Spot, items_on_page, spot, uploader_key
from workflows.asking import Asked

#: Keeps a file's content and says what was kept: (name, content) → {id, name, size, type}; None where it is not.
Keep = Callable[[str, bytes], dict[str, Any] | None]


def typed(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, place: str, keep: Keep) -> dict[str, Raw]:
    """The raw of each question of a page that was drawn at `place` from `raw`. New files are kept on the way."""
    return {
        one.id: settled(one, raw.get(one.id), seen, lambda block, value: _block(block, value, place, keep))
        for one in asked if one.question.asks
    }  # fmt: skip


def standing(one: Asked, raw: Raw, seen: Seen, place: str) -> Raw:
    """What a question holds now, whose controls follow from it. Files are left as they are."""
    return settled(one, raw, seen, lambda block, value: _block(block, value, place, None))


def forget(place: str) -> None:
    """Let the controls of a page begin anew from what is kept."""
    for key in [key for key in st.session_state if str(key).startswith(f"{place}.")]:
        del st.session_state[key]


def _block(block: Block, raw: Raw, place: str, keep: Keep | None) -> Raw:
    values = split(block.controls, raw)
    return join(
        block.controls,
        {
            name_of(control): _read(control, values.get(name_of(control)), spot(place, block, control), keep)
            for control in block.controls
            if not isinstance(control, Words)
        },
    )


@singledispatch
def _read(control: Control, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    raise TypeError(f"No face reads {control!r}")


@_read.register(Text)
@_read.register(One)
def _held(control: Text | One, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    return st.session_state.get(at.key, value)


@_read.register
def _turn(control: Turn, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    return st.session_state.get(at.key, value or "")


@_read.register
def _many(control: Many, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    before = value if isinstance(value, list) else []
    return [
        option.value
        for option in control.options
        if st.session_state.get(at.part(option.value).key, option.value in before)
    ]


@_read.register
def _group(control: Group, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    values = value if isinstance(value, Mapping) else {}
    return {part.name: _held(part, values.get(part.name), at.part(part.name), keep) for part in control.controls}


@_read.register
def _file(control: File, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    """What was kept and not removed, and what is new."""
    if keep is None:
        return value
    stays = [
        file for file in kept_files(value)
        if not st.session_state.get(at.part(f"remove.{file['id']}").key, False)
    ]  # fmt: skip
    held = st.session_state.get(uploader_key(at)) or []
    added = held if isinstance(held, list) else [held]
    new = [known for file in added if (known := keep(file.name, file.getvalue()))]
    if added:
        taken = at.part("taken").key
        st.session_state[taken] = st.session_state.get(taken, 0) + 1
    return with_new(control, stays, new)


@_read.register
def _drawing(control: Drawing, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    return drawn_at(at, value)


def drawn_at(at: Spot, before: Raw) -> Raw:
    """What a browser said is drawn; until it says something, what was drawn before."""
    held = st.session_state.get(at.key)
    return held.get("strokes", before) if isinstance(held, Mapping) else before


@_read.register
def _items(control: Items, value: Raw, at: Spot, keep: Keep | None) -> Raw:
    before = kept_items(value)
    return [
        {ID: id} | {
            block.name: _inside(block, before.get(id, {}).get(block.name), at.part(id).key, keep)
            for block in asked_in(control, id)
        }
        for id in items_on_page(control, value, at)
    ]  # fmt: skip


def _inside(block: Block, before: Raw, place: str, keep: Keep | None) -> Raw:
    return beside(block, before, _block(block, before, place, keep))
