"""One case of a service under a clock of its own, without a store: what playing examples and wandering share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from components.base import Answer, Seen
from components.controls import Raw
from engine.case import Case, Task
from engine.commands import CLOCK, Actor, Command, Complete, Extend, Open, Reopen, Settle, Tick, Withdraw
from engine.course import letters
from engine.course.clocks import gone_off
from engine.course.decision import Decision
from engine.decide import decide
from workflows.conditions import Context
from workflows.moves import GUEST
from workflows.workflow import Workflow

LATEST = datetime.max.replace(tzinfo=UTC)
#: In `starts:`, what begins a service without a person.
MESSAGE = "message"


@dataclass
class OneCase:
    """Every task is done by somebody new."""

    workflow: Workflow
    now: datetime
    case: Case = field(default_factory=Case, init=False)
    people: int = field(default=0, init=False)

    @property
    def context(self) -> Context:
        return Context(self.now, self.workflow.organisation.calendars["england"])

    @property
    def seen(self) -> Seen:
        return letters.seen(self.workflow.organisation, self.context)

    def decided(self, command: Command) -> Decision:
        return decide(self.workflow, self.case, command, self.workflow.organisation)

    def somebody(self, who: str) -> Actor:
        """Whoever is asked: the applicant, a person by email, somebody of the team, or what sends a message."""
        self.people += 1
        if who == MESSAGE:
            return CLOCK
        if who == "applicant":
            return Actor("applicant", "applicant", "The applicant", case=self.case.reference)
        if who.startswith(GUEST):
            return Actor(f"guest-{self.people}", "guest", "A person asked", case=self.case.reference, role=who)
        teams = frozenset({who, *self.workflow.teams()})
        return Actor(f"person-{self.people}", name=f"Person {self.people}", teams=teams)

    def coming(self) -> Iterator[str]:
        """The clocks that will go off, the earliest first."""
        return iter(gone_off(self.case, LATEST))

    # What may be done to it

    def opening(self, actor: Actor, raw: dict[str, Raw]) -> Open:
        file = self.workflow.file
        return Open(actor, self.now, file.service, 1, f"{file.reference}-1", raw, "1")

    def completing(self, task: Task, raw: dict[str, Raw]) -> Complete:
        return Complete(self.somebody(task.who), self.now, self.case.reference, task.id, raw, task.id)

    def settling(self, id: str, given: Mapping[str, Answer]) -> Settle:
        return Settle(CLOCK, self.now, self.case.reference, id, id, dict(given))

    def failing(self, id: str) -> Settle:
        return Settle(CLOCK, self.now, self.case.reference, id, id, failed="It failed")

    def extending(self, clock: str) -> Extend:
        task = self.case.tasks.get(clock)
        who = self.somebody(task.who if task else self.workflow.file.owner)
        return Extend(who, self.now, self.case.reference, clock, "More time is needed")

    def withdrawing(self, who: str) -> Withdraw:
        return Withdraw(self.somebody(who), self.now, self.case.reference)

    def reopening(self, who: str) -> Reopen:
        return Reopen(self.somebody(who), self.now, self.case.reference, "It is looked at again")

    def ticking(self) -> Tick:
        return Tick(CLOCK, self.now, self.case.reference)
