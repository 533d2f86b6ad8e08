"""A house with a door: the gate, the pages beside Streamlit, and a stand-in for what is behind them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from engine.who.people import Link, fingerprint
from tests.reception import Desk, open_desk
from web.errors import error_pages
from web.gate import Gate
from web.routes import routes
from web.settings import Web
from workflows.organisation import Contact

ORIGIN = "http://localhost:8620"
LINK = Link("report-a-pothole", "draft", "draft 1/2")
OF_GUEST = Link("report-a-pothole", "task", "POT-1 print refer.1", "POT-1", "refer.1")
WEB = Web(
    organisation="Norfolk & Broads Council",
    origins=(ORIGIN,),
    secret=b"a secret of the tests, 32 bytes.",
    script_hashes=("'sha256-abc='",),
    contact=Contact.model_construct(phone="01632 960 100", email="help@example.org", hours="weekdays, 9am to 5pm"),
    links={"Privacy": "https://norfolk.example.org/privacy", "Easy read": "https://norfolk.example.org/easy"},
)


class Links:
    """One return link, whose token is `the-token`, and one of a guest."""

    def __init__(self) -> None:
        self.bound: list[tuple[str, Link]] = []

    def find(self, fingerprint_: str) -> Link | None:
        known = {fingerprint("the-token"): LINK, fingerprint("the-token-of-a-guest"): OF_GUEST}
        return known.get(fingerprint_)

    def bind(self, visitor: str, link: Link) -> None:
        self.bound.append((visitor, link))


@dataclass(frozen=True)
class House:
    desk: Desk
    links: Links
    web: Web

    def browser(self, peer: str = "10.0.0.1", **changed: Any) -> TestClient:
        """A browser that has never been here; `changed` are settings of the house."""
        web = replace(self.web, **changed)
        app = Starlette(
            routes=[*routes(web, self.desk.accounts, self.links), *BEHIND],
            middleware=[Middleware(Gate, **gate_arguments(web, self.desk))],
            exception_handlers=dict(error_pages(web, self.desk.accounts.random)),
        )
        return TestClient(
            app, base_url=web.origins[0], client=(peer, 50000), follow_redirects=False, raise_server_exceptions=False
        )


def gate_arguments(web: Web, desk: Desk) -> dict[str, Any]:
    by_hand: Callable[[bytes], bool] = b"by hand".__eq__
    accounts = desk.accounts
    return {
        "web": web, "accounts": accounts, "clock": accounts.clock, "random": accounts.random, "by_hand": by_hand,
        "farewell": b"farewell", "look_every": 0.05,
    }  # fmt: skip


async def tell_headers(request: Request) -> Response:
    return JSONResponse({name: value for name, value in request.headers.items() if name.startswith("x-")})


async def component(request: Request) -> Response:
    return PlainTextResponse("a frame")


async def crash(request: Request) -> Response:
    raise RuntimeError("the secret path of the program")


async def stream(socket: WebSocket) -> None:
    """Tells who it is, then says everything back."""
    await socket.accept()
    await socket.send_json({name: value for name, value in socket.headers.items() if name.startswith("x-")})
    async for message in socket.iter_bytes():
        await socket.send_bytes(message)


BEHIND = [
    Route("/", tell_headers),
    Route("/component/editor/index.html", component),
    Route("/crash", crash),
    Route("/_stcore/metrics", tell_headers),
    WebSocketRoute("/_stcore/stream", stream),
    WebSocketRoute("/elsewhere", stream),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    desk = open_desk(f"sqlite:///{tmp_path}/people.db")
    yield House(desk, Links(), WEB)
    desk.database.close()
