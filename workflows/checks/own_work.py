"""Remarks on `not whoever did:`: where nobody may have done any of the steps it names, and where it is gone round."""

import networkx as nx

from components.joining import joined
from workflows.checks.tracing import Tracer
from workflows.checks.way_over import way_over
from workflows.faults import Faults
from workflows.verbs.ask import Ask
from workflows.verbs.end import End
from workflows.workflow import Workflow

#: So many ways are looked for: in a longer service the rest is left unsaid.
MOST_SEARCHES = 50


def check_own_work(workflow: Workflow, graph: "nx.DiGraph[str]", tracer: Tracer, faults: Faults) -> None:
    asks = workflow.asks()
    named = {id: {name: asks[name] for name in ask.not_whoever_did if name in asks} for id, ask in asks.items()}
    doubtful = [id for id, steps in named.items() if steps and not _surely_done(workflow, tracer, steps, asks[id])]
    for id in doubtful[:MOST_SEARCHES]:
        way = way_over(workflow, graph, id, named[id])
        if way and not nx.ancestors(graph, id).isdisjoint(named[id]):
            called = joined(step.describe() for step in named[id].values())
            asked = [asks[one] for one in way if one in asks and one not in named[id]]
            told = " → ".join(step.describe() for step in asked if step.when is None or step.id == id)
            faults.remark(asks[id].at("not whoever did"), "passed-over", f"A case may come here without {called}, so "
                          f"that nobody is kept from doing this: {told}",
                          "Name a step, too, that is always done before this one")  # fmt: skip


def check_closed_alone(workflow: Workflow, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    """Who closes a case early needs nobody: an outcome that somebody else must agree to elsewhere is not for them."""
    early = workflow.file.close_early
    seconds = {id: ask for id, ask in workflow.asks().items() if ask.not_whoever_did and ask.when is None}
    for outcome in early.as_ if early and seconds else ():
        ends = [step.id for step in workflow.layout.every if isinstance(step, End) and step.end == outcome]
        if early and ends and not any(way_over(workflow, graph, end, seconds) for end in ends):
            faults.remark(early.at("as"), "closed-alone", f"One person alone may close a case early as {outcome}: on "
                          "every other way there, somebody else has to agree",
                          "Name an outcome that nobody else has to agree to")  # fmt: skip


def _surely_done(workflow: Workflow, tracer: Tracer, steps: dict[str, Ask], ask: Ask) -> bool:
    """Whether an answer that only one of the steps gives is surely there, so that somebody did it."""
    facts = tracer.facts(ask)
    return any(
        workflow.holders.get(name) == (id,) and facts.sure(name) for id, step in steps.items() for name in step.gives()
    )
