"""Tasks that a service did not foresee: whom they may be for, what they ask, and how they are done."""

from collections.abc import Iterable
from datetime import datetime

from desk import steering
from desk.files import Files, settle
from desk.views import ExtraView
from engine.beside.asking import may_add_task
from engine.case import Case, Task
from engine.commands import Actor, Complete, Problems, Refusal
from engine.engine import Done, Engine
from engine.store.drafts import of_task


def asked(engine: Engine, task: Task) -> ExtraView | None:
    """What a task asks, where it is an extra one."""
    return ExtraView(task.asks, task.files, steering.name_of(engine, task.asker)) if task.extra else None


class Extras:
    def __init__(self, engine: Engine, files: Files) -> None:
        self.engine = engine
        self.files = files

    def who(self, actor: Actor, reference: str) -> tuple[tuple[str, str], ...]:
        """Whom a task may be for: the applicant, every team of the council, every partner; none where they may not."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or may_add_task(sight.workflow, sight.case, actor):
            return ()
        return (("applicant", f"The {sight.workflow.file.called_}"), *sight.house.everyone.items())

    def complete(
        self,
        actor: Actor,
        reference: str,
        task: str,
        said: str,
        files: Iterable[str],
        token: str,
        now: datetime,
        helped: str = "",
    ) -> Case | Problems | Refusal:
        """An extra task is done with words and with files that the actor uploaded; the applicant's by their browser,
        or by staff who `helped` them ("phone", "desk" …)."""
        holder = actor.id.removeprefix("visitor:") if actor.kind == "applicant" else actor.id
        kept = self.files.unsent(holder, files)
        raw = {"said": said, "files": [dict(one) for one in kept]}
        result = self.engine.do(Complete(actor, now, reference, task, raw, token, helped))
        if not isinstance(result, Done):
            return result
        settle(self.engine, result.case, now, [str(one["id"]) for one in kept])
        self.engine.store.drafts.delete(of_task(reference, task, actor.id))
        return result.case
