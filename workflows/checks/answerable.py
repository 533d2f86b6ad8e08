"""What may be answered where a condition reads it: the cells that tell answers apart, and whether it may be missing."""

from collections.abc import Sequence
from decimal import Decimal

from components.types import Type
from workflows.checks.facts import Facts
from workflows.checks.finite import Read
from workflows.checks.gathered import Gathered
from workflows.checks.grid import MISSING, Bounds, Cell, Endless, cells
from workflows.conditions import Tree
from workflows.conditions import tree as node
from workflows.workflow import Workflow


def may_be(name: str, workflow: Workflow, gathered: Gathered, facts: Facts) -> Sequence[Cell]:
    """Every answer that a name may have at a step, one for each that the conditions can tell apart."""
    one, known = gathered.read[name], gathered.shared.cells
    if one.stands_for is None:
        missing = not facts.sure(name)
    else:
        missing = not all(map(facts.sure, gathered.behind(name))) or name in gathered.doubtful()
    key = (name, missing, one.whole, *one.cuts)
    if key not in known:
        known[key] = [*_cells(name, one, workflow), *([MISSING] if missing else [])]
    return known[key]


def _cells(name: str, one: Read, workflow: Workflow) -> Sequence[Cell]:
    if one.stands_for is not None:
        return cells(one.type, one.cuts, bounds=_bounds_of(one.stands_for))
    options = _options(name, one.type, workflow)
    if one.whole and one.type.name == "choices" and not options:
        raise Endless(f"reads how many were chosen of {name}, whose options another system keeps")
    cuts = [*one.cuts, *options] if one.whole else one.cuts
    return cells(one.type, cuts, options, _bounds(name, one.type, workflow))


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
