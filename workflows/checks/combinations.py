"""Tries every combination of cells, and says which ways hold together, each with one combination that shows it.

A way holds where all its parts do. Only answers that one part reads together are multiplied; the rest are looked at
one by one. What a combination comes to is a number whose bits are the ways that hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from math import prod

from workflows.checks.gathered import Shared, conjuncts
from workflows.checks.grid import Cell, Endless
from workflows.checks.space import Combination, Space
from workflows.conditions import Tree

#: More combinations than this are not tried, nor more outcomes kept.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """One test that a way needs; `bit` is 0 where everything needs it that is to be tried."""

    bit: int
    names: tuple[str, ...]
    test: Tree


@dataclass(frozen=True)
class Cluster:
    """Answers that are read together, and what reads them."""

    cells: Mapping[str, Sequence[Cell]]
    parts: Sequence[Part]

    def outcomes(self, whole: int, shared: Shared) -> dict[int, Combination]:
        """What the combinations come to that may be, in their order; `whole` is every way."""
        count = prod(map(len, self.cells.values()))
        if count > MOST:
            raise Endless(f"has more than {MOST:,} combinations")
        space = Space(self.cells, shared)
        found = {whole: space.every} if count else {}
        for part in self.parts:
            holds = space.truth(part.test)[0]
            if holds != space.every:
                shared.budget.spend(len(found))
                found = _split(found, part.bit, holds)
        return {mask: space.first(some) for mask, some in sorted(found.items(), key=lambda one: one[1] & -one[1])}


def _split(found: Mapping[int, int], bit: int, holds: int) -> dict[int, int]:
    """Of each outcome the combinations for which a part holds, and without its ways the others."""
    split: dict[int, int] = {}
    for mask, some in found.items():
        stays = some if bit and not mask & bit else some & holds
        if stays:
            split[mask] = split.get(mask, 0) | stays
        if bit and stays != some:
            split[mask & ~bit] = split.get(mask & ~bit, 0) | some ^ stays
    return split


class Grid:
    """Finite conditions, what surely holds on the way to them, and the cells of what they read."""

    def __init__(
        self, ways: Sequence[Tree | None], surely: Iterable[Tree], cells: Mapping[str, Sequence[Cell]], shared: Shared
    ) -> None:
        self.whole = (1 << len(ways)) - 1
        self.cells = cells
        self.shared = shared
        needed = {id(part): part for test in surely for part in conjuncts(test)}
        bits: dict[int, int] = {}
        found: dict[int, Tree] = {}
        for number, way in enumerate(ways):
            for part in conjuncts(way) if way is not None else ():
                bits[id(part)] = bits.get(id(part), 0) | 1 << number
                found[id(part)] = part
        self.parts = [Part(0, shared.names_of(test), test) for test in needed.values()]
        self.parts += [Part(bit, shared.names_of(found[key]), found[key]) for key, bit in bits.items()]

    def where(self, surely: Iterable[Tree]) -> "Grid":
        """The same where more surely holds."""
        more = copy(self)
        more.parts = [*Grid((), surely, self.cells, self.shared).parts, *self.parts]
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
            for mask, combination in cluster.outcomes(self.whole, self.shared).items():
                for other, more in found.items():
                    joined.setdefault(mask & other, {**more, **combination})
            if len(joined) > MOST:
                raise Endless(f"has more than {MOST:,} combinations")
            found = joined
        return found

    def taken(self, combination: Combination) -> int:
        """The ways that a combination makes hold, whether or not it can come here."""
        space = Space({name: (cell,) for name, cell in combination.items()}, self.shared)
        mask = self.whole
        for part in self.parts:
            if part.bit & mask and not space.truth(part.test)[0]:
                mask &= ~part.bit
        return mask

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
            yield Cluster(cells, own)
