"""Moves a case as far as it can go without a person, gathering what happens on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from engine import clocks, letters
from engine import events as e
from engine.case import Case, evolve
from workflows import moves
from workflows.conditions import Context
from workflows.moves import Standing
from workflows.organisation import Organisation
from workflows.step import Step
from workflows.workflow import Workflow

#: A case that moves so often without a person is in a loop that no check foresaw.
MOST_MOVES = 10_000
#: The thread of a case's own steps.
MAIN = "main"
#: No step can have this name.
STUCK = "(stuck)"
REST = ""


@dataclass
class Walk:
    """One command's way through a case: the case as it stands, and the events so far."""

    workflow: Workflow
    case: Case
    house: Organisation
    at: datetime
    events: list[e.Event] = field(default_factory=list)
    moved: int = 0
    _standing: Standing = field(init=False)
    _answers: dict[str, Any] | None = field(default=None, init=False)

    def happen(self, event: e.Event) -> None:
        self.events.append(event)
        self.case = evolve(self.case, event)

    @cached_property
    def context(self) -> Context:
        return Context(self.at, self.house.calendars["england"])

    def standing(self) -> Standing:
        """What steps may know now; the same as before while no answer was given or set aside."""
        if self._answers is not self.case.answers:
            self._answers = self.case.answers
            self._standing = Standing(self.case.values(), self.context, self.workflow.names)
        return self._standing

    def words(self, due: datetime | None = None) -> letters.Words:
        return letters.Words(self.workflow, self.case, self.house, self.context, due)

    def go(self, step: str) -> None:
        """Arrive at a step and go on until somebody is waited for, or the case is closed."""
        while step and self.case.open:
            self.moved += 1
            if self.moved > MOST_MOVES:
                self.halt(step, f"The case moved {MOST_MOVES:,} times without stopping")
                break
            step = self.arrive(self.workflow.step(step))
        self.settle()

    def settle(self) -> None:
        """Set the clocks by where the case stands now."""
        if self.case.open:
            for event in clocks.settle(self.workflow, self.case, self.house, self.standing(), self.at):
                self.happen(event)

    def arrive(self, step: Step) -> str:
        """Do a step; the step that comes next, or `REST`."""
        standing, id = self.standing(), step.id
        if not standing.holds(step.when):
            return self.after(step)
        self.happen(e.Arrived(MAIN, id, self.case.visits.get(id, 0) + 1))
        for move in step.arrive(standing):
            leads = self.make(step, move)
            if leads is not None:
                return leads
        self.happen(e.StepPassed(id, self.at))
        return self.after(step)

    def after(self, step: Step) -> str:
        return self.workflow.layout.after.get(step.id, REST)

    def make(self, step: Step, move: moves.Move, due: datetime | None = None) -> str | None:
        """Make one move; where it leads, or None where the step goes on."""
        making: Callable[..., str | None] = _MAKING[type(move)]
        return making(self, step, move, due)

    def rest(self, step: Step, move: moves.Rest, _due: datetime | None) -> str:
        visit = self.case.visits[step.id]
        applicant = self.case.party("applicant")
        who = move.who or self.workflow.file.owner
        if who == "applicant" and not (applicant and applicant.contacts):
            who = self.workflow.file.owner
        elif who == "applicant" and not self._sent_link():
            self.happen(self.program_message(f"{step.id}.{visit}.link", move.title))
        self.happen(e.TaskOpened(f"{step.id}.{visit}", step.id, visit, who, move.title, self.at))
        return REST

    def _sent_link(self) -> bool:
        """Whether a message of the service itself has just given the applicant their link."""
        return any(
            isinstance(event, e.MessageSent) and event.to == "applicant" and letters.LINK in event.body
            for event in self.events
        )

    def program_message(self, id: str, title: str) -> e.MessageSent:
        """The link that the program itself sends when the applicant is asked for something."""
        channel, name, address, unsent = letters.recipient(self.words(), "applicant")
        body = (
            f"We need something from you before we can go on with {self.case.reference}: {title}.\n\n"
            f"Use your link to answer: {letters.LINK}"
        )
        subject = f"{self.workflow.title}: we need something from you, {self.case.reference}"
        return e.MessageSent(id, "", "applicant", channel, name, address, subject, body, unsent)

    def give(self, step: Step, move: moves.Give, _due: datetime | None) -> None:
        self.happen(e.AnswersGiven(step.id, move.answers))

    def post(self, step: Step, move: moves.Post, due: datetime | None) -> None:
        id = f"{step.id}.{self.case.messages + 1}"
        self.happen(letters.message(self.words(due), id, move.message, move.to, move.attach))

    def enter(self, step: Step, move: moves.Enter, _due: datetime | None) -> str:
        steps = step.lanes()[move.lane].steps
        return steps[0].id if steps else self.after(step)

    def jump(self, step: Step, move: moves.Jump, _due: datetime | None) -> str:
        self.take_away()
        aside = self.workflow.set_aside_by(step.id, move.step)
        held = tuple(one for one in aside if one in self.case.answers)
        if held:
            self.happen(e.AnswersSetAside(held))
        return move.step

    def close(self, _step: Step, move: moves.Close, _due: datetime | None) -> str:
        self.happen(e.CaseClosed(move.outcome, self.at))
        return REST

    def halt_at(self, step: Step, move: moves.Halt, _due: datetime | None) -> str:
        self.halt(step.id, move.why)
        return REST

    def halt(self, step: str, why: str) -> None:
        """Stop here and give the owner a task that says why."""
        self.happen(e.CaseStuck(why))
        visit = self.case.visits.get(STUCK, 0) + 1
        self.happen(e.Arrived(STUCK, STUCK, visit))
        title = f"This case cannot go on by itself: {why}"
        self.happen(e.TaskOpened(f"{STUCK}.{visit}", step, visit, self.workflow.file.owner, title, self.at))

    def take_away(self) -> None:
        for task in list(self.case.tasks):
            self.happen(e.TaskTakenAway(task))

    def late(self, clock: str) -> None:
        """Do what the service says for a clock that went off."""
        due = self.case.clocks[clock].due
        task = self.case.tasks.get(clock)
        holder = self.workflow.step(task.step) if task else self.workflow.file.deadline
        self.happen(e.ClockLate(clock))
        lane = next((lane for lane in holder.lanes() if lane.aside), None) if holder else None
        for step in lane.steps if lane else ():
            if not self.standing().holds(step.when):
                continue
            for move in step.arrive(self.standing()):
                if isinstance(move, moves.HandOver):
                    self._hand_over(clock, move.who)
                elif (leads := self.make(step, move, due)) is not None:
                    self.go(leads)
                    return

    def _hand_over(self, clock: str, who: str) -> None:
        for task in [clock] if clock in self.case.tasks else list(self.case.tasks):
            self.happen(e.TaskHandedOver(task, who))


_MAKING: dict[type[moves.Move], Callable[..., Any]] = {
    moves.Rest: Walk.rest,
    moves.Give: Walk.give,
    moves.Post: Walk.post,
    moves.Enter: Walk.enter,
    moves.Jump: Walk.jump,
    moves.Close: Walk.close,
    moves.Halt: Walk.halt_at,
}
