"""One command's way through a case: what happened so far, and what a step may know where the case stands now."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from components.base import Seen
from engine import events as e
from engine.case import MAIN, Case, scope_of
from engine.course import letters
from engine.who.staff import NOBODY, Staff
from workflows.conditions import Context
from workflows.items import key
from workflows.moves import Standing
from workflows.organisation import Organisation
from workflows.workflow import Workflow


@dataclass
class Way:
    """The case as it stands, and the events so far."""

    workflow: Workflow
    case: Case
    house: Organisation
    at: datetime
    staff: Staff = NOBODY
    events: list[e.Event] = field(default_factory=list)
    #: Which thread moves now.
    thread: str = MAIN
    #: The clock that ran out or was made longer, and why that or a taking back was, while what follows is done.
    due: datetime | None = None
    because: str = ""
    _standing: dict[tuple[str, str], Standing] = field(default_factory=dict, init=False)
    _answers: dict[str, Any] | None = field(default=None, init=False)

    def happen(self, event: e.Event) -> None:
        self.events.append(event)
        self.case = event.after(self.case)

    @cached_property
    def context(self) -> Context:
        return Context(self.at, self.house.calendars["england"])

    @property
    def seen(self) -> Seen:
        return letters.seen(self.house, self.context)

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

    def words(self, step: str = "") -> letters.Words:
        scope = scope_of(self.thread)
        return letters.Words(self.workflow, self.case, self.house, self.context, self.due, step, scope, self.because)

    def key(self, step: str) -> str:
        """How a step of the thread that moves is known in the case."""
        return key(step, scope_of(self.thread))
