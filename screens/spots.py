"""Where the controls of a page keep what they hold: the keys of the session."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.base import Seen
from components.controls import ID, Block, Control, File, Group, Items, Many, One, Raw, Text, Words
from screens import wiring
from workflows.asking import Asked


@dataclass(frozen=True)
class Spot:
    """Where a control stands: the key of its value in the session. `headed` where its label is above it already."""

    key: str
    headed: bool

    def part(self, name: str) -> "Spot":
        return Spot(f"{self.key}.{name}", self.headed)


def block_of(one: Asked, raw: Raw, seen: Seen) -> Block:
    """A question as it is drawn from what was typed."""
    question = one.question
    return Block(one.id, question.asked, tuple(question.controls(raw, seen)), question.hint, question.why)


def spot(place: str, block: Block, control: Control) -> Spot:
    return Spot(f"{place}.{block.name}.{name_of(control)}", len(named(block.controls)) == 1)


def name_of(control: Control) -> str:
    return "" if isinstance(control, Words) else control.name


def named(controls: Sequence[Control]) -> list[Text | One | Many | Group | File | Items]:
    return [control for control in controls if not isinstance(control, Words)]


def css_name(key: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def kept_files(value: Raw) -> list[Mapping[str, Any]]:
    return [file for file in _mappings(value) if "id" in file and "name" in file]


def kept_items(value: Raw) -> dict[str, Mapping[str, Raw]]:
    """Items by their ids, in order."""
    return {item[ID]: item for item in _mappings(value) if isinstance(item.get(ID), str)}


def items_on_page(control: Items, value: Raw, at: Spot) -> list[str]:
    """The ids of the items that are on the page. Where some are asked for, the first stands there already."""
    first = [new_item()] if control.least and not kept_items(value) else []
    ids: list[str] = st.session_state.setdefault(items_key(at), [*kept_items(value), *first])
    return ids


def items_key(at: Spot) -> str:
    return at.part(ID).key


def new_item() -> str:
    """An id that no other item of the list ever had."""
    return wiring.new_id()[:8]


def uploader_key(at: Spot) -> str:
    """Another after each time its files were taken: else they would be taken twice."""
    return f"{at.key}.upload.{st.session_state.get(at.part('taken').key, 0)}"


def _mappings(value: Raw) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
