"""The Streamlit face: draws the controls of any question. It knows kinds of control, never kinds of question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import singledispatch
from typing import Any

import streamlit as st

from components.base import Said, Seen
from components.controls import Block, Control, Drawing, File, Group, Items, Many, One, Raw, Text, Turn, Words, split
from components.drawings import TALL, WIDE, strokes
from components.uploads import REFUSED
from desk.faces import (
    block_of,
    changes,
    fitting,
    heads,
    is_wrong,
    kept_items,
    name_of,
    named,
    refused,
    said_at,
    said_inside,
    said_of_all,
    said_to,
)
from screens.going import unsay_problems
from screens.markup import html, show
from screens.mounted import mounted
from screens.pins import draw_map
from screens.speaking import say
from screens.spots import Spot, css_name, items_key, new_item, spot, uploader_key
from screens.text import plain
from screens.typed import drawn_at, standing
from workflows.asking import Asked

#: What a character and the edges of a box take, in pixels at the size of the type.
CHARACTER, EDGES = 13, 30


def anchor(place: str, question: str) -> str:
    """The id of a question on the page: where the list of problems leads."""
    return css_name(f"ask-{place}-{question}")


def draw(
    asked: Sequence[Asked], raw: Mapping[str, Raw], seen: Seen, place: str,
    problems: Mapping[str, Sequence[Said]] | None = None, *, alone: bool = False,
    numbers: Mapping[str, int] | None = None,
) -> None:  # fmt: skip
    """Draw questions from what was typed before. `alone`: the only question there, and so the page's heading.
    `numbers` stand before their words."""
    head = heads(asked) if alone else None
    for one in asked:
        value = _now(one, raw, seen, place)
        said, number = (problems or {}).get(one.id, ()), (numbers or {}).get(one.id, 0)
        _block(block_of(one, value, seen), value, place, said, one is head, number)


def paper(asked: Iterable[Asked], seen: Seen, key: str) -> tuple[Any, Callable[..., bool]]:
    """Where questions are drawn, and what draws their buttons: a form, unless they change while they are answered."""
    if any(changes(one, seen) for one in asked):
        return st.container(key=key), st.button
    return st.form(key, border=False), st.form_submit_button


def leads(
    asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, place: str, problems: Mapping[str, Sequence[Said]]
) -> list[tuple[str, str]]:
    """Every problem of a page, each with where the list of problems leads."""
    return [
        (_leads(block_of(one, _now(one, raw, seen, place), seen), each, place), each.sentence)
        for one in asked if one.question.asks for each in problems.get(one.id, ())
    ]  # fmt: skip


def _now(one: Asked, raw: Mapping[str, Raw], seen: Seen, place: str) -> Raw:
    before = raw.get(one.id)
    return standing(one, before, seen, place) if changes(one, seen) else before


def _leads(block: Block, said: Said, place: str) -> str:
    """To the question inside an item that a problem is about, however deep it stands."""
    for control in block.controls:
        for item in control.items if isinstance(control, Items) else ():
            for inner in item.blocks:
                for each in said_inside([said], item, inner):
                    return _leads(inner, each, spot(place, block, control).part(item.id).key)
    return anchor(place, block.name)


def _block(block: Block, raw: Raw, place: str, said: Sequence[Said], alone: bool, number: int = 0) -> None:
    values = split(block.controls, raw)
    with st.container(key=f"ask-{place}-{block.name}", gap="xsmall"):
        if named(block.controls):
            _heading(block, place, said, alone, number)
        for control in block.controls:
            at, value = spot(place, block, control), values.get(name_of(control))
            if isinstance(control, Items):
                _items(control, value, at, said)
            elif isinstance(control, Words):
                show("said_between", control=control, heads=alone)
            elif isinstance(control, File):
                _file(control, value, at, bool(said_to(said, control, block)))
            elif isinstance(control, Group):
                _group(control, value, at, said_to(said, control, block))
            else:
                _draw(control, value, at)


def _heading(block: Block, place: str, said: Sequence[Said], alone: bool, number: int) -> None:
    """A question of one control is headed by that control's words; otherwise each has its own below the question's."""
    only = named(block.controls)[0] if len(named(block.controls)) == 1 else None
    show(
        "ask", id=anchor(place, block.name), number=number, label=only.label if only else block.label,
        hint=only.hint if only else block.hint, why=block.why,
        problems=[each.sentence for each in said_of_all(said, block)], alone=alone,
        boxes=[
            box for control in block.controls
            for box in _boxes(control, spot(place, block, control), said_to(said, control, block))
        ],
    )  # fmt: skip


def _boxes(control: Control, at: Spot, said: Sequence[Said]) -> list[dict[str, Any]]:
    """What a browser should know of each box, which Streamlit does not tell it; the page's script does."""
    if isinstance(control, Group):
        return [_box(part, at.part(part.name), is_wrong(part, said, control)) for part in control.controls]
    if isinstance(control, File):
        return [{"key": f"st-key-{css_name(uploader_key(at))}", "accept": ",".join(control.accept), "spell": True}]
    if isinstance(control, Drawing):
        return [{"key": f"st-key-{css_name(at.key)}", "drawn": True}]
    if isinstance(control, One) and control.look == "select":
        return [{"key": f"st-key-{css_name(at.key)}", "mode": "text", "spell": True, "wrong": bool(said)}]
    return [_box(control, at, bool(said))] if isinstance(control, Text) else []


