"""What may be missing when it is read, traced along every way through the service.

For every step it is known which answers are surely there, and which are there whenever certain conditions
hold (a question asked `when:`, a way of a branch). A value may be read only where its answer is surely
there, or under the same conditions, or guarded by `is not missing`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import networkx as nx

from workflows.asking import Asked
from workflows.checks.flow import END, forks, joins
from workflows.conditions import Read, parts, reads
from workflows.conditions import tree as node
from workflows.conditions.tree import Tree
from workflows.expressions import Expression
from workflows.faults import Faults, Place, did_you_mean
from workflows.step import Lane, Step
from workflows.verbs.ask import Ask
from workflows.workflow import Layout


class Test:
    """One condition, with what it reads and what it shows to be there; compared so often that its hash is kept."""

    __slots__ = ("_hash", "reads", "shown", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.reads = frozenset(read.name for read in reads(tree))
        self.shown = tuple(_shown(tree))
        self._hash = hash(tree)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Test) and self._hash == other._hash and self.tree == other.tree)

    def __hash__(self) -> int:
        return self._hash


@lru_cache(maxsize=10_000)
def as_test(tree: Tree) -> Test:
    """The test of a condition; the same words are read once, however often they stand in a service."""
    return Test(tree)


#: How often what is known at a step may change before only what stays as it is counts. A service written
#: by hand needs two or three times, the worst of 3,000 made at random nine.
MOST_CHANGES = 20

#: The conditions under which an answer is there; none means surely.
Under = frozenset[Test]
SURELY: Under = frozenset()


@dataclass(frozen=True)
class Facts:
    """What is known on the way into a step: answers there, and conditions that hold."""

    there: Mapping[str, Under] = field(default_factory=dict)
    holding: Under = frozenset()

    def sure(self, name: str) -> bool:
        under = self.there.get(name)
        return under is not None and under <= self.holding

    def given(self, new: Mapping[str, Under | None]) -> "Facts":
        """After answers were given: None for one that may be left out."""
        if not new:
            return self
        untouched: dict[Under, bool] = {SURELY: True}  # a hundred questions are often asked under one condition
        kept = {}
        for name, under in self.there.items():
            if under not in untouched:
                untouched[under] = all(test.reads.isdisjoint(new) for test in under)
            if untouched[under] and name not in new:
                kept[name] = under
        added = {name: under for name, under in new.items() if under is not None}
        holding = frozenset(test for test in self.holding if test.reads.isdisjoint(new))
        return Facts(kept | added, holding)

    def under(self, conditions: Under) -> "Facts":
        """Where these conditions hold too; a comparison that holds shows that its answers are there."""
        if conditions <= self.holding:
            return self
        holding = self.holding | conditions
        shown = {name: SURELY for test in holding for name in test.shown}
        return Facts({**self.there, **shown}, holding)

    def leaving(self, before: "Facts", parts: Under) -> "Facts":
        """After a way of a branch: what was given only there is there under the way's condition."""
        holding = self.holding - parts | (before.holding & parts)
        if self.there is before.there:
            return Facts(self.there, holding)
        there = {
            name: under if before.there.get(name) == under else under | parts for name, under in self.there.items()
        }
        return Facts(there, holding)

    def alike(self, other: "Facts") -> "Facts":
        """What both know, word for word."""
        there = {name: under for name, under in self.there.items() if other.there.get(name) == under}
        return Facts(there, self.holding & other.holding)


def meet(ways: list[Facts]) -> Facts:
    """What is known whichever way was taken."""
    first, *others = ways
    if not others:
        return first
    holding = frozenset.intersection(*(way.holding for way in ways))
    if all(other.there is first.there for other in others):
        return Facts(first.there, holding)
    there = {}
    for name, under in first.there.items():
        if all(other.there.get(name) is under for other in others):
            there[name] = under
            continue
        unders = [under, *(other.there[name] for other in others if name in other.there)]
        if len(unders) == len(ways):
            longest = max(unders, key=len)
            if all(one <= longest for one in unders):
                there[name] = longest
        elif under and all(_excluded(other, under) for other in others if name not in other.there):
            there[name] = under
    for other in others:
        for name, under in other.there.items():
            if name not in there and under and all(
                _excluded(way, under) or (name in way.there and way.there[name] <= under) for way in ways
            ):  # fmt: skip
                there[name] = under
    return Facts(there, holding)


