"""What the tests of conditions share: a service's answers, a moment, and short ways to ask."""

from datetime import UTC, datetime
from typing import Any

from components.types import Type
from workflows import conditions
from workflows.calendars import NAMED
from workflows.conditions import Context

NAMES = {
    "age": Type("number"),
    "points": Type("number"),
    "fee": Type("money"),
    "council": Type("choice", ("norfolk", "suffolk")),
    "depth": Type("choice", ("Shallow", "Deep", "Very deep")),
    "route": Type("text"),
    "evidence": Type("choices", ("Passport", "Bill", "Licence")),
    "born": Type("date"),
    "starts_on": Type("date"),
    "due": Type("date"),
    "opens": Type("time"),
    "fix_within": Type("duration"),
    "urgent": Type("yes or no"),
    "paid": Type("yes or no"),
    "photo": Type("file"),
    "place": Type("location"),
    "school": Type("team"),
    "parent.email": Type("text"),
    "children": Type(
        "list",
        inside={"age": Type("number"), "name": Type("text"), "toys": Type("list", inside={"cost": Type("money")})},
    ),
    "incomes": Type("list", inside={"amount": Type("money"), "hours": Type("number")}),
}

#: A Sunday at noon.
CONTEXT = Context(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), NAMED["england"])


def value(text: str, **answers: Any) -> Any:
    """What a text comes to for these answers; `parent__email` stands for `parent.email`."""
    tree = conditions.parse(text)
    conditions.type_of(tree, NAMES)
    return conditions.compile(tree, NAMES)({name.replace("__", "."): given for name, given in answers.items()}, CONTEXT)


def holds(text: str, **answers: Any) -> bool:
    return value(text, **answers) is True