def _box(control: Text, at: Spot, wrong: bool) -> dict[str, Any]:
    return {"key": f"st-key-{css_name(at.key)}", "mode": control.mode, "spell": control.spellcheck, "wrong": wrong}


@singledispatch
def _draw(control: Control, value: Raw, at: Spot) -> None:
    raise TypeError(f"No face draws {control!r}")


@_draw.register
def _text(control: Text, value: Raw, at: Spot) -> None:
    now = seed(at.key, value if isinstance(value, str) else "")
    below = f" :gray[{plain(control.hint)}]" if control.hint and not at.headed else ""
    label = f"{plain(control.label)}{below}"
    visible: Any = "collapsed" if at.headed else "visible"
    width: Any = control.width * CHARACTER + EDGES if control.width else "stretch"
    if control.lines > 1:
        st.text_area(label, now, key=at.key, height=control.lines * 28 + 20, label_visibility=visible)
        return
    fill = control.autocomplete or ("email" if control.mode == "email" else "off")
    if not (control.prefix or control.suffix):
        st.text_input(label, now, key=at.key, autocomplete=fill, width=width, label_visibility=visible)
        return
    with st.container(key=f"{at.key}.row", horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        if control.prefix:
            show("unit", words=control.prefix)
        st.text_input(label, now, key=at.key, autocomplete=fill, width=width, label_visibility=visible)
        if control.suffix:
            show("unit", words=control.suffix)


@_draw.register
def _one(control: One, value: Raw, at: Spot) -> None:
    labels = {option.value: option.label for option in control.options}
    now = seed(at.key, value if isinstance(value, str) and value in labels else None)
    index = list(labels).index(now) if now in labels else None
    visible: Any = "collapsed" if at.headed else "visible"
    if control.look == "select":
        st.selectbox(
            plain(control.label), list(labels), index=index, key=at.key, format_func=labels.__getitem__,
            placeholder=say("Select one"), label_visibility=visible, filter_mode="contains",
        )  # fmt: skip
        return
    captions = [plain(option.hint) for option in control.options]
    st.radio(
        plain(control.label), list(labels), index=index, key=at.key, format_func=lambda v: plain(labels[v]),
        captions=captions if any(captions) else None, label_visibility=visible,
    )  # fmt: skip


@_draw.register
def _turn(control: Turn, value: Raw, at: Spot) -> None:
    """What it stands at is kept here, where no press says otherwise."""
    if control.stands:
        st.session_state[at.key] = control.stands
    with st.container(key=f"{at.key}.ways", horizontal=True, gap="small"):
        for option in control.options:
            key = at.part(option.value).key
            st.button(plain(option.label), key=key, on_click=_turn_to, args=(at.key, option.value))


def _turn_to(key: str, value: str) -> None:
    st.session_state[key] = value
    unsay_problems()


@_draw.register
def _many(control: Many, value: Raw, at: Spot) -> None:
    _label(control, at)
    for option in control.options:
        key = at.part(option.value).key
        st.checkbox(plain(option.label), seed(key, isinstance(value, list) and option.value in value), key=key)
        if option.hint:
            show("option_hint", hint=option.hint, of=css_name(key))


def _group(control: Group, value: Raw, at: Spot, said: Sequence[Said]) -> None:
    _label(control, at)
    values = value if isinstance(value, Mapping) else {}
    inside = Spot(at.key, headed=False)
    with st.container(key=f"{at.key}.parts", horizontal=control.beside, gap="small"):
        for part in control.controls:
            if not control.beside:
                key = css_name(inside.part(part.name).key)
                show("at_box", problems=said_at(part, said, control), of=key)
            _draw(part, values.get(part.name), inside.part(part.name))
    draw_map(control, inside)


def _file(control: File, value: Raw, at: Spot, wrong: bool) -> None:
    """The endings are not told to Streamlit: it would leave a file out, where the question says what is wrong. What was
    refused is listed where nothing says so, and goes with the next press."""
    _label(control, at)
    for file in refused(control, value):
        st.session_state[at.part(f"remove.{file['id']}").key] = True
        if file.get(REFUSED) and not wrong:
            show("kept_file", file=file)
    for file in fitting(control, value):
        show("kept_file", file=file)
        st.checkbox(
            f"{say('Remove this file')} :gray[{plain(str(file['name']))}]", key=at.part(f"remove.{file['id']}").key
        )  # fmt: skip
    show("upload_limits", control=control, of=css_name(uploader_key(at)))
    st.file_uploader(
        plain(control.label), key=uploader_key(at), accept_multiple_files=control.most > 1,
        max_upload_size=control.largest // 1_000_000, label_visibility="collapsed",
    )  # fmt: skip


@_draw.register
def _drawing(control: Drawing, value: Raw, at: Spot) -> None:
    """What is drawn stays in the browser; what is known of it here is for one that opens the page anew."""
    held = strokes(drawn_at(at, value)) or []
    box = html("pad", control=control, headed=at.headed, wide=WIDE, tall=TALL)
    mounted("pad")(key=at.key, data={"html": box, "strokes": held})


def _items(control: Items, value: Raw, at: Spot, said: Sequence[Said]) -> None:
    """Each item under its title; what was added last, or stands beside what was removed, takes the focus."""
    ids = [item.id for item in control.items]
    known = kept_items(value)
    _label(control, at)
    for number, item in enumerate(control.items, start=1):
        with st.container(key=at.part(item.id).key, border=True, gap="small"):
            leads = st.session_state.get(at.part("leads").key) == item.id
            show("item", id=css_name(at.part(item.id).key), title=item.title, leads=leads)
            for block in item.blocks:
                inside = said_inside(said, item, block)
                _block(block, known.get(item.id, {}).get(block.name), at.part(item.id).key, inside, False)
            if len(ids) > control.least:
                beside = (ids[: number - 1] or ids[number:])[-1:]
                st.button(
                    plain(f"{say('Remove')} {control.word} {number}"), key=at.part(f"remove.{item.id}").key,
                    on_click=_hold, args=(at, [id for id in ids if id != item.id], beside),
                )  # fmt: skip
    if len(ids) < control.most:
        words = f"{say('Add another' if ids else 'Add')} {control.word}"
        st.button(plain(words), key=at.part("add").key, on_click=_add, args=(at, ids))


def _add(at: Spot, ids: Sequence[str]) -> None:
    id = new_item()
    _hold(at, [*ids, id], [id])


def _hold(at: Spot, ids: Sequence[str], leads: Sequence[str]) -> None:
    st.session_state[items_key(at)] = list(ids)
    st.session_state[at.part("leads").key] = "".join(leads)
    unsay_problems()


def _label(control: Many | Group | File | Items, at: Spot) -> None:
    if not at.headed:
        show("label", label=control.label, hint=control.hint)


def seed(key: str, value: Raw) -> Raw:
    """What a control holds: at first this, from then on what the browser says. The control is given it as well: what is
    only set is told to the browser once, and where that drawing is broken off by another it would show an empty box.
    """
    return st.session_state.setdefault(key, value)
