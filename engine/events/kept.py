"""Facts as they are kept, and read again: what the chain hashes, and what is people's."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from engine.events import answers, beside, course, papers, tasks
from engine.events.event import Event

CLASSES: dict[str, type[Event]] = {
    kind.__name__: kind
    for module in (answers, beside, course, papers, tasks)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event)
}
#: Of each field: its name, and whether it is people's, a moment, and several things.
_FIELDS: dict[type[Event], tuple[tuple[str, bool, bool, bool], ...]] = {
    kind: tuple(
        (f.name, f.name in kind.personal, "datetime" in str(f.type), "tuple" in str(f.type)) for f in fields(kind)
    )
    for kind in CLASSES.values()
}


def write(events: Iterable[Event]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two lists of the same length, plain but for moments: what the chain hashes, and what is people's."""
    facts, contents = [], []
    for event in events:
        fact = {"event": type(event).__name__, "shape": event.shape, **vars(event)}
        contents.append({name: fact.pop(name) for name in event.personal})
        facts.append(fact)
    return facts, contents


def read(facts: list[dict[str, Any]], contents: list[dict[str, Any]] | None) -> list[Event]:
    """The events again. Where the content was erased, its fields are empty values of their kind."""
    found = []
    for number, fact in enumerate(facts):
        kind = CLASSES[fact["event"]]
        content = contents[number] if contents else {}
        values = {}
        for name, personal, moment, several in _FIELDS[kind]:
            if not personal and name not in fact:
                continue  # a field that this event did not have yet when it was written
            value = content.get(name, ERASED.get(name, "")) if personal else fact[name]
            if moment and value is not None:
                value = datetime.fromisoformat(value)
            values[name] = tuple(value) if several else value
        found.append(kind(**values))
    return found


#: What stands for a field whose words were erased.
ERASED: dict[str, Any] = {"answers": {}, "contacts": {}, "file": {}, "details": {}, "translated": {}, "files": ()}
