"""A case is its events, read in order. Nothing here touches a disk, a clock or a screen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any, TypeVar

from components.base import Answer
from engine import events as e


@dataclass(frozen=True)
class Task:
    """A step waiting for somebody. `who` is "applicant" or a team; `person` has claimed it, or ""."""

    id: str
    step: str
    visit: int
    who: str
    title: str
    opened: datetime
    due: datetime | None = None
    person: str = ""
    name: str = ""


@dataclass(frozen=True)
class Clock:
    """Runs from `since` until `due`, unless it stands still since `paused`. `late` once that was dealt with."""

    since: datetime
    due: datetime
    statutory: bool = False
    paused: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Done:
    """When a step was last done, and everyone who ever did it."""

    at: datetime
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Party:
    role: str
    name: str
    contacts: dict[str, str]
    person: str = ""


@dataclass(frozen=True)
class Case:
    """Where one person's use of a service stands. A copy evolves; nothing is changed in place."""

    reference: str = ""
    service: str = ""
    version: int = 0
    #: How many commands were accepted: what a writer compares before it writes.
    revision: int = 0
    opened: datetime | None = None
    closed: datetime | None = None
    outcome: str = ""
    practice: bool = False
    #: Where each thread stands: thread → step.
    places: dict[str, str] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    #: Answers by the step that asked, the latest given last.
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    #: Answers that a step back set aside: they prefill, and no rule reads them.
    aside: dict[str, dict[str, Answer]] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    #: The teams to whom the tasks of each step were ever given.
    given_to: dict[str, list[str]] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    messages: int = 0

    @property
    def open(self) -> bool:
        return self.opened is not None and self.closed is None

    def values(self) -> dict[str, Answer]:
        """Every answer that a rule may read, by its id; of two with one id the later given."""
        merged: dict[str, Answer] = {}
        for answers in self.answers.values():
            merged.update(answers)
        return merged

    def party(self, role: str) -> Party | None:
        return next((party for party in self.parties if party.role == role), None)


Kept = TypeVar("Kept", Case, Task, Clock)


def replay(events: Iterable[e.Event]) -> Case:
    """Say where a case stands. Needs neither the definition nor today's rules."""
    return reduce(evolve, events, Case())


def evolve(case: Case, event: e.Event) -> Case:
    """The case after one event. Dumb on purpose: an event carries what changed."""
    return _AFTER[type(event)](case, event)


def changed(was: Kept, **fields: Any) -> Kept:
    """What `replace` gives, in a fifth of the time: a step evolves its case twenty times."""
    after = object.__new__(type(was))
    object.__setattr__(after, "__dict__", was.__dict__ | fields)
    return after


def _without(known: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in known.items() if key not in keys}


def _opened(case: Case, event: e.CaseOpened) -> Case:
    return changed(
        case, reference=event.reference, service=event.service, version=event.version, opened=event.at,
        practice=event.practice,
    )  # fmt: skip


def _joined(case: Case, event: e.PartyJoined) -> Case:
    party = Party(event.role, event.name, event.contacts, event.person)
    others = tuple(known for known in case.parties if known.role != event.role)
    return changed(case, parties=(*others, party))


def _arrived(case: Case, event: e.Arrived) -> Case:
    return changed(
        case, places=case.places | {event.thread: event.step}, visits=case.visits | {event.step: event.visit}
    )


def _given(case: Case, event: e.AnswersGiven) -> Case:
    return changed(
        case,
        answers=_without(case.answers, event.step) | {event.step: event.answers},
        aside=_without(case.aside, event.step),
    )


def _set_aside(case: Case, event: e.AnswersSetAside) -> Case:
    kept = {step: case.answers[step] for step in event.steps if step in case.answers}
    return changed(case, answers=_without(case.answers, *event.steps), aside=case.aside | kept)


def _corrected(case: Case, event: e.AnswerCorrected) -> Case:
    others = _without(case.answers[event.step], event.answer)
    answers = others if event.now is None else others | {event.answer: event.now}
    return changed(case, answers={k: answers if k == event.step else v for k, v in case.answers.items()})