def _excluded(way: Facts, under: Under) -> bool:
    """Whether, on a way that gave nothing, one of the conditions is known not to hold."""
    return any(as_test(node.Not(test.tree)) in way.holding for test in under)


def conjuncts(*trees: Tree) -> Under:
    """The conditions that must all hold where these do."""
    found: set[Test] = set()
    for tree in trees:
        found |= conjuncts(*tree.tests) if isinstance(tree, node.And) else {as_test(tree)}
    return frozenset(found)


def _shown(tree: Tree) -> Iterator[str]:
    """The answers that must be there for a plain test to hold."""
    match tree:
        case node.IsMissing(node.Name(path), True):
            yield path
        case node.Compare() | node.OneOf() | node.Between():
            if not _has_if(tree):
                yield from (read.name for read in reads(tree) if not read.guarded)


def _has_if(tree: Tree) -> bool:
    return isinstance(tree, node.If | node.Or) or any(_has_if(part) for part in parts(tree))


class Tracer:
    """Walks the flow until nothing more is learnt, then says what is read and may not be there."""

    def __init__(self, layout: Layout, graph: "nx.DiGraph[str]", faults: Faults) -> None:
        self.layout = layout
        self.graph = graph
        self.faults = faults
        self.before: dict[str, Facts] = {}
        self.maybe: dict[str, frozenset[str]] = {}
        self._changed: Counter[str] = Counter()
        self._whens = {step.id: conjuncts(step.when.tree) if step.when else SURELY for step in layout.every}
        self._gives = {step.id: _given_by(step, layout.loops(step.id)) for step in layout.every}
        self._joins = {joins(step.id): step for step in layout.every if forks(step)}
        self._given = _with_words({name for given in self._gives.values() for name in given}, layout)
        self._trace()

    def _trace(self) -> None:
        waiting = list(self.layout.roots)
        for root in waiting:
            self.before[root] = self._at_root(root)
            self.maybe[root] = frozenset()
            self._learn(root)
        while waiting:
            for after in self.graph.successors(waiting.pop(0)):
                known = after in self.layout.by_id or after in self._joins or after == END
                if known and self._learn(after) and after not in waiting:
                    waiting.append(after)

    def _at_root(self, id: str) -> Facts:
        """The beginning knows nothing; the deadline runs once the first step is done, and may be late at any time."""
        first = self.layout.roots[0]
        return Facts() if id == first else self._passed_over(self.layout.by_id[first], Facts())

    def _learn(self, id: str) -> bool:
        """Work out what is known on the way into a step; whether that is news."""
        sources = [source for source in self.graph.predecessors(id) if source in self.before]
        maybe = frozenset().union(*(self._maybe_along(one, id) for one in sources))
        if id in self._joins:
            facts = self._joined(self._joins[id], sources)
        else:
            ways = [self._along(source, id) for source in sources]
            if id in self.layout.roots:
                ways.append(self._at_root(id))
            facts = meet(ways)
        if id in self.layout.roots[1:]:
            maybe |= self._given
        if self._changed[id] > MOST_CHANGES:  # loops may chase one another for ever: what comes and goes is not known
            facts = facts.alike(self.before[id])
        if self.before.get(id) == facts and self.maybe.get(id) == maybe:
            return False
        self.before[id], self.maybe[id] = facts, maybe
        self._changed[id] += 1
        return True

    def _maybe_along(self, source: str, target: str) -> frozenset[str]:
        found = self.maybe[source] | self._gives.get(source, {}).keys()
        entered = self.graph.edges[source, target].get("enters")
        if entered is not None and entered.word:
            return found | set(_inside_words(found, entered))
        part = self.graph.edges[source, target].get("part")
        return frozenset(_outside_words(found, part)) if target in self._joins and part and part.word else found

    def _along(self, source: str, target: str) -> Facts:
        """What is known after a step, on the way to another."""
        edge, before = self.graph.edges[source, target], self.before[source]
        step = self.layout.by_id.get(source)
        if edge.get("late") or source == END:
            return before.under(self._whens.get(source, SURELY))
        if step is None:
            fork = self._joins[source]
            return self._left(before.leaving(self.before[fork.id], self._whens[fork.id]), before, edge)
        if edge.get("enters") is not None:
            known = before.under(self._whens[step.id])
            known = known.under(conjuncts(edge["holds"].tree)) if edge["holds"] else known
            return _entering(known, edge["enters"])
        if target == END:
            return before.under(self._whens[step.id])
        facts = (
            self._passed_over(step, before) if not step.lanes() or not step.passes else self._not_taken(step, before)
        )
        return self._left(facts, before, edge)

    def _left(self, facts: Facts, before: Facts, edge: dict[str, Any]) -> Facts:
        for lane_when in edge.get("leaves", ()):
            facts = facts.leaving(before, conjuncts(lane_when.tree))
        return facts

    def _joined(self, fork: Step, sources: list[str]) -> Facts:
        """What is known when the threads of a step are one again."""
        before = self.before[fork.id].under(self._whens[fork.id])
        threads: dict[int, tuple[Lane, list[Facts]]] = {}
        for source in sources:
            if source != fork.id:
                lane = self.graph.edges[source, joins(fork.id)]["part"]
                threads.setdefault(id(lane), (lane, []))[1].append(self._along(source, joins(fork.id)))
        known = [_out_of(meet(ways), before, lane) for lane, ways in threads.values()]
        if not fork.joins_all():
            return meet([*known, before]) if known else before
        there = {name: one for name, one in before.there.items() if all(way.there.get(name) == one for way in known)}
        for way in known:
            there |= {name: one for name, one in way.there.items() if before.there.get(name) != one}
        return Facts(there, frozenset.intersection(before.holding, *(way.holding for way in known)))

    def _passed_over(self, step: Step, before: Facts) -> Facts:
        """After a step that may have been passed over by its `when:`."""
        under = self._whens[step.id]
        given = {
            name: one if one is None or not under or before.sure(name) else one | under
            for name, one in self._gives[step.id].items()
        }
        return before.given(given)

    def _not_taken(self, step: Step, before: Facts) -> Facts:
        """After a branch whose only way was not taken."""
        if step.rests:
            return self._passed_over(step, before)
        ways = [lane.when for lane in step.lanes() if lane.when is not None and not lane.aside]
        if len(ways) == 1 and step.when is None:
            return Facts(before.there, before.holding | {as_test(node.Not(ways[0].tree))})
        return before

    # What is read

    def given_by(self, step: Step) -> Iterable[str]:
        """The names of what a step gives, those inside its lists among them: `children.age`."""
        return self._gives[step.id]

    def condition(self, step: Step, condition: Expression | None, extra: Collection[str] = ()) -> None:
        """A condition may read what is missing, but not what no way there asks."""
        if condition is None:
            return
        known = self.maybe.get(step.id, frozenset())
        for read in condition.reads:
            name = self._answer(read.name)
            if name not in known and name not in extra and name != "due":
                self._never_asked(read.name, known.union(extra), condition.place)

    def joining(self, step: Step, condition: Expression) -> None:
        """What ends a fork may read whatever its threads ask."""
        known = self.maybe.get(joins(step.id), frozenset())
        for read in condition.reads:
            if self._answer(read.name) not in known:
                self._never_asked(read.name, known, condition.place)

    def value(self, step: Step, names: Iterable[Read], place: Place) -> None:
        """A value must be sure to be there, or guarded."""
        cure = "Write a when: that makes it sure, such as when: {name} is not missing"
        self._sure(step, names, place, self.facts(step), cure)

    def placeholder(self, step: Step, name: str, place: Place, facts: Facts) -> None:
        """What wording shows must be sure to be there, or guarded."""
        cure = "Write ((if {name} is not missing))…((end)) around it"
        self._sure(step, [Read(name, guarded=False)], place, facts, cure)

    def _sure(self, step: Step, names: Iterable[Read], place: Place, facts: Facts, cure: str) -> None:
        known = self.maybe.get(step.id, frozenset()) | facts.there.keys()
        for read in names:
            name = self._answer(read.name)
            if name not in known:
                self._never_asked(name, known, place)
            elif not read.guarded and not facts.sure(name):
                self.faults.fault(place, "may-be-missing", f"{name} may be missing here", cure.format(name=name))

    def named(self, step: Step, name: str, place: Place) -> None:
        """One answer that is read by its name."""
        self.value(step, [Read(name, guarded=False)], place)

    def after_first(self, step: Step) -> Facts:
        """What is known once a step was done."""
        return self._passed_over(step, self.facts(step))

    def facts(self, step: Step) -> Facts:
        """What is known while a step is done."""
        return self.before.get(step.id, Facts()).under(self._whens[step.id])

    def _answer(self, name: str) -> str:
        """The answer that a name reads: `parent.email` is one, and what is asked in `children` is `children.age`."""
        while name not in self._given and "." in name:
            name = name.rpartition(".")[0]
        return name

    def _never_asked(self, name: str, known: Iterable[str], place: Place) -> None:
        """A name that no step gives at all was said to be unknown already."""
        if self._answer(name) not in self._given:
            return
        self.faults.fault(place, "never-asked", f"{name} is read here, but no way that leads here asks it",
                          did_you_mean(name, known) or "Ask it in an earlier step")  # fmt: skip


