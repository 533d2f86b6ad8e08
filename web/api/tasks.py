"""Tasks that wait for the teams a client acts for, and completing them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from components.base import Raw
from desk.casework import NO_TASK
from desk.inbox import Wanted
from desk.views import TaskRow, TaskView
from engine.case import EXTRA, key_of
from engine.commands import Complete, Refusal
from engine.course.tasks import held_by_another
from engine.engine import Sight
from engine.who import access
from web.api.cases import done, hold
from web.api.idempotency import ActsOnce, Reply
from web.api.problems import FromClient, Told, described
from web.api.questions import Answers, schema_of
from web.api.tokens import Caller, Completing, Listing
from workflows.items import scope_of, step_of
from workflows.verbs.ask import Ask

router = APIRouter(tags=["tasks"])
BY_HAND = "This task was not foreseen by the service: a person does it"


class WantedTasks(FromClient):
    service: str = Field(default="", max_length=100, pattern="^[a-z0-9-]*$", description="Only those of this service")
    after: str = Field(default="", max_length=500, description="Where the page before this one ended")


class WaitingTask(BaseModel):
    case: str
    id: str
    service: str
    title: str
    about: str = Field(description="The few words by which the service lists a case")
    team: str
    taken_by: str = Field(description="Who has it; empty where nobody has")
    opened: datetime
    due: datetime | None


class Tasks(BaseModel):
    tasks: list[WaitingTask]
    after: str | None = Field(description="Send it back to read the next page; null on the last")


class Task(BaseModel):
    case: str
    id: str
    title: str
    due: datetime | None
    barred: str = Field(description="Why this client may not do it; empty where it may")
    answers: dict[str, Any] = Field(description="The JSON Schema (2020-12) of the answers that complete it")
    given: dict[str, Any] = Field(description="What was answered there before, in the same shape")


class Completion(FromClient):
    answers: Answers


class Completed(BaseModel):
    case: str
    task: str
    closed: bool = Field(description="Whether the case is closed now")


@router.get("/tasks", responses=described(400, 422))
def tasks(caller: Listing, wanted: Annotated[WantedTasks, Query()]) -> Tasks:
    """What waits for the teams of this client, the soonest due first, fifty at a time."""
    what = f"tasks {caller.client.id} {wanted.service}"
    begins = caller.behind.cursors.opened(what, wanted.after)
    page = caller.inboxes.page(caller.actor, Wanted("teams", service=wanted.service, after=begins), caller.now)
    return Tasks(tasks=[_waiting(row) for row in page.rows], after=caller.behind.cursors.sealed(what, page.after))


@router.get("/cases/{reference}/tasks/{task}", responses=described(404, 422))
def task(caller: Listing, reference: str, task: str) -> Task:
    """A task, with what it asks as JSON Schema."""
    view = _view(caller, reference, task)
    ask = caller.sight(reference).workflow.layout.by_id.get(step_of(task.rpartition(".")[0]))
    pages = ask.all_pages() if isinstance(ask, Ask) else ()
    return Task(
        case=reference, id=task, title=view.row.title, due=view.row.due, barred=view.barred,
        answers=schema_of(pages, view.seen), given=dict(view.raw),
    )  # fmt: skip


@router.post(
    "/cases/{reference}/tasks/{task}", status_code=200, response_model=Completed,
    responses=described(400, 404, 409, 413, 415, 422, 503),
)  # fmt: skip
def complete(caller: Completing, once: ActsOnce, reference: str, task: str, wanted: Completion) -> Response:
    """Complete a task. Every problem with the answers is told at once, each at its place."""
    return once.answered(caller, lambda token: _complete(caller, reference, task, wanted, token))


def _complete(caller: Caller, reference: str, task: str, wanted: Completion, token: str) -> Reply:
    sight = caller.sight(reference)
    if task.startswith(EXTRA):
        raise Told(409, BY_HAND)
    _hold(caller, sight, task, wanted.answers, token)
    done(caller, Complete(caller.actor, caller.now, reference, task, wanted.answers, token))
    return Reply(200, Completed(case=reference, task=task, closed=not caller.sight(reference).case.open))


def _hold(caller: Caller, sight: Sight, id: str, raw: Mapping[str, Raw], token: str) -> None:
    """Refuse answers in which anything is wrong. Whoever may not do the task, or does it too late, is told that."""
    task, workflow, values = sight.case.tasks.get(id), sight.workflow, sight.case.values()
    if task is None or held_by_another(task, caller.actor):
        return
    ask, scope = workflow.layout.by_id.get(step_of(key_of(id))), scope_of(key_of(id))
    if isinstance(ask, Ask) and not access.barred(workflow, sight.case, task, caller.actor, sight.house):
        earlier = workflow.answers_in(values, ask.id, scope)
        hold(caller, ask, earlier, raw, token, sight.time(caller.now), values)


def _view(caller: Caller, reference: str, task: str) -> TaskView:
    caller.sight(reference)
    view = caller.behind.desk.task(caller.actor, reference, task, caller.now)
    if isinstance(view, Refusal):
        raise Told(404, NO_TASK)
    return view


def _waiting(row: TaskRow) -> WaitingTask:
    return WaitingTask(
        case=row.reference, id=row.task, service=row.service, title=row.title, about=row.words, team=row.who,
        taken_by=row.holder, opened=row.opened, due=row.due,
    )  # fmt: skip
