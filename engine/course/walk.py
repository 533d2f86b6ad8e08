"""Moves a case as far as it can go without a person, gathering what happens on the way."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine import events as e
from engine.case import MAIN, branch_of, scope_of
from engine.course import clocks, letters, resting
from engine.course.way import Way
from workflows import moves
from workflows.due import Deadline
from workflows.items import key, step_of
from workflows.moves import Joined
from workflows.step import Step

#: A case that moves so often without a person is in a loop that no check foresaw.
MOST_MOVES = 10_000
#: How deep services may run one another.
DEEPEST = 5
#: No step can have this name.
STUCK = "(stuck)"
#: Where a thread stays, and where it is at its end.
REST, ENDED = "", "(ended)"


@dataclass
class Walk(Way):
    """Goes on with the threads of a case until each waits, forks or ends."""

    moved: int = 0

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
            for task in clocks.held_too_long(self.case):
                self.happen(e.HoldEnded(task))

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

    def make(self, step: Step, move: moves.Move) -> str | None:
        """Make one move; where it leads, or None where the step goes on."""
        making: Callable[..., str | None] = _MAKING[type(move)]
        return making(self, step, move)

    # Waiting

    def rest(self, step: Step, move: moves.Rest) -> str:
        resting.rest(self, step, move)
        return REST

    def sleep(self, step: Step, move: moves.Sleep) -> str | None:
        if move.until <= self.at:
            return None
        id = self._wait(step, "time", step.describe(), {})
        self.happen(e.ClockSet(id, self.at, move.until))
        return REST

    def await_(self, step: Step, move: moves.Await) -> str | None:
        if move.what == "payment" and self.key(step.id) in self.case.paid:
            return None
        if move.what == "run" and self.case.depth >= DEEPEST:
            return self.halt_at(step, moves.Halt(f"Services run one another {DEEPEST} deep at most"))
        details = move.details if move.waits else {**move.details, "goes on": True}
        id = self._wait(step, move.what, move.title, details)
        if move.what == "payment" and move.details["who"] == "applicant" and not letters.gave_link(self.events):
            self.happen(letters.to_pay(self.words(), f"{id}.link", move.title, move.details["amount"]))
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
        if not self._aside(step, "failed") and waiting.what != "payment":
            self.happen(e.WaitEnded(id))
            if "goes on" not in waiting.details:
                self.halt(step.id, why)
        self.settle()

    # Moving

    def give(self, step: Step, move: moves.Give) -> None:
        self.happen(e.AnswersGiven(self.key(step.id), move.answers))

    def post(self, step: Step, move: moves.Post) -> None:
        id = f"{self.key(step.id)}.{self.case.messages + 1}"
        if self.workflow.file.deadline:
            self.settle()  # its words may name a deadline that this very command began
        letter = letters.message(self.words(step.id), id, move.message, move.to, move.attach)
        confirms = letters.confirms(letter, self.events)
        self.happen(letters.with_code(letter, self.case.reference, self.case.language) if confirms else letter)

    def compose(self, step: Step, move: moves.Compose) -> None:
        self.happen(letters.document(self.words(step.id), move.document, self.at))

    def enter(self, step: Step, move: moves.Enter) -> str:
        steps = step.lanes()[move.lane].steps
        return steps[0].id if steps else self.after(step)

    def jump(self, step: Step, move: moves.Jump) -> str:
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

    def close(self, _step: Step, move: moves.Close) -> str:
        self.happen(e.CaseClosed(move.outcome, self.at))
        return REST

    def halt_at(self, step: Step, move: moves.Halt) -> str:
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

    def fork(self, step: Step, move: moves.Fork) -> str | None:
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

    def follow(self, clock: str, aside: str, event: e.Event, due: datetime, why: str = "") -> None:
        """What became of a clock happens, then what the service says for that where the clock belongs."""
        about = self.case.tasks.get(clock) or self.case.waiting.get(clock)
        self.thread = about.thread if about else MAIN
        self.happen(event)
        self.due, self.because = due, why
        holder = self.workflow.layout.by_id.get(about.step) if about else self.workflow.file.deadline
        self._aside(holder, aside, clock)
        self.due, self.because = None, ""

    def _aside(self, holder: Step | Deadline | None, aside: str, clock: str = "") -> bool:
        """Do a list that time or a failure opened; whether it led elsewhere or closed the case."""
        lanes = holder.lanes() if holder else ()
        for step in next((lane.steps for lane in lanes if lane.aside == aside), ()):
            standing = self.standing(step.id)
            if not standing.holds(step.when):
                continue
            for move in step.arrive(standing):
                if isinstance(move, moves.HandOver):
                    self._hand_over(clock, move.who)
                elif isinstance(move, moves.Await):
                    self.make(step, replace(move, waits=False))
                elif (leads := self.make(step, move)) is not None:
                    self.due = None  # its own, where that led elsewhere
                    self.go(leads, self.thread)
                    return True
        return False

    def _hand_over(self, clock: str, who: str) -> None:
        course = [id for id, task in self.case.tasks.items() if not task.extra]
        tasks = [clock] if clock in self.case.tasks else [] if clock in self.case.waiting else course
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
