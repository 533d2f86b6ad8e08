"""Where a case stands, as the text of its row and back. The row is a cache of the events."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from engine.case import Case, Clock, Done, Party, Task, Waiting

Part = TypeVar("Part", bound=Task | Clock | Done | Party | Waiting)
#: What of a case is made of parts, by its field; its parties are a list of parts.
PARTS: dict[str, type[Task] | type[Clock] | type[Done] | type[Waiting]] = {
    "tasks": Task, "clocks": Clock, "done": Done, "waiting": Waiting,
}  # fmt: skip
#: Which fields of a part are moments, and which are tuples, by their place.
MOMENTS: dict[type[Any], list[int]] = {
    part: [n for n, f in enumerate(fields(part)) if "datetime" in str(f.type)]
    for part in (Task, Clock, Done, Party, Waiting)
}
TUPLES = {part: [n for n, f in enumerate(fields(part)) if "tuple" in str(f.type)] for part in MOMENTS}
_to_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


def to_text(value: Any) -> str:
    """Plain JSON in the fewest letters; any text of a person fits every database, in ASCII."""
    return _to_json(value)


def write_case(case: Case) -> str:
    state = dict(vars(case))
    for name in PARTS:
        state[name] = {key: _listed(part) for key, part in state[name].items()}
    state["parties"] = [_listed(part) for part in case.parties]
    for name in ("opened", "closed"):
        state[name] = state[name] and state[name].isoformat()
    return _to_json(state)


def read_case(text: str) -> Case:
    state = json.loads(text)
    for name, part in PARTS.items():
        state[name] = {key: _part(part, values) for key, values in state.get(name, {}).items()}
    state["parties"] = tuple(_part(Party, values) for values in state["parties"])
    for name in ("opened", "closed"):
        state[name] = state[name] and datetime.fromisoformat(state[name])
    return Case(**state)


def _listed(part: Task | Clock | Done | Party | Waiting) -> list[Any]:
    values = list(vars(part).values())
    for place in MOMENTS[type(part)]:
        values[place] = values[place] and values[place].isoformat()
    return values


def _part(part: type[Part], values: Sequence[Any]) -> Part:
    read = list(values)
    for place in MOMENTS[part]:
        read[place] = read[place] and datetime.fromisoformat(read[place])
    for place in TUPLES[part]:
        read[place] = tuple(read[place])
    return part(*read)
