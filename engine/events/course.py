"""Where a case stands: begun, moved from step to step, in threads, waiting, closed and taken up again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.case import Case, Done, Party, Waiting, branch_of, changed, scope_of
from engine.events.changing import dropped, without
from engine.events.event import Event
from workflows import items


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

    def after(self, case: Case) -> Case:
        return changed(
            case, reference=self.reference, service=self.service, version=self.version, opened=self.at,
            practice=self.practice, part_of=self.part_of, settles=self.settles, depth=self.depth,
            language=self.language,
        )  # fmt: skip


@dataclass(frozen=True)
class ClockMoved(Event):
    """The clock of a practice case is so many seconds further ahead."""

    seconds: int

    def after(self, case: Case) -> Case:
        return changed(case, ahead=case.ahead + self.seconds)


@dataclass(frozen=True)
class PartyJoined(Event):
    """A person or organisation with a role: applicant, helper, subject, or a name a service gives."""

    personal: ClassVar = ("name", "contacts")
    role: str
    name: str
    #: Answers that reach them, by channel: {"email": …, "text": …, "letter": …}.
    contacts: dict[str, str]
    person: str = ""

    def after(self, case: Case) -> Case:
        party = Party(self.role, self.name, self.contacts, self.person)
        others = tuple(known for known in case.parties if known.role != self.role)
        return changed(case, parties=(*others, party))


@dataclass(frozen=True)
class Arrived(Event):
    """A thread of the case now stands at this step, for the visit-th time."""

    thread: str
    step: str
    visit: int

    def after(self, case: Case) -> Case:
        visited = items.key(self.step, scope_of(self.thread))
        return changed(case, places=case.places | {self.thread: self.step}, visits=case.visits | {visited: self.visit})


@dataclass(frozen=True)
class Forked(Event):
    """A thread stands at a step whose lists are gone through at the same time."""

    thread: str

    def after(self, case: Case) -> Case:
        return changed(case, joined=case.joined | {self.thread: case.joined.get(self.thread, [])})


@dataclass(frozen=True)
class ThreadEnded(Event):
    """One of several threads came to its end."""

    thread: str

    def after(self, case: Case) -> Case:
        around = self.thread.rpartition(">")[0]
        done = [*case.joined.get(around, []), branch_of(self.thread)]
        return changed(case, places=without(case.places, self.thread), joined=case.joined | {around: done})


@dataclass(frozen=True)
class ThreadTakenAway(Event):
    """A thread that was still open is no longer needed, with all that waits in it."""

    thread: str

    def after(self, case: Case) -> Case:
        """With a thread falls all that is in it: its tasks, its clocks, what it waits for, and the threads inside."""
        gone = {self.thread, *case.inside(self.thread)}
        tasks = [id for id, task in case.tasks.items() if task.thread in gone]
        waiting = [id for id, one in case.waiting.items() if one.thread in gone]
        after = dropped(case, *tasks, *waiting)
        return changed(after, places=without(case.places, *gone), joined=without(case.joined, *gone))


@dataclass(frozen=True)
class ThreadsJoined(Event):
    """All that was done at the same time inside this thread is done, and it goes on."""

    thread: str

    def after(self, case: Case) -> Case:
        return changed(case, joined=without(case.joined, self.thread))


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

    def after(self, case: Case) -> Case:
        waiting = Waiting(self.step, self.thread, self.what, self.title, self.at, self.details)
        return changed(case, waiting=case.waiting | {self.id: waiting})


@dataclass(frozen=True)
class WaitEnded(Event):
    """What was waited for has come, or is no longer waited for."""

    id: str

    def after(self, case: Case) -> Case:
        return dropped(case, self.id)


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

    def after(self, case: Case) -> Case:
        waiting = case.waiting[self.id]
        begun = changed(waiting, details={**waiting.details, "case": self.reference})
        return changed(case, waiting=case.waiting | {self.id: begun})


@dataclass(frozen=True)
class ResultReturned(Event):
    """The case that this one is part of was told that it ended."""

    def after(self, case: Case) -> Case:
        return changed(case, returned=True)


@dataclass(frozen=True)
class StepPassed(Event):
    """A step that needs no person was done; its moment is what a clock may count `from:`."""

    step: str
    at: datetime

    def after(self, case: Case) -> Case:
        return changed(case, done=case.done | {self.step: Done(self.at)})


@dataclass(frozen=True)
class CaseStuck(Event):
    """The case moved 10,000 times without a person and stopped; the owner has a task that says why."""

    why: str


@dataclass(frozen=True)
class CaseClosed(Event):
    outcome: str
    at: datetime

    def after(self, case: Case) -> Case:
        return changed(
            case,
            outcome=self.outcome,
            closed=self.at,
            tasks={},
            clocks={},
            places={},
            joined={},
            waiting={},
            extended=[],
        )


@dataclass(frozen=True)
class CaseReopened(Event):
    """A closed case was taken up again, for this reason."""

    shape: ClassVar = 2
    personal: ClassVar = ("why",)
    at: datetime
    why: str = ""

    def after(self, case: Case) -> Case:
        return changed(case, outcome="", closed=None)