def _given_by(step: Step, loops: tuple[Lane, ...]) -> dict[str, Under | None]:
    """What a step gives, by the names it has there, and under which of its own conditions; None: may be left out."""
    given = _gives(step)
    if not loops:
        return given
    word = loops[-1].word
    return {f"{word}.{name}": under if not under else None for name, under in given.items()}


def _gives(step: Step) -> dict[str, Under | None]:
    if not isinstance(step, Ask):
        return dict.fromkeys(step.gives(), SURELY)
    found: dict[str, Under | None] = {}
    for page in (*step.pages, *step.all_pages()[: 0 if step.pages else None]):
        for one in page.questions:
            if one.kind is None or not one.question.asks:
                continue
            own = [when.tree for when in (page.when, one.when) if when is not None]
            found[one.id] = None if left_out(one) else conjuncts(*own)
            found |= dict(_of_items(one, one.id))
    return found


def left_out(asked: Asked) -> bool:
    """Whether a question may leave its answer missing; of a list or several choices, an empty answer is one."""
    return asked.question.optional and asked.question.gives().name not in ("choices", "list")


def _of_items(asked: Asked, name: str) -> Iterator[tuple[str, Under | None]]:
    """What is asked in every item of a list: `children.age`."""
    for one in asked.inside:
        inner = f"{name}.{one.id}"
        yield inner, None if one.question.optional or one.when is not None else SURELY
        yield from _of_items(one, inner)


