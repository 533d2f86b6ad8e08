"""The link of a resident, or of somebody asked by email: a browser that brings it may open what it is for."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from engine.who.people import Link, fingerprint
from web.html import page, visitor
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
        return [Route("/return/{token}", self.come_back, methods=["GET"])]

    async def come_back(self, request: Request) -> Response:
        """Send the browser on to an address without the token, so that it stays in no history and no screenshot."""
        link = await run_in_threadpool(self.links.find, fingerprint(request.path_params["token"]))
        if link is None:
            lines = [
                "Check that you have the whole link.",
                "Links stop working after a while, and when what they asked for has been answered.",
            ]
            return page(self.web, "message.html", 404, title="This link does not work", lines=lines)
        await run_in_threadpool(self.links.bind, visitor(request), link)
        onward = f"/apply?{urlencode({'service': link.service, **link.named()})}"
        return RedirectResponse(onward, 303, {"referrer-policy": "no-referrer", "cache-control": "no-store"})
