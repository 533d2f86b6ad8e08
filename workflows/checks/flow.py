"""The ways through a service as a graph, and what follows from its shape alone.

Conditions are taken to hold or not as they like, so that "can be reached" is said generously here and
"never ends" is said only of what no answer could mend.
"""

import networkx as nx

from workflows.expressions import Expression
from workflows.faults import Faults
from workflows.step import Lane, Step
from workflows.workflow import Layout

#: Where every way must lead, and where one leads that forgot its end.
END, NOWHERE = "(end)", "(nowhere)"


def flow(layout: Layout) -> "nx.DiGraph[str]":
    """Steps and the ways between them. An edge's `holds` is what is known to hold along it.

    `late` edges are taken by the clock, `leaves` names the way of a branch that is left.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node(END)
    for step in layout.every:
        graph.add_node(step.id)
        for lane in step.lanes():
            _into(graph, layout, step, lane)
        for target in step.targets():
            graph.add_edge(step.id, target)
        if type(step).verb == "end":
            graph.add_edge(step.id, END)
        if step.when is not None or _falls_through(step):
            _on(graph, layout, step, step.id)
    return graph


def _falls_through(step: Step) -> bool:
    ways = [lane for lane in step.lanes() if not lane.aside]
    return step.passes and not any(way.when is None for way in ways)


def _into(graph: "nx.DiGraph[str]", layout: Layout, step: Step, lane: Lane) -> None:
    if lane.steps:
        graph.add_edge(step.id, lane.steps[0].id, holds=lane.when, late=lane.aside)
    elif not lane.aside:
        _on(graph, layout, step, step.id)


def _on(graph: "nx.DiGraph[str]", layout: Layout, step: Step, source: str) -> None:
    """The edge to what comes after a step, unless it is the last of a list that time opens."""
    after = layout.after.get(step.id)
    if after is None and layout.aside(step.id):
        return
    left: list[Expression] = [lane.when for lane in layout.left_by(step.id) if lane.when is not None]
    graph.add_edge(source, after or NOWHERE, leaves=left)


def check_flow(layout: Layout, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    """Every step can be reached, every way ends, and no loop turns without a person."""
    if not layout.every:
        return
    reached = set().union(*(nx.descendants(graph, root) | {root} for root in layout.roots))
    never = set(layout.by_id) - reached
    for step in layout.every:
        if step.id in never and not layout.aside(step.id) and not layout.inside_any(step.id, never):
            faults.fault(step.place, "never-reached", f"No way leads to {step.describe()}",
                         "Remove it, or lead to it by a go to, or give the step before it a when:")  # fmt: skip
    if NOWHERE in graph:
        for source in sorted(graph.predecessors(NOWHERE)):
            if source in reached:
                step = layout.by_id[source]
                faults.fault(step.place, "no-end", f"After {step.describe()} nothing comes: the case would never end",
                             "Add - end: with an outcome after it")  # fmt: skip
    else:
        _check_ends(layout, graph, reached, faults)
    _check_loops(layout, graph, faults)


def _check_ends(layout: Layout, graph: "nx.DiGraph[str]", reached: set[str], faults: Faults) -> None:
    ending = nx.ancestors(graph, END)
    stuck = [step for step in layout.every if step.id in reached and step.id not in ending]
    if stuck and not any(layout.aside(step.id) for step in stuck[:1]):
        faults.fault(stuck[0].place, "no-end", f"From {stuck[0].describe()} no way leads to an end",
                     "Give the loop a way out that leads to - end:")  # fmt: skip


def _check_loops(layout: Layout, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    moving = graph.subgraph([step.id for step in layout.every if not step.rests])
    for loop in nx.strongly_connected_components(moving):
        if len(loop) > 1 or any(moving.has_edge(one, one) for one in loop):
            steps = sorted((layout.by_id[one] for one in loop), key=lambda step: step.place)
            way = " → ".join(step.describe() for step in (*steps, steps[0]))
            faults.fault(steps[0].place, "endless-loop", f"This would turn for ever without a person: {way}",
                         "Put an ask into the loop, or lead out of it")  # fmt: skip
