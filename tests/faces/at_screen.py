"""Questions on a screen of Streamlit, and a hand that types into their controls."""

from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from components.base import Question, Raw, Said, Seen
from components.controls import ID, Block, Control, File, Group, Items, Many, One, Text, split
from desk.faces import named
from screens.spots import Spot, spot

SCRIPT = Path(__file__).parents[1] / "screens" / "questions.py"
PLACE = "test"


class Screen:
    """One question as often as there are raws, each drawn from its own."""

    def __init__(
        self, question: Question, raws: Sequence[Raw], seen: Seen, said: Mapping[int, Sequence[Said]] | None = None
    ) -> None:
        self.question, self.seen = question, seen
        self.page = AppTest.from_file(SCRIPT, default_timeout=120)
        state = self.page.session_state
        state["asked"] = [(question.kind, question.sample)] * len(raws)
        state["raw"] = {f"q{number}": raw for number, raw in enumerate(raws)}
        state["problems"] = {f"q{number}": each for number, each in (said or {}).items()}
        state["seen"] = seen
        self._run()

    def told(self) -> list[Raw]:
        return list(self.page.session_state["told back"].values())

    def words(self) -> str:
        return unescape(" ".join(element.proto.body for element in self.page.get("html")))

    def types(self, raws: Sequence[Raw]) -> list[Raw]:
        """Types all of it into the controls that are there, chooses files, and has the screen drawn again."""
        self.page.session_state["known"] = [dict(file) for raw in raws for file in self._files(raw)]
        controls = {one.key: one for one in self._controls() if one.key}
        for number, raw in enumerate(raws):
            block = Block(f"q{number}", "", tuple(self.question.controls(raw, self.seen)))
            for key, value in _values(block, raw, PLACE):
                controls[key].set_value(value)
        self._run()
        return self.told()

    def _files(self, raw: Raw) -> list[Any]:
        controls = self.question.controls(raw, self.seen)
        values = split(controls, raw)
        return [file for one in controls if isinstance(one, File) for file in values[one.name]]

    def _controls(self) -> list[Any]:
        page = self.page
        return [
            *page.text_input, *page.text_area, *page.radio, *page.selectbox, *page.checkbox, *page.file_uploader,
        ]  # fmt: skip

    def _run(self) -> None:
        self.page.run()
        assert not self.page.exception


def _values(block: Block, raw: Raw, place: str) -> list[tuple[str, Any]]:
    values = split(block.controls, raw)
    return [
        pair for control in named(block.controls)
        for pair in _of(control, values[control.name], spot(place, block, control))
    ]  # fmt: skip


def _of(control: Control, value: Raw, at: Spot) -> list[tuple[str, Any]]:
    """The key of each control inside, and what is put there."""
    match control:
        case Text() | One():
            return [(at.key, value)]
        case Many():
            return [(at.part(option.value).key, option.value in value) for option in control.options]
        case Group():
            return [(at.part(part.name).key, value[part.name]) for part in control.controls]
        case File():
            return [(at.part("upload.0").key, [(file["name"], b"", file["type"]) for file in value])] if value else []
        case Items():
            blocks = {item.id: item.blocks for item in control.items}
            return [
                pair for item in value for block in blocks[item[ID]]
                for pair in _values(block, item[block.name], at.part(item[ID]).key)
            ]  # fmt: skip
    return []
