"""Whether every loop lets a case go, and turns only with somebody, whatever was answered before it.

A condition that reads nothing given inside a loop holds there for ever or never. With each set of such conditions
that can hold together, the ways that are closed are taken out of the loop, and what is left is looked at.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx

from workflows import conditions
from workflows.checks.budget import Spent
from workflows.checks.finite import has_clock
from workflows.checks.flow import END, excused, way_of, without_reopening
from workflows.checks.giving import names_of
from workflows.checks.grid import Endless
from workflows.checks.proving import Proof, Prover
from workflows.checks.register import NOTHING
from workflows.checks.surely import parts_of
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.faults import Faults
from workflows.step import Step
from workflows.verbs.branch import Branch
from workflows.workflow import Layout

#: More conditions than this are not looked at together.
MOST_TESTS = 8
Known: TypeAlias = dict[Tree, bool]
Graph: TypeAlias = "nx.DiGraph[str]"


def check_leaving(prover: Prover, graph: Graph, faults: Faults) -> None:
    """Say which loops some answers never leave, and which turn without anybody."""
    layout, graph = prover.workflow.layout, without_reopening(graph)
    passing = _without_rests(prover, graph)
    ends = nx.ancestors(graph, END) | {END}
    for ways, loop in ((one, loop) for one in (graph, passing) for loop in _loops(layout, one)):
        found = Loop(prover, ways, loop, ends)
        if not any(step.rests for step in found.steps):
            continue
        try:
            if ways is passing:
                found.say(found.turns, faults, "endless-loop", "This would turn for ever without a person for: {}: {}",
                          "Put an ask into the loop that is always asked, or lead out of it")  # fmt: skip
            elif loop <= ends:
                found.say(found.held, faults, "no-end", "No way leads out of this loop for: {}: {}",
                          "Give the loop a way out that is open then, too")  # fmt: skip
        except Spent:
            prover.give_up(found.steps[0].place, faults)
            return


def _loops(layout: Layout, graph: Graph) -> Iterator[frozenset[str]]:
    """Every loop, and those inside it: what still turns where its first step is taken out."""
    waiting = [iter(nx.strongly_connected_components(graph))]
    while waiting:
        loop = next(waiting[-1], None)
        if loop is None:
            waiting.pop()
        elif len(loop) > 1 or any(graph.has_edge(one, one) for one in loop):
            yield frozenset(loop)
            inside = loop - {min(loop, key=lambda one: _order(layout, one))}
            waiting.append(iter(nx.strongly_connected_components(graph.subgraph(inside))))


def _order(layout: Layout, id: str) -> int:
    """Where a step stands in the file; where the threads of one join, after all."""
    return layout.order.get(id, len(layout.order))


def _without_rests(prover: Prover, graph: Graph) -> Graph:
    """The ways that a case goes without anybody: a step that rests only where it is passed over."""
    layout = prover.workflow.layout
    kept: Graph = nx.DiGraph()
    kept.add_nodes_from(graph)
    for source, target, edge in graph.edges(data=True):
        step = layout.by_id.get(source)
        if edge.get("late") or (step is not None and step.rests and (step.when is None or "leaves" not in edge)):
            continue
        kept.add_edge(source, target, **edge)
    return kept


@dataclass(frozen=True)
class Loop:
    """Steps that a case may come to again and again."""

    prover: Prover
    graph: Graph
    nodes: frozenset[str]
    #: Whatever leads to an end.
    ends: set[str]

    @cached_property
    def steps(self) -> list[Step]:
        """Its steps, in the order of the file."""
        layout = self.prover.workflow.layout
        return [layout.by_id[id] for id in sorted(self.nodes & layout.order.keys(), key=layout.order.__getitem__)]

    @cached_property
    def entries(self) -> set[str]:
        return {one for one in self.nodes if any(before not in self.nodes for before in self.graph.pred[one])}

    def given(self, resting: bool) -> set[str]:
        """What is given inside it, by somebody or by the program alone."""
        giving = [step for step in self.steps if resting or not step.rests]
        return {part for step in giving for name in self.prover.tracer.given_by(step) for part in parts_of(name)}

    @cached_property
    def aside(self) -> set[str]:
        """What its ways back set aside."""
        found = NOTHING
        for step in self.steps:
            for target in step.targets():
                found |= self.prover.tracer.given_between(step.id, target) if target in self.nodes else NOTHING
        return {*names_of(found, self.prover.tracer.register)}

    def tests(self, changing: set[str]) -> list[Tree]:
        """The conditions in it that read nothing of what changes, each once."""
        first = self.prover.workflow.layout.loops(self.steps[0].id)
        found: dict[Tree, None] = {}
        for step in self.steps:
            lanes = [lane.when for lane in step.lanes() if isinstance(step, Branch)]
            for when in [step.when, *lanes]:
                if when is None or has_clock(when.tree) or self.prover.workflow.layout.loops(step.id) != first:
                    continue
                for test in _single(when.tree):
                    if changing.isdisjoint(part for read in conditions.reads(test) for part in parts_of(read.name)):
                        found.setdefault(test)
        return list(found)

    # What is looked at

    def held(self, known: Known) -> set[str]:
        """The steps from which no way leads out."""
        reached = self._walk(self.entries, lambda one: self._after(one, known))
        before: dict[str, set[str]] = {one: set() for one in reached}
        leaving = set()
        for one in reached:
            for after in self._after(one, known):
                if after in self.nodes:
                    before[after].add(one)
                elif after in self.ends:
                    leaving.add(one)
        layout = self.prover.workflow.layout
        held = reached - self._walk(leaving, before.__getitem__)
        return held - excused(layout, self.graph, held)

    def turns(self, known: Known) -> set[str]:
        """The steps that a case comes to for ever, where these are passed over or not."""
        left: Graph = nx.DiGraph()
        reached = self._walk(self.entries, lambda one: self._after(one, known))
        left.add_edges_from((one, after) for one in reached for after in self._after(one, known) if after in reached)
        return {one for loop in nx.strongly_connected_components(left) for one in loop
                if len(loop) > 1 or left.has_edge(one, one)}  # fmt: skip

    def _walk(self, waiting: set[str], onwards: Callable[[str], Any]) -> set[str]:
        found, left = set(waiting), list(waiting)
        while left:
            for after in onwards(left.pop()):
                if after in self.nodes and after not in found:
                    found.add(after)
                    left.append(after)
        return found

    def _after(self, id: str, known: Known) -> list[str]:
        """Where a case may go on from here, as far as that is known."""
        edges, step = self.graph.succ[id], self.prover.workflow.layout.by_id.get(id)
        if step is None:
            return list(edges)
        holds = _truth(step.when.tree, known) if step.when else True
        if holds is False:
            return [after for after, edge in edges.items() if "leaves" in edge]
        targets = set(step.targets())
        shut = self._shut(step, known)
        passes = step.passes and not (holds and shut.get("past"))
        return [
            after for after, edge in edges.items()
            if not ("leaves" in edge and after not in targets and holds and not passes)
            and not shut.get(after if edge.get("enters") is not None else "", False)
        ]  # fmt: skip

    def _shut(self, step: Step, known: Known) -> dict[str, bool]:
        """The ways of a branch that are not taken, by their first steps; and whether none is left past it."""
        shut: dict[str, bool] = {}
        taken = False
        for lane in step.lanes() if isinstance(step, Branch) else ():
            holds = _truth(lane.when.tree, known) if lane.when is not None else True
            if lane.steps:
                shut[lane.steps[0].id] = taken or holds is False
            elif not taken and holds is not False:
                return shut
            taken = taken or holds is True
        return shut | {"past": taken}

    # What is said

    def say(self, wrong: Callable[[Known], set[str]], faults: Faults, code: str, sentence: str, cure: str) -> None:
        """Say for which answers something is wrong, where conditions that never change make it so."""
        self.prover.budget.spend(20 * len(self.nodes))  # each is walked through several times
        turning = wrong == self.turns
        changing = self.given(resting=not turning)
        tests = self.tests(changing if turning else changing | {part for name in self.aside for part in parts_of(name)})
        missing: list[Tree] = [node.IsMissing(node.Name(name)) for name in sorted(self.aside) if turning]
        read = {part for test in tests for name in conditions.reads(test) for part in parts_of(name.name)}
        missing = [test for test in missing if not read.isdisjoint(parts_of(test.left.path))]  # type: ignore[union-attr]
        if not tests or len(tests) + len(missing) > MOST_TESTS:
            return
        first = self.steps[0]
        proof = self._proof(first, [*missing, *tests])
        if proof is None:
            return

        def of(mask: int) -> set[str]:
            if not all(mask >> number & 1 for number in range(len(missing))):
                return set()
            return wrong({test: bool(mask >> number & 1) for number, test in enumerate(tests, len(missing))})

        for mask, combination in sorted(proof.surely.items()):
            if steps := of(mask):
                shown = proof.words(proof.explained.shortest(combination, lambda one: bool(of(one)), frozenset()))
                way = way_of(self.prover.workflow.layout, steps)
                there = min((step for step in self.steps if step.id in steps), default=first, key=lambda one: one.place)
                faults.fault(there.place, code, sentence.format(shown, way), cure)
                return
        if any(map(of, proof.found)):
            faults.remark(
                first.place, "not-proved", f"Not proved that this loop lets everybody go: it {proof.doubt}", cure
            )

    def _proof(self, first: Step, ways: list[Tree]) -> Proof | None:
        before = self.prover.tracer.before.get(first.id)
        if before is None:
            return None
        try:
            return self.prover.proof(first, ways, before.without(self.aside), lambda mask: True)
        except Spent:
            raise
        except Endless:
            return None


def _single(tree: Tree) -> Iterator[Tree]:
    """The tests that a condition joins by `and` and `or`."""
    if isinstance(tree, node.And | node.Or):
        for test in tree.tests:
            yield from _single(test)
    else:
        yield tree


def _truth(tree: Tree, known: Known) -> bool | None:
    """Whether a condition holds where some tests are known to hold or not; None where that depends on others."""
    if not isinstance(tree, node.And | node.Or):
        return known.get(tree)
    parts = {_truth(test, known) for test in tree.tests}
    deciding = isinstance(tree, node.Or)
    if deciding in parts:
        return deciding
    return None if None in parts else not deciding
