"""Cases: opened by their answers, and read as far as the client may see them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field

from components.base import Answer, Raw
from components.wording import lines_of
from desk import showing
from desk.views import AnswerLine, CaseView, TaskRow
from engine.commands import Open, Problems, Refusal
from engine.course import letters
from engine.engine import NOT_YOURS, Sight
from engine.who import codes
from web.api.idempotency import ActsOnce, Reply
from web.api.problems import NOT_ACCEPTED, FromClient, Told, Wrong, described, of_problems, of_refusal
from web.api.questions import Answers, not_here
from web.api.services import latest, opens
from web.api.slips import Asking, wrong_with
from web.api.tokens import Caller, Opening, Reading
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

router = APIRouter(tags=["cases"])
OTHER_VERSION = "There is another version of this service: read what it asks, and send its answers"


class NewCase(FromClient):
    answers: Answers
    version: int | None = Field(
        default=None, description="The version whose questions were read. Where it is no more in force, 409"
    )
    language: str = Field(default="", max_length=20, description="In which the applicant reads the service")


class Opened(BaseModel):
    reference: str
    service: str
    version: int


class CaseTask(BaseModel):
    id: str
    title: str
    team: str
    opened: datetime
    due: datetime | None


class CaseAnswer(BaseModel):
    step: str
    name: str
    label: str
    hidden: bool = Field(description="Whether it is sensitive, and so not told here")
    words: list[str] = Field(description="As people read it")
    value: Any = Field(default=None, description="As it is kept: a date as 2027-03-01, money in pence")


class Case(BaseModel):
    reference: str
    service: str
    version: int
    title: str
    state: str
    opened: datetime
    closed: datetime | None
    due: datetime | None = Field(description="What is due first: the whole case, or one of its open tasks")
    answers: list[CaseAnswer]
    tasks: list[CaseTask]


@router.post(
    "/services/{service}/cases", status_code=201, response_model=Opened,
    responses=described(400, 404, 409, 413, 415, 422, 503),
)  # fmt: skip
def open_case(caller: Opening, once: ActsOnce, service: str, wanted: NewCase) -> Response:
    """Open a case. Every problem with the answers is told at once, each at its place."""
    return once.answered(caller, lambda token: _open(caller, service, wanted, token))


def _open(caller: Caller, service: str, wanted: NewCase, token: str) -> Reply:
    number, workflow = latest(caller, service)
    if wanted.version not in (None, number):
        raise Told(409, OTHER_VERSION)
    if wanted.language and wanted.language not in workflow.translations:
        raise Told(422, "The service is not in this language", [Wrong(at="/language", detail="No such language here")])
    if opens(caller, workflow):
        hold_to_first(caller, workflow, wanted.answers, token)
    reference = new_reference(caller, workflow.file.reference)
    command = Open(
        caller.actor, caller.now, service, number, reference, wanted.answers, token, language=wanted.language
    )
    reference = done(caller, command)
    body = Opened(reference=reference, service=service, version=number)
    return Reply(201, body, f"/api/v1/cases/{reference}")


def hold_to_first(caller: Caller, workflow: Workflow, raw: Mapping[str, Raw], token: str) -> None:
    """Refuse answers to the first questions in which anything is wrong."""
    hold(caller, workflow.first, {}, raw, token, caller.now)


def hold(
    caller: Caller, ask: Ask, earlier: Mapping[str, Answer], raw: Mapping[str, Raw], token: str, now: datetime,
    held: Raw = None,
) -> None:  # fmt: skip
    """Refuse answers in which anything is wrong, but for those that were accepted before: their answer was lost.

    `held` are the answers of the case, whose files may be named again.
    """
    if caller.engine.store.cases.accepted(token):
        return
    house = caller.engine.library.house()
    context = showing.context(house, now)
    asking = Asking(ask.all_pages(), earlier, letters.seen(house, context), context)
    files = not_here(caller.behind.desk.files, caller.actor.id, raw, held)
    if wrong := wrong_with(asking, raw) + files:
        raise Told(422, NOT_ACCEPTED, wrong)


def new_reference(caller: Caller, begins: str) -> str:
    first, last = (codes.letters_of(caller.behind.random(4)) for _ in range(2))
    return f"{begins}-{first}-{last}"


def done(caller: Caller, command: Any) -> str:
    """Do a command through the desk, and give the case's reference; else it is a problem."""
    result = caller.behind.desk.do(command)
    if isinstance(result, Problems):
        raise of_problems(result)
    if isinstance(result, Refusal):
        raise of_refusal(result)
    return result.reference


@router.get("/cases/{reference}", responses=described(404, 422))
def case(caller: Reading, reference: str) -> Case:
    """A case, cut to what this client may see. Sensitive answers are named and not told."""
    sight = caller.sight(reference)
    view = caller.behind.desk.case(caller.actor, reference, caller.now)
    if isinstance(view, Refusal):
        raise Told(404, NOT_YOURS)
    return _case(sight, view)


def _case(sight: Sight, view: CaseView) -> Case:
    lines = [line for section in view.sections for line in section.lines]
    return Case(
        reference=view.reference, service=view.service, version=view.version, title=view.service_title,
        state=view.state, opened=view.opened, closed=view.closed, due=_due(view),
        answers=[_answer(sight, line) for line in lines], tasks=[task(row) for row in view.tasks],
    )  # fmt: skip


def _due(view: CaseView) -> datetime | None:
    """As finding the case says it: what runs no more is not due."""
    whole = view.deadline if view.closed is None and view.paused is None else None
    return min((one for one in (whole, *(row.due for row in view.tasks)) if one is not None), default=None)


def _answer(sight: Sight, line: AnswerLine) -> CaseAnswer:
    kept: Answer = None if line.hidden else sight.case.answers.get(line.step, {}).get(line.answer)
    words = [each for said in line.lines for each in lines_of(said)]
    return CaseAnswer(step=line.step, name=line.answer, label=line.label, hidden=line.hidden, words=words, value=kept)


def task(row: TaskRow) -> CaseTask:
    return CaseTask(id=row.task, title=row.title, team=row.who, opened=row.opened, due=row.due)
