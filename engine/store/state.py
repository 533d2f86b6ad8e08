"""Where a case stands, as the text of its row and back. The row is a cache of the events."""

import json
from datetime import datetime
from typing import Any

from engine.case import Case, Clock, Done, Party, Task

_PLAIN = (
    "reference", "service", "version", "revision", "outcome", "practice", "places", "visits", "answers", "aside",
    "messages",
)  # fmt: skip
_to_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


def to_text(value: Any) -> str:
    """Plain JSON in the fewest letters; any text of a person fits every database, in ASCII."""
    return _to_json(value)


def write_case(case: Case) -> str:
    state: dict[str, Any] = {name: getattr(case, name) for name in _PLAIN}
    state["opened"] = _iso(case.opened)
    state["closed"] = _iso(case.closed)
    state["done"] = {step: (done.at.isoformat(), done.people) for step, done in case.done.items()}
    state["tasks"] = [_task(task) for task in case.tasks.values()]
    state["clocks"] = {
        name: (clock.due.isoformat(), clock.statutory, _iso(clock.paused), clock.late)
        for name, clock in case.clocks.items()
    }
    state["parties"] = [(party.role, party.name, party.contacts, party.person) for party in case.parties]
    return _to_json(state)


def read_case(text: str) -> Case:
    state = json.loads(text)
    tasks = [_read_task(row) for row in state.pop("tasks")]
    return Case(
        opened=_moment(state.pop("opened")),
        closed=_moment(state.pop("closed")),
        done={
            step: Done(datetime.fromisoformat(at), tuple(people)) for step, (at, people) in state.pop("done").items()
        },
        tasks={task.id: task for task in tasks},
        clocks={
            name: Clock(datetime.fromisoformat(due), statutory, _moment(paused), late)
            for name, (due, statutory, paused, late) in state.pop("clocks").items()
        },
        parties=tuple(Party(*party) for party in state.pop("parties")),
        **state,
    )


def _read_done(at: str, people: list[str]) -> Done:
    return Done(datetime.fromisoformat(at), tuple(people))


def _task(task: Task) -> tuple[Any, ...]:
    opened, due = task.opened.isoformat(), _iso(task.due)
    return (task.id, task.step, task.visit, task.who, task.title, opened, due, task.person, task.name)


def _read_task(row: list[Any]) -> Task:
    task, step, visit, who, title, opened, due, person, name = row
    return Task(task, step, visit, who, title, datetime.fromisoformat(opened), _moment(due), person, name)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
