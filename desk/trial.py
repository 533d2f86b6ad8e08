"""A service tried before it is published: its own pages over a store in memory, under a clock that can be moved."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random

from desk import applying, casework, messages
from desk.files import Files
from desk.written import MessageView
from engine.commands import CLOCK, Tick
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from engine.store.timers import Timer
from workflows.workflow import Workflow

#: A database in memory that several connections share; each trial has its own.
IN_MEMORY = "sqlite:///file:/trial-{}?vfs=memdb&uri=true"
_numbers = count(1)


class Trial:
    """`applying` and `desk` are what residents and staff meet; `now` is its own moment."""

    def __init__(self, workflow: Workflow, now: datetime) -> None:
        self.workflow = workflow
        self.now = now
        database = Database.open(IN_MEMORY.format(next(_numbers)))
        database.upgrade()
        random = Random(0).randbytes  # the same in every trial: nobody has to be kept out of one
        store = Store(database, random)
        self._engine = Engine(store, _OneService(store, workflow))
        self.applying = applying.Desk(self._engine, random)
        self.desk = casework.Desk(self._engine, Files(self._engine, _FilesInMemory(), random, lambda: self.now))

    def letters(self, reference: str) -> tuple[MessageView, ...]:
        """Everything that was written to anybody, the newest first."""
        return tuple(messages.view(one) for one in reversed(self._engine.store.messages.of(reference)))

    def move_clock(self, days: int) -> None:
        """Time passes; what becomes due meanwhile is dealt with at its moment."""
        until, dealt = self.now + timedelta(days=days), set[Timer]()
        while due := [timer for timer in self._engine.store.timers.due(until) if timer not in dealt]:
            dealt.add(due[0])
            self.now = max(self.now, due[0].at)
            self._engine.do(Tick(CLOCK, self.now, due[0].reference))
        self.now = until


class _OneService(Library):
    """The workflow under trial as if it were published."""

    def __init__(self, store: Store, workflow: Workflow) -> None:
        super().__init__(store, lambda: workflow.organisation)
        self._workflow = workflow

    def version(self, service: str, number: int) -> Workflow:
        return self._workflow

    def latest(self, service: str) -> tuple[int, Workflow] | None:
        return (1, self._workflow) if service == self._workflow.service else None

    def all(self) -> Iterator[tuple[int, Workflow]]:
        yield 1, self._workflow


class _FilesInMemory:
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, id: str, data: bytes) -> None:
        self._kept[id] = data

    def get(self, id: str) -> bytes:
        return self._kept[id]

    def delete(self, id: str) -> None:
        self._kept.pop(id, None)
