"""The one-time link with which somebody sets a password."""

from dataclasses import dataclass

from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.accounts import Refused
from web.html import csrf, page, read_typed, told
from web.sign_in import SignIn


@dataclass(frozen=True)
class Welcome:
    sign_in: SignIn

    def routes(self) -> list[Route]:
        return [
            Route("/welcome/{token}", self.ask, methods=["GET"]),
            Route("/welcome/{token}", self.set_password, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        return await self._page(request, 200, [])

    async def set_password(self, request: Request) -> Response:
        typed = await read_typed(request, self.sign_in.web)
        answer = await to_thread.run_sync(
            self.sign_in.accounts.accept,
            request.path_params["token"],
            typed.get("password", ""),
            limiter=self.sign_in.passwords,
        )
        if isinstance(answer, Refused):
            return await self._page(request, 422, [("password", answer.sentence)])
        return await self.sign_in.let_in(request, answer.token, "")

    async def _page(self, request: Request, status: int, problems: list[tuple[str, str]]) -> Response:
        person = await run_in_threadpool(self.sign_in.accounts.invited, request.path_params["token"])
        if person is None:
            lines = ["Ask the person who gave it to you for a new one."]
            title = "This link has been used or is out of date"
            return told(request, self.sign_in.web, title, lines, language="", status=404)
        words = {"person": person, "problems": problems, "csrf": csrf(request, self.sign_in.web)}
        return page(self.sign_in.web, "welcome.html", status, **words)
