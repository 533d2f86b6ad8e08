"""What waits for somebody, who has it, and when it is due."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.case import Case, Clock, Done, Task, changed
from engine.events.changing import also_given, dropped, not_held, with_clock, with_task, without
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

    def after(self, case: Case) -> Case:
        task = Task(self.id, self.step, self.visit, self.who, self.title, self.at, self.due, thread=self.thread)
        return changed(case, tasks=case.tasks | {self.id: task}, given_to=also_given(case, self.step, self.who))


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

    def after(self, case: Case) -> Case:
        return with_task(case, self.task, person=self.person, name=self.name, on_behalf_of=self.on_behalf_of)


@dataclass(frozen=True)
class TaskHandedOver(Event):
    """`why` is a note of whoever handed it over by hand; where time did it there is none."""

    shape: ClassVar = 2
    personal: ClassVar = ("why",)
    task: str
    who: str
    why: str = ""

    def after(self, case: Case) -> Case:
        given_to = also_given(case, case.tasks[self.task].step, self.who)
        after = not_held(case, self.task)
        return changed(
            with_task(after, self.task, who=self.who, person="", name="", on_behalf_of=""), given_to=given_to
        )


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

    def after(self, case: Case) -> Case:
        before = case.done.get(self.step)
        people = before.people if before else ()
        people += tuple(one for one in (self.on_behalf_of, self.person) if one and one not in people)
        return changed(dropped(case, self.task), done=case.done | {self.step: Done(self.at, people)})


@dataclass(frozen=True)
class TaskTakenAway(Event):
    task: str

    def after(self, case: Case) -> Case:
        return dropped(case, self.task)


@dataclass(frozen=True)
class ClockSet(Event):
    """A clock runs, or runs anew, from `since` until `due`. Its id is a task's, or "deadline"."""

    clock: str
    since: datetime
    due: datetime
    statutory: bool = False

    def after(self, case: Case) -> Case:
        return with_clock(case, self.clock, Clock(self.since, self.due, self.statutory))


@dataclass(frozen=True)
class ClockPaused(Event):
    clock: str
    at: datetime

    def after(self, case: Case) -> Case:
        return changed(case, clocks=case.clocks | {self.clock: changed(case.clocks[self.clock], paused=self.at)})


@dataclass(frozen=True)
class ClockResumed(Event):
    clock: str
    due: datetime

    def after(self, case: Case) -> Case:
        return with_clock(case, self.clock, changed(case.clocks[self.clock], due=self.due, paused=None))


@dataclass(frozen=True)
class ClockExtended(Event):
    """Somebody made the time longer, which they may once."""

    shape: ClassVar = 2
    personal: ClassVar = ("why",)
    clock: str
    due: datetime
    why: str
    #: Whether it was late and is so no longer: then it goes off once more.
    in_time: bool = False

    def after(self, case: Case) -> Case:
        after, clock = changed(case, extended=[*case.extended, self.clock]), case.clocks[self.clock]
        return with_clock(after, self.clock, changed(clock, due=self.due, late=clock.late and not self.in_time))


@dataclass(frozen=True)
class ClockStopped(Event):
    clock: str

    def after(self, case: Case) -> Case:
        return changed(case, clocks=without(case.clocks, self.clock))


@dataclass(frozen=True)
class ClockLate(Event):
    """The clock's moment passed and what the service says for it was done."""

    clock: str

    def after(self, case: Case) -> Case:
        return changed(case, clocks=case.clocks | {self.clock: changed(case.clocks[self.clock], late=True)})
