"""Moves a case as far as it can go without a person, gathering what happens on the way."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from engine import clocks, letters
from engine import events as e
from engine.case import MAIN, REMINDER, Case, branch_of, scope_of
from engine.evolving import evolve
from engine.house import NOBODY, Staff
from workflows import moves
from workflows.conditions import Context
from workflows.items import called, key, step_of
from workflows.moves import Joined, Standing
from workflows.organisation import Organisation
from workflows.step import Step
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: A case that moves so often without a person is in a loop that no check foresaw.
MOST_MOVES = 10_000
#: How deep services may run one another.
DEEPEST = 5
#: No step can have this name.
STUCK = "(stuck)"
#: Where a thread stays, and where it is at its end.
REST, ENDED = "", "(ended)"


@dataclass
class Walk:
    """One command's way through a case: the case as it stands, and the events so far."""

    workflow: Workflow
    case: Case
    house: Organisation
    at: datetime
    staff: Staff = NOBODY
    events: list[e.Event] = field(default_factory=list)
    #: Which thread moves now.
    thread: str = MAIN
    moved: int = 0
    #: Why a clock was made longer, while what follows from that is done.
    because: str = ""
    _standing: dict[tuple[str, str], Standing] = field(default_factory=dict, init=False)
    _answers: dict[str, Any] | None = field(default=None, init=False)

    def happen(self, event: e.Event) -> None:
        self.events.append(event)
        self.case = evolve(self.case, event)

    @cached_property
    def context(self) -> Context:
        return Context(self.at, self.house.calendars["england"])

    def standing(self, step: str = "", scope: str | None = None) -> Standing:
        """What a step may know; the items it is about are known by the words of the `for each` around it.

        The same as before while no answer was given or set aside.
        """
        scope = scope_of(self.thread) if scope is None else scope
        if self._answers is not self.case.answers:
            self._answers = self.case.answers
            self._standing.clear()
        known = (step if scope else "", scope)
        if known not in self._standing:
            answers = self.workflow.answers_in(self.case.values(), step, scope)
            self._standing[known] = Standing(answers, self.context, self.workflow.names_in(step), self.house.calendars)
        return self._standing[known]

    def words(self, step: str = "", due: datetime | None = None) -> letters.Words:
        scope = scope_of(self.thread)
        return letters.Words(self.workflow, self.case, self.house, self.context, due, step, scope, self.because)

    def key(self, step: str) -> str:
        """How a step of the thread that moves is known in the case."""
        return key(step, scope_of(self.thread))

    def go(self, step: str, thread: str = MAIN) -> None:
        """Arrive at a step and go on, in every thread, until somebody is waited for or the case is closed."""
        self.run(step, thread)
        self.resume()

    def resume(self) -> None:
        """Let every fork see what changed in it, then set the clocks."""
        while self.case.open and any(self._rejoin(one) for one in self._forked()):
            pass
        self.settle()

    def run(self, step: str, thread: str) -> None:
        """Go on with one thread until it waits, forks or ends."""
        before, self.thread = self.thread, thread
        while step not in (REST, ENDED) and self.case.open:
            self.moved += 1
            if self.moved > MOST_MOVES:
                self.halt(step, f"The case moved {MOST_MOVES:,} times without stopping")
                break
            last, step = step, self.arrive(self.workflow.step(step))
            if step == ENDED and thread == MAIN:
                self.halt(last, "Nothing comes after this step")
        if step == ENDED and self.case.open and thread != MAIN:
            self.happen(e.ThreadEnded(thread))
        self.thread = before

    def settle(self) -> None:
        """Set the clocks by where the case stands now."""
        if self.case.open:
            for event in clocks.settle(self.workflow, self.case, self.house, self.standing, self.at):
                self.happen(event)

    def arrive(self, step: Step) -> str:
        """Do a step; the step that comes next, `REST` or `ENDED`."""
        standing = self.standing(step.id)
        if not standing.holds(step.when):
            return self.after(step)
        self.happen(e.Arrived(self.thread, step.id, self.case.visits.get(self.key(step.id), 0) + 1))
        for move in step.arrive(standing):
            leads = self.make(step, move)
            if leads is not None:
                return leads
        return self.passed(step)

    def passed(self, step: Step) -> str:
        """A step that needed no person is done; where it leads."""
        self.happen(e.StepPassed(self.key(step.id), self.at))
        return self.after(step)

    def after(self, step: Step) -> str:
        return self.workflow.layout.after.get(step.id, ENDED)

    def make(self, step: Step, move: moves.Move, due: datetime | None = None) -> str | None:
        """Make one move; where it leads, or None where the step goes on."""
        making: Callable[..., str | None] = _MAKING[type(move)]
        return making(self, step, move, due)

    # Waiting for somebody

    def rest(self, step: Step, move: moves.Rest, _due: datetime | None) -> str:
        visit = self.case.visits[self.key(step.id)]
        id = f"{self.key(step.id)}.{visit}"
        applicant = self.case.party("applicant")
        who = move.who or self.workflow.file.owner
        away = who == "applicant" and not self.workflow.guide  # whoever is guided is still there
        if away and not (applicant and applicant.contacts):
            who = self.workflow.file.owner
        elif who.startswith(moves.GUEST) or (away and not self._sent_link()):
            to = who.removeprefix(moves.GUEST)
            self.happen(letters.asked_for(self.words(step.id), f"{id}.link", move.title, to))
        scope = scope_of(self.thread)
        item = called(self.case.values(), scope) if scope else ""
        title = f"{move.title}: {item}" if item else move.title
        self.happen(e.TaskOpened(id, step.id, visit, who, title, self.at, thread=self.thread))
        person = self._chosen(step, who) if isinstance(step, Ask) else ""
        if person:
            self.happen(e.TaskClaimed(id, person, self.staff.name(person)))
        return REST

    def _chosen(self, step: Ask, who: str) -> str:
        """Who does it, where the service says: whoever did another step, or the least busy of its team."""
        scope = scope_of(self.thread)
        if step.whoever_did:
            done = self.case.done_in(step.whoever_did, scope)
            last = done.people[-1] if done and done.people else ""
            return last if self.staff.is_of(last, who) else ""
        if not step.assign:
            return ""
        before = [self.case.done_in(other, scope) for other in step.not_whoever_did]
        return self.staff.least_busy(who, {person for done in before if done for person in done.people})

    def _sent_link(self) -> bool:
        """Whether a message of the service itself has just given the applicant their link."""
        return any(
            isinstance(event, e.MessageSent) and event.to == "applicant" and letters.LINK in event.body
            for event in self.events
        )

    # Waiting for time and for what is outside

    def sleep(self, step: Step, move: moves.Sleep, _due: datetime | None) -> str | None:
        if move.until <= self.at:
            return None
        id = self._wait(step, "time", step.describe(), {})
        self.happen(e.ClockSet(id, self.at, move.until))
        return REST

    def await_(self, step: Step, move: moves.Await, _due: datetime | None) -> str | None:
        if move.what == "payment" and self.key(step.id) in self.case.paid:
            return None
        if move.what == "run" and self.case.depth >= DEEPEST:
            return self.halt_at(step, moves.Halt(f"Services run one another {DEEPEST} deep at most"), None)
        details = move.details if move.waits else {**move.details, "goes on": True}
        id = self._wait(step, move.what, move.title, details)
        if move.what == "payment" and move.details["who"] == "applicant":
            self.happen(letters.asked_for(self.words(), f"{id}.link", move.title))
        return REST if move.waits else None

    def _wait(self, step: Step, what: str, title: str, details: dict[str, Any]) -> str:
        visit = self.case.visits.get(self.key(step.id), 1)
        id = f"{self.key(step.id)}.{visit}"
        self.happen(e.WaitBegun(id, step.id, self.thread, what, title, self.at, details))
        return id

    def settled(self, id: str, given: dict[str, Any]) -> None:
        """What was waited for is there: the thread goes on."""
        waiting = self.case.waiting[id]
        step, self.thread = self.workflow.step(waiting.step), waiting.thread
        self.happen(e.WaitEnded(id))
        if given:
            self.happen(e.AnswersGiven(self.key(step.id), given))
        if "goes on" not in waiting.details:
            self.go(self.passed(step), waiting.thread)

    def failed(self, id: str, why: str) -> None:
        """What was waited for failed: what the service says for that. Where that leads nowhere else, a payment is
        still waited for, and anything else becomes a task for the owner to try again."""
        waiting = self.case.waiting[id]
        step, self.thread = self.workflow.step(waiting.step), waiting.thread
        self.happen(e.WaitFailed(id, why))
        lane = next((lane for lane in step.lanes() if lane.aside == "failed"), None)
        led_away = self._aside(lane.steps, "") if lane else False
        if not led_away and waiting.what != "payment":
            self.happen(e.WaitEnded(id))
            if "goes on" not in waiting.details:
                self.halt(step.id, why)
        self.settle()

    # Moving

    def give(self, step: Step, move: moves.Give, _due: datetime | None) -> None:
        self.happen(e.AnswersGiven(self.key(step.id), move.answers))

    def post(self, step: Step, move: moves.Post, due: datetime | None) -> None:
        id = f"{self.key(step.id)}.{self.case.messages + 1}"
        if self.workflow.file.deadline:
            self.settle()  # its words may name a deadline that this very command began
        self.happen(letters.message(self.words(step.id, due), id, move.message, move.to, move.attach))

    def compose(self, step: Step, move: moves.Compose, _due: datetime | None) -> None:
        letter, words = self.workflow.documents[move.document], self.words(step.id)
        self.happen(e.DocumentMade(move.document, words.fill(letter.subject), words.fill(letter.body), self.at))

    def enter(self, step: Step, move: moves.Enter, _due: datetime | None) -> str:
        steps = step.lanes()[move.lane].steps
        return steps[0].id if steps else self.after(step)

    def jump(self, step: Step, move: moves.Jump, _due: datetime | None) -> str:
        """Go to another step of the thread; what waits in it and in the threads inside it is taken away."""
        self.take_away(self.thread)
        self.set_aside(self.workflow.set_aside_by(step.id, move.step))
        return move.step

    def set_aside(self, steps: Collection[str]) -> None:
        """Keep the answers of these steps to prefill, and let no rule read them; of items, this thread's own."""
        scope = scope_of(self.thread)
        keys = (one for one in self.case.answers if step_of(one) in steps)
        held = tuple(one for one in keys if not scope or one == key(step_of(one), scope) or f"@{scope}/" in one)
        if held:
            self.happen(e.AnswersSetAside(held))

    def close(self, _step: Step, move: moves.Close, _due: datetime | None) -> str:
        self.happen(e.CaseClosed(move.outcome, self.at))
        return REST

    def halt_at(self, step: Step, move: moves.Halt, _due: datetime | None) -> str:
        self.halt(step.id, move.why)
        return REST

    def halt(self, step: str, why: str) -> None:
        """Stop here and give the owner a task that says why."""
        self.happen(e.CaseStuck(why))
        visit = self.case.visits.get(self.key(STUCK), 0) + 1
        self.happen(e.Arrived(self.thread, STUCK, visit))
        title = f"This case cannot go on by itself: {why}"
        id, owner = f"{self.key(STUCK)}.{visit}", self.workflow.file.owner
        self.happen(e.TaskOpened(id, step, visit, owner, title, self.at, thread=self.thread))

    def take_away(self, thread: str) -> None:
        """Whatever waits in a thread and in those inside it is no longer needed."""
        for inner in self.case.inside(thread):
            if inner in self.case.places:
                self.happen(e.ThreadTakenAway(inner))
        for task in [id for id, one in self.case.tasks.items() if one.thread == thread]:
            self.happen(e.TaskTakenAway(task))
        for id in [id for id, one in self.case.waiting.items() if one.thread == thread]:
            self.happen(e.WaitEnded(id))
        if thread in self.case.joined:
            self.happen(e.ThreadsJoined(thread))

    # Several threads

    def fork(self, step: Step, move: moves.Fork, _due: datetime | None) -> str | None:
        """Begin the threads of a step, each as far as it goes; with none there is nothing to wait for."""
        if not move.branches:
            return None
        thread = self.thread
        self.happen(e.Forked(thread))
        for branch in move.branches:
            name = f"{step.id}@{branch.about}" if branch.about else f"{step.id}.{branch.name}"
            self.run(step.lanes()[branch.lane].steps[0].id, f"{thread}>{name}")
        return REST

    def _forked(self) -> list[str]:
        """The threads that have others inside, the innermost first."""
        return sorted(self.case.joined, key=lambda thread: -thread.count(">"))

    def _rejoin(self, thread: str) -> bool:
        """Ask the step that forked whether its threads are one again, or more of them begin; whether it moved."""
        step = self.workflow.step(self.case.places[thread])
        children = (one for one in self.case.inside(thread) if one.count(">") == thread.count(">") + 1)
        joined = Joined(tuple(branch_of(one) for one in children), tuple(self.case.joined[thread]))
        before, self.thread = self.thread, thread
        found = step.rejoin(self.standing(step.id), joined)
        for move in found:
            if isinstance(move, moves.Join):
                self.take_away(thread)
                self.run(self.passed(step), thread)
            else:
                self.make(step, move)
        self.thread = before
        return bool(found)

    # Time

    def gone_off(self, clock: str) -> None:
        """Do what follows from a clock whose moment has passed."""
        if clock.startswith(REMINDER):
            self._remind(clock)
        elif clock in self.case.waiting and self.case.waiting[clock].what == "time":
            self.settled(clock, {})
        else:
            self.late(clock)

    def _remind(self, clock: str) -> None:
        about = clock.removeprefix(REMINDER)
        task, due = self.case.tasks.get(about), self.case.clocks[about].due
        self.happen(e.ClockLate(clock))
        who = task.who if task else self.workflow.file.owner
        self.happen(letters.reminder(self.words(due=due), clock, who, task.title if task else self.workflow.title))

    def late(self, clock: str) -> None:
        """Do what the service says for a clock that ran out."""
        due = self.case.clocks[clock].due
        self.thread, holder = self._holder(clock)
        self.happen(e.ClockLate(clock))
        lane = next((lane for lane in holder.lanes() if lane.aside == "late"), None) if holder else None
        self._aside(lane.steps if lane else (), clock, due)

    def extend(self, clock: str, due: datetime, why: str) -> None:
        """Make a time limit longer, and do what the service says for that."""
        self.thread, holder = self._holder(clock)
        self.happen(e.ClockExtended(clock, due, why))
        lane = next((lane for lane in holder.lanes() if lane.aside == "extended"), None) if holder else None
        self.because = why
        self._aside(lane.steps if lane else (), clock, due)
        self.because = ""
        self.settle()

    def _holder(self, clock: str) -> tuple[str, Any]:
        """The thread and the step, or the deadline, that a clock belongs to."""
        about = self.case.tasks.get(clock) or self.case.waiting.get(clock)
        return (about.thread, self.workflow.step(about.step)) if about else (MAIN, self.workflow.file.deadline)

    def _aside(self, steps: tuple[Step, ...], clock: str, due: datetime | None = None) -> bool:
        """Do a list that time or a failure opened; whether it led elsewhere or closed the case."""
        for step in steps:
            standing = self.standing(step.id)
            if not standing.holds(step.when):
                continue
            for move in step.arrive(standing):
                if isinstance(move, moves.HandOver):
                    self._hand_over(clock, move.who)
                elif isinstance(move, moves.Await):
                    self.make(step, replace(move, waits=False))
                elif (leads := self.make(step, move, due)) is not None:
                    self.go(leads, self.thread)
                    return True
        return False

    def _hand_over(self, clock: str, who: str) -> None:
        tasks = [clock] if clock in self.case.tasks else [] if clock in self.case.waiting else list(self.case.tasks)
        for task in tasks:
            self.happen(e.TaskHandedOver(task, who))


_MAKING: dict[type[moves.Move], Callable[..., Any]] = {
    moves.Rest: Walk.rest,
    moves.Give: Walk.give,
    moves.Post: Walk.post,
    moves.Compose: Walk.compose,
    moves.Enter: Walk.enter,
    moves.Jump: Walk.jump,
    moves.Close: Walk.close,
    moves.Halt: Walk.halt_at,
    moves.Sleep: Walk.sleep,
    moves.Await: Walk.await_,
    moves.Fork: Walk.fork,
}
