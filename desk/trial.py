"""A service tried before it is published: its own pages over a store in memory, under a clock that can be moved."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from desk import applying, casework
from engine.commands import Actor
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.ticker import tick
from workflows.load import beside
from workflows.workflow import Workflow

#: A store in memory that its connections share; each trial has another.
IN_MEMORY = "sqlite:///file:trial-{}?mode=memory&cache=shared&uri=true"
VISITOR = "trial"
_numbers = count(1)


class Trial:
    """`applying` and `desk` are the faces that residents and staff meet; `now` is its own moment."""

    def __init__(self, workflow: Workflow, now: datetime) -> None:
        self.workflow = workflow
        self.now = now
        database = Database.open(IN_MEMORY.format(next(_numbers)))
        database.upgrade()
        random = _counted()
        self._engine = Engine(Store(database, random), _Alone(workflow, Store(database, random)))
        self.applying = applying.Desk(self._engine, random)
        self.desk = casework.Desk(self._engine, _FilesInMemory(), random)

    def teams(self) -> tuple[tuple[str, str], ...]:
        """Everybody of the service who may have a task: (id, name)."""
        house, named = self.workflow.organisation, self.workflow.teams()
        return tuple((id, name) for id, name in house.everyone.items() if id in named or id in house.partners)

    def actor_for(self, team: str) -> Actor:
        """Somebody of that team, always the same; tasks that need a second person have `other_for`."""
        return self._somebody(team, 1)

    def _somebody(self, team: str, number: int) -> Actor:
        name = self.workflow.organisation.everyone.get(team, team)
        return Actor(f"trial-{team}-{number}", name=f"{name}, person {number}", teams=frozenset({team}))
