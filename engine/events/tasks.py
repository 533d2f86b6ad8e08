"""What waits for somebody, who has it, and when it is due."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.events.event import Event


@dataclass(frozen=True)
class TaskOpened(Event):
    """`who` is "applicant" or a team's id; `id` is the step and its visit."""

    id: str
    step: str
    visit: int
    who: str
    title: str
    at: datetime
    due: datetime | None = None
    thread: str = "main"


@dataclass(frozen=True)
class TaskClaimed(Event):
    """`name` is kept as it was then; an empty `person` gives the task back to its team.

    `on_behalf_of` is the absent person by whose right a substitute has it.
    """

    personal: ClassVar = ("name",)
    task: str
    person: str
    name: str
    on_behalf_of: str = ""


@dataclass(frozen=True)
class TaskHandedOver(Event):
    """`why` is a note of whoever handed it over by hand; where time did it there is none."""

    shape: ClassVar = 2
    personal: ClassVar = ("why",)
    task: str
    who: str
    why: str = ""


@dataclass(frozen=True)
class TaskDone(Event):
    """`on_behalf_of` is the absent person whose part a substitute did, with their name as it was then.

    `helped` says how staff helped the applicant, where they gave the answers for them.
    """

    personal: ClassVar = ("absent",)
    task: str
    step: str
    person: str
    at: datetime
    on_behalf_of: str = ""
    absent: str = ""
    helped: str = ""


@dataclass(frozen=True)
class TaskTakenAway(Event):
    task: str


@dataclass(frozen=True)
class ClockSet(Event):
    """A clock runs, or runs anew, from `since` until `due`. Its id is a task's, or "deadline"."""

    clock: str
    since: datetime
    due: datetime
    statutory: bool = False


@dataclass(frozen=True)
class ClockPaused(Event):
    clock: str
    at: datetime


@dataclass(frozen=True)
class ClockResumed(Event):
    clock: str
    due: datetime


@dataclass(frozen=True)
class ClockExtended(Event):
    """Somebody made the time longer, which they may once."""

    personal: ClassVar = ("why",)
    clock: str
    due: datetime
    why: str


@dataclass(frozen=True)
class ClockStopped(Event):
    clock: str


@dataclass(frozen=True)
class ClockLate(Event):
    """The clock's moment passed and what the service says for it was done."""

    clock: str
