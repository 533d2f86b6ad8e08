"""What a question is asked through. Faces draw these; no face knows a kind and no kind knows a face.

What was typed travels as plain JSON. A question of one control has that control's value as its raw;
a question of several has a mapping from each control's name to its value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

#: What was typed: plain JSON (None, text, truth, a list or a mapping of these).
Raw: TypeAlias = Any


@dataclass(frozen=True)
class Text:
    """A box to type in; its value is text. `width` and `limit` are in characters."""

    name: str
    label: str
    hint: str = ""
    lines: int = 1
    width: int | None = None
    mode: Literal["text", "numeric", "decimal", "email", "tel"] = "text"
    prefix: str = ""
    suffix: str = ""
    limit: int | None = None
    autocomplete: str = ""
    spellcheck: bool = True
    #: Of a part of a group, whether it may be left empty.
    optional: bool = False
    #: Whether it is there because somebody types: paper leaves it out.
    on_screen: bool = False


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class One:
    """One of several; its value is an option's value, or None."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    look: Literal["radios", "select"] = "radios"


@dataclass(frozen=True)
class Many:
    """Any of several; its value is a list of options' values."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""


@dataclass(frozen=True)
class Map:
    """A map that this machine can show; its tiles lie as `components.maps` says. `start` is where it begins, a
    reference to the National Grid; `deepest` the last zoom; `credit` what its owner wants said below it."""

    start: str
    deepest: int
    credit: str = ""


@dataclass(frozen=True)
class Group:
    """Several controls that are one thing, such as a date's boxes; its value is a mapping."""

    name: str
    label: str
    controls: tuple[Text, ...]
    hint: str = ""
    #: Whether the parts stand beside one another (a date) or under one another (an address).
    beside: bool = False
    #: The part that holds a grid reference, and the map whose pin fills it. A face may keep at `VIEW` what that shows.
    pinned: str = ""
    map: Map | None = None


#: The key among a group's values of what its map shows.
VIEW = "@"


@dataclass(frozen=True)
class File:
    """Something kept; its value is a list of what is kept, each `{id, name, size, type}`.

    `size` and `largest` are in bytes; `accept` lists endings with their dot, in lower case.
    """

    name: str
    label: str
    accept: tuple[str, ...]
    hint: str = ""
    largest: int = 10_000_000
    most: int = 1


@dataclass(frozen=True)
class Drawing:
    """A box to draw in, for whoever can and likes to; its value is what was drawn, as `components.drawings` has it.

    A face that cannot draw leaves it out, and shows what was drawn in another.
    """

    name: str
    label: str
    hint: str = ""


#: The key of an item's id among its values.
ID = "#"


@dataclass(frozen=True)
class Block:
    """One question: what stands above it, and the controls it is asked through."""

    name: str
    label: str
    controls: "tuple[Control, ...]"
    hint: str = ""
    why: str = ""


@dataclass(frozen=True)
class Item:
    """One of several things, with the questions that are asked of it now."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Items:
    """Several things that are asked alike; its value is a list of mappings, each with its id at "#".

    A face gives a new item an id that no other ever had. `blocks` are all that can be asked of an item:
    where what was typed stands. `word` is what one is called. What is said of an item begins with its title and
    a colon, and its part with its id.
    """

    name: str
    label: str
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    word: str
    hint: str = ""
    least: int = 0
    most: int = 1
    #: Whether these items are all there ever are: a face adds none, removes none and makes no ids.
    fixed: bool = False


@dataclass(frozen=True)
class Turn:
    """Buttons that draw the question again, from what was typed so far; its value is the one pressed last, or ""."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    #: What its value is where none of them is pressed; "" keeps what it was.
    stands: str = ""


@dataclass(frozen=True)
class Words:
    """Words between controls; it has no value. Plain text, a paragraph a line, below what `shows` says large under
    its `label`."""

    text: str
    label: str = ""
    shows: str = ""
    #: Whether they are there because somebody types: paper leaves them out.
    on_screen: bool = False


Control: TypeAlias = Text | One | Many | Group | File | Drawing | Items | Turn | Words


def split(controls: Sequence[Control], raw: Raw) -> dict[str, Raw]:
    """Give each control of a question its own value, by name."""
    named = [control.name for control in controls if not isinstance(control, Words)]
    if len(named) == 1:
        return {named[0]: raw}
    values = raw if isinstance(raw, Mapping) else {}
    return {name: values.get(name) for name in named}


def join(controls: Sequence[Control], values: Mapping[str, Raw]) -> Raw:
    """Put the values of a question's controls together again: the contrary of `split`."""
    named = [control.name for control in controls if not isinstance(control, Words)]
    if len(named) == 1:
        return values.get(named[0])
    return {name: values.get(name) for name in named}
