"""A request that is sent again is answered as the first time, and acts once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel

from engine.store.clients import Answered
from web.api.problems import MEDIA_TYPE, Told, as_json
from web.api.tokens import Caller

OTHER = "This Idempotency-Key was sent before with another request. Send a new key with a new request"
RUNNING = "The request with this Idempotency-Key is being answered. Send it again in a moment"
JSON = "application/json"
NOT_JSON = "Send the body as JSON, with the header Content-Type: application/json"


@dataclass(frozen=True)
class Reply:
    status: int
    body: BaseModel
    location: str = ""


@dataclass(frozen=True)
class Once:
    """The key that a client chose for a request, and the fingerprint of all that it asks."""

    key: str
    asked: str

    def answered(self, caller: Caller, work: Callable[[str], Reply]) -> Response:
        """What `work` comes to, or came to before. It is handed the token with which its command acts once."""
        clients, who = caller.engine.store.clients, caller.client.id
        before = clients.begin(who, self.key, self.asked, caller.now)
        if before is not None:
            return self._again(before)
        try:
            answered = self._answer(work, f"api {who} {self.key}")
        except BaseException:  # not answered, so whoever tries again may be
            clients.drop(who, self.key)
            raise
        clients.keep(who, self.key, answered)
        return _response(answered)

    def _answer(self, work: Callable[[str], Reply], token: str) -> Answered:
        try:
            reply = work(token)
        except Told as told:
            if told.status >= 500:
                raise
            return Answered(self.asked, told.status, "", told.body())
        return Answered(self.asked, reply.status, reply.location, as_json(reply.body))

    def _again(self, before: Answered) -> Response:
        if before.asked != self.asked:
            raise Told(409, OTHER)
        if not before.status:
            raise Told(409, RUNNING, headers={"Retry-After": "1"})
        return _response(before)


def _response(answered: Answered) -> Response:
    headers = {"Location": answered.location} if answered.location else {}
    return Response(answered.answer, answered.status, headers, JSON if answered.status < 400 else MEDIA_TYPE)


def in_json(request: Request) -> None:
    sent = Message()
    sent["content-type"] = request.headers.get("content-type", "")
    subtype = sent.get_content_subtype()
    if sent.get_content_maintype() != "application" or not (subtype == "json" or subtype.endswith("+json")):
        raise Told(415, NOT_JSON)


async def once(
    request: Request,
    _sent: Annotated[None, Depends(in_json)],
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key", min_length=1, max_length=100, pattern="^[!-~]+$",
            description="Chosen by the client for this request, such as a UUID; the same when it is sent again",
        ),
    ],
) -> Once:  # fmt: skip
    whole = f"{request.method} {request.url.path}\n".encode() + await request.body()
    return Once(key, hashlib.sha256(whole).hexdigest())


ActsOnce = Annotated[Once, Depends(once)]
