"""Cases made of events; a test writes only what matters to it."""

from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any

from engine.case import Case
from engine.events import AnswersGiven, CaseOpened, Event, PartyJoined, TaskOpened, evolve
from engine.store import Store
from engine.store.cases import Change

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
TONIGHT = NOW.replace(hour=23, minute=59, second=59)
DAY = timedelta(days=1)


def change(before: Case, *events: Event, **carried: Any) -> Change:
    """An accepted command that made these events happen."""
    values: dict[str, Any] = {
        "before": before,
        "after": reduce(evolve, events, before),
        "events": events,
        "actor": "worker-1",
        "actor_name": "Ada Osei",
        "at": NOW,
        "command": "Complete",
        "token": "",
        "words": "Magdalen Street",
        "service_title": "Report a pothole",
        "owner": "highways",
        "readers": frozenset({"highways"}),
        "findable": "Magdalen Street NR3 1AA",
    }
    values |= carried
    if isinstance(values["findable"], str):
        values["findable"] = {"Place": values["findable"]}
    return Change(**values)


def opened(reference: str = "POT-1", **carried: Any) -> Change:
    """The first command of a case: opened by Zoë, with a task for the highways team."""
    events = [
        CaseOpened(reference, carried.pop("service", "report-a-pothole"), 1, NOW),
        PartyJoined("applicant", "Zoë Ng", {"email": "Zoe@example.org", "text": "+441603222222"}),
        AnswersGiven("report", {"place": "Magdalen Street"}),
        task(**carried.pop("task", {})),
    ]
    return change(Case(), *events, **carried)


def task(id: str = "inspect.1", who: str = "highways", due: datetime | None = None, **others: Any) -> TaskOpened:
    return TaskOpened(id=id, step="inspect", visit=1, who=who, title="Inspect the road", at=NOW, due=due, **others)


def open_cases(store: Store, *references: str, **carried: Any) -> list[Case]:
    return [store.cases.commit(opened(reference, **carried)) for reference in references]
