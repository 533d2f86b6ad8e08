"""The shortest way to a step on which none of some others is done."""

from collections import deque
from collections.abc import Mapping
from typing import Any

import networkx as nx

from workflows.checks.flow import forks, joins
from workflows.step import Step
from workflows.workflow import Workflow


def way_over(workflow: Workflow, graph: "nx.DiGraph[str]", goal: str, named: Mapping[str, Step]) -> list[str]:
    """The shortest way to a step, or to the end, on which none of these is done; none where every way does one."""
    came: dict[str, str] = dict.fromkeys(workflow.layout.roots, "")
    joining = _Joining(workflow)
    waiting = deque(came)
    while waiting:
        here = waiting.popleft()
        if here == goal:
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


def _does(step: Step, edge: dict[str, Any]) -> bool:
    """Whether a step is done on this way out of it, and neither passed over nor late."""
    return not edge.get("late") and step.when is None


def _back(came: dict[str, str], here: str) -> list[str]:
    way = [here]
    while came[way[-1]]:
        way.append(came[way[-1]])
    return way[::-1]
