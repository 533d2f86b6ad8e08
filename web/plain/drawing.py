"""Draws the controls of any question as HTML. It knows kinds of control, never kinds of question.

The name of a box is the path of what is typed into it, such as `children.items.k1.born.day`; its id is the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from markupsafe import Markup

from components.base import Said, Seen
from components.controls import (
    Block,
    Control,
    Drawing,
    File,
    Group,
    Item,
    Items,
    Many,
    One,
    Raw,
    Text,
    Turn,
    Words,
    split,
)
from components.drawings import TALL, WIDE, as_path, strokes
from components.uploads import REFUSED
from desk.faces import (
    block_of,
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
from web.html import templates
from web.plain.pins import drawn as drawn_map
from workflows.asking import Asked

#: How a question's own words stand: as the heading of the page, or in their place on it.
ALONE, BESIDE = "alone", "beside"


@dataclass(frozen=True)
class Spot:
    """Where a control stands. `headed` where its label is above it; `told` are the ids of what is told of it."""

    path: str
    value: Raw
    said: Sequence[Said]
    headed: bool
    told: str = ""
    language: str = ""
    #: Whether it heads the page.
    heads: bool = False


def drawn(
    asked: Sequence[Asked], raw: Mapping[str, Raw], seen: Seen, problems: Mapping[str, Sequence[Said]],
    *, alone: bool = False,
) -> Markup:  # fmt: skip
    """Questions from what was typed before. `alone`: the only question there, and so the page's heading."""
    look = ALONE if alone else BESIDE
    return Markup("").join(
        _question(block_of(one, raw.get(one.id), seen), raw.get(one.id), one.id, problems.get(one.id, ()),
                  look if one is heads(asked) else BESIDE, seen.language) for one in asked
    )  # fmt: skip


def leads(
    asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, problems: Mapping[str, Sequence[Said]]
) -> list[tuple[str, str]]:
    """Every problem of a page, each with the id of the box it is about."""
    return [
        (_lead(block_of(one, raw.get(one.id), seen), each, one.id), each.sentence)
        for one in asked if one.question.asks for each in problems.get(one.id, ())
    ]  # fmt: skip


def has_files(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen) -> bool:
    return any(isinstance(one, File) for one in _controls(asked, raw, seen))


def has_map(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen) -> bool:
    return any(isinstance(one, Group) and one.map is not None for one in _controls(asked, raw, seen))


def _controls(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen) -> Iterator[Control]:
    """Every control that may be on a page, those of items that are not there yet too."""
    for one in asked:
        yield from _inside(block_of(one, raw.get(one.id), seen))


def _inside(block: Block) -> Iterator[Control]:
    for control in block.controls:
        yield control
        for inner in control.blocks if isinstance(control, Items) else ():
            yield from _inside(inner)


def _lead(block: Block, said: Said, path: str) -> str:
    """The box that a problem is about, however deep it stands; of what is about the whole, the first."""
    for control in block.controls:
        for item in control.items if isinstance(control, Items) else ():
            for inner in item.blocks:
                for each in said_inside([said], item, inner):
                    return _lead(inner, each, f"{path}.{name_of(control)}.{item.id}.{inner.name}")
    boxes = [box for control in named(block.controls) for box in _boxes(control, f"{path}.{control.name}")]
    about = said.part.rpartition(".")[2]
    exactly = [box for box in boxes if box == f"{path}.{said.part}"]
    alike = [box for box in boxes if box.rpartition(".")[2] == about]
    return [*exactly, *alike, *boxes, path][0]


def _boxes(control: Control, path: str) -> list[str]:
    return [f"{path}.{part.name}" for part in control.controls] if isinstance(control, Group) else [path]


