"""Pages for what went wrong. Each says what to do next; none says how the program is built."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from engine.store.errors import Full, ReadOnly
from web import incidents
from web.gate import PERSON
from web.headers import harden
from web.html import page
from web.settings import Web

ErrorPage = Callable[[Request, Any], Response]

WORDS = {
    403: ("This page is out of date", "Go back, load the page again and try once more."),
    413: ("That is too long", "Go back and send something shorter."),
}
NOT_FOUND = (404, 405)
#: In seconds: nobody frees a disk sooner.
SOME_TIME = 60


def error_pages(web: Web, random: Callable[[int], bytes]) -> Mapping[Any, ErrorPage]:
    """For `exception_handlers`: a page for each status, and one with an incident number for all else."""

    def known(request: Request, error: Any) -> Response:
        title, what_now = WORDS[error.status_code]
        return page(web, "message.html", error.status_code, title=title, lines=[what_now])

    def missing(request: Request, error: Any) -> Response:
        return page(web, "not_found.html", error.status_code, signed_in=PERSON in request.headers)

    def broken(request: Request, error: Exception) -> Response:
        number = incidents.record(error, random)
        lines = ["Try again in a few minutes.", f"If you contact us about this, tell us the number {number}."]
        answer = page(web, "message.html", 500, title="Sorry, there is a problem with the service", lines=lines)
        # Starlette answers a crash outside the gate, so the gate cannot add its headers.
        harden(MutableHeaders(raw=answer.raw_headers), request.url.path, web)
        return answer

    def still(request: Request, error: Exception) -> Response:
        return page(web, "message.html", 503, title="You cannot change anything at the moment", lines=[f"{error}."])

    def full(request: Request, error: Exception) -> Response:
        lines = ["Go back and try again in a few minutes. What you have sent to us is safe."]
        answer = page(web, "message.html", 503, title="Sorry, we cannot save anything just now", lines=lines)
        answer.headers["Retry-After"] = str(SOME_TIME)
        return answer

    return {
        Exception: broken,
        ReadOnly: still,
        Full: full,
        **dict.fromkeys(WORDS, known),
        **dict.fromkeys(NOT_FOUND, missing),
    }
