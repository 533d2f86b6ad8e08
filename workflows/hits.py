"""How a table chooses among the rows that hold: its `hit:`.

The policies and their meaning are those of DMN, with three differences. `collect`, `rule order` and `output order`
give each option once, as an answer of several choices holds it. A sum of no rows is 0. And `collect count` gives
how many rows hold, whatever they say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from components.base import Answer
from components.joining import joined
from components.types import Type, TypeName
from workflows.conditions.operations import length
from workflows.conditions.values import READERS
from workflows.durations import parse
from workflows.values import as_answer

Given: TypeAlias = Mapping[str, Answer]
Columns: TypeAlias = Mapping[str, Type]

NUMBERS: tuple[TypeName, ...] = ("number", "money")
ORDERED: tuple[TypeName, ...] = ("number", "money", "date", "duration")
CHOICES: tuple[TypeName, ...] = ("choice",)


class TwoRowsHold(Exception):
    """Two rows hold where their table allows one, or one answer; rows count from 1 beneath the header."""

    def __init__(self, first: int, second: int, sentence: str) -> None:
        self.rows = (first, second)
        super().__init__(sentence.format(first=first, second=second))


@dataclass(frozen=True)
class Found:
    """A row that holds, by its number, and what it gives."""

    number: int
    gives: Given


@dataclass(frozen=True)
class Hit:
    """A way to choose: `choose` gets the rows that hold, in their order; None says that nothing is given."""

    called: str
    choose: Callable[[Sequence[Found], Columns], Given | None]
    #: What it does, for hover help and for the page about tables.
    does: str
    #: What each column may be; none means anything.
    takes: tuple[TypeName, ...] = ()
    #: What an answer is, made from its column's type.
    gives: Callable[[Type], Type] = lambda column: column
    #: Whether one column must be a choice, the order of whose options says which row counts more.
    ranks: bool = False
    #: Whether a case can go on where no row holds.
    takes_none: bool = False


def _unique(rows: Sequence[Found], columns: Columns) -> Given | None:
    if len(rows) > 1:
        sentence = "Rows {first} and {second} of the table both match these answers, and only one may"
        raise TwoRowsHold(rows[0].number, rows[1].number, sentence)
    return _first(rows, columns)


def _first(rows: Sequence[Found], columns: Columns) -> Given | None:
    return rows[0].gives if rows else None


def _any(rows: Sequence[Found], columns: Columns) -> Given | None:
    for row in rows[1:]:
        if row.gives != rows[0].gives:
            sentence = "Rows {first} and {second} of the table both match these answers, and differ in what they give"
            raise TwoRowsHold(rows[0].number, row.number, sentence)
    return _first(rows, columns)


def _priority(rows: Sequence[Found], columns: Columns) -> Given | None:
    return _first(_ranked(rows, columns), columns)


def _ranked(rows: Sequence[Found], columns: Columns) -> list[Found]:
    """By the order of each choice's options; where two columns are choices, the one given first counts more."""
    choices = {name: column.options for name, column in columns.items() if column.name == "choice"}
    return sorted(rows, key=lambda row: [options.index(str(row.gives[name])) for name, options in choices.items()])


def _listed(rows: Sequence[Found], columns: Columns) -> Given:
    return {name: list(dict.fromkeys(row.gives[name] for row in rows)) for name in columns}


def _output_order(rows: Sequence[Found], columns: Columns) -> Given:
    return _listed(_ranked(rows, columns), columns)


def _count(rows: Sequence[Found], columns: Columns) -> Given:
    return dict.fromkeys(columns, len(rows))


def _sum(rows: Sequence[Found], columns: Columns) -> Given:
    return {name: as_answer(sum(_values(rows, name, column))) for name, column in columns.items()}


def _values(rows: Sequence[Found], name: str, column: Type) -> list[Any]:
    convert = READERS.get(column.name) or (lambda answer: answer)
    return [convert(row.gives[name]) for row in rows]


def _extreme(pick: Callable[..., Any]) -> Callable[[Sequence[Found], Columns], Given | None]:
    def choose(rows: Sequence[Found], columns: Columns) -> Given | None:
        return {name: pick((row.gives[name] for row in rows), key=_order(column))
                for name, column in columns.items()} if rows else None  # fmt: skip

    return choose


def _order(column: Type) -> Callable[[Any], Any]:
    """What answers of a column are put in order by."""
    if column.name == "duration":
        return lambda answer: length(parse(answer))
    return READERS.get(column.name) or (lambda answer: answer)


def _choices(column: Type) -> Type:
    return Type("choices", column.options)


def _number(column: Type) -> Type:
    return Type("number")


HITS: Mapping[str, Hit] = {
    hit.called: hit
    for hit in (
        Hit("unique", _unique, "exactly one row holds"),
        Hit("first", _first, "the first row that holds"),
        Hit("any", _any, "several rows may hold, and give the same"),
        Hit("priority", _priority, "of the rows that hold, the one whose option stands first in gives:", ranks=True),
        Hit("collect", _listed, "every row that holds: a list of options", CHOICES, _choices, takes_none=True),
        Hit("collect sum", _sum, "the sum of the rows that hold", NUMBERS, takes_none=True),
        Hit("collect min", _extreme(min), "the least of the rows that hold", ORDERED),
        Hit("collect max", _extreme(max), "the most of the rows that hold", ORDERED),
        Hit("collect count", _count, "how many rows hold", gives=_number, takes_none=True),
        Hit("rule order", _listed, "every row that holds, in the order of the rows", CHOICES, _choices,
            takes_none=True),
        Hit("output order", _output_order, "every row that holds, in the order of the options in gives:", CHOICES,
            _choices, ranks=True, takes_none=True),
    )
}  # fmt: skip


def given_by(hit: Hit, columns: Columns) -> dict[str, Type]:
    """The answers that a table gives and their types."""
    return {name: hit.gives(column) for name, column in columns.items()}


def unfit(hit: Hit, columns: Columns) -> tuple[str, str] | None:
    """Why this policy cannot choose among rows of these columns, and the cure."""
    for name, column in columns.items():
        if hit.takes and column.name not in hit.takes:
            wanted = joined((f"{kind} of …" if kind == "choice" else kind for kind in hit.takes), "or")
            return f"{hit.called} works on {wanted}, and {name} is {column.name}", f"Write {name}: {wanted}"
    if hit.ranks and not any(column.name == "choice" for column in columns.values()):
        return f"{hit.called} goes by the order of a choice's options", "Give a choice of …, the most important first"
    return None
