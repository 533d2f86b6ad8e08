"""Signing in and out."""

from dataclasses import dataclass, field
from ipaddress import ip_address

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from engine.who.people import Person
from web.accounts import Accounts, Refused
from web.cookies import gone, line, session_name
from web.gate import PERSON
from web.html import csrf, page, read_typed, told
from web.samples import grouped
from web.settings import Web

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
#: Their presence means that a proxy stands between, and the peer's address says nothing.
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True)
class SignIn:
    web: Web
    accounts: Accounts
    #: Argon2 takes memory and a processor for a moment; two at once are enough.
    passwords: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))

    def routes(self) -> list[Route]:
        samples = [Route("/demo/sign-in", self.sign_in_as_sample, methods=["POST"])] if self.web.demo else []
        return [
            Route("/sign-in", self.ask, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.ask_to_leave, methods=["GET"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
            *samples,
        ]

    async def ask(self, request: Request) -> Response:
        return await self._page(request, 200, "", local_path(request.query_params.get("next", "")), [])

    async def sign_in(self, request: Request) -> Response:
        typed = await read_typed(request, self.web)
        email, password, onward = typed.get("email", ""), typed.get("password", ""), local_path(typed.get("next", ""))
        problems = [] if email.strip() else [("email", "Enter your email address")]
        problems += [] if password else [("password", "Enter your password")]
        if problems:
            return await self._page(request, 422, email, onward, problems)
        answer = await to_thread.run_sync(self.accounts.sign_in, email, password, peer(request), limiter=self.passwords)
        if isinstance(answer, Refused):
            return await self._page(request, 429 if answer.wait else 422, email, onward, [("email", answer.sentence)])
        return await self.let_in(request, answer.token, onward)

    async def sign_in_as_sample(self, request: Request) -> Response:
        """Demo mode alone, and only from the machine that the demo runs on."""
        typed = await read_typed(request, self.web)
        samples = await self._samples(request)
        person = next((sample for sample in samples if sample.id == typed.get("person")), None)
        if person is None:
            raise HTTPException(404)
        token = await run_in_threadpool(self.accounts.begin, person.id)
        return await self.let_in(request, token, local_path(typed.get("next", "")))

    async def ask_to_leave(self, request: Request) -> Response:
        if PERSON not in request.headers:
            return RedirectResponse("/sign-in", 303)
        return page(self.web, "sign_out.html", csrf=csrf(request, self.web))

    async def sign_out(self, request: Request) -> Response:
        await read_typed(request, self.web)
        await self._end(request)
        answer = told(request, self.web, "You have signed out", [], ("/sign-in", "Sign in"), language="")
        answer.headers.append("set-cookie", gone(self.web, session_name(self.web)))
        return answer

    async def let_in(self, request: Request, token: str, onward: str) -> Response:
        """A fresh cookie at each sign-in; what the browser held before is over."""
        await self._end(request)
        answer = RedirectResponse(onward or self.web.home, 303)
        answer.headers.append("set-cookie", line(self.web, session_name(self.web), token))
        return answer

    async def _end(self, request: Request) -> None:
        await run_in_threadpool(self.accounts.sign_out, request.cookies.get(session_name(self.web), ""))

    async def _page(
        self, request: Request, status: int, email: str, onward: str, problems: list[tuple[str, str]]
    ) -> Response:
        words = {"email": email, "next": onward, "problems": problems, "csrf": csrf(request, self.web)}
        ended, samples = "ended" in request.query_params, await self._samples(request)
        return page(self.web, "sign_in.html", status, ended=ended, samples=grouped(self.web, samples), **words)

    async def _samples(self, request: Request) -> list[Person]:
        """People to try it as, in demo mode and for this machine alone."""
        if not (self.web.demo and from_this_machine(request)):
            return []
        return await run_in_threadpool(self._everyone)

    def _everyone(self) -> list[Person]:
        with self.accounts.registers.read() as register:
            return [person for person in register.people.everyone() if not person.disabled]


def peer(request: Request) -> str:
    return request.client.host if request.client else ""


def from_this_machine(request: Request) -> bool:
    try:
        near = ip_address(peer(request)).is_loopback
    except ValueError:
        return False
    named = (request.url.hostname or "") in LOOPBACK_NAMES
    return near and named and not any(name in request.headers for name in FORWARDED)


def local_path(text: str) -> str:
    """A path on this server to go on to, or nothing: never an address elsewhere."""
    plain = text.isascii() and text.isprintable() and "\\" not in text
    return text if plain and text.startswith("/") and not text.startswith("//") else ""
