"""What may be there and what surely is, on the way into every step, traced along every way through the service.

A first walk finds what any way may have asked by then, a second what is known whichever way was taken.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

import networkx as nx

from workflows.checks.facts import NEVER, SURELY, Facts, Way, meet, together
from workflows.checks.flow import END, forks, joins
from workflows.checks.giving import first, given_by, names_of, words_of
from workflows.checks.register import NOTHING, Register, Set
from workflows.due import Deadline
from workflows.expressions import Expression
from workflows.step import Lane, Step, every
from workflows.workflow import Layout

#: How often what is known at a step may change before only what stays as it is counts.
MOST_CHANGES = 20
#: The case's own time limit, as an answer; and that it was stopped for good.
DUE, STOPPED = "due", "(due stopped)"

Edge = dict[str, Any]


class Tracer:
    """Walks the flow until nothing more is learnt."""

    def __init__(
        self, layout: Layout, graph: "nx.DiGraph[str]", deadline: Deadline | None = None, reopened: str = ""
    ) -> None:
        """`reopened` is the step at which a case is taken up again that may have been closed at any time."""
        self.layout = layout
        self.roots = [*layout.roots, *([reopened] if reopened and reopened not in layout.roots else [])]
        self.graph = graph
        self.register = Register()
        self.before: dict[str, Facts] = {}
        self.maybe: dict[str, Set] = {}
        self._facts: dict[str, Facts] = {}
        self._handed: dict[str, Set] = {}
        self._changed: Counter[str] = Counter()
        self._backs: dict[tuple[str, str], frozenset[int]] = {}
        self._given_back: dict[tuple[str, str], Set] = {}
        self._asides: dict[tuple[str, str], Set] = {}
        #: What was found along an edge, and from what; and on the way into the lists of a step.
        self._ways: dict[tuple[str, str], tuple[tuple[Facts, Facts | None], Way]] = {}
        self._ways_in: dict[str, tuple[Facts, dict[str, Facts]]] = {}
        self._joins = {joins(step.id): step for step in layout.every if forks(step)}
        self._succ: dict[str, dict[str, Edge]] = dict(graph.adjacency())
        self._whens = {step.id: self._test(step.when) for step in layout.every}
        self._lanes = {step.id: step.lanes() for step in layout.every}
        self._lane_tests = {first(lane): self._test(lane.when) for lanes in self._lanes.values() for lane in lanes}
        self._gives = {step.id: given_by(step, layout.loops(step.id), self.register) for step in layout.every}
        self._start_clock(deadline)
        self._words = words_of((lane for lanes in self._lanes.values() for lane in lanes), self.register)
        self._given = sum({1 << name for given in self._gives.values() for name in given})
        for words in self._words.values():
            self._given |= sum({1 << name for name in (words.word, *(one for pair in words.pairs for one in pair))})
        self._pred: dict[str, list[str]] = {one: [] for one in self._succ}
        self._trace()

    def _test(self, when: Expression | None) -> Set:
        return self.register.test(when.tree) if when is not None else NOTHING

    def _start_clock(self, deadline: Deadline | None) -> None:
        """The case's time limit is there once a step is done that it counts from, until the step that stops it is."""
        if deadline is None:
            return
        due = self.register.name(DUE)
        for moment in deadline.from_ or ("received",):
            starts = [self.layout.roots[0]] if moment == "received" else [moment] if moment in self._gives else []
            name = self.register.name(moment)
            starts += [id for id, given in self._gives.items() if given.get(name) == SURELY]
            for id in starts:
                self._gives[id][due] = SURELY
        if deadline.until in self._gives:
            self._gives[deadline.until][self.register.name(STOPPED)] = SURELY

    # Both walks

    def _trace(self) -> None:
        order = self._order()
        self._walk(order, self._may)
        for source in self.maybe:
            for after in self._succ[source]:
                if after in self._pred:
                    self._pred[after].append(source)
        self._walk(order, self._learn)

    def _order(self) -> dict[str, float]:
        """Where a step stands in the file, and threads come together after the last of theirs: mostly as cases go."""
        order: dict[str, float] = {id: float(number) for id, number in self.layout.order.items()}
        for id, fork in self._joins.items():
            last = max((order[one.id] for one in every([fork])), default=0.0)
            order[id] = last + 1 - (order[fork.id] + 1) / (len(order) + 2)  # an inner one before the one around it
        return {**order, END: float(len(order))} if self._succ[END] else order  # where nothing follows nobody asks

    def _walk(self, order: dict[str, float], learn: Callable[[str], bool]) -> None:
        """Learn of every step that can be reached, in order, until nothing is news."""
        waiting = [(order[root], root) for root in self.roots]
        queued = {*self.roots}
        waiting.sort()
        while waiting:
            _, here = heappop(waiting)
            queued.discard(here)
            if learn(here):
                for after in self._succ[here]:
                    if after in order and after not in queued:
                        queued.add(after)
                        heappush(waiting, (order[after], after))

    # What may be there

    def _may(self, id: str) -> bool:
        """Gather what may be there on the way into a step, and hand it on; whether that is news."""
        if id in self.roots:
            known = -1 if id in self.roots[1:] else ~self._given
            self.maybe[id] = self.maybe.get(id, NOTHING) | known
        news = id not in self._handed or self._handed[id] != self.maybe[id]
        self._handed[id] = self.maybe[id]
        if news:
            for after in self._succ[id]:
                self.maybe[after] = self.maybe.get(after, NOTHING) | self._maybe_along(id, after)
        return news

    def _between(self, source: str, target: str) -> frozenset[int]:
        """What the steps give that a way back goes before."""
        order, step = self.layout.order, self.layout.by_id.get(source)
        if step is None or target not in step.targets() or target not in order:
            return frozenset()
        if (source, target) not in self._backs:
            steps = self.layout.every[self.layout.first_aside(target) : order[source]]
            self._backs[source, target] = frozenset(name for one in steps for name in self._gives[one.id])
        return self._backs[source, target]

    def given_between(self, source: str, target: str) -> Set:
        """The same as a set."""
        if (source, target) not in self._given_back:
            self._given_back[source, target] = sum(1 << name for name in self._between(source, target))
        return self._given_back[source, target]

    def _set_aside(self, source: str, target: str) -> Set:
        """Of those, what no other step gives."""
        if (source, target) not in self._asides:
            found = NOTHING
            for name in self._between(source, target):
                givers = self._givers[name]
                if self.layout.first_aside(target) <= givers[0] and givers[-1] < self.layout.order[source]:
                    found |= 1 << name
            self._asides[source, target] = found
        return self._asides[source, target]

    @cached_property
    def _givers(self) -> dict[int, list[int]]:
        """Where the steps stand that give an answer."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, step in enumerate(self.layout.every):
            for name in self._gives[step.id]:
                found[name].append(number)
        return found

    def _maybe_along(self, source: str, target: str) -> Set:
        edge, found = self._succ[source][target], self.maybe[source]
        if not edge.get("late"):
            found |= self._given_set.get(source, NOTHING)
        found &= ~self._set_aside(source, target)
        if (lane := edge.get("enters")) is not None and first(lane) in self._words:
            return self._words[first(lane)].maybe_inside(found)
        if target in self._joins:
            part = edge.get("part")
            for lane in self._lanes[self._joins[target].id]:
                found |= sum({1 << name for name in self._inside[first(lane)]}) & ~found
            if part is not None and first(part) in self._words:
                return self._words[first(part)].maybe_outside(found)
        return found

    @cached_property
    def _given_set(self) -> dict[str, Set]:
        return {id: sum(1 << name for name in given) for id, given in self._gives.items() if given}

    @cached_property
    def _inside(self) -> dict[str, frozenset[int]]:
        """What is given in each list that is a thread of its own."""
        lanes = [lane for step in self._joins.values() for lane in self._lanes[step.id] if lane.apart]
        return {first(lane): frozenset(name for one in every(lane.steps) for name in self._gives[one.id])
                for lane in lanes}  # fmt: skip

    # What is known

    def _learn(self, id: str) -> bool:
        """Work out what is known on the way into a step; whether that is news."""
        sources = [source for source in self._pred[id] if source in self.before]
        if id in self._joins:
            facts = self._joined(self._joins[id], sources)
        else:
            ways = [self._way(source, id) for source in sources]
            if id in self.roots:
                ways.append(self._at_root(id))
            facts = meet(ways)
        self._changed[id] += 1
        if self._changed[id] > MOST_CHANGES:  # loops may chase one another for ever: what comes and goes is not known
            facts = facts.alike(self.before[id])
        if self.before.get(id) == facts:
            return False
        self.before[id] = facts
        return True

    def _at_root(self, id: str) -> Way:
        """The beginning knows nothing; what may come at any time, as a deadline does, comes after the first step."""
        begins, nothing = self.layout.by_id[self.layout.roots[0]], Facts(self.register)
        if id == begins.id or any(begins.id in step.targets() for step in self.layout.every):
            return Way(nothing, self.maybe[id])
        later = {name for step in self.layout.every if step is not begins for name in self._gives[step.id]}
        return Way(self._done(begins, nothing).changed(later), self.maybe[id])

    def _way(self, source: str, target: str) -> Way:
        """Kept until what is known at either end is other than it was."""
        known, kept = (self.before[source], self.before.get(target)), self._ways.get((source, target))
        if kept is None or any(one is not other for one, other in zip(known, kept[0], strict=True)):
            kept = self._ways[source, target] = known, self._new_way(source, target)
        return kept[1]

    def _new_way(self, source: str, target: str) -> Way:
        edge = self._succ[source][target]
        left = NOTHING
        for when in edge.get("leaves", ()):
            left |= self._test(when)
        return Way(self._along(source, target, edge), self._maybe_along(source, target), left)

    def _along(self, source: str, target: str, edge: Edge) -> Facts:
        """What is known after a step, on the way to another."""
        before, step = self.before[source], self.layout.by_id.get(source)
        if step is None:
            return before
        inside = before.under(self._whens[source])
        if edge.get("late"):
            return inside
        if edge.get("enters") is not None:
            return self._entering(step, edge["enters"], inside)
        if "leaves" not in edge:
            return self._gone(step, target, inside)
        if not step.passes:
            over = before.unless(self._whens[source])
            gone = [Way(self._gone(step, target, inside), self.maybe[source])] if target in step.targets() else []
            return meet([Way(over, self.maybe[source]), *gone])
        return self._after(step, before)

    def _gone(self, step: Step, target: str, facts: Facts) -> Facts:
        """After a `go to`: one back sets aside what was given on the way, so that what was there before counts."""
        names = self._between(step.id, target)
        there = self.before.get(target, facts)
        kept = {name: SURELY if there.under_which(name) == SURELY else NEVER for name in names}
        return facts.changed(names).with_unders(kept) if names else facts

    def _after(self, step: Step, before: Facts) -> Facts:
        """After a step that may have been passed over by its `when:`."""
        when, maybe = self._whens[step.id], self.maybe[step.id]
        done = self._done(step, before.under(when))
        if not when:
            return done
        return meet([
            Way(done, maybe | self._given_set.get(step.id, NOTHING), when), Way(before.unless(when), maybe),
        ])  # fmt: skip

    def _done(self, step: Step, facts: Facts) -> Facts:
        """After a step was done, or a branch of which no way was taken."""
        ways = [lane for lane in self._lanes[step.id] if not lane.aside and not lane.apart]
        if any(lane.when is not None and not lane.steps for lane in ways):
            return facts
        for lane in ways:
            facts = facts.unless(self._lane_tests[first(lane)])
        return facts.given(self._gives[step.id])

    def _entering(self, step: Step, lane: Lane, facts: Facts) -> Facts:
        """What is known at the beginning of a list of a step."""
        if not lane.apart and not lane.aside:
            facts = self._past_others(step, facts)[first(lane)]
        facts = facts.under(self._lane_tests[first(lane)])
        if lane.apart:
            facts = facts.changed(self._beside(step, lane))
        return self._words[first(lane)].entering(facts) if first(lane) in self._words else facts

    def _past_others(self, step: Step, facts: Facts) -> dict[str, Facts]:
        """What is known at the beginning of each list of a step since none before it was taken."""
        kept = self._ways_in.get(step.id)
        if kept is None or kept[0] is not facts:
            found: dict[str, Facts] = {}
            past = facts
            for lane in self._lanes[step.id]:
                found.setdefault(first(lane), past)
                past = past.unless(self._lane_tests[first(lane)]) if lane.when is not None else past
            kept = self._ways_in[step.id] = facts, found
        return kept[1]

    def _beside(self, fork: Step, lane: Lane) -> Iterable[int]:
        """What the other threads may give meanwhile."""
        others = [first(one) for one in self._lanes[fork.id] if one.apart and first(one) != first(lane)]
        return {name for other in others for name in self._inside[other]}

    def _joined(self, fork: Step, sources: list[str]) -> Facts:
        """What is known when the threads of a step are one again."""
        before, maybe = self.before[fork.id].under(self._whens[fork.id]), self.maybe[fork.id]
        threads: dict[str, tuple[Lane, list[Way]]] = {}
        for source in sources:
            if source != fork.id:
                lane = self._succ[source][joins(fork.id)]["part"]
                threads.setdefault(first(lane), (lane, []))[1].append(self._way(source, joins(fork.id)))
        known = [self._out_of(fork, lane, ways, Way(before, maybe)) for lane, ways in threads.values()]
        if fork.joins_all():
            return together(before, known)
        disturbed = before
        for lane, _ in threads.values():
            disturbed = disturbed.changed(self._inside[first(lane)])
        return meet([Way(facts, -1) for facts in (*known, disturbed)])

    def _out_of(self, fork: Step, lane: Lane, ways: list[Way], before: Way) -> Facts:
        """What is known of a thread once it is done, or had nothing to do."""
        facts = meet(ways)
        if lane.when is not None:
            test = self._lane_tests[first(lane)]
            maybe = before.maybe | sum({1 << name for name in self._inside[first(lane)]})
            facts = meet([Way(facts, maybe, test), Way(before.facts.unless(test), before.maybe)])
        facts = facts.changed(self._beside(fork, lane))
        if first(lane) in self._words:
            words = self._words[first(lane)]
            beside = meet([Way(words.forgotten(facts), -1), Way(words.forgotten(before.facts), -1)])
            return beside.with_unders(words.leaving(facts))
        return facts

    # What others ask

    def given_by(self, step: Step) -> Iterable[str]:
        """The names of what a step gives, those inside its lists among them: `children.age`."""
        return [self.register.names[name] for name in self._gives[step.id]]

    def gives(self, name: str) -> bool:
        """Whether any step gives it, by this name."""
        return bool(self.register.known([name]) & self._given)

    def answer(self, name: str) -> str:
        """The answer that a name reads: `parent.email` is one, and what is asked in `children` is `children.age`."""
        while not self.gives(name) and "." in name:
            name = name.rpartition(".")[0]
        return name

    def asked(self, step: Step, condition: Expression) -> bool:
        """Whether some way to a step asks all that a condition reads there."""
        return all(self.maybe_at(step.id, self.answer(read.name)) for read in condition.reads)

    def maybe_at(self, node: str, name: str) -> bool:
        """Whether any way to a step, or to where threads come together, may have given it."""
        return bool(self.register.known([name]) & self._given & self.maybe.get(node, NOTHING))

    def names_at(self, node: str) -> Iterable[str]:
        return names_of(self._given & self.maybe.get(node, NOTHING), self.register)

    def facts(self, step: Step) -> Facts:
        """What is known while a step is done."""
        if step.id not in self._facts:
            before = self.before.get(step.id) or Facts(self.register)
            self._facts[step.id] = before.under(self._whens[step.id])
        return self._facts[step.id]

    def after_first(self, step: Step) -> Facts:
        """What is known once a step was done."""
        return self._after(step, self.before.get(step.id) or Facts(self.register))
