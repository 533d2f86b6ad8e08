"""What a compiled condition costs each time, beside a bare Python lambda that says the same. Limit: 5 µs."""

from collections.abc import Callable
from datetime import UTC, datetime
from timeit import repeat
from typing import Any

from components.types import Type
from workflows import conditions
from workflows.calendars import NAMED
from workflows.conditions import Context

LIMIT = 5.0
TIMES = 20_000
NAMES = {
    "age": Type("number"), "council": Type("choice", ("norfolk", "suffolk")), "urgent": Type("yes or no"),
    "paid": Type("yes or no"), "born": Type("date"), "children": Type("list", inside={"age": Type("number")}),
}  # fmt: skip
ANSWERS = {
    "age": 20, "council": "norfolk", "urgent": True, "paid": False, "born": "1990-05-01",
    "children": [{"age": 9}, {"age": 7}, {"age": 4}],
}  # fmt: skip
CONTEXT = Context(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), NAMED["england"])
BARE: dict[str, Callable[[Any], Any]] = {
    'council is "norfolk"': lambda a: a["council"] == "norfolk",
    'age >= 18 and council is "norfolk"': lambda a: a["age"] >= 18 and a["council"] == "norfolk",
    "age < 18 or (urgent is yes and paid is no)": lambda a: a["age"] < 18 or (a["urgent"] and not a["paid"]),
    "born is before 24 September 1990": lambda a: a["born"] < "1990-09-24",
    "any child in children has child.age < 5": lambda a: any(child["age"] < 5 for child in a["children"]),
}


def microseconds(work: Callable[[], Any]) -> float:
    return min(repeat(work, number=TIMES, repeat=5)) / TIMES * 1_000_000


def main() -> None:
    for text, bare in BARE.items():
        compiled = conditions.compile(conditions.parse(text), NAMES)
        ours = microseconds(lambda run=compiled: run(ANSWERS, CONTEXT))  # type: ignore[misc]  # bound now
        python = microseconds(lambda run=bare: run(ANSWERS))  # type: ignore[misc]
        print(f"{ours:5.2f} µs of {LIMIT} µs  (bare Python {python:.2f} µs)  {text}")


if __name__ == "__main__":
    main()
