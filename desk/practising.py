"""Practice: cases with a clock of their own, that nobody counts, finds or is sent anything of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import applying, showing
from desk.rows import task_row
from desk.views import Applying, ServiceCard, TaskRow
from engine import errands
from engine.case import Case
from engine.commands import Actor, MoveOn, Refusal
from engine.course import letters
from engine.engine import Engine, Sight
from engine.ports import FileStore
from engine.store.tasks import row_of
from engine.who import access


@dataclass(frozen=True)
class PracticeCase:
    """A practice case in a list; `now` is what time it is in it."""

    reference: str
    service_title: str
    words: str
    opened: datetime
    now: datetime
    tasks: tuple[TaskRow, ...]
    outcome: str
    deletable: bool


class Practice:
    """`files` keeps the bytes of files."""

    def __init__(self, engine: Engine, files: FileStore) -> None:
        self.engine = engine
        self.files = files

    def services(self, actor: Actor) -> tuple[ServiceCard, ...]:
        """What this person may practise, by title."""
        house = self.engine.library.house()
        found = [one for _, one in self.engine.library.all() if access.may_practise(one, actor, house)]
        return tuple(
            ServiceCard(one.service, one.title, one.file.summary)
            for one in sorted(found, key=lambda one: one.title) if not one.guide
        )  # fmt: skip

    def begin(self, desk: applying.Desk, visitor: str, actor: Actor, service: str, now: datetime) -> Applying | Refusal:
        return desk.begin(visitor, service, now, actor, practice=True)

    def cases(self, actor: Actor, now: datetime) -> tuple[PracticeCase, ...]:
        """The newest practice cases that the actor may see."""
        sights = (self.engine.see(actor, reference) for reference in self.engine.store.cases.practice())
        return tuple(self._listed(sight, now) for sight in sights if isinstance(sight, Sight) and not sight.partner)

    def _listed(self, sight: Sight, now: datetime) -> PracticeCase:
        case, workflow, there = sight.case, sight.workflow, sight.time(now)
        said = letters.Words(workflow, case, sight.house, showing.context(sight.house, there))
        words = letters.few(said, workflow.sensitive())
        rows = tuple(task_row(sight.house, row_of(case, task, words, workflow.title)) for task in case.tasks.values())
        outcome = said.fill(workflow.outcomes[case.outcome].subject) if case.outcome in workflow.outcomes else ""
        assert case.opened is not None, "a stored case was opened"
        return PracticeCase(
            case.reference, workflow.title, words, case.opened, there, rows, outcome,
            self.engine.may_delete_practice(sight.actor, case),
        )  # fmt: skip

    def move_on(self, actor: Actor, reference: str, by: timedelta, token: str, now: datetime) -> str | Refusal:
        """Let time pass in a practice case, and in those that it is part of or that are part of it."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        seconds = int(by.total_seconds())
        for number, one in enumerate(self._family(sight.case)):
            answer = self.engine.do(MoveOn(actor, now, one, seconds, f"{token} {number}" if token else ""))
            if isinstance(answer, Refusal):
                return answer
            errands.run(self.engine, one, now)
        return reference

    def _family(self, case: Case) -> list[str]:
        """The case, those that it runs, and the one that runs it."""
        runs = [str(one.details["case"]) for one in case.waiting.values() if "case" in one.details]
        return [case.reference, *runs, *([case.part_of] if case.part_of else [])]

    def delete(self, actor: Actor, reference: str) -> Refusal | None:
        """It goes whole, with its files."""
        gone = self.engine.delete_practice(actor, reference)
        if isinstance(gone, Refusal):
            return gone
        for file in gone:
            self.files.delete(file)
        return None
