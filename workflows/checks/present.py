"""Which answers can be there together at a step, by the ways that lead to it alone."""

from collections.abc import Iterable

from workflows.checks.budget import Budget
from workflows.checks.giving import left_out
from workflows.checks.tracing import Tracer
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: More sets of answers than this are not told apart.
MOST_SETS = 500


def present_at(
    step: str, names: Iterable[str], workflow: Workflow, tracer: Tracer, budget: Budget
) -> frozenset[frozenset[str]] | None:
    """The sets of these answers that may be there, whatever holds; None where that is not known.

    What is given in a thread of its own is not followed, nor is what a deadline or closing early may interrupt.
    """
    layout, wanted = workflow.layout, frozenset(names)
    holders = {id for name in wanted for id in workflow.holders[name]}
    giving = {id: wanted & layout.by_id[id].gives().keys() for id in holders}
    if any(layout.part(one) for one in giving) or len(tracer.roots) > 1:
        return None
    going = {one.id for one in layout.every if any(True for _ in one.targets())}
    asked = {id: _left_out(layout.by_id[id]) for id in giving}
    found: dict[str, set[frozenset[str]]] = {layout.roots[0]: {frozenset()}}
    waiting = [layout.roots[0]]
    while waiting:
        here = waiting.pop()
        budget.spend(len(found[here]))
        for after, edge in tracer.graph.succ[here].items():
            sets = found[here] if edge.get("late") else _given(found[here], giving.get(here), asked.get(here))
            if here in going:
                sets = sets | {one - wanted for one in sets}
            if not sets <= found.setdefault(after, set()):
                found[after] |= sets
                waiting.append(after)
            if len(found[after]) > MOST_SETS:
                return None
    return frozenset(found.get(step, ()))


def _given(
    sets: set[frozenset[str]], given: frozenset[str] | None, left_out: frozenset[str] | None
) -> set[frozenset[str]]:
    """The sets after a step: what it gives is there, or left out where it may be."""
    if not given:
        return sets
    found = {one | given for one in sets}
    for name in given & (left_out or frozenset()):
        found |= {one - {name} for one in found}
    return found


def _left_out(step: Step) -> frozenset[str]:
    """What a step may not give after all."""
    if step.when is not None or not isinstance(step, Ask):
        return frozenset(step.gives()) if step.when is not None else frozenset()

    asked = [(page, one) for page in step.all_pages() for one in page.questions if one.kind and one.question.asks]
    return frozenset(one.id for page, one in asked if page.when is not None or one.when is not None or left_out(one))


def as_rule(sets: frozenset[frozenset[str]], names: Iterable[str]) -> Tree:
    """That the answers there are one of these sets."""
    wanted = sorted(names)
    rules = [_exactly(one, wanted) for one in sorted(sets, key=sorted)]
    return node.Or(tuple(rules)) if len(rules) > 1 else rules[0]


def _exactly(there: frozenset[str], names: list[str]) -> Tree:
    tests = tuple(node.IsMissing(node.Name(name), name in there) for name in names)
    return node.And(tests) if len(tests) > 1 else tests[0]
