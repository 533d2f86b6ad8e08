"""Webhooks in: another system writes to a case that waits for it, under a signature of its own.

Nothing is read before the signature is checked. The id that was signed is the token of what follows from it, so that
the same message does nothing more when it comes again, from them or from somebody who listened.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from engine.case import Case, Waiting
from engine.commands import Actor, Refusal, Settle
from engine.engine import NOT_YOURS, TAKEN, Done, Engine, Sight
from web.api.problems import Told, Wrong, of_refusal, pointer
from workflows.values import fits, read_json

LOG = logging.getLogger("wherry.hooks")
#: In bytes: a message brings a few answers.
LONGEST = 65_536
NOT_BELIEVED = "The signature is missing, is not good, or is more than five minutes old"
TOO_LONG = f"Send {LONGEST:,} bytes at most"
ENDED = "The case has ended: it waits for nothing any more"
NOT_WAITED_FOR = "The case does not wait for this, or not any more"
UNFIT = "Some answers are missing, or are not of the kind that the service says"
#: Of the headers and the body of a request and the time now: the id that was signed, or "" and why it is not believed.
Check: TypeAlias = Callable[[Mapping[str, str], bytes, datetime], tuple[str, str]]
Word: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=300)]


@dataclass(frozen=True)
class Hook:
    """Another system that may write to the cases of these services."""

    name: str
    services: frozenset[str]
    check: Check

    @property
    def actor(self) -> Actor:
        return Actor(f"hook {self.name}", "clock", self.name)


class Message(BaseModel):
    """What is written: to which case, for which of its steps, and the answers that it brings.

    `waiting` tells one from another where a step waits for several messages at the same time.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    case: Word
    step: Word
    given: dict[str, Any] = {}
    waiting: Word | None = None


@dataclass(frozen=True)
class Hooks:
    engine: Engine
    hooks: Iterable[Hook]
    clock: Callable[[], datetime]

    def routes(self) -> list[Route]:
        return [Route(f"/hooks/{hook.name}", self._door(hook), methods=["POST"]) for hook in self.hooks]

    def _door(self, hook: Hook) -> Callable[[Request], Any]:
        async def door(request: Request) -> Response:
            try:
                body = await _body(request)
                return await run_in_threadpool(self._take, hook, request.headers, body)
            except Told as problem:
                return problem.response()

        return door

    def _take(self, hook: Hook, headers: Mapping[str, str], body: bytes) -> Response:
        now = self.clock()
        id, why = hook.check(headers, body, now)
        if not id:
            LOG.warning("A message to the hook %s is not believed: %s", hook.name, why)
            raise Told(401, NOT_BELIEVED)
        message, token = _message(body), f"hook {hook.name} {id}"
        sight = self._sight(hook, message.case)
        if again := self.engine.store.cases.committed(token):
            if again != message.case:
                raise Told(409, TAKEN)
            return JSONResponse({"case": message.case, "again": True})
        waiting = _waiting(sight.case, message)
        _check(sight, sight.case.waiting[waiting], message)
        result = self.engine.do(Settle(hook.actor, now, message.case, waiting, token, message.given))
        if isinstance(result, Refusal):
            raise of_refusal(result)
        assert isinstance(result, Done), "what fits is accepted or refused"
        return JSONResponse({"case": message.case, "again": result.again})

    def _sight(self, hook: Hook, reference: str) -> Sight:
        """A case of another service and one that there is not read alike."""
        sight = self.engine.see(hook.actor, reference)
        if isinstance(sight, Refusal) or sight.case.service not in hook.services:
            raise Told(404, NOT_YOURS)
        return sight


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                raise Told(413, TOO_LONG)
    except ClientDisconnect:
        raise Told(400, "The message broke off") from None
    return bytes(body)


def _message(body: bytes) -> Message:
    try:
        return Message.model_validate(read_json(body))
    except ValidationError as error:
        wrong = [
            Wrong(at=pointer("", str(one["loc"][0])) if one["loc"] else "", detail=one["msg"])
            for one in error.errors()
        ]  # fmt: skip
        raise Told(422, "The message has not the shape that is asked for", wrong) from None
    except ValueError:
        raise Told(400, "The message is no JSON that can be read") from None


def _waiting(case: Case, message: Message) -> str:
    """The id of what waits for this message."""
    if not case.open:
        raise Told(410, ENDED)
    found = [id for id, one in case.waiting.items() if one.what == "message" and one.step == message.step]
    if message.waiting is not None:
        found = [id for id in found if id == message.waiting]
    if not found:
        raise Told(409, NOT_WAITED_FOR)
    if len(found) > 1:
        raise Told(409, f"The case waits for several of these: put one of {', '.join(found)} as waiting")
    return found[0]


def _check(sight: Sight, waiting: Waiting, message: Message) -> None:
    """What does not fit is told to the sender, who can mend it, and changes nothing."""
    given = sight.workflow.step(waiting.step).gives()
    wrong = [
        Wrong(at=pointer("/given", name), detail=f"This must be there, as {kind.name}")
        for name, kind in given.items() if not fits(message.given.get(name), kind)
    ]  # fmt: skip
    if wrong:
        raise Told(422, UNFIT, wrong)
