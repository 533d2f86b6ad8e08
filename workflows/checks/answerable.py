"""What may be answered where a condition reads it: the cells that tell answers apart, and whether it may be missing."""

from collections.abc import Sequence
from decimal import Decimal

from components.types import Type
from workflows.checks.facts import Facts
from workflows.checks.finite import Finite
from workflows.checks.grid import MISSING, Bounds, Cell, cells
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.workflow import Workflow


def may_be(name: str, workflow: Workflow, finite: Finite, facts: Facts) -> list[Cell]:
    """Every answer that a name may have at a step, one for each that the conditions can tell apart."""
    one = finite.read[name]
    if one.stands_for is not None:
        found = cells(one.type, one.cuts, bounds=_bounds_of(one.stands_for))
        missing = not all(facts.sure(behind) for behind in finite.behind(name)) or name in finite.doubtful()
        return [*found, MISSING] if missing else found
    options = _options(name, one.type, workflow)
    cuts = [*one.cuts, *options] if one.whole else one.cuts
    found = cells(one.type, cuts, options, _bounds(name, one.type, workflow))
    return found if facts.sure(name) else [*found, MISSING]


def _bounds_of(tree: Tree) -> Bounds:
    return Bounds(least=Decimal(0)) if isinstance(tree, node.Count | node.YearsBetween) else Bounds()


def _options(name: str, kind: Type, workflow: Workflow) -> Sequence[str]:
    group = getattr(workflow.question(name), "of", None)
    if kind.name == "team" and group is not None:
        return workflow.organisation.groups.get(group, ())
    return kind.options


def _bounds(name: str, kind: Type, workflow: Workflow) -> Bounds:
    question = workflow.question(name)
    if kind.name == "choices":
        return Bounds(empty=question is None or question.optional)
    if kind.name not in ("number", "money") or question is None:
        return Bounds(decimals=6 if kind.name == "number" else 0)
    least = getattr(question, "at_least", None)
    if kind.name == "money" and least is None:
        least = Decimal(0)  # no question of money takes less
    return Bounds(least, getattr(question, "at_most", None), getattr(question, "decimals", 0))
