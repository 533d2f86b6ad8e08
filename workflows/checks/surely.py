"""What surely holds on the way to a step, because the case would have gone elsewhere.

An `end` or a `go to` that was passed over did not hold, nor did an earlier way of a branch around the step. A
condition counts no longer where an answer that it reads may have been given since, or where a `go to` comes in
behind it.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from workflows import conditions
from workflows.checks.finite import NO, YES, fails
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.step import Lane, Step, every
from workflows.verbs.branch import Branch
from workflows.workflow import Layout

ALWAYS, NEVER = node.Compare(YES, "is", YES), node.Compare(YES, "is", NO)
#: Where a `go to` comes into a list, and the step of the list that it stands in or -1; steps by their number.
Entries = list[tuple[int, int]]


class _List:
    """One list of steps: where they stand, what they give, and what holds once they are behind the case."""

    def __init__(self, lane: Lane, entries: Entries, after: Callable[[Step], Iterable[Tree]]) -> None:
        self.position = {step.id: number for number, step in enumerate(lane.steps)}
        self.entries = sorted(entries)
        self.given: dict[str, int] = {}
        self.closed: dict[str, list[tuple[int, Tree]]] = defaultdict(list)
        for number, step in enumerate(lane.steps):
            for one in every([step]):
                self.given.update(dict.fromkeys(one.gives(), number))
            for tree in after(step):
                for name in _read(tree):
                    self.closed[name].append((number, tree))

    def still(self, tree: Tree, since: int, at: int) -> bool:
        """Whether what held after one step of the list still holds at another."""
        if any(self.given.get(name, -1) > since for name in _read(tree)):
            return False
        first, last = bisect(self.entries, (since + 1, -2)), bisect(self.entries, (at + 1, -2))
        return not any(source <= since for _, source in self.entries[first:last])

    def at_end(self) -> set[Tree]:
        """What holds when all its steps are behind the case."""
        end = len(self.position)
        return {tree for found in self.closed.values() for since, tree in found if self.still(tree, since, end)}


class Surely:
    """The conditions that surely hold, asked step by step."""

    def __init__(self, layout: Layout, reopen: str = "") -> None:
        self.layout = layout
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
                yield from (tree for since, tree in here.closed[name] if since < at and here.still(tree, since, at))
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

    def _after(self, step: Step) -> Iterator[Tree]:
        """What holds once a step is behind the case."""
        if not step.passes and step.when is not None:
            yield fails(step.when.tree)
        if isinstance(step, Branch):
            own = {name for one in every([step]) for name in one.gives()}
            when = [step.when.tree] if step.when is not None else []
            for taken, tree in self._after_ways(step):
                entered = all_of([*when, taken])
                if not _read(entered) & own:
                    yield node.If(entered, tree, YES)

    def _after_ways(self, step: Branch) -> Iterator[tuple[Tree, Tree]]:
        """When a way is taken, and what holds then at its end: nothing does where it leads elsewhere."""
        before: list[Tree] = []
        for lane in step.lanes():
            taken = all_of([*map(fails, before), *([lane.when.tree] if lane.when is not None else [])])
            if lane.steps and leaves_for_good(lane.steps):
                yield taken, NEVER
            elif lane.steps:
                yield from ((taken, tree) for tree in sorted(self._list(lane.steps[0].id).at_end(), key=str))
            before += [lane.when.tree] if lane.when is not None else []


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


def _read(tree: Tree) -> set[str]:
    return {part for read in conditions.reads(tree) for part in parts_of(read.name)}


def parts_of(name: str) -> set[str]:
    """What a name may be called elsewhere: `child.age` is `age` where it is asked, and `child` is an item."""
    return {name, name.partition(".")[0], name.rpartition(".")[2]}
