"""All combinations of the cells of some answers at once: a set of them is a whole number, whose bits are combinations.

A test is worked out for each cell of what it reads; `and`, `or` and `not` are then done for all combinations together.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import product
from math import prod
from operator import and_, or_
from typing import TypeAlias

from workflows.checks.finite import YES
from workflows.checks.gathered import Shared
from workflows.checks.grid import Cell
from workflows.conditions import Tree
from workflows.conditions import tree as node

#: A cell for each answer.
Combination: TypeAlias = Mapping[str, Cell]
#: What other tests stand in; the last are what an `if` comes to.
JOINED = (node.And, node.Or, node.Not, node.If, node.Constant)
#: A set of combinations.
Some: TypeAlias = int


class Space:
    """Combinations in the order in which one would write them down, the last answer changing first."""

    def __init__(self, cells: Mapping[str, Sequence[Cell]], shared: Shared) -> None:
        self.cells = cells
        self.shared = shared
        self.every: Some = (1 << prod(map(len, cells.values()))) - 1
        self._columns: dict[str, list[Some]] = {}
        step = 1
        for name in reversed([*cells] if self.every else []):
            column, step = (1 << step) - 1, step * len(cells[name])
            column *= self.every // ((1 << step) - 1)  # again and again, as often as there is room
            self._columns[name] = [column << at * (step // len(cells[name])) for at in range(len(cells[name]))]

    def first(self, some: Some) -> Combination:
        """The first combination of a set."""
        return {name: next(cell for cell, column in zip(self.cells[name], self._columns[name], strict=True)
                           if some & -some & column) for name in self.cells}  # fmt: skip

    def truth(self, test: Tree) -> tuple[Some, Some]:
        """Where a test holds, and where its contrary does; where it is undecided, neither."""
        if not isinstance(test, JOINED):
            return self._plain(test)
        match test:
            case node.And(tests):
                both = [self.truth(one) for one in tests]
                return reduce(and_, (holds for holds, _ in both)), reduce(or_, (fails for _, fails in both))
            case node.Or(tests):
                both = [self.truth(one) for one in tests]
                return reduce(or_, (holds for holds, _ in both)), reduce(and_, (fails for _, fails in both))
            case node.Not(inner):
                holds, fails = self.truth(inner)
                return fails, holds
            case node.If(asked, then, otherwise):
                where = self.truth(asked)[0]
                (one, one_fails), (other, other_fails) = self.truth(then), self.truth(otherwise)
                elsewhere = self.every ^ where
                return one & where | other & elsewhere, one_fails & where | other_fails & elsewhere
        return (self.every, 0) if test == YES else (0, self.every)

    def _plain(self, test: Tree) -> tuple[Some, Some]:
        holds = fails = 0
        names = self.shared.names_of(test)
        values = self.shared.values(test, [self.cells[name] for name in names])
        if len(names) == 1:
            columns = self._columns[names[0]]
        else:
            columns = [reduce(and_, some, self.every) for some in product(*(self._columns[name] for name in names))]
        for column, value in zip(columns, values, strict=True):
            if value is True:
                holds |= column
            elif value is False:
                fails |= column
        return holds, fails
