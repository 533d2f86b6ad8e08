"""Pages for what went wrong. Each says what to do next; none says how the program is built."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from components.wording import says
from desk.faces import SORRY, TELL_NUMBER, TRY_AGAIN
from engine.store.errors import Full, ReadOnly
from web import incidents
from web.gate import PERSON
from web.headers import harden
from web.html import language_of, page, told
from web.settings import Web
from workflows.speaking import chosen

ErrorPage = Callable[[Request, Any], Response]

WORDS = {
    403: (says("This page is out of date"), says("Go back, load the page again and try once more.")),
    413: (says("That is too long"), says("Go back and send something shorter.")),
}
NOT_FOUND = (404, 405)
#: In seconds: nobody frees a disk sooner.
SOME_TIME = 60


def error_pages(web: Web, random: Callable[[int], bytes]) -> Mapping[Any, ErrorPage]:
    """For `exception_handlers`: a page for each status, and one with an incident number for all else."""

    def known(request: Request, error: Any) -> Response:
        title, what_now = WORDS[error.status_code]
        return told(request, web, title, [what_now], status=error.status_code)

    def missing(request: Request, error: Any) -> Response:
        language = language_of(request, web)
        first = f"/?lang={language}" if language else "/"
        here = PERSON in request.headers
        return page(web, "not_found.html", error.status_code, language=language, first=first, signed_in=here)

    def broken(request: Request, error: Exception) -> Response:
        number = incidents.record(error, random)
        lines, language = [TRY_AGAIN, says(TELL_NUMBER, number=number)], _said_so(request)
        answer = told(request, web, SORRY, lines, status=500, language=language)
        # Starlette answers a crash outside the gate, so the gate cannot add its headers.
        harden(MutableHeaders(raw=answer.raw_headers), request.url.path, web)
        return answer

    def still(request: Request, error: Exception) -> Response:
        lines, language = [f"{error}."], _said_so(request)
        return told(request, web, "You cannot change anything at the moment", lines, status=503, language=language)

    def full(request: Request, error: Exception) -> Response:
        lines = [says("Go back and try again in a few minutes. What you have sent to us is safe.")]
        title, language = says("Sorry, we cannot save anything just now"), _said_so(request)
        answer = told(request, web, title, lines, status=503, language=language)
        answer.headers["Retry-After"] = str(SOME_TIME)
        return answer

    return {
        Exception: broken,
        ReadOnly: still,
        Full: full,
        **dict.fromkeys(WORDS, known),
        **dict.fromkeys(NOT_FOUND, missing),
    }


def _said_so(request: Request) -> str:
    """The language that the address says: nothing is asked of a database that may be what is broken."""
    return chosen(request.query_params.get("lang", ""), "")
