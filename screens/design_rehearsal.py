"""A case that a designer plays in "Try it": done again from the start whenever the text becomes another service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from components.controls import Raw
from desk.views import Applying, Sent, Status, TaskRow, TaskView
from desk.written import MessageView
from engine.commands import Actor, Claim, Complete, Problems, Refusal
from screens import wiring
from workflows.workflow import Workflow

VISITOR = "tried"


@dataclass
class Tried:
    """What was done so far, to be done again: answers by question, whether they were sent, and what came after."""

    typed: dict[str, Raw] = field(default_factory=dict)
    sent: bool = False
    #: Days that passed, and tasks completed, each with what was typed.
    acts: list[int | tuple[str, dict[str, Raw]]] = field(default_factory=list)
    problems: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    #: In which of its languages a resident tries it, "" for its own.
    language: str = ""


class Rehearsal:
    """The pages of one workflow over a store in memory."""

    def __init__(self, workflow: Workflow, tried: Tried) -> None:
        self.workflow = workflow
        self.tried = tried
        self.trial = wiring.publishing().trial(workflow, wiring.now())
        self.sent: Sent | None = None
        begun = self.trial.applying.begin(VISITOR, workflow.service, self.trial.now, self._beginner, tried.language)
        assert isinstance(begun, Applying), "whoever tries a service may begin it"
        self.view = begun
        self._again()

    def _again(self) -> None:
        """As far as what was done then still can be done."""
        while self.view.page is not None and self._knows(self.view):
            answer = self._save(self.view, self.tried.typed)
            if isinstance(answer, Problems):
                break
            self.view = answer
        if self.tried.sent and self.view.page is None:
            self._send()
        acts, self.tried.acts = self.tried.acts, []
        for act in acts if self.sent else ():
            if isinstance(act, int):
                self.move(act)
            else:
                self._complete_again(*act)

    def _knows(self, view: Applying) -> bool:
        asked = view.page.asked if view.page else ()
        return all(one.id in self.tried.typed for one in asked if one.question.asks)

    def _complete_again(self, task: str, raw: dict[str, Raw]) -> None:
        row = next((row for row in self.tasks() if row.task == task), None)
        if row is not None:
            self.complete(row, raw, self.task(row).token)

    # As a resident

    def answer(self, view: Applying, raw: dict[str, Raw]) -> Applying | Problems | Sent:
        """Continue; what the applicant is asked later is sent with its last page."""
        answer = self._save(view, raw)
        if isinstance(answer, Problems):
            return answer
        if view.task:
            return answer if answer.page else self._send_later(answer)
        self.tried.typed |= raw
        self.view = answer
        return answer

    def _save(self, view: Applying, raw: Mapping[str, Raw]) -> Applying | Problems:
        asked = view.page.asked if view.page else ()
        typed = {one.id: raw.get(one.id) for one in asked if one.question.asks}
        saved: Applying | Problems = self.trial.applying.save(VISITOR, view, typed, self.trial.now)
        return saved

    def back_to(self, page: int) -> None:
        view = self.trial.applying.resume(VISITOR, self.view.draft, page, self.trial.now)
        if not isinstance(view, Refusal):
            self.view = view

    def send(self) -> None:
        self.tried.sent = True
        self._send()

    def _send(self) -> None:
        sent = self.trial.applying.send(VISITOR, self.view.draft, self.view.token, self.trial.now, self._beginner)
        self.sent = sent if isinstance(sent, Sent) else None

    def _send_later(self, view: Applying) -> Any:
        return self.trial.applying.send(VISITOR, view.draft, view.token, self.trial.now)

    def status(self) -> Status | None:
        found = self.trial.applying.status(VISITOR, self._reference, self.trial.now)
        return found if isinstance(found, Status) else None

    def asked_later(self) -> Applying | None:
        found = self.trial.applying.asked(VISITOR, self._reference, self.trial.now)
        return found if isinstance(found, Applying) else None

    # As staff

    def letters(self) -> tuple[MessageView, ...]:
        """Everything that was written to anybody, the newest first."""
        return self.trial.letters(self._reference)

    def tasks(self) -> tuple[TaskRow, ...]:
        """What waits for staff, the most urgent first."""
        if self.sent is None:
            return ()
        case = self.trial.desk.case(self._staff, self._reference, self.trial.now)
        return () if isinstance(case, Refusal) else tuple(row for row in case.tasks if row.who != "applicant")

    def task(self, row: TaskRow) -> TaskView:
        """The task in hand: claimed, because nobody else is there."""
        if not row.person:
            self.trial.desk.do(Claim(self._staff, self.trial.now, row.reference, row.task))
        found = self.trial.desk.task(self._staff, row.reference, row.task, self.trial.now)
        assert isinstance(found, TaskView), "somebody new, of every team, may do any task"
        return found

    def type_in(self, row: TaskRow, raw: dict[str, Raw]) -> TaskView:
        self.trial.desk.save_typed(self._staff, row.reference, row.task, raw, self.trial.now)
        return self.task(row)

    def foresee(self, row: TaskRow, raw: dict[str, Raw]) -> str:
        said: str = self.trial.desk.foresee(self._staff, row.reference, row.task, raw, self.trial.now)
        return said

    def complete(self, row: TaskRow, raw: dict[str, Raw], token: str) -> Any:
        done = self.trial.desk.do(Complete(self._staff, self.trial.now, row.reference, row.task, raw, token))
        if not isinstance(done, Problems | Refusal):
            self.tried.acts.append((row.task, raw))
        return done

    def move(self, days: int) -> None:
        self.trial.move_clock(days)
        self.tried.acts.append(days)

    @property
    def _reference(self) -> str:
        return self.sent.reference if self.sent else ""

    @property
    def _beginner(self) -> Actor | None:
        """A resident, unless the service is begun by staff alone."""
        return None if "anyone" in self.workflow.file.starts else self._staff

    @property
    def _staff(self) -> Actor:
        """Somebody new for each task, of every team: who may not do what is not tried here."""
        everyone = frozenset(self.workflow.organisation.everyone)
        return Actor(f"tried-{len(self.tried.acts)}", name="You", teams=everyone, manages=everyone)
