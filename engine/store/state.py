"""Where a case stands, as the text of its row and back. The row is a cache of the events."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from engine.case import Case, Clock, Done, Party, Task, Waiting, changed

Part = TypeVar("Part", bound=Task | Clock | Done | Party | Waiting)
#: What of a case is made of parts, by its field; its parties are a list of parts.
PARTS: dict[str, type[Task] | type[Clock] | type[Done] | type[Waiting]] = {
    "tasks": Task, "clocks": Clock, "done": Done, "waiting": Waiting,
}  # fmt: skip
NOTHING = Case()
#: How what is kept of a part is read again where JSON has no word for it, by its place.
READING: dict[type[Any], list[tuple[int, Callable[[Any], Any]]]] = {
    part: [(n, datetime.fromisoformat if "datetime" in str(f.type) else tuple)
           for n, f in enumerate(fields(part)) if "datetime" in str(f.type) or "tuple" in str(f.type)]
    for part in (Task, Clock, Done, Party, Waiting)
}  # fmt: skip


def _kept(value: Any) -> Any:
    """A moment as its text, a part as the list of its values."""
    if isinstance(value, datetime):
        return value.isoformat()
    if type(value) in READING:
        return list(vars(value).values())
    raise TypeError(f"{type(value).__name__} is not plain JSON")


_to_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False, default=_kept).encode


def to_text(value: Any) -> str:
    """Plain JSON in the fewest letters; any text of a person fits every database, in ASCII."""
    return _to_json(value)


def write_case(case: Case) -> str:
    return _to_json(vars(case))


def read_case(text: str) -> Case:
    state = json.loads(text)
    for name, part in PARTS.items():
        state[name] = {key: _part(part, values) for key, values in state.get(name, {}).items()}
    state["parties"] = tuple(_part(Party, values) for values in state["parties"])
    for name in ("opened", "closed"):
        state[name] = state[name] and datetime.fromisoformat(state[name])
    return changed(NOTHING, **state)


def _part(part: type[Part], values: list[Any]) -> Part:
    for place, read in READING[part]:
        if place < len(values) and values[place] is not None:
            values[place] = read(values[place])
    return part(*values)
