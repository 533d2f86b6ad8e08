"""The ways through a service as a graph, and what follows from its shape alone.

Conditions are taken to hold or not as they like, so that "can be reached" is said generously here and
"never ends" is said only of what no answer could mend.
"""

from collections.abc import Collection

import networkx as nx

from workflows.faults import Faults
from workflows.step import Lane, Step, every
from workflows.workflow import Layout

#: Where every way must lead, and where one leads that forgot its end.
END, NOWHERE = "(end)", "(nowhere)"


def joins(step: str) -> str:
    """The node at which the threads of a step are one again."""
    return f"{step} joined"


def flow(layout: Layout, reopen: str = "") -> "nx.DiGraph[str]":
    """Steps and the ways between them. An edge's `holds` is what is known to hold along it.

    `late` edges are taken by the clock, by a failure or an extension (it says which), `leaves` names the way
    of a branch that is left. What goes on at the same time comes together again at a node of its own: see `joins`.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node(END)
    if reopen:
        graph.add_edge(END, reopen, late="reopened")
    for step in layout.every:
        graph.add_node(step.id)
        for lane in step.lanes():
            _into(graph, layout, step, lane)
        threads = forks(step)
        if threads:
            _on(graph, layout, step, joins(step.id))
        for target in step.targets():
            graph.add_edge(step.id, target)
        if type(step).verb == "end":
            graph.add_edge(step.id, END)
        if threads and _falls_through(step):
            graph.add_edge(step.id, joins(step.id))
        if step.when is not None or (not threads and _falls_through(step)):
            _on(graph, layout, step, step.id)
    return graph


def forks(step: Step) -> bool:
    """Whether its lists are gone through at the same time."""
    return any(lane.apart for lane in step.lanes())


def _falls_through(step: Step) -> bool:
    """Whether the case may go on without entering any of its lists; of a fork with nothing to do, to where it joins."""
    ways = [lane for lane in step.lanes() if not lane.aside]
    return step.passes and not any(way.when is None and not way.word for way in ways)


def _into(graph: "nx.DiGraph[str]", layout: Layout, step: Step, lane: Lane) -> None:
    if lane.steps:
        graph.add_edge(step.id, lane.steps[0].id, holds=lane.when, late=lane.aside, enters=lane)
    elif not lane.aside:
        _on(graph, layout, step, step.id)


def _on(graph: "nx.DiGraph[str]", layout: Layout, step: Step, source: str) -> None:
    """The edge to what comes after a step, unless it is the last of a list that time opens."""
    fork = layout.ends_thread(step.id)
    after = joins(fork) if fork else layout.after.get(step.id)
    if after is None and layout.aside(step.id):
        return
    left = [lane for lane in layout.left_by(step.id) if lane.when is not None and not lane.apart]
    graph.add_edge(source, after or NOWHERE, leaves=[lane.when for lane in left], part=layout.part(step.id))


def without_reopening(graph: "nx.DiGraph[str]") -> "nx.DiGraph[str]":
    """The ways of a case that is not taken up again: an end is an end."""
    if not list(graph.successors(END)):
        return graph
    cut = graph.copy()
    cut.remove_edges_from(list(graph.out_edges(END)))
    return cut


def check_flow(layout: Layout, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    """Every step can be reached, every way ends, and no loop turns without a person."""
    if not layout.every:
        return
    reached = set().union(*(nx.descendants(graph, root) | {root} for root in layout.roots))
    never = set(layout.by_id) - reached
    graph = without_reopening(graph)
    for step in layout.every:
        if step.id in never and not layout.aside(step.id) and not layout.inside_any(step.id, never):
            faults.fault(step.place, "never-reached", f"No way leads to {step.describe()}",
                         "Remove it, or lead to it by a go to, or give the step before it a when:")  # fmt: skip
    if NOWHERE in graph:
        for source in sorted(graph.predecessors(NOWHERE)):
            if source in reached:
                step = layout.by_id[source.removesuffix(" joined")]
                shown = graph.edges[source, NOWHERE].get("shown", "")
                faults.fault(step.place, "no-end", f"After {step.describe()} nothing comes: the case would never end"
                             + (f" for: {shown}" if shown else ""),
                             "Add - end: with an outcome after it")  # fmt: skip
    else:
        _check_ends(layout, graph, reached, faults)
    _check_loops(layout, graph, faults)
    _check_races(layout, graph, faults)


def excused(layout: Layout, graph: "nx.DiGraph[str]", held: set[str]) -> set[str]:
    """Of the steps that lead to no end, those of a part that need not be done: enough of its neighbours surely are."""
    free: set[str] = set()
    for fork in (step for step in layout.every if held and forks(step)):
        parts = [{one.id for one in every(lane.steps)} for lane in fork.lanes() if lane.apart]
        ended = [
            part for part in parts
            if part.isdisjoint(held) and nx.is_directed_acyclic_graph(graph.subgraph(part))
        ]  # fmt: skip
        if len(ended) >= fork.enough(len(parts)):
            free.update(*parts)
    return free


def way_of(layout: Layout, steps: Collection[str]) -> str:
    """Steps in the order of the file, as a person would follow them."""
    found = [step.describe() for step in layout.every if step.id in steps]
    return " → ".join(found)


def _check_ends(layout: Layout, graph: "nx.DiGraph[str]", reached: set[str], faults: Faults) -> None:
    unknown = {target for step in layout.every for target in step.targets()} - layout.by_id.keys()
    ending = set().union(*(nx.ancestors(graph, one) for one in (END, *unknown)))
    held = reached - ending
    free = excused(layout, graph, held)
    stuck = [step for step in layout.every if step.id in held - free and not layout.aside(step.id)]
    if stuck:
        faults.fault(stuck[0].place, "no-end", f"From {stuck[0].describe()} no way leads to an end",
                     "Give the loop a way out that leads to - end:")  # fmt: skip


def _check_loops(layout: Layout, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    moving = graph.subgraph(
        [name for step in layout.every if not step.rests for name in (step.id, joins(step.id)) if name in graph]
    )
    for loop in nx.strongly_connected_components(moving):
        if len(loop) > 1 or any(moving.has_edge(one, one) for one in loop):
            steps = sorted((layout.by_id[one] for one in loop if one in layout.by_id), key=lambda step: step.place)
            way = " → ".join(step.describe() for step in (*steps, steps[0]))
            faults.fault(steps[0].place, "endless-loop", f"This would turn for ever without a person: {way}",
                         "Put an ask into the loop, or lead out of it")  # fmt: skip


def _check_races(layout: Layout, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    """Where a part that needs nobody ends the others, nothing in them is done but what is done at once."""
    staying = {step.id for step in layout.every if step.rests and step.when is None}
    for fork in (step for step in layout.every if forks(step)):
        parts = [lane for lane in fork.lanes() if lane.apart]
        quick = [lane for lane in parts if lane.steps and _passes(graph, lane.steps[0].id, joins(fork.id), staying)]
        if fork.enough(len(parts)) < len(parts) and len(quick) >= fork.enough(len(parts)):
            faults.remark(quick[0].steps[0].place, "over-at-once", f"The part {quick[0].label} may need nobody: the "
                          "others are then taken away at once", "Begin it with a step that always waits")  # fmt: skip
        given = {name for lane in parts for step in every(lane.steps) if step.rests for name in step.gives()}
        for condition in (expression for expression, what in fork.expressions() if what == "joining"):
            if given.isdisjoint(read.name.rpartition(".")[2] for read in condition.reads):
                faults.remark(condition.place, "over-at-once", "This reads nothing that is asked there: it holds at "
                              "once, or never", "Read an answer that is given there")  # fmt: skip


def _passes(graph: "nx.DiGraph[str]", first: str, last: str, staying: set[str]) -> bool:
    """Whether a case may come from one step to another without waiting for anybody."""
    found, waiting = {first}, [first]
    while waiting:
        here = waiting.pop()
        if here == last:
            return True
        if here not in staying:
            news = [after for after, edge in graph.succ[here].items() if not edge.get("late") and after not in found]
            found.update(news)
            waiting += news
    return False
