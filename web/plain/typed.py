"""What a plain page sent, as raw: the contrary of `web.plain.drawing`. It knows kinds of control, never of question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial, singledispatch
from typing import Any

from starlette.datastructures import FormData, UploadFile

from components.base import Seen
from components.controls import ID, Block, Control, Drawing, File, Group, Items, Many, One, Raw, Text, Turn, join, split
from components.drawings import from_path
from desk.faces import asked_in, beside, block_of, kept_files, kept_items, name_of, named, settled, with_new
from web.plain.pins import MAP, PIN, pinned
from workflows.asking import Asked

#: The names of the buttons that a page has beside its main one, and what they begin with inside a question.
PRESS, ADD, REMOVE, TURN = "press", "add ", "remove ", "turn "

#: Keeps a file's content and says what was kept: (name, content) → {id, name, size, type}; None where it is not.
Keep = Callable[[str, bytes], dict[str, Any] | None]


def takes_no_file(_name: str, _data: bytes) -> None:
    """For a page that asks for none."""


@dataclass(frozen=True)
class Sent:
    """A page that came; `new_id` gives an id that no item ever had."""

    form: FormData
    keep: Keep
    new_id: Callable[[], str]

    @property
    def press(self) -> str:
        return self.one(PRESS) or ""

    @property
    def changes_page(self) -> bool:
        return bool(self.pins) or self.press.startswith((ADD, REMOVE, TURN, MAP))

    @property
    def pins(self) -> tuple[str, ...]:
        """The tiles of maps that were pressed: a browser sends where, under the name of the tile and .x and .y."""
        return tuple(name[: -len(".x")] for name in self.form if name.startswith(PIN) and name.endswith(".x"))

    @property
    def turns(self) -> bool:
        """Whether it asks for a question to be drawn otherwise: what is new there is what was wanted."""
        return self.press.startswith((TURN, ADD))

    def one(self, name: str) -> str | None:
        """Browsers send the end of a line as two characters; an answer has one."""
        value = self.form.get(name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else None

    def all(self, name: str) -> list[str]:
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """A box for files that was left empty sends one without a name."""
        return [value for value in self.form.getlist(name) if isinstance(value, UploadFile) and value.filename]


def typed(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, sent: Sent) -> dict[str, Raw]:
    """The raw of each question of a page that was drawn from `raw`. New files are kept on the way."""
    return {
        one.id: settled(one, raw.get(one.id), seen, partial(_at, one.id, sent)) for one in asked if one.question.asks
    }  # fmt: skip


def unseen(asked: Iterable[Asked], raw: Mapping[str, Raw], seen: Seen, sent: Sent) -> str:
    """The first question of an item, or control of a question that turns, that the answers led to and the page did not
    show yet, by its path; "" for none."""
    turned = (path for one in asked if one.question.turns(seen) for path in _turned(one, raw.get(one.id), seen, sent))
    if found := next(turned, ""):
        return found
    nested = (one for one in asked if one.question.nests)
    paths = (path for one in nested for path in _shown(block_of(one, raw.get(one.id), seen), one.id))
    return next((path for path in paths if path.rpartition(".")[2] not in sent.all(f"{path.rpartition('.')[0]}.#")), "")


def _turned(one: Asked, raw: Raw, seen: Seen, sent: Sent) -> Iterable[str]:
    shown, controls = sent.all(f"{one.id}.#"), named(block_of(one, raw, seen).controls)
    turns = any(isinstance(control, Turn) for control in controls)
    return (f"{one.id}.{control.name}" for control in controls if turns and control.name not in shown)


def _shown(block: Block, path: str) -> Iterable[str]:
    """The path of every question inside items, as it is drawn."""
    for control in block.controls:
        for item in control.items if isinstance(control, Items) else ():
            for inner in item.blocks:
                here = f"{path}.{name_of(control)}.{item.id}.{inner.name}"
                yield here
                yield from _shown(inner, here)


def _at(path: str, sent: Sent, block: Block, raw: Raw) -> Raw:
    return _block(block, raw, path, sent)


def _block(block: Block, raw: Raw, path: str, sent: Sent) -> Raw:
    values = split(block.controls, raw)
    return join(
        block.controls,
        {
            control.name: _read(control, values.get(control.name), f"{path}.{control.name}", sent)
            for control in named(block.controls)
        },
    )


@singledispatch
def _read(control: Control, value: Raw, path: str, sent: Sent) -> Raw:
    raise TypeError(f"No plain page reads {control!r}")


@_read.register
def _text(control: Text, value: Raw, path: str, sent: Sent) -> Raw:
    return sent.one(path) or ""


@_read.register
def _one(control: One, value: Raw, path: str, sent: Sent) -> Raw:
    return sent.one(path) or None


@_read.register
def _turn(control: Turn, value: Raw, path: str, sent: Sent) -> Raw:
    pressed = [one.value for one in control.options if sent.press == f"{TURN}{path} {one.value}"]
    return [*pressed, sent.one(path) or ""][0]


@_read.register
def _many(control: Many, value: Raw, path: str, sent: Sent) -> Raw:
    return sent.all(path)


@_read.register
def _group(control: Group, value: Raw, path: str, sent: Sent) -> Raw:
    values = {part.name: sent.one(f"{path}.{part.name}") or "" for part in control.controls}
    return pinned(control.map, control, values, path, sent) if control.map else values


@_read.register
def _file(control: File, value: Raw, path: str, sent: Sent) -> Raw:
    """What was kept and not removed, and what is new."""
    removed = sent.all(f"{path}.#")
    stays = [file for file in kept_files(value) if str(file["id"]) not in removed]
    added = [(one.filename or "", one.file.read()) for one in sent.files(path)]
    new = [known for file in added if (known := sent.keep(*file))]
    return with_new(control, stays, new)


@_read.register
def _drawing(control: Drawing, value: Raw, path: str, sent: Sent) -> Raw:
    """The script of the page sends what is drawn; without one, what was drawn before can only be taken away."""
    drawn = sent.one(path)
    if drawn is None:
        return [] if sent.all(f"{path}.#") else value
    return from_path(drawn)


@_read.register
def _items(control: Items, value: Raw, path: str, sent: Sent) -> Raw:
    """What an item does not ask now keeps what was typed into it before."""
    before = kept_items(value)
    found = []
    for id in _ids(control, path, sent):
        shown, known = sent.all(f"{path}.{id}.#"), before.get(id, {})
        item = {
            block.name: _inside(block, known.get(block.name), f"{path}.{id}.{block.name}", sent)
            if block.name in shown else known.get(block.name)
            for block in asked_in(control, id)
        }  # fmt: skip
        found.append({ID: id} | item)
    return found


def _inside(block: Block, before: Raw, path: str, sent: Sent) -> Raw:
    return beside(block, before, _block(block, before, path, sent))


def _ids(control: Items, path: str, sent: Sent) -> list[str]:
    """The items that are on the page, after what was pressed."""
    if control.fixed:
        return [item.id for item in control.items]
    ids = [id for id in dict.fromkeys(sent.all(f"{path}.#")) if sent.press != f"{REMOVE}{path}.{id}"]
    return [*ids, sent.new_id()] if sent.press == f"{ADD}{path}" and len(ids) < control.most else ids


def with_first_items(one: Asked, raw: Raw, seen: Seen, new_id: Callable[[], str]) -> Raw:
    """Where some items are asked for, the first stands on the page already."""
    return _begun(block_of(one, raw, seen), raw, new_id) if one.question.nests else raw


def _begun(block: Block, raw: Raw, new_id: Callable[[], str]) -> Raw:
    values = split(block.controls, raw)
    for control in block.controls:
        if isinstance(control, Items):
            values[control.name] = _begun_items(control, values.get(control.name), new_id)
    return join(block.controls, values) if any(isinstance(each, Items) for each in block.controls) else raw


def _begun_items(control: Items, value: Raw, new_id: Callable[[], str]) -> Raw:
    kept = kept_items(value)
    if control.fixed:
        return value
    items = list(kept.values()) or ([{ID: new_id()}] if control.least else [])
    return [
        dict(item) | {block.name: _begun(block, item.get(block.name), new_id) for block in control.blocks}
        for item in items
    ]
