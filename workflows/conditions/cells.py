"""One cell of a decision table: a test on the answer of its column, or the answer that its row gives."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from components.types import Type
from workflows.conditions import tree as node
from workflows.conditions.mismatches import EXAMPLES, described
from workflows.conditions.parser import parse_value
from workflows.conditions.tree import Tree
from workflows.conditions.values import Value
from workflows.conditions.wrong import Flaw, Wrong
from workflows.faults import did_you_mean

TEXTS = ("text", "choice", "choices", "team")
#: What a cell may begin with, and the comparison it stands for; the longer first.
BEGINNINGS = (
    (">=", ">="), ("<=", "<="), (">", ">"), ("<", "<"),
    ("not before ", "is not before"), ("not after ", "is not after"), ("before ", "is before"), ("after ", "is after"),
)  # fmt: skip
#: The pieces of a list: what is in quotes keeps its commas, and so does a number.
PIECES = re.compile(r'(?:"(?:[^"]|"")*"|[^,"]|,(?=\d{3}))+')


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a longer text; `at` is its first character there."""

    text: str
    at: int = 0

    def cut(self, start: int, stop: int | None = None) -> "Cell":
        """A part of it without the spaces around."""
        part = self.text[start:stop]
        return Cell(part.strip(), self.at + start + len(part) - len(part.lstrip()))


def tested(name: node.Name, found: Type, cell: Cell) -> Tree | None:
    """The test that a cell makes of its column's answer, not yet checked; None for `-`, which takes anything."""
    if cell.text == "-":
        return None
    if cell.text in ("missing", "not missing"):
        return node.IsMissing(name, cell.text == "not missing", cell.at)
    if found.name not in TEXTS:
        for beginning, how in BEGINNINGS:
            if cell.text.startswith(beginning):
                return _compared(name, how, _value(cell.cut(len(beginning)), found))
        if ".." in cell.text:
            middle = cell.text.index("..")
            ends = _value(cell.cut(0, middle), found), _value(cell.cut(middle + 2), found)
            return node.Between(name, *ends, cell.at)
    negated = cell.text.startswith("not ")
    return _one_of(name, found, cell.cut(len("not ")) if negated else cell, negated)


def given(wanted: Type, cell: Cell) -> Value:
    """The value that a cell gives; `Wrong` where it is not one of its column's type."""
    value = _value(cell, wanted)
    if isinstance(value, node.Negative) and isinstance(value.value, node.Constant):
        amount = value.value
        if isinstance(amount.value, Decimal | int):
            value = node.Constant(amount.type, -amount.value, value.at)
    fits = isinstance(value, node.Constant) and (value.type == wanted.name or wanted.name in TEXTS)
    if not isinstance(value, node.Constant) or not fits:
        pounds = wanted.name == "money" and isinstance(value, node.Constant) and value.type == "number"
        cure = f"Write £{cell.text}" if pounds else EXAMPLES.get(wanted.name, "Write a value of that type")
        raise Wrong([Flaw(cell.at, "wrong-type", f'"{cell.text}" is not {described(wanted.name)}', cure)])
    if wanted.options and value.value not in wanted.options:
        cure = did_you_mean(cell.text, wanted.options) or f"The options are {', '.join(wanted.options)}"
        raise Wrong([Flaw(cell.at, "unknown-option", f'"{cell.text}" is not an option of this column', cure)])
    return value.value


def _one_of(name: node.Name, found: Type, cell: Cell, negated: bool) -> Tree:
    values = tuple(_value(cell.cut(*piece.span()), found) for piece in PIECES.finditer(cell.text))
    if not values:
        _value(cell, found)
    if found.name == "choices":
        each = tuple(_compared(name, "does not include" if negated else "includes", value) for value in values)
        return (node.And if negated else node.Or)(each, cell.at) if len(each) > 1 else each[0]
    if len(values) > 1:
        return node.OneOf(name, values, negated, cell.at)
    return _compared(name, "is not" if negated else "is", values[0])


def _compared(name: node.Name, how: Any, value: Tree) -> Tree:
    return node.Compare(name, how, value, value.at)


def _value(cell: Cell, found: Type) -> Tree:
    """A value as cells write it: an option or a text bare, the rest as in a condition."""
    if not cell.text:
        raise Wrong(
            [Flaw(cell.at, "empty", "A value is missing here", 'Write one; "-" to the left of || takes anything')]
        )
    if found.name not in TEXTS:
        return parse_value(cell.text, cell.at)
    quoted = len(cell.text) > 1 and cell.text.startswith('"') and cell.text.endswith('"')
    return node.Constant("text", cell.text[1:-1].replace('""', '"') if quoted else cell.text, cell.at)
