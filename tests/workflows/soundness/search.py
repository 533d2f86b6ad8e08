"""Tries every run of a small service by the engine itself: every answer, every order of tasks, every clock going off.

Nothing here knows the checker or its graph. Time is left out: any clock that runs may be the next to go off.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import reduce
from itertools import product
from typing import Any

from engine import events as e
from engine.case import Case
from engine.commands import CLOCK, Actor, Command, Complete, Open, Settle, Tick
from engine.course.walk import STUCK
from engine.decide import decide
from engine.events import evolve
from tests.engine.making import NINE
from workflows.items import step_of
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

ANYBODY = Actor("ada", name="Ada", teams=frozenset({"highways", "parks"}))
RESIDENT = Actor("link", "applicant", "")
FAILED = "It failed"
LATER = NINE - timedelta(seconds=1)


class TooMany(Exception):
    """There are more states than are tried."""


@dataclass
class Found:
    """What trying everything came to: how many states there are, and what was wrong in them."""

    states: int = 0
    wrong: dict[str, str] = field(default_factory=dict)

    def say(self, kind: str, what: str) -> None:
        self.wrong.setdefault(kind, what)


def stands(case: Case) -> Hashable:
    """Where a case stands, without its visits and moments."""
    return repr((
        sorted(case.places.items()),
        [(key, sorted(given.items(), key=str)) for key, given in sorted(case.answers.items())],
        sorted((_plain(task.id), task.step, task.thread) for task in case.tasks.values()),
        sorted((_plain(id), one.what, "goes on" in one.details) for id, one in case.waiting.items()),
        sorted((_plain(name), clock.late, clock.paused is None) for name, clock in case.clocks.items()),
        sorted((thread, sorted(done)) for thread, done in case.joined.items()),
        sorted(case.paid), sorted(case.done), case.outcome, case.closed is None,
    ))  # fmt: skip


def _plain(id: str) -> str:
    return id.rpartition(".")[0] if id[-1].isdigit() else id


def answered(ask: Ask) -> Iterator[dict[str, Any]]:
    """Everything that may be typed at an ask; what a question passes over is not read."""
    choices = []
    for one in (one for one in ask.asked() if one.question.asks):
        kind = one.question.gives()
        left_out: list[Any] = [None] if one.question.optional else []
        if kind.name == "choices":
            subsets = [[]] if one.question.optional else []
            subsets += [[option] for option in kind.options] + [list(kind.options)]
            choices.append([(one.id, subset) for subset in subsets])
        elif kind.name == "yes or no":
            choices.append([(one.id, raw) for raw in ["yes", "no", *left_out]])
        else:
            choices.append([(one.id, raw) for raw in [*kind.options, *left_out]])
    for typed in product(*choices):
        yield {name: raw for name, raw in typed if raw is not None}


class Search:
    """Tries one service."""

    def __init__(self, workflow: Workflow, most: int) -> None:
        self.workflow = workflow
        self.most = most
        self.found = Found()
        self.known: dict[Hashable, Case] = {}
        self.before: dict[Hashable, set[Hashable]] = defaultdict(set)
        self.reached: set[str] = {workflow.first.id}
        self.waiting: list[Hashable] = []

    def run(self) -> Found:
        open_ = [Open(RESIDENT, NINE, "s", 1, "TRY-1", raw, "") for raw in answered(self.workflow.first)]
        for command in open_:
            self.take(None, Case(), command)
        while self.waiting:
            here = self.waiting.pop()
            case = self.known[here]
            for changed, command in self.commands(case):
                self.take(here, changed, command)
        self.found.states = len(self.known)
        self.look_back()
        return self.found

    def commands(self, case: Case) -> Iterator[tuple[Case, Command]]:
        """Everything that anybody may do now, each with the case as it stands when they do it."""
        for task in case.tasks.values():
            step = self.workflow.step(task.step)
            again = step_of(task.id.rpartition(".")[0]) == STUCK
            for raw in [{}] if again or not isinstance(step, Ask) else answered(step):
                yield case, Complete(ANYBODY, NINE, "TRY-1", task.id, raw, "")
        for id, one in case.waiting.items():
            if one.what == "time":
                continue
            gives = [[(name, said) for said in (True, False)] for name in self.workflow.step(one.step).gives()]
            for given in product(*gives):
                yield case, Settle(CLOCK, NINE, "TRY-1", id, "", dict(given))
            if one.what != "message":
                yield case, Settle(CLOCK, NINE, "TRY-1", id, "", {}, FAILED)
        for name, clock in case.clocks.items():
            if not clock.late and clock.paused is None:
                yield replace(case, clocks=case.clocks | {name: replace(clock, due=LATER)}), Tick(CLOCK, NINE, "TRY-1")

    def take(self, here: Hashable | None, case: Case, command: Command) -> None:
        events = decide(self.workflow, case, command, self.workflow.organisation)
        assert isinstance(events, tuple), (events, command)
        after = reduce(evolve, events, case)
        for event in events:
            self.see(event)
        there = stands(after)
        if here is not None:
            self.before[there].add(here)
        if there in self.known:
            return
        self.known[there] = after
        if len(self.known) > self.most:
            raise TooMany
        if after.open and not after.tasks and not after.waiting:
            self.found.say("idle", f"nobody is waited for at {after.places}")
        if after.open and not any(isinstance(event, e.CaseStuck) and event.why != FAILED for event in events):
            self.waiting.append(there)

    def see(self, event: e.Event) -> None:
        if isinstance(event, e.Arrived):
            self.reached.add(event.step)
        elif isinstance(event, e.CaseStuck) and event.why != FAILED:
            self.found.say("stuck", event.why)
        elif isinstance(event, e.MessageSent) and "[]" in event.body:
            self.found.say("missing", f"a message says what is missing: {event.message}")

    def look_back(self) -> None:
        """What can still end, from the ends backwards; and the steps that nothing came to."""
        ending = {there for there, case in self.known.items() if not case.open}
        waiting = [*ending]
        while waiting:
            for earlier in self.before[waiting.pop()] - ending:
                ending.add(earlier)
                waiting.append(earlier)
        lost = next((case for there, case in self.known.items() if there not in ending), None)
        if lost is not None and "stuck" not in self.found.wrong:
            self.found.say("no end", f"no end can be reached from {lost.places} with {lost.values()}")
        layout = self.workflow.layout
        dead = [id for id in layout.by_id if id not in self.reached and not layout.aside(id)]
        if dead:
            self.found.say("dead", f"nothing comes to {', '.join(dead)}")


def tried(workflow: Workflow, most: int) -> Found | None:
    """What every run comes to; None where there are too many."""
    try:
        return Search(workflow, most).run()
    except TooMany:
        return None
