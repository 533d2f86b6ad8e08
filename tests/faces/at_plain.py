"""A question at a plain page, as a browser without a script shows it, fills it in and sends it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import FormData, UploadFile

from components.base import Question, Raw, Said, Seen
from components.controls import ID, Control, Drawing, File, Group, Items, Many, One, Text, split
from components.drawings import as_path
from desk.faces import named
from desk.sheets import one
from tests.web.plain.person import Element, Person, Reader
from web.plain.drawing import drawn, leads
from web.plain.typed import Sent, typed

#: What stands in a box that somebody typed into, by its name.
Boxes = list[tuple[str, str]]
NAME = "it"


@dataclass(frozen=True)
class Page:
    """A page of one question, drawn from what was typed before."""

    question: Question
    raw: Raw
    seen: Seen
    said: Sequence[Said] = ()

    def element(self) -> Element:
        html = drawn([one(NAME, self.question)], {NAME: self.raw}, self.seen, {NAME: self.said}, alone=True)
        return Reader(f"<form>{html}</form>").open[0]

    def leads(self) -> list[tuple[str, str]]:
        return leads([one(NAME, self.question)], {NAME: self.raw}, self.seen, {NAME: self.said})

    def untouched(self) -> Boxes:
        return [(name, value) for name, values in Person.boxes(self.element()).items() for value in values]

    def sends(self, boxes: Boxes, files: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> Raw:
        """As it comes over the line; a file by its box and as it is known once it is kept, one after another."""
        chosen = [(box, UploadFile(BytesIO(), filename=file["name"]), dict(file)) for box, file in files]
        come = FormData([
            *parse_qsl(urlencode(boxes), keep_blank_values=True), *((box, upload) for box, upload, _ in chosen),
        ])  # fmt: skip
        known = iter([file for _, _, file in chosen])
        sent = Sent(come, lambda *_file: next(known), lambda: "new")
        return typed([one(NAME, self.question)], {NAME: self.raw}, self.seen, sent)[NAME]

    def types(self, raw: Raw) -> Raw:
        """Types into the boxes that are there, chooses of the options that are offered and files, and sends the page.

        What is drawn comes in a box that only the script of the page makes.
        """
        wanted = list(_boxes(self.question.controls(raw, self.seen), raw, NAME))
        offered = self._offered() | dict.fromkeys(each.get("id") for each in self.element().every("div"))
        for name, value in wanted:
            assert name in offered, (name, sorted(offered))
            options = offered[name]
            assert options is None or value in options, (name, value)
        hidden = [(name, value) for name, value in self.untouched() if name.endswith(f".{ID}")]
        files = list(_files(self.question.controls(raw, self.seen), raw, NAME))
        assert {box for box, _ in files} <= offered.keys()
        return self.sends([*hidden, *wanted], files)

    def _offered(self) -> Mapping[str, list[str] | None]:
        """Each box by its name, and what can be chosen there: None where anything can be typed."""
        found: dict[str, list[str] | None] = {}
        for box in self.element().every("input", "textarea", "select"):
            options = [one.attributes.get("value", one.words()) for one in box.every("option")]
            if box.get("type") in ("radio", "checkbox"):
                options = [*(found.get(box.get("name")) or []), box.get("value")]
            found[box.get("name")] = options or None
        return found


def _files(controls: Sequence[Control], raw: Raw, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    values = split(controls, raw)
    for control in controls:
        if isinstance(control, File):
            yield from ((f"{path}.{control.name}", file) for file in values[control.name])


def _boxes(controls: Sequence[Control], raw: Raw, path: str) -> Iterator[tuple[str, str]]:
    values = split(controls, raw)
    for control in named(controls):
        here, value = f"{path}.{control.name}", values[control.name]
        match control:
            case Text():
                yield here, value
            case One():
                yield from [(here, value)] if value else []
            case Many():
                yield from ((here, chosen) for chosen in value)
            case Group():
                yield from ((f"{here}.{part.name}", value[part.name]) for part in control.controls)
            case Drawing():
                yield from [] if value is None else [(here, as_path(value))]
            case Items():
                blocks = {item.id: item.blocks for item in control.items}
                yield from (
                    box for item in value for block in blocks[item[ID]]
                    for box in _boxes(block.controls, item[block.name], f"{here}.{item[ID]}.{block.name}")
                )  # fmt: skip
