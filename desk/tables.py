"""Figures as tables: a page shows them, a chart draws them, and a spreadsheet opens them."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Literal, TypeAlias

Cell: TypeAlias = str | int | float | None
#: What a spreadsheet would take for a formula when it stands first in a cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Link:
    """Where a cell leads: a screen, and what its address asks it for."""

    screen: str
    asks: Mapping[str, str]


@dataclass(frozen=True)
class Chart:
    """How a table is drawn: each of `y` along `x`, as bars beside or on top of one another, or as lines."""

    kind: Literal["bars", "stacked", "lines"]
    x: str
    y: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`name` is what its file is called; `says` is what has to be known to read it.

    `nothing` says why there is no row; `links` are the cells, by row and column, that lead elsewhere.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    says: str = ""
    chart: Chart | None = None
    nothing: str = "There is nothing to count in these days."
    links: Mapping[tuple[int, int], Link] = field(default_factory=dict)

    def column(self, head: str) -> list[Cell]:
        place = self.heads.index(head)
        return [row[place] for row in self.rows]


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Line by line. A spreadsheet is told that the words are Unicode."""
    yield "\ufeff" + _line(heads)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[Cell]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([disarmed(cell) for cell in cells])
    return written.getvalue()


def disarmed(cell: Cell) -> Cell:
    """Words that a spreadsheet would work out get an apostrophe; numbers are left as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
