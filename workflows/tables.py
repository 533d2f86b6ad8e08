"""Decision tables: tests on answers to the left of `||`, the answers that a row gives to the right.

A row's test is a tree like any condition's, so that one set of types, closures and proofs serves both.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from components.base import Answer
from components.types import Type, TypeName
from workflows import conditions
from workflows.conditions import Compiled, Context, Flaw, Wrong
from workflows.conditions import tree as node
from workflows.conditions.cells import Cell, given, tested
from workflows.conditions.tree import Tree
from workflows.faults import MOST, did_you_mean
from workflows.hits import HITS, Found, Hit
from workflows.values import as_answer

#: What a table can give, as `gives:` says it; a choice is `choice of urgent, soon`.
GIVEN: tuple[TypeName, ...] = ("text", "number", "money", "date", "duration", "yes or no", "team")
CELLS = re.compile(r'"(?:[^"]|"")*"|\|\||\||[^|"]+|"')


@dataclass(frozen=True)
class Row(Found):
    """`test` is None where every cell is `-`; `offset` is the row's first character in the table's text."""

    offset: int
    test: Tree | None


@dataclass(frozen=True)
class Table:
    """A checked table; `inputs` are the names it reads, in the order of its columns."""

    inputs: tuple[str, ...]
    #: What a row gives; `hit` makes of several rows what the table gives.
    gives: Mapping[str, Type]
    hit: Hit
    rows: tuple[Row, ...]
    tests: tuple[Compiled, ...]

    def decide(self, answers: Mapping[str, Answer], context: Context) -> Mapping[str, Answer] | None:
        """What it gives, as plain JSON; None where no row says. May raise `TwoRowsHold`."""
        matching = [row for row, test in zip(self.rows, self.tests, strict=True) if test(answers, context) is True]
        return self.hit.choose(matching, self.gives)


def given_type(words: str) -> Type:
    """What `gives:` says an answer is; offsets of `Wrong` count within these words."""
    kind = " ".join(words.split())
    if kind.startswith("choice of "):
        options = tuple(option.strip() for option in kind.removeprefix("choice of ").split(","))
        if all(options) and len(set(options)) == len(options):
            return Type("choice", options)
        raise Wrong(
            [Flaw(0, "wrong-gives", "An option is empty or stands twice", "Write: choice of urgent, soon, watch")]
        )
    for name in GIVEN:
        if kind == name:
            return Type(name)
    cure = did_you_mean(kind, GIVEN) or f"Write one of: {', '.join(GIVEN)}, choice of …"
    raise Wrong([Flaw(0, "wrong-gives", f'"{kind}" is not something that can be given', cure)])


def read_table(text: str, gives: Mapping[str, str], names: Mapping[str, Type], hit: str = "unique") -> Table:
    """Read and check a table, whose `hit` is a name in `HITS`; `Wrong` says every flaw at its character of the text."""
    return _Reader(text, {name: given_type(words) for name, words in gives.items()}, names).table(hit)


@dataclass(frozen=True, slots=True)
class Line:
    """A line cut into its cells: those left of `||`, and those right of it."""

    at: int
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]


def cells(text: str) -> tuple[Line, ...]:
    """The lines that can be cut into cells, the header first; none is checked."""
    return tuple(line for line in _Reader(text, {}, {}).lines() if line)


class _Reader:
    def __init__(self, text: str, gives: Mapping[str, Type], names: Mapping[str, Type]) -> None:
        self.text = text
        self.gives = gives
        self.names = names
        self.flaws: list[Flaw] = []

    def flaw(self, at: int, code: str, sentence: str, cure: str) -> None:
        self.flaws.append(Flaw(at, code, sentence, cure))

    def table(self, called: str) -> Table:
        hit = HITS[called]
        first, *lines = self.lines() or [None]
        if first is None:
            raise Wrong(
                self.flaws or [Flaw(0, "no-rows", "The table is empty", "Write a header and rows, with || between")]
            )
        if not lines:
            self.flaw(0, "no-rows", "The table has no rows", "Write at least one beneath the header")
        self.header(first)
        fitting = [self.row(number, first, line) for number, line in enumerate(lines, start=1) if line]
        rows = tuple(row for row in fitting if row)
        if self.flaws:
            raise Wrong(self.flaws)
        tests = tuple(conditions.compile(row.test, self.names) if row.test else _always for row in rows)
        return Table(tuple(cell.text for cell in first.left), self.gives, hit, rows, tests)

    def enough(self) -> None:
        """Stop where there are so many flaws that nobody would read more."""
        if len(self.flaws) >= MOST:
            raise Wrong(self.flaws)

    # Lines and cells

    def lines(self) -> list[Line | None]:
        found, at = [], 0
        for text in self.text.split("\n"):
            if text.strip():
                found.append(self.line(Cell(text, at)))
            at += len(text) + 1
        return found

    def line(self, whole: Cell) -> Line | None:
        """A line cut into its cells; None where it cannot be."""
        marks = [match for match in CELLS.finditer(whole.text) if match.group() in ("|", "||", '"')]
        at = whole.cut(0).at
        for mark in marks:
            if mark.group() == '"':
                at = whole.at + mark.start()
                self.flaw(at, "unreadable", "The text that begins here has no end", 'Close it with another "')
                return None
        if [mark.group() for mark in marks].count("||") != 1:
            sentence = "A row has || once, between its tests and what it gives"
            self.flaw(at, "wrong-row", sentence, "Write: Deep | yes || urgent")
            return None
        starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), None]
        cells = tuple(whole.cut(start, end) for start, end in zip(starts, ends, strict=True))
        left = 1 + [mark.group() for mark in marks].index("||")
        return Line(at, cells[:left], cells[left:])

    def header(self, header: Line) -> None:
        for cells, known in ((header.left, self.names), (header.right, self.gives)):
            seen: set[str] = set()
            for cell in cells:
                self.enough()
                if cell.text not in known:
                    cure = did_you_mean(cell.text, known) or "Name an answer from a step before, or one under gives:"
                    self.flaw(cell.at, "unknown-name", f'"{cell.text}" is not the name of an answer here', cure)
                if cell.text in seen:
                    self.flaw(cell.at, "repeated", f'"{cell.text}" has two columns', "Keep one of them")
                seen.add(cell.text)
        columns = {cell.text for cell in header.right}
        for name in sorted(set(self.gives) - columns) if columns <= set(self.gives) else ():
            self.flaw(header.at, "no-column", f'"{name}" is given but has no column', "Add a column to the right of ||")

    # Rows

    def row(self, number: int, header: Line, line: Line) -> Row | None:
        self.enough()
        for heads, cells in ((header.left, line.left), (header.right, line.right)):
            if len(heads) != len(cells):
                sentence = f"On one side of || this row has {len(cells)} and the header {len(heads)}"
                self.flaw(line.at, "wrong-row", sentence, 'Write one cell for each column, "-" for anything')
                return None
        found = [self.tested(head, cell) for head, cell in zip(header.left, line.left, strict=True)]
        tests = tuple(test for test in found if test)
        whole = node.And(tests, line.at) if len(tests) > 1 else next(iter(tests), None)
        pairs = zip(header.right, line.right, strict=True)
        return Row(number, {head.text: self.given(head, cell) for head, cell in pairs}, line.at, whole)

    def tested(self, head: Cell, cell: Cell) -> Tree | None:
        """A cell's test, checked; None where it takes anything."""
        try:
            test = (
                tested(node.Name(head.text, cell.at), self.names[head.text], cell) if head.text in self.names else None
            )
            if test:
                conditions.check_condition(test, self.names)
        except Wrong as error:
            self.flaws += error.problems
            return None
        return test

    def given(self, head: Cell, cell: Cell) -> Answer:
        try:
            return as_answer(given(self.gives[head.text], cell)) if head.text in self.gives else None
        except Wrong as error:
            self.flaws += error.problems
            return None


def _always(answers: Mapping[str, Answer], context: Context) -> bool:
    return True
