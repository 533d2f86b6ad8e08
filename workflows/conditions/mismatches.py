"""The words for two types that do not go together, and what to write instead."""

from collections.abc import Iterable, Mapping

from components.joining import joined
from components.types import Type, TypeName
from workflows.conditions import tree as node
from workflows.conditions.tree import Tree

DESCRIBED: Mapping[TypeName, str] = {
    "number": "a number", "date": "a date", "time": "a time", "duration": "a length of time", "list": "a list",
    "file": "a file", "location": "a location", "team": "a team", "choice": "a choice",
    "choices": "an answer of several options", "yes or no": "a yes-or-no answer",
}  # fmt: skip

EXAMPLES: Mapping[TypeName, str] = {
    "money": "Write an amount of money, like £16,000", "number": "Write a number, like 12 or 12.5",
    "date": "Write a date, like 24 September 2026 or today", "time": "Write a time, like 17:30",
    "duration": "Write a length of time, like 5 working days", "yes or no": "Write yes or no without quotes",
    "text": 'Write text in quotes, like "Norfolk"', "choice": 'Write an option in quotes, like "Deep"',
    "team": "Write the name of a team in quotes",
}  # fmt: skip


def described(name: TypeName) -> str:
    return DESCRIBED.get(name, name)


def said(tree: Tree, found: Type) -> str:
    """What stands there, for a sentence: `"depth" (a choice)`, `a number`, `the text "Deep"`."""
    if isinstance(tree, node.Constant) and tree.type == "text":
        return f'the text "{tree.value}"'
    return f'"{tree.path}" ({described(found.name)})' if isinstance(tree, node.Name) else described(found.name)


def cure_for_is(left: Tree, one: Type, right: Tree, other: Type) -> str:
    """What to write where two sides are not of one type; the side that is a name is taken to be meant."""
    name = left.path if isinstance(left, node.Name) else "it"
    if one.name == "choices":
        return f'Write: {name} includes "…"'
    if one.name == "list":
        return f"Write: count of {name} > 0, or: any item in {name} has …"
    wanted, beside = (other, left) if isinstance(left, node.Constant) else (one, right)
    if wanted.name == "money" and isinstance(beside, node.Constant) and beside.type == "number":
        return f"Write £{beside.value}"
    return EXAMPLES.get(wanted.name, f"Only this can be tested: {name} is missing")


def cure_for_order(side: Tree, found: Type, wanted: Iterable[TypeName]) -> str:
    """What to write where `<` or `is before` does not work on one side."""
    if found.name in ("date", "time"):
        return 'Write "is before", "is after"'
    if found.name in ("list", "choices") and isinstance(side, node.Name):
        return f"Write: count of {side.path}"
    if isinstance(side, node.Constant) and str(side.value).replace(".", "", 1).isdecimal():
        return f"Write {side.value} without quotes"
    return f"It compares {joined(wanted, 'or')}"


def cure_for_no_test(tree: Tree, before: Tree | None) -> str:
    """`condition is "PIP" or "DLA"`: what stands alone belongs to the test before it."""
    match before, tree:
        case (
            node.Compare(left=node.Name(path), how="is" | "is not" as how, right=node.Constant(value=one)),
            node.Constant(value=other),
        ):
            return f'Write: {path} {how} one of "{one}", "{other}"'
    return "Compare it with something"


def cure_for_sum(left: Type, right: Type, operand: Tree) -> str:
    """What to write where two sides of a sign do not go together."""
    if left.name == "date" and isinstance(operand, node.Constant) and operand.type == "number":
        return f"Write {operand.value} days, or another length of time"
    if {left.name, right.name} == {"money", "number"}:
        return "Add money to money, or multiply it by a number with *"
    return "Check both sides of the sign"
