"""What surely holds on the way to a step, because the case would have gone elsewhere.

An `end` or a `go to` that was passed over did not hold, nor did an earlier way of a branch around the step. A
condition counts no longer where an answer that it reads may have been given since, or where a `go to` comes in
behind it.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from workflows import conditions
from workflows.checks.budget import Budget
from workflows.checks.finite import NO, YES, fails
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.step import Lane, Step, every
from workflows.verbs.branch import Branch
from workflows.workflow import Layout

ALWAYS, NEVER = node.Compare(YES, "is", YES), node.Compare(YES, "is", NO)
#: What holds after a step, and the answers that it reads by all the names they may have.
After: TypeAlias = tuple[Tree, frozenset[str]]
#: Where a `go to` comes into a list, and the step of the list that it stands in or -1; steps by their number.
Entries: TypeAlias = list[tuple[int, int]]


class _List:
    """One list of steps: where they stand, what they give, and what holds once they are behind the case."""

    def __init__(self, lane: Lane, entries: Entries, after: Callable[[Step], Iterable[After]]) -> None:
        self.position = {step.id: number for number, step in enumerate(lane.steps)}
        self.entries = sorted(entries)
        self.given: dict[str, int] = {}
        self.closed: dict[str, list[tuple[int, After]]] = defaultdict(list)
        for number, step in enumerate(lane.steps):
            for one in every([step]):
                self.given.update(dict.fromkeys(one.gives(), number))
            for tree, read in after(step):
                for name in read:
                    self.closed[name].append((number, (tree, read)))

    def still(self, read: frozenset[str], since: int, at: int) -> bool:
        """Whether what held after one step of the list and reads these still holds at another."""
        if any(self.given.get(name, -1) > since for name in read):
            return False
        first, last = bisect(self.entries, (since + 1, -2)), bisect(self.entries, (at + 1, -2))
        return not any(source <= since for _, source in self.entries[first:last])

    def at_end(self) -> dict[Tree, frozenset[str]]:
        """What holds when all its steps are behind the case."""
        end = len(self.position)
        return {tree: read for found in self.closed.values() for since, (tree, read) in found
                if self.still(read, since, end)}  # fmt: skip


class Surely:
    """The conditions that surely hold, asked step by step."""

    def __init__(self, layout: Layout, budget: Budget, reopen: str = "") -> None:
        self.layout = layout
        self.budget = budget
        self._lists: dict[str, _List] = {}
        self._entries: dict[str, Entries] = defaultdict(list)
        self._order = {step.id: number for lane in _lanes(layout) for number, step in enumerate(lane.steps)}
        for step in layout.every:
            for target in step.targets():
                if target in layout.by_id:
                    self._enter(target, step.id)
        if reopen in layout.by_id:
            self._enter(reopen, "")

    def _enter(self, target: str, inside: str) -> None:
        """A `go to` comes in from a step, or from outside where that is in none of the target's list."""
        lane = self.layout.lane(target)
        while inside and self.layout.lane(inside) is not lane:
            inside = self.layout.parent(inside)
        self._entries[lane.steps[0].id].append((self._order[target], self._order[inside] if inside else -1))

    def at(self, step: str, names: Iterable[str]) -> Iterator[Tree]:
        """What holds on the way to a step and reads one of these names."""
        wanted = {part for name in names for part in parts_of(name)}
        while step:
            here = self._list(step)
            at = here.position[step]
            for name in sorted(wanted & here.closed.keys()):
                yield from (
                    tree for since, (tree, read) in here.closed[name] if since < at and here.still(read, since, at)
                )
            yield from self._earlier_ways(step, here, wanted)
            step = self.layout.parent(step)

    def _earlier_ways(self, step: str, here: _List, wanted: set[str]) -> Iterator[Tree]:
        """Of a branch around the step: the ways before this one, which were not taken."""
        for tree in ways_before(self.layout, step):
            read = _read(tree)
            if read & wanted and not read & here.given.keys():
                yield fails(tree)

    def _list(self, step: str) -> _List:
        lane = self.layout.lane(step)
        first = lane.steps[0].id
        if first not in self._lists:
            self._lists[first] = _List(lane, self._entries[first], self._after)
        return self._lists[first]

    def _after(self, step: Step) -> Iterator[After]:
        """What holds once a step is behind the case."""
        if not step.passes and step.when is not None:
            yield fails(step.when.tree), _read(step.when.tree)
        if isinstance(step, Branch):
            own = {name for one in every([step]) for name in one.gives()}
            when = [step.when.tree] if step.when is not None else []
            for taken, tree, read in self._after_ways(step, when):
                if not read & own:
                    entered = all_of(taken)
                    self.budget.spend(len(taken))
                    yield node.If(entered, tree, YES), read | _read(tree)

    def _after_ways(self, step: Branch, before: list[Tree]) -> Iterator[tuple[list[Tree], Tree, frozenset[str]]]:
        """When a way is taken, and what holds then at its end: nothing does where it leads elsewhere.

        The answers are those by which it is taken.
        """
        read = frozenset(name for tree in before for name in _read(tree))
        for lane in step.lanes():
            own = [lane.when.tree] if lane.when is not None else []
            read = read.union(*map(_read, own))
            if lane.steps and leaves_for_good(lane.steps):
                yield [*before, *own], NEVER, read
            elif lane.steps:
                ends = sorted(self._list(lane.steps[0].id).at_end(), key=str)
                yield from (([*before, *own], tree, read) for tree in ends)
            before = [*before, *map(fails, own)]


def _lanes(layout: Layout) -> Iterator[Lane]:
    yield from {id(lane): lane for lane in (layout.lane(step.id) for step in layout.every)}.values()


def all_of(tests: list[Tree]) -> Tree:
    return node.And(tuple(tests)) if len(tests) > 1 else next(iter(tests), ALWAYS)


def ways_before(layout: Layout, step: str) -> Iterator[Tree]:
    """Of a branch around a step: the conditions of the ways before its own."""
    parent = layout.by_id.get(layout.parent(step))
    for lane in parent.lanes() if isinstance(parent, Branch) else ():
        if step in {one.id for one in lane.steps}:
            return
        if lane.when is not None:
            yield lane.when.tree


def leaves_for_good(steps: tuple[Step, ...]) -> bool:
    """Whether no case goes on from the end of this list."""
    last = steps[-1]
    if isinstance(last, Branch):
        ways = last.lanes()
        return (
            last.when is None
            and ways[-1].when is None
            and all(way.steps and leaves_for_good(way.steps) for way in ways)
        )
    return not last.passes and last.when is None


def _read(tree: Tree) -> frozenset[str]:
    return frozenset(part for read in conditions.reads(tree) for part in parts_of(read.name))


def parts_of(name: str) -> set[str]:
    """What a name may be called elsewhere: `child.age` is `age` where it is asked, and `child` is an item."""
    return {name, name.partition(".")[0], name.rpartition(".")[2]}
