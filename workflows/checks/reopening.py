"""A remark on `reopen:` where a case goes on at its step without what every other case has done by then."""

from collections.abc import Iterator

import networkx as nx

from components.joining import joined
from workflows.checks.flow import END, forks, without_reopening
from workflows.checks.way_over import way_over
from workflows.faults import Faults
from workflows.step import Step
from workflows.workflow import Workflow


def check_reopening(workflow: Workflow, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    reopen = workflow.file.reopen
    if reopen is None or reopen.at_ not in workflow.layout.by_id or workflow.layout.parent(reopen.at_):
        return
    jumped = list(_jumped(workflow, without_reopening(graph), reopen.at_))
    if jumped:
        told = joined(step.describe() for step in jumped)
        faults.remark(reopen.at("at"), "jumps-over", f"A case may be taken up again here that never came to {told}",
                      f"Name {jumped[0].id}, or a step before it: what was answered from there on is filled in "
                      "again")  # fmt: skip


def _jumped(workflow: Workflow, graph: "nx.DiGraph[str]", at: str) -> Iterator[Step]:
    """What is always done before a step, and not always before a case is closed."""
    if not way_over(workflow, graph, at, {}):
        return
    anywhere = bool(workflow.file.withdraw or workflow.file.close_early)
    for step in workflow.layout.every[1 : workflow.layout.order[at]]:
        done = {step.id: step}
        always = (step.rests or forks(step)) and not way_over(workflow, graph, at, done)
        if always and (anywhere or way_over(workflow, graph, END, done)):
            yield step
