"""Where a case stands: begun, moved from step to step, in threads, waiting, closed and taken up again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.events.event import Event


@dataclass(frozen=True)
class CaseOpened(Event):
    personal: ClassVar = ("language",)
    reference: str
    service: str
    version: int
    at: datetime
    practice: bool = False
    #: Where it is part of another case: that one's reference, what waits there, and how deep it is.
    part_of: str = ""
    settles: str = ""
    depth: int = 0
    #: In which its applicant reads the service, "" for the service's own.
    language: str = ""


@dataclass(frozen=True)
class ClockMoved(Event):
    """The clock of a practice case is so many seconds further ahead."""

    seconds: int


@dataclass(frozen=True)
class PartyJoined(Event):
    """A person or organisation with a role: applicant, helper, subject, or a name a service gives."""

    personal: ClassVar = ("name", "contacts")
    role: str
    name: str
    #: Answers that reach them, by channel: {"email": …, "text": …, "letter": …}.
    contacts: dict[str, str]
    person: str = ""


@dataclass(frozen=True)
class Arrived(Event):
    """A thread of the case now stands at this step, for the visit-th time."""

    thread: str
    step: str
    visit: int


@dataclass(frozen=True)
class Forked(Event):
    """A thread stands at a step whose lists are gone through at the same time."""

    thread: str


@dataclass(frozen=True)
class ThreadEnded(Event):
    """One of several threads came to its end."""

    thread: str


@dataclass(frozen=True)
class ThreadTakenAway(Event):
    """A thread that was still open is no longer needed, with all that waits in it."""

    thread: str


@dataclass(frozen=True)
class ThreadsJoined(Event):
    """All that was done at the same time inside this thread is done, and it goes on."""

    thread: str


@dataclass(frozen=True)
class WaitBegun(Event):
    """A step waits: for a moment ("time"), or until what is outside was done. `details` is what that is told."""

    personal: ClassVar = ("details",)
    id: str
    step: str
    thread: str
    what: str
    title: str
    at: datetime
    details: dict[str, Any]


@dataclass(frozen=True)
class WaitEnded(Event):
    """What was waited for has come, or is no longer waited for."""

    id: str


@dataclass(frozen=True)
class WaitFailed(Event):
    """What was waited for failed, for this reason. A payment is waited for still: whoever pays may try again."""

    id: str
    why: str


@dataclass(frozen=True)
class RunBegun(Event):
    """What is waited for runs as another case, of this reference."""

    id: str
    reference: str


@dataclass(frozen=True)
class ResultReturned(Event):
    """The case that this one is part of was told that it ended."""


@dataclass(frozen=True)
class StepPassed(Event):
    """A step that needs no person was done; its moment is what a clock may count `from:`."""

    step: str
    at: datetime


@dataclass(frozen=True)
class CaseStuck(Event):
    """The case moved 10,000 times without a person and stopped; the owner has a task that says why."""

    why: str


@dataclass(frozen=True)
class CaseClosed(Event):
    outcome: str
    at: datetime


@dataclass(frozen=True)
class CaseReopened(Event):
    """A closed case was taken up again."""

    at: datetime
