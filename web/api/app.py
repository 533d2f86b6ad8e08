"""The API as one application, to be mounted at /api; its own description stands at /api/v1/openapi.json."""

import re
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import incidents
from web.api import cases, files, messages, search, services, tasks, webhooks
from web.api.problems import WHAT, Told, add_schema, answering
from web.api.tokens import Behind

#: In bytes.
LARGEST, LARGEST_FILE = 1_000_000, 10_000_000
TITLE = "The services of {name}"
ABOUT = "Open cases, complete tasks and send messages, under the same rules as for people. See docs/api.md."

BROKEN = "Something went wrong. If you contact us about this, tell us the number {number}"


def mounted(behind: Behind, largest: int = LARGEST) -> Mount:
    """The API where it is served."""
    mount = Mount("/api", app=api(behind, largest))
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)  # an address with a line break is its own, too
    return mount


def api(behind: Behind, largest: int) -> FastAPI:
    """`largest` is how many bytes a body may have."""
    app = FastAPI(
        title=TITLE.format(name=behind.engine.library.house().name), version="1", description=ABOUT,
        openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None,
        middleware=[Middleware(Guarded, random=behind.random, largest=largest)],
    )  # fmt: skip
    app.state.behind = behind
    for part in (services, cases, search, files, tasks, messages, webhooks):
        app.include_router(part.router, prefix="/v1")
    answering(app)
    app.openapi = _describing(app)  # type: ignore[method-assign]
    return app


def _describing(app: FastAPI) -> Callable[[], dict[str, Any]]:
    def described() -> dict[str, Any]:
        if not app.openapi_schema:
            made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            app.openapi_schema = add_schema(made)
        return app.openapi_schema

    return described


class Guarded:
    """Reads no more of a body than is allowed, and lets no answer be kept on its way.

    A failure is told by a number, never by what it was.
    """

    def __init__(self, app: ASGIApp, random: Callable[[int], bytes], largest: int) -> None:
        self.app, self.random, self.largest = app, random, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "\0" in scope["path"]:  # no database takes it, so nothing is called so
            await Told(404, WHAT[404]).response()(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["cache-control"] = "no-store"
            await send(message)

        try:
            largest = max(self.largest, LARGEST_FILE) if scope["path"].endswith(files.ADDRESS) else self.largest
            await self.app(scope, _measured(receive, largest), sending)
        except Exception as error:  # the last line of defence: nobody is left without an answer
            number = incidents.record(error, self.random)
            if begun:
                raise
            await Told(500, BROKEN.format(number=number)).response()(scope, receive, send)


def _measured(receive: Receive, largest: int) -> Receive:
    read = 0

    async def measured() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise HTTPException(413)
        return message

    return measured
