"""Advice on a service that is sound otherwise: none of it stops publishing."""

import networkx as nx

from workflows.checks.exits import check_exit
from workflows.checks.own_work import check_closed_alone, check_own_work
from workflows.checks.patterns import check_patterns
from workflows.checks.plain_english import check_plain_english
from workflows.checks.reopening import check_reopening
from workflows.checks.slips import check_slips
from workflows.checks.tracing import Tracer
from workflows.checks.unused import Named, check_unsent, check_unused
from workflows.faults import Faults
from workflows.shared import Reading
from workflows.workflow import Workflow


def check_remarks(workflow: Workflow, graph: "nx.DiGraph[str]", tracer: Tracer, faults: Faults) -> None:
    named = Named(workflow)
    check_plain_english(workflow, faults.groups if isinstance(faults, Reading) else {}, faults)
    check_patterns(workflow, named, faults)
    check_unused(workflow, named, graph, faults)
    check_unsent(workflow, faults)
    check_own_work(workflow, graph, tracer, faults)
    check_closed_alone(workflow, graph, faults)
    check_reopening(workflow, graph, faults)
    check_slips(workflow, tracer, faults)
    check_exit(workflow, faults)
