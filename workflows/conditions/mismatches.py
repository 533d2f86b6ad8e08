"""The words for two types that do not go together, and what to write instead."""

from collections.abc import Mapping

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
    wanted = other if isinstance(left, node.Constant) else one
    return EXAMPLES.get(wanted.name, f"Only this can be tested: {name} is missing")
