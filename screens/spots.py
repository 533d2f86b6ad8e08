"""Where the controls of a page keep what they hold: the keys of the session."""

import re
from dataclasses import dataclass

import streamlit as st

from components.controls import ID, Block, Control, Items, Raw
from desk.faces import kept_items, name_of, named
from screens import wiring


@dataclass(frozen=True)
class Spot:
    """Where a control stands: the key of its value in the session. `headed` where its label is above it already."""

    key: str
    headed: bool

    def part(self, name: str) -> "Spot":
        return Spot(f"{self.key}.{name}", self.headed)


def spot(place: str, block: Block, control: Control) -> Spot:
    return Spot(f"{place}.{block.name}.{name_of(control)}", len(named(block.controls)) == 1)


def css_name(key: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def items_on_page(control: Items, value: Raw, at: Spot) -> list[str]:
    """The ids of the items that are on the page. Where some are asked for, the first stands there already."""
    if control.fixed:
        return [item.id for item in control.items]
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
