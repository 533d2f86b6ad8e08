"""Where things stand in a text that may be half written: names by their indentation, and the lines they cover.

The strict reader refuses a broken file; a designer asks "what can I write here?" just while it is broken.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

NAMED = re.compile(r"""(?P<name>[^\s'"\[\]{}#][^\[\]{}#"]*?|'[^']*'|"[^"]*"):(?:\s+(?P<value>.*))?$""")
BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")


@dataclass(frozen=True)
class Piece:
    """A name or an item of a list. `path` leads to it; lines count from 1, columns from 0."""

    path: tuple[str, ...]
    column: int
    first: int
    last: int
    value: str = ""

    @property
    def item(self) -> bool:
        """Whether it is an item of a list."""
        return self.path[-1].isdigit()


def outline(text: str) -> tuple[Piece, ...]:
    """Every name and item, in the order of the file, each with the last line that belongs to it."""
    lines = text.split("\n")
    open_: list[Piece] = []
    found: list[Piece] = []
    count: dict[tuple[str, ...], int] = {}
    reached = 0
    for number, column, name, value in _marks(lines):
        while open_ and _is_over(open_[-1], column, name):
            found.append(_closed(open_.pop(), number - 1, reached, lines))
        reached = _after_value(lines, number, column, value)
        around = open_[-1].path if open_ else ()
        if not name:
            name = str(count.get(around, 0))
            count[around] = int(name) + 1
        open_.append(Piece((*around, name), column, number, number, value))
    while open_:
        found.append(_closed(open_.pop(), len(lines), reached, lines))
    return tuple(sorted(found, key=lambda piece: (piece.first, len(piece.path))))


def _is_over(piece: Piece, column: int, name: str) -> bool:
    """Whether a mark at this column ends a piece. A list may stand at the very column of its name."""
    if piece.column == column and not name and not piece.item:
        return False
    return piece.column >= column


def _closed(piece: Piece, last: int, reached: int, lines: list[str]) -> Piece:
    """Empty lines and comments before the next piece belong to that; those of wording after `|` do not."""
    while last > reached and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return Piece(piece.path, piece.column, piece.first, last, piece.value)


def _marks(lines: list[str]) -> Iterator[tuple[int, int, str, str]]:
    """Each dash (with no name) and each name: its line, its column, itself and what follows it."""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        dashes, rest = _dashes(line)
        for column in dashes:
            yield number, column, "", ""
        named = NAMED.match(rest.strip())
        if named is None:
            continue
        column = len(line) - len(rest.lstrip())
        value = (named["value"] or "").strip()
        yield number, column, named["name"].strip("'\""), value
        number = _after_value(lines, number, column, value)


def _dashes(line: str) -> tuple[list[int], str]:
    """The columns of the dashes that a line begins with, and the rest of it."""
    columns, at = [], 0
    while found := re.match(r" *-(?= |$)", line[at:]):
        columns.append(at + found.end() - 1)
        at += found.end()
    return columns, line[at:]


def _after_value(lines: list[str], number: int, column: int, value: str) -> int:
    """The last line of a value that goes on over lines: wording after `|`, or a bracket not yet closed."""
    if BLOCK.match(value):
        wording = itertools.takewhile(lambda line: not line.strip() or _indent(line) > column, lines[number:])
        return max((at for at, line in enumerate(wording, number + 1) if line.strip()), default=number)
    if value[:1] in ("[", "{"):
        depth = _depth(value)
        while depth > 0 and number < len(lines):
            depth += _depth(lines[number])
            number += 1
    return number


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _depth(words: str) -> int:
    return sum(words.count(opening) for opening in "[{") - sum(words.count(closing) for closing in "]}")
