"""What a list says of its rows beside the rows themselves: why a task waits, and of whom something was asked."""

from collections.abc import Sequence
from dataclasses import replace

from desk import offered, showing
from desk.views import TaskRow
from engine.engine import Engine
from engine.events import TaskHeld


def why_held(engine: Engine, rows: Sequence[TaskRow]) -> list[TaskRow]:
    """Rows of what is on hold, with why, as whoever put it there said it last."""
    references = {row.reference for row in rows}
    why: dict[tuple[str, str], str] = {}
    for reference, entry in engine.store.cases.by_command(references, "Hold"):
        for event in entry.events:
            if isinstance(event, TaskHeld):
                why.setdefault((reference, event.task), event.why)
    return [replace(row, held_because=why.get((row.reference, row.task), "")) for row in rows]


def asked_of(engine: Engine, rows: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """Rows that say of whom something else was asked in their case: such a task is not what is done next."""
    asked = engine.store.asked_of_others.open_in({row.reference for row in rows})
    services = {row.service: engine.library.latest(row.service) for row in rows}
    called = {id: found[1].file.called_ for id, found in services.items() if found}
    house = engine.library.house()

    def whom(who: str, called: str) -> str:
        return f"the {called}" if who == "applicant" else showing.whose(house, who)

    found = []
    for row in rows:
        name = called.get(row.service, "applicant")
        others = (whom(who, name) for task, who in asked.get(row.reference, ()) if task != row.task)
        said = replace(row, called=name, asked_of=tuple(dict.fromkeys(others)))
        known = services[row.service]
        found.append(offered.row_of(known[1], said) if known else said)
    return tuple(found)


def due_of_case(engine: Engine, rows: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """Rows of tasks that are never due themselves, with when their whole case is."""
    due = engine.store.going.due(sorted({row.reference for row in rows if row.due is None}))
    return tuple(replace(row, case_due=due.get(row.reference)) if row.due is None else row for row in rows)
