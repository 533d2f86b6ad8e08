"""Remarks on `not whoever did:` where nobody may have done any of the steps that it names."""

from collections import deque
from typing import Any

import networkx as nx

from workflows.checks.flow import forks, joins
from workflows.checks.tracing import Tracer
from workflows.faults import Faults
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: So many ways are looked for: in a longer service the rest is left unsaid.
MOST_SEARCHES = 50


def check_own_work(workflow: Workflow, graph: "nx.DiGraph[str]", tracer: Tracer, faults: Faults) -> None:
    asks = workflow.asks()
    named = {id: {name: asks[name] for name in ask.not_whoever_did if name in asks} for id, ask in asks.items()}
    doubtful = [id for id, steps in named.items() if steps and not _surely_done(workflow, tracer, steps, asks[id])]
    for id in doubtful[:MOST_SEARCHES]:
        way = _way_over(workflow, graph, asks[id], named[id])
        if way and not nx.ancestors(graph, id).isdisjoint(named[id]):
            called = " and ".join(step.describe() for step in named[id].values())
            asked = [asks[one] for one in way if one in asks and one not in named[id]]
            told = " → ".join(step.describe() for step in asked if step.when is None or step.id == id)
            faults.remark(asks[id].at("not whoever did"), "passed-over", f"A case may come here without {called}, so "
                          f"that nobody is kept from doing this: {told}",
                          "Name a step, too, that is always done before this one")  # fmt: skip


def _surely_done(workflow: Workflow, tracer: Tracer, steps: dict[str, Ask], ask: Ask) -> bool:
    """Whether an answer that only one of the steps gives is surely there, so that somebody did it."""
    facts = tracer.facts(ask)
    return any(
        workflow.holders.get(name) == (id,) and facts.sure(name) for id, step in steps.items() for name in step.gives()
    )


def _way_over(workflow: Workflow, graph: "nx.DiGraph[str]", ask: Ask, named: dict[str, Ask]) -> list[str]:
    """The shortest way to a step on which none of these is done; none where every way does one."""
    came: dict[str, str] = dict.fromkeys(workflow.layout.roots, "")
    joining = _Joining(workflow)
    waiting = deque(came)
    while waiting:
        here = waiting.popleft()
        if here == ask.id:
            return _back(came, here)
        for after, edge in graph.succ[here].items():
            done = here in named and _does(named[here], edge)
            if after not in came and not done and joining.lets_on(after, edge):
                came[after] = here
                waiting.append(after)
    return []


class _Joining:
    """Threads that all must be done go on together: as many as are waited for must have come."""

    def __init__(self, workflow: Workflow) -> None:
        self._wanted: dict[str, set[str]] = {}
        for step in workflow.layout.every:
            if forks(step) and step.joins_all():
                self._wanted[joins(step.id)] = {
                    lane.steps[0].id for lane in step.lanes() if lane.apart and lane.when is None and not lane.word
                }

    def lets_on(self, after: str, edge: dict[str, Any]) -> bool:
        wanted, part = self._wanted.get(after, set()), edge.get("part")
        if part is not None and part.steps:
            wanted.discard(part.steps[0].id)
        return not wanted


def _does(step: Ask, edge: dict[str, Any]) -> bool:
    """Whether a step is done on this way out of it, and neither passed over nor late."""
    return not edge.get("late") and step.when is None


def _back(came: dict[str, str], here: str) -> list[str]:
    way = [here]
    while came[way[-1]]:
        way.append(came[way[-1]])
    return way[::-1]
