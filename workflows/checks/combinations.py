"""Tries every combination of cells, and says which ways hold together, each with one combination that shows it.

A way holds where all its parts do. Only answers that one part reads together are multiplied; the rest are looked at
one by one. What a combination comes to is a number whose bits are the ways that hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import product
from math import prod

from components.types import Type
from workflows import conditions
from workflows.checks.finite import MOMENT
from workflows.checks.grid import Cell, Endless
from workflows.conditions import Compiled, Tree
from workflows.conditions import tree as node

#: More combinations than this are not tried, nor more outcomes kept.
MOST = 20_000

#: A cell for each answer.
Combination = Mapping[str, Cell]


@dataclass(frozen=True)
class Part:
    """One test that a way needs; `bit` is 0 where everything needs it that is to be tried."""

    bit: int
    names: tuple[str, ...]
    holds: Compiled


@dataclass(frozen=True)
class Cluster:
    """Answers that are read together, and what reads them: the answers one by one, and several at once."""

    cells: Mapping[str, Sequence[Cell]]
    alone: Sequence[Part]
    together: Sequence[Part]

    def outcomes(self, whole: int) -> dict[int, Combination]:
        """What the combinations come to that may be; `whole` is every way."""
        if prod(map(len, self.cells.values())) > MOST:
            raise Endless(f"has more than {MOST:,} combinations")
        found: dict[int, Combination] = {}
        for chosen in product(*(list(self._left(name, whole)) for name in self.cells)):
            mask = whole
            for _, left in chosen:
                mask &= left
            combination = {name: cell for name, (cell, _) in zip(self.cells, chosen, strict=True)}
            left_over = self._tried(combination, mask)
            if left_over is not None:
                found.setdefault(left_over, combination)
        return found

    def _left(self, name: str, whole: int) -> Iterator[tuple[Cell, int]]:
        """Each cell of an answer that may be, with the ways that its own tests leave."""
        parts = [part for part in self.alone if part.names == (name,)]
        for cell in self.cells[name]:
            left = _less(parts, {name: cell.answer}, whole)
            if left is not None:
                yield cell, left

    def _tried(self, combination: Combination, mask: int) -> int | None:
        return _less(self.together, {name: cell.answer for name, cell in combination.items()}, mask)


def _less(parts: Iterable[Part], answers: Mapping[str, object], mask: int) -> int | None:
    """The ways without those of which a part does not hold; None where it cannot be."""
    for part in parts:
        if (mask & part.bit or not part.bit) and part.holds(answers, MOMENT) is not True:
            if not part.bit:
                return None
            mask &= ~part.bit
    return mask


class Grid:
    """Finite conditions, what surely holds on the way to them, and the cells of what they read."""

    def __init__(
        self, ways: Sequence[Tree | None], surely: Iterable[Tree], cells: Mapping[str, Sequence[Cell]],
        types: Mapping[str, Type],
    ) -> None:  # fmt: skip
        self.whole = (1 << len(ways)) - 1
        self.cells = cells
        self.types = types
        needed: dict[Tree, int] = dict.fromkeys((part for test in surely for part in conjuncts(test)), 0)
        bits: dict[Tree, int] = {}
        for number, way in enumerate(ways):
            for part in conjuncts(way) if way is not None else ():
                bits[part] = bits.get(part, 0) | 1 << number
        self.parts = [
            Part(bit, tuple(names_in(test)), conditions.compile(test, types))
            for test, bit in (*needed.items(), *bits.items())
        ]

    def where(self, surely: Iterable[Tree]) -> "Grid":
        """The same where more surely holds."""
        more = copy(self)
        more.parts = [*Grid((), surely, self.cells, self.types).parts, *self.parts]
        return more

    def outcomes(
        self, without: frozenset[str] = frozenset(), fixed: Combination | None = None
    ) -> dict[int, Combination]:
        """Every set of ways that some combination makes hold, with one; none where no combination can come here.

        Parts that read a name in `without` are taken to hold. `Endless` where there are too many to try.
        """
        found: dict[int, Combination] = {self.whole: {}}
        for cluster in self._clusters(without, fixed or {}):
            joined: dict[int, Combination] = {}
            for mask, combination in cluster.outcomes(self.whole).items():
                for other, more in found.items():
                    joined.setdefault(mask & other, {**more, **combination})
            if len(joined) > MOST:
                raise Endless(f"has more than {MOST:,} combinations")
            found = joined
        return found

    def taken(self, combination: Combination) -> int:
        """The ways that a combination makes hold, whether or not it can come here."""
        answers = {name: cell.answer for name, cell in combination.items()}
        return _less([part for part in self.parts if part.bit], answers, self.whole) or 0

    def bits_of(self, names: frozenset[str]) -> int:
        """The ways that read one of these names."""
        bits = 0
        for part in self.parts:
            bits |= part.bit if not names.isdisjoint(part.names) else 0
        return bits

    def shortest(
        self, combination: Combination, still: Callable[[int], bool], without: frozenset[str] = frozenset()
    ) -> Combination:
        """A combination without the answers that make no difference to what it shows."""
        left = dict(combination)
        for name in combination:
            rest = {one: cell for one, cell in left.items() if one != name}
            if rest and all(map(still, self.outcomes(without, rest))):
                left = rest
        return left

    def _clusters(self, without: frozenset[str], fixed: Combination) -> Iterator[Cluster]:
        parts = [part for part in self.parts if without.isdisjoint(part.names)]
        group: dict[str, list[str]] = {name: [name] for name in self.cells if name not in without}
        for part in parts:
            for name in part.names[1:]:
                one, other = group[part.names[0]], group[name]
                if one is not other:
                    one += other
                    group.update(dict.fromkeys(other, one))
        by_group: dict[int, list[Part]] = {id(names): [] for names in group.values()}
        for part in parts:
            by_group.setdefault(id(group[part.names[0]]) if part.names else 0, []).append(part)
        named = {id(names): names for names in group.values()}
        for key, own in by_group.items():
            cells = {name: [fixed[name]] if name in fixed else self.cells[name] for name in named.get(key, ())}
            yield Cluster(cells, [one for one in own if len(one.names) == 1],
                          [one for one in own if len(one.names) != 1])  # fmt: skip


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """The parts that must all hold where a condition does."""
    if isinstance(tree, node.And):
        for test in tree.tests:
            yield from conjuncts(test)
    else:
        yield tree


def names_in(tree: Tree) -> list[str]:
    """The names that a finite condition reads."""
    found: dict[str, None] = {}
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, node.Name):
            found[here.path] = None
        else:
            waiting += reversed(conditions.parts(here))
    return [*found]
