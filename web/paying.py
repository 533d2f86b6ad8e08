"""Paying online: where the pay link leads, where people come back, and where the payment service tells us."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.paying import Paying
from engine.commands import Refusal
from engine.ports import Later
from web.html import page, visitor
from web.settings import Web

#: A message of the payment service is a few thousand characters.
LARGEST = 65_536
SEE_STATUS = "See how it is going"


@dataclass(frozen=True)
class Pay:
    """`is_theirs` says of a message's bytes and its signature whether it comes from the payment service."""

    web: Web
    paying: Paying
    clock: Callable[[], datetime]
    is_theirs: Callable[[bytes, str], bool]

    def routes(self) -> list[Route]:
        return [
            Route("/pay/{reference}", self.begin, methods=["GET"]),
            Route("/paid/{reference}", self.come_back, methods=["GET"]),
            Route("/hooks/govuk-pay", self.hear, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """A link, not a form: our pages let no form lead to another site, and the same link begins nothing twice."""
        reference, waiting = _named(request)
        try:
            onward = await run_in_threadpool(self.paying.begin, visitor(request), reference, waiting, self.clock())
        except Later:
            lines = ["The payment service does not answer. Try again in a few minutes: nobody pays twice."]
            again = (_link("/pay", reference, waiting), "Try again")
            return self._say("You cannot pay just now", lines, again, 503)
        if isinstance(onward, Refusal):
            status = f"/status?{urlencode({'ref': reference})}", SEE_STATUS
            return self._say("You cannot pay this now", [f"{onward.reason}."], status, 409)
        return _on(onward)

    async def come_back(self, request: Request) -> Response:
        """They may come back in another browser, on a telephone often: the payment is looked at whoever comes."""
        reference, waiting = _named(request)
        state = await run_in_threadpool(self.paying.back, reference, waiting, self.clock())
        status = f"/status?{urlencode({'ref': reference})}"
        if state == "taken":
            lines = [f"Your reference is {reference}.", "The next page says whether there is anything else to do."]
            return self._say("Thank you, it is paid", lines, (status, SEE_STATUS))
        if state == "failed":
            lines = ["The payment did not go through. You can try again with the same card or another one."]
            return self._say("Nothing has been paid", lines, (status, "Go back and try again"))
        if state in ("open", "wrong"):
            lines = ["We are waiting to hear whether your payment went through. Do not pay again.",
                     "This page does not have to stay open: we will find out by ourselves."]  # fmt: skip
            return self._say("We are checking your payment", lines, (status, SEE_STATUS))
        return _on(status)

    async def hear(self, request: Request) -> Response:
        """Answered at once; what the message says is asked of the payment service itself, so a replay does nothing."""
        body = await _body(request)
        if not self.is_theirs(body, request.headers.get("pay-signature", "")):
            return Response(status_code=403)
        try:
            id = str(json.loads(body)["resource_id"])
        except (ValueError, KeyError, TypeError):
            return Response(status_code=400)
        return Response(status_code=204, background=BackgroundTask(self.paying.heard, id, self.clock()))

    def _say(self, title: str, lines: list[str], onward: tuple[str, str], status: int = 200) -> Response:
        return page(self.web, "message.html", status, title=title, lines=lines, onward=onward)


def _named(request: Request) -> tuple[str, str]:
    return request.path_params["reference"], request.query_params.get("what", "")


def _link(path: str, reference: str, waiting: str) -> str:
    return f"{path}/{reference}?{urlencode({'what': waiting})}"


def _on(address: str) -> Response:
    return RedirectResponse(address, 303, {"referrer-policy": "no-referrer", "cache-control": "no-store"})


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    return body
