"""What surely holds on the way to a step, because the case would have gone elsewhere.

An `end` or a `go to` that was passed over did not hold, nor did an earlier way of a branch around the step. A
condition counts no longer where an answer that it reads may have been given since, or where a `go to` comes in
behind it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from workflows import conditions
from workflows.checks.finite import YES, fails
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.step import Lane, Step, every
from workflows.verbs.branch import Branch
from workflows.workflow import Layout


class _List:
    """One list of steps: what its steps close, what they give, and where a `go to` comes in."""

    def __init__(self, lane: Lane) -> None:
        self.position = {step.id: number for number, step in enumerate(lane.steps)}
        self.given: dict[str, int] = {}
        #: By the answers that they read: conditions that hold after a step of the list, by its number.
        self.closed: dict[str, list[tuple[int, Tree]]] = defaultdict(list)
        #: Where a `go to` comes in, and the step of the list that it stands in or -1.
        self.entries: list[tuple[int, int]] = []
        for number, step in enumerate(lane.steps):
            for one in every([step]):
                self.given.update(dict.fromkeys(one.gives(), number))
            for tree in _after(step):
                for name in _read(tree):
                    self.closed[name].append((number, tree))

    def still(self, tree: Tree, since: int, at: int) -> bool:
        """Whether what held after one step of the list still holds at another."""
        given = any(self.given.get(name, -1) >= since for name in _read(tree))
        return not given and not any(since < into <= at and source <= since for into, source in self.entries)


class Surely:
    """The conditions that surely hold, asked step by step."""

    def __init__(self, layout: Layout, reopen: str = "") -> None:
        self.layout = layout
        self._lists: dict[str, _List] = {}
        for step in layout.every:
            for target in step.targets():
                if target in layout.by_id:
                    self._list(target).entries.append((self._list(target).position[target], self._source(step, target)))

        if reopen in layout.by_id:
            self._list(reopen).entries.append((self._list(reopen).position[reopen], -1))

    def at(self, step: str, names: Iterable[str]) -> Iterator[Tree]:
        """What holds on the way to a step and reads one of these names."""
        wanted = {part for name in names for part in _parts(name)}
        while step:
            here = self._list(step)
            at = here.position[step]
            for name in wanted & here.closed.keys():
                yield from (tree for since, tree in here.closed[name] if since < at and here.still(tree, since, at))
            yield from self._earlier_ways(step, here, wanted)
            step = self.layout.parent(step)

    def _earlier_ways(self, step: str, here: _List, wanted: set[str]) -> Iterator[Tree]:
        """Of a branch around the step: the ways before this one, which were not taken."""
        parent = self.layout.by_id.get(self.layout.parent(step))
        if not isinstance(parent, Branch):
            return
        for lane in parent.lanes():
            if step in {one.id for one in lane.steps}:
                return
            if lane.when is not None:
                read = _read(lane.when.tree)
                if read & wanted and not read & here.given.keys():
                    yield fails(lane.when.tree)

    def _list(self, step: str) -> _List:
        lane = self.layout.lane(step)
        first = lane.steps[0].id
        if first not in self._lists:
            self._lists[first] = _List(lane)
        return self._lists[first]

    def _source(self, step: Step, target: str) -> int:
        """The number of the step of the target's list that a `go to` stands in, or -1 where it comes from elsewhere."""
        inside, lane = step.id, self.layout.lane(target)
        while inside and self.layout.lane(inside) is not lane:
            inside = self.layout.parent(inside)
        return self._list(target).position[inside] if inside else -1


def _after(step: Step) -> Iterator[Tree]:
    """What holds once a step is behind the case."""
    if not step.passes and step.when is not None:
        yield fails(step.when.tree)
    if isinstance(step, Branch):
        for tree in _after_branch(step):
            yield node.If(step.when.tree, tree, YES) if step.when is not None else tree


def _after_branch(step: Branch) -> Iterator[Tree]:
    """A way that leads elsewhere was not taken: it did not hold, or one before it did."""
    passing: list[Tree] = []
    for lane in step.lanes():
        leaves = lane.steps and leaves_for_good(lane.steps)
        if lane.when is not None and not leaves:
            passing.append(lane.when.tree)
        elif leaves:
            tests = (*passing, fails(lane.when.tree if lane.when is not None else node.Compare(YES, "is", YES)))
            yield node.Or(tests) if len(tests) > 1 else tests[0]


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
    return {part for read in conditions.reads(tree) for part in _parts(read.name)}


def _parts(name: str) -> set[str]:
    """What a name may be called elsewhere: `child.age` is `age` where it is asked, and `child` is an item."""
    return {name, name.partition(".")[0], name.rpartition(".")[2]}
