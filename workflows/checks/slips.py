"""Remarks on small things that a case would stumble over: a partner who is shown nothing, a number that may be 0."""

from collections.abc import Iterator

from components.figures import Figures
from workflows.checks.tracing import Tracer
from workflows.conditions import Tree, parts
from workflows.conditions import tree as node
from workflows.expressions import Expression
from workflows.faults import Faults
from workflows.reading import place_inside
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow


def check_slips(workflow: Workflow, tracer: Tracer, faults: Faults) -> None:
    for step in workflow.layout.every:
        if isinstance(step, Ask):
            _shown_nothing(workflow, step, faults)
        for expression in _expressions(step):
            if "/" in expression.text:
                _divided(workflow, tracer, step, expression, faults)


def _shown_nothing(workflow: Workflow, ask: Ask, faults: Faults) -> None:
    """A partner, and a person asked by email, sees only `sees:`."""
    kind = workflow.names_in(ask.id).get(ask.who)
    outside = ask.who in workflow.organisation.partners or (kind is not None and kind.channel == "email")
    if outside and not ask.says("sees"):
        who = workflow.organisation.partners.get(ask.who, "Whoever is asked")
        faults.remark(ask.at("who"), "shown-nothing", f"{who} is shown nothing of the case here",
                      "Add sees: with the answers that are needed, or sees: [] where none is")  # fmt: skip


def _expressions(step: Step) -> Iterator[Expression]:
    if step.when is not None:
        yield step.when
    yield from (expression for expression, _ in step.expressions())


def _divided(workflow: Workflow, tracer: Tracer, step: Step, expression: Expression, faults: Faults) -> None:
    divisors = {name.path: name for name in _divisors(expression.tree)}
    for path in divisors.keys() - set(_tested(expression.tree)):
        question, at = workflow.question(path), place_inside(expression.word, divisors[path].at)
        looked_at = any(tracer.facts(step).held([tracer.answer(path)]))
        if isinstance(question, Figures) and _may_be_0(question) and not looked_at:
            faults.remark(at, "may-be-0", f"{path} may be 0, by which nothing can be divided",
                          f"Give the question at least: 1, or write when: {path} > 0")  # fmt: skip


def _divisors(tree: Tree) -> Iterator[node.Name]:
    if isinstance(tree, node.Arithmetic):
        yield from (value for sign, value in tree.rest if sign == "/" and isinstance(value, node.Name))
    for part in parts(tree):
        yield from _divisors(part)


def _may_be_0(question: Figures) -> bool:
    least, most = question.at_least, question.at_most
    return (least is None or least <= 0) and (most is None or most >= 0)


def _tested(tree: Tree) -> Iterator[str]:
    """The numbers that a rule in the sum itself looks at."""
    if isinstance(tree, node.Compare | node.Between | node.OneOf):
        yield from (part.path for part in parts(tree) if isinstance(part, node.Name))
    for part in parts(tree):
        yield from _tested(part)
