"""What the conditions of one choice read together; each condition of a service is made finite once for all choices."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from components.types import Type
from workflows import conditions
from workflows.checks.budget import Budget
from workflows.checks.finite import MOMENT, MOST_FOLLOWED, Finite, Read, spans
from workflows.checks.grid import Cell, Endless
from workflows.conditions import Compiled, Tree, in_words
from workflows.conditions import tree as node


class Shared:
    """Conditions made finite and ready, with what one tree was asked about before; `names` are the answers there."""

    def __init__(self, names: Mapping[str, Type], worked_out: Callable[[str], Tree | None], budget: Budget) -> None:
        self.names = names
        self.worked_out = worked_out
        self.budget = budget
        self.types: dict[str, Type] = {}
        self.cells: dict[tuple[object, ...], Sequence[Cell]] = {}
        self._kept: dict[Tree, Tree] = {}
        self._stand_ins: dict[Tree, str] = {}
        self._behind: dict[str, frozenset[str]] = {}
        self._finite: dict[Tree, Finite] = {}
        # By the identity of a tree, beside the tree itself: hashing one costs more than all the rest.
        self._known: dict[int, tuple[Tree, Finite]] = {}
        self._names: dict[int, tuple[Tree, tuple[str, ...]]] = {}
        self._ready: dict[int, tuple[Tree, Compiled]] = {}
        self._values: dict[tuple[int, ...], tuple[object, list[Any]]] = {}

    def finite(self, tree: Tree) -> Finite:
        """A condition made finite, the same one for the same condition."""
        known = self._known.get(id(tree))
        if known is None:
            found = self._finite.get(tree)
            if found is None:
                found = self._finite[tree] = Finite(tree, self.names, self.worked_out, self._kept, self._stand_ins)
                self.budget.spend(10 * found.size)
                self.types.update((name, one.type) for name, one in found.read.items())
            known = self._known[id(tree)] = (tree, found)
        return known[1]

    def names_of(self, test: Tree) -> tuple[str, ...]:
        """The names that a finite condition reads."""
        known = self._names.get(id(test))
        if known is None:
            known = self._names[id(test)] = (test, tuple(names_in(test)))
        return known[1]

    def values(self, test: Tree, cells: Sequence[Sequence[Cell]]) -> list[Any]:
        """What a test comes to for every choice of a cell for each of its names."""
        key = (id(test), *map(id, cells))
        known = self._values.get(key)
        if known is None:
            names, run = self.names_of(test), self._compiled(test)
            found = [run(dict(zip(names, (cell.answer for cell in chosen), strict=True)), MOMENT)
                     for chosen in product(*cells)]  # fmt: skip
            self.budget.spend(len(found))
            known = self._values[key] = ((test, cells), found)
        return known[1]

    def _compiled(self, test: Tree) -> Compiled:
        known = self._ready.get(id(test))
        if known is None:
            known = self._ready[id(test)] = (test, conditions.compile(test, self.types))
        return known[1]

    def behind(self, name: str, one: Read) -> frozenset[str]:
        """The answers behind a name: itself, or all that it stands for."""
        if name not in self._behind:
            reads = conditions.reads(one.stands_for) if one.stands_for is not None else ()
            self._behind[name] = frozenset(
                read.name if read.name in self.names else read.name.partition(".")[0] for read in reads
            ) if one.stands_for is not None else frozenset([name])  # fmt: skip
        return self._behind[name]


class Gathered:
    """Grows by one condition after another."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.read: dict[str, Read] = {}
        #: Answers whose workings stand in their place.
        self.followed: set[str] = set()
        self._times_followed = 0

    def test(self, tree: Tree) -> Tree:
        """A condition made finite, and what it reads noted."""
        found = self.shared.finite(tree)
        self.shared.budget.spend(1 + len(found.read))
        for name, one in found.read.items():
            known = self.read.get(name)
            if known is None:
                self.read[name] = one.copy()
            else:
                known.add(one)
        self.followed |= found.followed
        self._times_followed += found.times_followed
        if self._times_followed > MOST_FOLLOWED:
            raise Endless("is worked out in too many steps")
        return found.result()

    def behind(self, name: str) -> frozenset[str]:
        return self.shared.behind(name, self.read[name])

    def doubtful(self) -> frozenset[str]:
        """The names that cannot be what they like: what is behind them is read elsewhere too, or hems them in."""
        return frozenset(
            name for name, one in self.read.items() if one.stands_for is not None
            and (not spans(one.stands_for)
                 or any(self.behind(name) & self.behind(other) for other in self.read if other != name))
        )  # fmt: skip

    def called(self, name: str) -> str:
        """A name in the words of a counter-example."""
        tree = self.read[name].stands_for
        return in_words(tree if tree is not None else node.Name(name), {})


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