def _task_opened(case: Case, event: e.TaskOpened) -> Case:
    task = Task(event.id, event.step, event.visit, event.who, event.title, event.at, event.due)
    return changed(case, tasks=case.tasks | {event.id: task}, given_to=_also_given(case, event.step, event.who))


def _also_given(case: Case, step: str, team: str) -> dict[str, list[str]]:
    known = case.given_to.get(step, [])
    return case.given_to if team in known else case.given_to | {step: [*known, team]}


def _claimed(case: Case, event: e.TaskClaimed) -> Case:
    return _with_task(case, event.task, person=event.person, name=event.name)


def _handed_over(case: Case, event: e.TaskHandedOver) -> Case:
    given_to = _also_given(case, case.tasks[event.task].step, event.who)
    return changed(_with_task(case, event.task, who=event.who, person="", name=""), given_to=given_to)


def _with_task(case: Case, task: str, **fields: Any) -> Case:
    return changed(case, tasks=case.tasks | {task: changed(case.tasks[task], **fields)})


def _task_done(case: Case, event: e.TaskDone) -> Case:
    before = case.done.get(event.step)
    people = before.people if before else ()
    if event.person not in people:
        people = (*people, event.person)
    return changed(
        case,
        tasks=_without(case.tasks, event.task),
        clocks=_without(case.clocks, event.task),
        done=case.done | {event.step: Done(event.at, people)},
    )


def _taken_away(case: Case, event: e.TaskTakenAway) -> Case:
    return changed(case, tasks=_without(case.tasks, event.task), clocks=_without(case.clocks, event.task))


def _passed(case: Case, event: e.StepPassed) -> Case:
    return changed(case, done=case.done | {event.step: Done(event.at)})


def _clock_set(case: Case, event: e.ClockSet) -> Case:
    after = changed(case, clocks=case.clocks | {event.clock: Clock(event.since, event.due, event.statutory)})
    return _with_task(after, event.clock, due=event.due) if event.clock in case.tasks else after


def _clock_paused(case: Case, event: e.ClockPaused) -> Case:
    return changed(case, clocks=case.clocks | {event.clock: changed(case.clocks[event.clock], paused=event.at)})


def _clock_resumed(case: Case, event: e.ClockResumed) -> Case:
    clock = changed(case.clocks[event.clock], due=event.due, paused=None)
    after = changed(case, clocks=case.clocks | {event.clock: clock})
    return _with_task(after, event.clock, due=event.due) if event.clock in case.tasks else after


def _clock_stopped(case: Case, event: e.ClockStopped) -> Case:
    return changed(case, clocks=_without(case.clocks, event.clock))


def _clock_late(case: Case, event: e.ClockLate) -> Case:
    return changed(case, clocks=case.clocks | {event.clock: changed(case.clocks[event.clock], late=True)})


def _message_sent(case: Case, _event: e.MessageSent) -> Case:
    return changed(case, messages=case.messages + 1)


def _unchanged(case: Case, _event: e.Event) -> Case:
    return case


def _closed(case: Case, event: e.CaseClosed) -> Case:
    return changed(case, outcome=event.outcome, closed=event.at, tasks={}, clocks={}, places={})


_AFTER: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.CaseOpened: _opened,
    e.PartyJoined: _joined,
    e.Arrived: _arrived,
    e.AnswersGiven: _given,
    e.AnswersSetAside: _set_aside,
    e.AnswerCorrected: _corrected,
    e.TaskOpened: _task_opened,
    e.TaskClaimed: _claimed,
    e.TaskHandedOver: _handed_over,
    e.TaskDone: _task_done,
    e.TaskTakenAway: _taken_away,
    e.StepPassed: _passed,
    e.ClockSet: _clock_set,
    e.ClockPaused: _clock_paused,
    e.ClockResumed: _clock_resumed,
    e.ClockStopped: _clock_stopped,
    e.ClockLate: _clock_late,
    e.MessageSent: _message_sent,
    e.NoteAdded: _unchanged,
    e.FileAttached: _unchanged,
    e.CaseStuck: _unchanged,
    e.CaseClosed: _closed,
}