def _with_words(names: set[str], layout: Layout) -> frozenset[str]:
    """The names again, and those that the items of a `for each` have inside it."""
    lanes = sorted((lane for step in layout.every for lane in step.lanes() if lane.word), key=lambda lane: lane.source)
    for lane in lanes:
        names |= set(_inside_words(names, lane))
        names |= set(_outside_words(names, lane))
    return frozenset(names)


def _inside_words(names: Iterable[str], lane: Lane) -> Iterator[str]:
    """How an item's answers are called inside a `for each`; over options, the option itself."""
    yield lane.word
    yield from (lane.word + name.removeprefix(lane.source) for name in names if name.startswith(f"{lane.source}."))


def _outside_words(names: Iterable[str], lane: Lane) -> Iterator[str]:
    """And how they are called outside again."""
    for name in names:
        if name.startswith(f"{lane.word}."):
            yield lane.source + name.removeprefix(lane.word)
        elif name != lane.word:
            yield name


def _entering(facts: Facts, lane: Lane) -> Facts:
    """What is known in one item of a `for each`."""
    if not lane.word:
        return facts
    mine = {name: under for name, under in facts.there.items() if name.startswith(f"{lane.source}.")}
    inside = {lane.word + name.removeprefix(lane.source): under for name, under in mine.items()}
    return Facts({**facts.there, **inside, lane.word: SURELY}, facts.holding)


def _out_of(facts: Facts, before: Facts, lane: Lane) -> Facts:
    """What is known of a thread once it is done: by outside names, and under the condition it began with."""
    if lane.when is not None:
        facts = facts.leaving(before, conjuncts(lane.when.tree))
    if not lane.word:
        return facts

    def of_the_item(name: str) -> bool:
        return name == lane.word or name.startswith(f"{lane.word}.")

    def told_outside(under: Under) -> bool:
        return not any(of_the_item(name) for test in under for name in test.reads)

    kept = {name: under for name, under in facts.there.items() if told_outside(under)}
    there = {lane.source + name.removeprefix(lane.word) if of_the_item(name) else name: under
             for name, under in kept.items() if name != lane.word}  # fmt: skip
    return Facts(there, frozenset(test for test in facts.holding if told_outside(frozenset({test}))))
