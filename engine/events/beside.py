"""What happens beside the course of a case: extra tasks, replies, holds, links, and what staff steer by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.case import BESIDE, EXTRA, HOLD, Case, Clock, Done, Task, changed
from engine.events.changing import also_given, dropped, not_held, with_task, without
from engine.events.event import Event


@dataclass(frozen=True)
class ExtraOpened(Event):
    """A task that the service did not foresee. `person` of `team` asks it; to them goes what comes of it."""

    personal: ClassVar = ("title", "asks", "files")
    id: str
    who: str
    title: str
    asks: str
    at: datetime
    due: datetime | None
    person: str
    team: str
    #: Each {id, name, size, type}.
    files: tuple[dict[str, Any], ...] = ()

    def after(self, case: Case) -> Case:
        number = case.visits.get(EXTRA, 0) + 1
        task = Task(
            self.id, EXTRA, number, self.who, self.title, self.at, self.due, thread=BESIDE, asks=self.asks,
            asker=self.person, asking_team=self.team, files=self.files,
        )  # fmt: skip
        return changed(
            case, tasks=case.tasks | {self.id: task}, visits=case.visits | {EXTRA: number},
            given_to=also_given(case, EXTRA, self.who),
        )  # fmt: skip


@dataclass(frozen=True)
class ExtraDone(Event):
    """As of `TaskDone`: whose part a substitute did, and how staff helped the applicant with it."""

    personal: ClassVar = ("said", "files", "absent")
    task: str
    person: str
    at: datetime
    said: str
    files: tuple[dict[str, Any], ...] = ()
    on_behalf_of: str = ""
    absent: str = ""
    helped: str = ""

    def after(self, case: Case) -> Case:
        people = (self.on_behalf_of, self.person) if self.on_behalf_of else (self.person,)
        return changed(dropped(case, self.task), done=case.done | {self.task: Done(self.at, people)})


@dataclass(frozen=True)
class ReplyGiven(Event):
    """The applicant answered what staff wrote to them."""

    personal: ClassVar = ("text", "files")
    text: str
    files: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class TaskHeld(Event):
    personal: ClassVar = ("why",)
    task: str
    since: datetime
    until: datetime
    why: str

    def after(self, case: Case) -> Case:
        clock = Clock(self.since, self.until)
        return with_task(changed(case, clocks=case.clocks | {HOLD + self.task: clock}), self.task, held=self.until)


@dataclass(frozen=True)
class HoldEnded(Event):
    """A task is to be done again: its hold came to its end, somebody ended it, or it would be late by it."""

    task: str

    def after(self, case: Case) -> Case:
        return not_held(case, self.task)


@dataclass(frozen=True)
class CaseLinked(Event):
    """`how` is "linked", "split" (this case was split from the other) or "apart" (they were found not to be alike)."""

    shape: ClassVar = 2
    personal: ClassVar = ("why",)
    other: str
    how: str
    why: str = ""

    def after(self, case: Case) -> Case:
        return changed(case, linked=case.linked | {self.other: self.how})


@dataclass(frozen=True)
class CaseUnlinked(Event):
    other: str

    def after(self, case: Case) -> Case:
        return changed(case, linked=without(case.linked, self.other))


@dataclass(frozen=True)
class CaseRewound(Event):
    """A manager took the case back to an earlier step; what that sets aside and takes away follows as its own facts."""

    personal: ClassVar = ("why",)
    step: str
    why: str


@dataclass(frozen=True)
class ClosedEarly(Event):
    """Somebody closed the case before its course came to an end, for this reason."""

    personal: ClassVar = ("why",)
    why: str
