"""The link of a resident, or of somebody asked by email: a browser that brings it may open what it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from components.wording import says
from engine.who.people import Link, fingerprint
from web.html import told, visitor
from web.plain.addresses import where
from web.settings import Web


class ReturnLinks(Protocol):
    """The links of residents and of people asked by email, kept as fingerprints."""

    def find(self, fingerprint: str) -> Link | None:
        """None where it is unknown, out of date or withdrawn."""

    def bind(self, visitor: str, link: Link) -> None:
        """From now on this visitor's browser may open what the link opens."""


@dataclass(frozen=True)
class Return:
    web: Web
    links: ReturnLinks

    def routes(self) -> list[Route]:
        return [
            Route("/return/{token}", self.come_back, methods=["GET"]),
            Route("/return/{token}/simple", self.come_back_plainly, methods=["GET"]),
        ]

    async def come_back(self, request: Request) -> Response:
        return await self._on(request, lambda link: f"/apply?{urlencode({'service': link.service, **link.named()})}")

    async def come_back_plainly(self, request: Request) -> Response:
        """By the link that the plain pages gave."""
        return await self._on(request, where)

    async def _on(self, request: Request, where: Callable[[Link], str]) -> Response:
        """Send the browser on to an address without the token, so that it stays in no history and no screenshot."""
        link = await run_in_threadpool(self.links.find, fingerprint(request.path_params["token"]))
        if link is None:
            lines = [
                says("Check that you have the whole link."),
                says("Links stop working after a while, and when what they asked for has been answered."),
            ]
            return told(request, self.web, "This link does not work", lines, status=404)
        await run_in_threadpool(self.links.bind, visitor(request), link)
        return RedirectResponse(where(link), 303, {"referrer-policy": "no-referrer", "cache-control": "no-store"})
