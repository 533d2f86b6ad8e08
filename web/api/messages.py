"""Messages from outside: to a case that waits for one, or to a service that one begins."""

from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field

from engine.case import Case, Waiting
from engine.commands import Open, Refusal, Settle
from engine.course.settling import NOTHING_WAITS
from engine.engine import BUSY, TRIES, Sight
from engine.who import codes
from web.api.cases import done, hold_to_first
from web.api.idempotency import ActsOnce, Reply
from web.api.problems import NOT_ACCEPTED, FromClient, Told, Wrong, described, of_refusal, pointer, stranger
from web.api.questions import Answers, Given
from web.api.services import hears, latest
from web.api.tokens import Caller, Sending
from workflows.values import fits
from workflows.verbs.wait_for import WaitFor
from workflows.workflow import Workflow

router = APIRouter(tags=["messages"])
MESSAGE = "message"
#: No character that a database cannot keep.
PLAIN = "^[^\\x00-\\x1f]+$"
NOT_BY_MESSAGE = "No message of this client begins this service"
STEP = Field(default="", max_length=200, description="The step that waits; left out, the one that does")


class Message(FromClient):
    step: Annotated[str, STEP]
    given: Given


class FirstMessage(FromClient):
    about: str = Field(min_length=1, max_length=100, pattern=PLAIN, description="Such as a gauge’s number")
    answers: Answers
    given: Given = Field(default={}, description="What it gives to a case that is open about the same already")


class Heard(BaseModel):
    reference: str
    opened: bool = Field(description="Whether it opened the case; else it joined it")


#: What is answered where no case was opened.
JOINED: dict[int | str, dict[str, Any]] = {200: {"model": Heard, "description": "It joined the case that is open"}}


@router.post(
    "/cases/{reference}/messages", status_code=200, response_model=Heard,
    responses=described(400, 404, 409, 413, 415, 422, 503),
)  # fmt: skip
def tell(caller: Sending, once: ActsOnce, reference: str, message: Message) -> Response:
    """Tell a case what it waits for from outside."""
    return once.answered(caller, lambda token: _tell(caller, reference, message, token))


@router.post(
    "/services/{service}/messages", status_code=201, response_model=Heard,
    responses=described(400, 404, 409, 413, 415, 422, 503) | JOINED,
)  # fmt: skip
def begin(caller: Sending, once: ActsOnce, service: str, message: FirstMessage) -> Response:
    """Open a case about something, or join the one that is open about it."""
    return once.answered(caller, lambda token: _begin(caller, service, message, token))


def _tell(caller: Caller, reference: str, message: Message, token: str) -> Reply:
    _settle(caller, caller.sight(reference), message.step, message.given, token)
    return Reply(200, Heard(reference=reference, opened=False), _place(reference))


def _begin(caller: Caller, service: str, message: FirstMessage, token: str) -> Reply:
    """The open case about the same hears it. Where there is none, the first of several that come at once opens it."""
    number, workflow = latest(caller, service)
    if not hears(caller, workflow):
        caller.refused("message", service, NOT_BY_MESSAGE)
        raise Told(403, NOT_BY_MESSAGE)
    clients, who = caller.engine.store.clients, caller.client.id
    mine = _reference(workflow.file.reference, token)
    last = clients.last_about(service, who, message.about)
    before = caller.engine.store.cases.load(last) if last else None
    if last != mine and (before is None or not before.open):
        opening = f"message {who} {service} {message.about} after {last}"
        hold_to_first(caller, workflow, message.answers, opening)
        last = done(caller, Open(caller.outside, caller.now, service, number, mine, message.answers, opening))
        clients.told(service, who, message.about, last)
    if last == mine:
        return Reply(201, Heard(reference=mine, opened=True), _place(mine))
    _settle(caller, caller.sight(last), "", message.given, token)
    return Reply(200, Heard(reference=last, opened=False), _place(last))


def _reference(begins: str, token: str) -> str:
    """The same for the same request, so that one that is sent again knows the case that it opened itself."""
    letters = codes.letters_of(sha256(token.encode()).digest()[:8])
    return f"{begins}-{letters[:4]}-{letters[4:]}"


def _settle(caller: Caller, sight: Sight, step: str, given: dict[str, Any], token: str) -> None:
    """Where another message was first, what waits by then hears this one."""
    for _ in range(TRIES):
        id = _waiting_at(sight.case, step)
        if wrong := _strangers(sight.workflow, given) + _unfit(sight.workflow, sight.case.waiting[id], given):
            raise Told(422, NOT_ACCEPTED, wrong)
        command = Settle(caller.outside, caller.now, sight.case.reference, id, token, given)
        result = caller.behind.desk.do(command)
        if not isinstance(result, Refusal):
            return
        if result.reason != NOTHING_WAITS:
            raise of_refusal(result)
        sight = caller.sight(sight.case.reference)
    raise of_refusal(Refusal(BUSY))


def _waiting_at(case: Case, step: str) -> str:
    found = [id for id, one in case.waiting.items() if one.what == MESSAGE and step in ("", one.step)]
    if len(found) != 1:
        raise Told(409, "Say which step the message is for" if found else NOTHING_WAITS)
    return found[0]


def _unfit(workflow: Workflow, waiting: Waiting, given: dict[str, Any]) -> list[Wrong]:
    """What a message does not give as the service wants it."""
    wanted = workflow.step(waiting.step).gives()
    return [
        Wrong(at=f"/given/{name}", detail=f"Give {name} as {kind.name}") for name, kind in wanted.items()
        if not fits(given.get(name), kind)
    ]  # fmt: skip


def _strangers(workflow: Workflow, given: dict[str, Any]) -> list[Wrong]:
    """Names that no step gives. One that another step gives may stand there: the same is sent at every reading."""
    known = {name for step in workflow.layout.every if isinstance(step, WaitFor) for name in step.gives()}
    unknown = [name for name in given if name not in known]
    return [Wrong(at=pointer("/given", name), detail=stranger(name, known)) for name in unknown]


def _place(reference: str) -> str:
    return f"/api/v1/cases/{reference}"
