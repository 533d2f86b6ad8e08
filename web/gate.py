"""The gate in front of every request: who is it, may they come in, and what goes out with the answer."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import cookies
from web.accounts import Accounts
from web.headers import harden
from web.settings import Web

#: Every header of ours; one that comes from outside is a forgery.
OURS = b"x-wherry-"
PERSON, VISITOR = "X-Wherry-Person", "X-Wherry-Visitor"
#: For Streamlit's `server.trustedUserHeaders`, as JSON: what arrives in `st.user`.
TRUSTED_HEADERS = {PERSON: "person", VISITOR: "visitor"}

#: Where the farewell leads.
ENDED = "/sign-in?ended=yes"
STREAM = "/_stcore/stream"
#: Doors of Streamlit's that nobody needs here.
CLOSED = ("/_stcore/metrics", "/_stcore/agent/", "/auth/", "/oauth2callback")
#: Files that are the same for everybody, and so need no look at who asks.
FOR_EVERYBODY = ("/static/", "/component/", "/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/")
#: What clients reach by their tokens, whatever cookies come along.
BY_TOKEN = ("/api/",)
SESSION_OVER = 4401
#: How soon an open page closes that nobody touches, after its session has ended.
LOOK_EVERY = 15.0


@dataclass(frozen=True)
class Gate:
    """Pure ASGI. `by_hand` says of an inbound message whether a person did something, or a clock in their browser.

    `farewell` is the message that makes an open page leave for the sign-in page; closing it alone would leave the
    last answers on the screen.
    """

    app: ASGIApp
    web: Web
    accounts: Accounts
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    by_hand: Callable[[bytes], bool]
    farewell: bytes
    look_every: float = LOOK_EVERY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path.startswith(CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, self._hardened(path, send))
            return
        if path.startswith(FOR_EVERYBODY + BY_TOKEN):
            await self.app(_with(scope, {}), receive, self._hardened(path, send))
            return
        visitor, token = self._visitor(scope), self._token(scope)
        person = await self._person(token)
        lines = []
        if visitor is None:
            visitor = cookies.new_visitor(self.random)
            lines.append(self._visitor_line(visitor))
        if token and not person:
            lines.append(cookies.gone(self.web, cookies.session_name(self.web)))
        answer = self._hardened(path, send, lines if scope["method"] == "GET" else [])
        await self.app(_with(scope, {VISITOR: visitor} | person), receive, answer)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor, token = self._visitor(scope), self._token(scope)
        person = await self._person(token)
        known = person or token or visitor
        if scope["path"] != STREAM or Headers(scope=scope).get("origin") not in self.web.origins or not known:
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        if token and not person:
            await self._turn_away(scope, receive, send)
            return
        identity = person | ({VISITOR: visitor} if visitor else {})
        if not person:
            await self.app(_with(scope, identity), receive, send)
            return
        watch = Watch(self, token, receive, send)
        try:
            await self.app(_with(scope, identity), watch.receive, watch.send)
        finally:
            watch.end()

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page that was asleep when its session ended comes back: it must not go on showing what it shows."""
        await receive()
        await send({"type": "websocket.accept", "subprotocol": next(iter(scope["subprotocols"]), None)})
        await send({"type": "websocket.send", "bytes": self.farewell})
        await send({"type": "websocket.close", "code": SESSION_OVER})

    def _visitor(self, scope: Scope) -> str | None:
        cookie = HTTPConnection(scope).cookies.get(cookies.visitor_name(self.web), "")
        return cookies.visitor_of(self.web, cookie, self.clock())

    def _visitor_line(self, visitor: str) -> str:
        value = cookies.visitor_cookie(self.web, visitor, self.clock())
        return cookies.line(self.web, cookies.visitor_name(self.web), value)

    def _token(self, scope: Scope) -> str:
        return HTTPConnection(scope).cookies.get(cookies.session_name(self.web), "")

    async def _person(self, token: str) -> dict[str, str]:
        person = await run_in_threadpool(self.accounts.whose, token) if token else None
        return {PERSON: person.id} if person else {}

    def _hardened(self, path: str, send: Send, lines: Sequence[str] = ()) -> Send:
        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                harden(headers, path, self.web)
                for line in lines:
                    headers.append("set-cookie", line)
            await send(message)

        return hardened


@dataclass
class Watch:
    """Stands between an open page and Streamlit: the page closes when its session is over, idle or not."""

    gate: Gate
    token: str
    inbound: Receive
    outbound: Send
    coming: "asyncio.Future[Message] | None" = field(default=None, init=False)
    closed: bool = field(default=False, init=False)

    async def receive(self) -> Message:
        while True:
            # Waiting is not given up at each look: the same wait goes on, so that no message is lost.
            self.coming = self.coming or asyncio.ensure_future(self.inbound())
            arrived, _ = await asyncio.wait({self.coming}, timeout=self.gate.look_every)
            message = self.coming.result() if arrived else None
            if message and message["type"] == "websocket.disconnect":
                return message
            if not await self._stands(message):
                return await self._close()
            if message:
                self.coming = None
                return message

    async def send(self, message: Message) -> None:
        if not self.closed:
            await self.outbound(message)

    def end(self) -> None:
        if self.coming:
            self.coming.cancel()

    async def _stands(self, message: Message | None) -> bool:
        """A message sent by hand is what counts as activity."""
        accounts = self.gate.accounts
        if message and message.get("bytes") and self.gate.by_hand(message["bytes"]):
            return await run_in_threadpool(accounts.active, self.token)
        return await run_in_threadpool(accounts.whose, self.token) is not None

    async def _close(self) -> Message:
        await self.send({"type": "websocket.send", "bytes": self.gate.farewell})
        await self.send({"type": "websocket.close", "code": SESSION_OVER, "reason": "Your session has ended"})
        self.closed = True
        return {"type": "websocket.disconnect", "code": SESSION_OVER}


def _with(scope: Scope, identity: dict[str, str]) -> Scope:
    """The same request with our headers in place of any that were sent under their names."""
    kept = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(OURS)]
    added = [(name.lower().encode(), value.encode()) for name, value in identity.items()]
    return dict(scope) | {"headers": kept + added}
