"""Paying online: where the pay link leads, where people come back, and where the payment service tells us."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from components.wording import says
from desk.from_applicant import if_help
from desk.paying import PLAINLY, Paying
from engine.commands import Refusal
from engine.ports import Later
from web.html import told, visitor
from web.plain.addresses import NO_SERVICE, address
from web.settings import Web

#: A message of the payment service is a few thousand characters.
LARGEST = 65_536
SEE_STATUS = says("See how it is going")
#: The addresses for whoever uses the screens, and for whoever uses the simple pages.
ENDS = ("", PLAINLY)


@dataclass(frozen=True)
class Pay:
    """`is_theirs` says of a message's bytes and its signature whether it comes from the payment service."""

    web: Web
    paying: Paying
    clock: Callable[[], datetime]
    is_theirs: Callable[[bytes, str], bool]

    def routes(self) -> list[Route]:
        return [
            *(Route(f"/pay/{{reference}}{end}", self.begin, methods=["GET"]) for end in ENDS),
            *(Route(f"/paid/{{reference}}{end}", self.come_back, methods=["GET"]) for end in ENDS),
            Route("/hooks/govuk-pay", self.hear, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """A link, not a form: our pages let no form lead to another site, and the same link begins nothing twice."""
        reference, waiting = _named(request)
        begin = partial(self.paying.begin, plainly=_plainly(request))
        try:
            onward = await run_in_threadpool(begin, visitor(request), reference, waiting, self.clock())
        except Later:
            lines = [says("The payment service does not answer. Try again in a few minutes: nobody pays twice.")]
            again = (f"{request.url.path}?{urlencode({'what': waiting})}", says("Try again"))
            return await self._say(request, "You cannot pay just now", lines, again, 503)
        if isinstance(onward, Refusal):
            status = _status(request), SEE_STATUS
            return await self._say(request, "You cannot pay this now", [f"{onward.reason}."], status, 409)
        return _on(onward)

    async def come_back(self, request: Request) -> Response:
        """They may come back in another browser, on a telephone often: the payment is looked at whoever comes."""
        reference, waiting = _named(request)
        state = await run_in_threadpool(self.paying.back, reference, waiting, self.clock())
        status = _status(request)
        if state == "taken":
            lines = [says("Your reference is {reference}.", reference=reference),
                     says("The next page says whether there is anything else to do.")]  # fmt: skip
            return await self._say(request, "Thank you, it is paid", lines, (status, SEE_STATUS))
        if state == "failed":
            lines = [says("The payment did not go through. You can try again with the same card or another one."),
                     *if_help(self.web.contact.phone)]  # fmt: skip
            return await self._say(request, "Nothing has been paid", lines, (status, "Go back and try again"))
        if state in ("open", "wrong"):
            lines = [says("We are waiting to hear whether your payment went through. Do not pay again."),
                     says("This page does not have to stay open: we will find out by ourselves.")]  # fmt: skip
            return await self._say(request, "We are checking your payment", lines, (status, SEE_STATUS))
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

    async def _say(
        self, request: Request, title: str, lines: Sequence[str], onward: tuple[str, str], status: int = 200
    ) -> Response:
        """In the language of the case."""
        language = await run_in_threadpool(self.paying.language, _named(request)[0])
        return told(request, self.web, title, lines, onward, language=language, status=status)


def _named(request: Request) -> tuple[str, str]:
    return request.path_params["reference"], request.query_params.get("what", "")


def _plainly(request: Request) -> bool:
    """Whether they came from the simple pages."""
    return request.url.path.endswith(PLAINLY)


def _status(request: Request) -> str:
    """How it is going, in the version that they came from."""
    reference = request.path_params["reference"]
    if _plainly(request):
        return address(NO_SERVICE, "status", ref=reference)
    return f"/status?{urlencode({'ref': reference})}"


def _on(address: str) -> Response:
    return RedirectResponse(address, 303, {"referrer-policy": "no-referrer", "cache-control": "no-store"})


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    return body