def _question(block: Block, raw: Raw, path: str, said: Sequence[Said], look: str, language: str) -> Markup:
    """A question of one control is headed by that control's words; otherwise each has its own below the question's."""
    controls = named(block.controls)
    only = controls[0] if len(controls) == 1 else None
    problems = [each.sentence for each in said_of_all(said, block)]
    label, hint = (only.label, only.hint) if only else (block.label, block.hint)
    told = {"hint": hint, "why": block.why, "problem": problems}
    ids = " ".join(f"{path}-{name}" for name, words in told.items() if words)
    values = split(block.controls, raw)
    inside = Markup("").join(
        _draw(control, Spot(f"{path}.{name_of(control)}", values.get(name_of(control)),
                            said_to(said, control, block), only is not None, ids, language, look == ALONE))
        for control in block.controls
    )  # fmt: skip
    if not controls:
        return inside
    if any(isinstance(control, Turn) for control in controls):
        inside += _macro(language, "shown", path, [control.name for control in controls])
    single = f"{path}.{only.name}" if only and _is_one_box(only) else ""
    return _macro(language, "question", path, look, single, ids, inside, label, hint, block.why, problems)


def _is_one_box(control: Control) -> bool:
    """Whether a label can name it; what has several boxes is a group with a legend."""
    return isinstance(control, Text | File) or (isinstance(control, One) and control.look == "select")


def _macro(language: str, name: str, *args: Any) -> Markup:
    return Markup(getattr(templates(language).get_template("plain/controls.html").module, name)(*args))


@singledispatch
def _draw(control: Control, at: Spot) -> Markup:
    raise TypeError(f"No plain page draws {control!r}")


@_draw.register
def _words(control: Words, at: Spot) -> Markup:
    return _macro(at.language, "words", control, at.heads)


@_draw.register
def _text(control: Text, at: Spot) -> Markup:
    value = at.value if isinstance(at.value, str) else ""
    return _macro(at.language, "text", control, at, value, bool(at.said))


@_draw.register
def _one(control: One, at: Spot) -> Markup:
    return _macro(at.language, "select" if control.look == "select" else "radios", control, at, at.value, bool(at.said))


@_draw.register
def _turn(control: Turn, at: Spot) -> Markup:
    return _macro(at.language, "turn", control, at, control.stands or (at.value if isinstance(at.value, str) else ""))


@_draw.register
def _many(control: Many, at: Spot) -> Markup:
    return _macro(at.language, "checkboxes", control, at, at.value if isinstance(at.value, list) else [])


@_draw.register
def _group(control: Group, at: Spot) -> Markup:
    values = at.value if isinstance(at.value, Mapping) else {}
    bare = replace(at, value=None, said=(), headed=False, told="")
    parts = Markup("").join(
        _macro(at.language, "text", part, replace(bare, path=f"{at.path}.{part.name}"), _typed(values.get(part.name)),
               is_wrong(part, at.said, control), said_at(part, at.said, control)) for part in control.controls
    )  # fmt: skip
    shown = drawn_map(control.map, control, values) if control.map else None
    return _macro(at.language, "group", control, at, parts, shown)


def _typed(value: Raw) -> str:
    return value if isinstance(value, str) else ""


@_draw.register
def _file(control: File, at: Spot) -> Markup:
    """What was refused is listed where nothing says so, and goes with the next press, so that it is told of once."""
    gone = refused(control, at.value)
    told = [] if at.said else [file for file in gone if file.get(REFUSED)]
    return _macro(at.language, "file", control, at, fitting(control, at.value), told, gone, bool(at.said))


@_draw.register
def _drawing(control: Drawing, at: Spot) -> Markup:
    path = as_path(strokes(at.value) or [])
    return _macro(at.language, "drawing", control, at, path, bool(at.value), (WIDE, TALL))


@_draw.register
def _items(control: Items, at: Spot) -> Markup:
    known = kept_items(at.value)
    inside = [_item(item, known.get(item.id, {}), at) for item in control.items]
    return _macro(at.language, "items", control, at, list(zip(control.items, inside, strict=True)))


def _item(item: Item, values: Mapping[str, Raw], at: Spot) -> Markup:
    return Markup("").join(
        _question(block, values.get(block.name), f"{at.path}.{item.id}.{block.name}",
                  said_inside(at.said, item, block), BESIDE, at.language) for block in item.blocks
    )  # fmt: skip
