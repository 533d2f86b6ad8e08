"""The plain HTML pages: how one is made, and how what was typed into one is read."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from components.uploads import size_in_words, sorts
from components.wording import says
from desk.spoken import for_templates
from web.cookies import csrf_right, csrf_token
from web.gate import VISITOR
from web.headers import PLAIN_PAGE
from web.settings import Web
from workflows.speaking import chosen, voice

FIRST_PAGE = ("/", says("Go to the first page"))
#: Far more than an address and a password need.
LARGEST = 16_384

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {"size": size_in_words, "sorts": sorts}


@cache
def templates(language: str = "") -> Environment:
    """The same templates in one language."""
    words, filters = for_templates(language)
    speaking = TEMPLATES.overlay()
    speaking.globals, speaking.filters = {**TEMPLATES.globals, **words}, {**TEMPLATES.filters, **filters}
    return speaking


def page(web: Web, template: str, status: int = 200, **words: Any) -> HTMLResponse:
    """`problems` are pairs of a box's id and its sentence; a page with any says so in its title."""
    usual = {"web": web, "problems": [], "language": "", "direction": voice(words.get("language", "")).direction}
    return answer(PLAIN_PAGE, template, status, {**usual, **words})


def told(
    request: Request, web: Web, title: str, lines: Iterable[str], onward: tuple[str, str] = FIRST_PAGE, *,
    language: str | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    """A page that only says something, with the way on. `language` where it is known whose it is."""
    language = language_of(request, web) if language is None else language
    speak, (address, words) = voice(language), onward
    if onward == FIRST_PAGE and language:
        address = f"{address}?lang={language}"
    return page(
        web, "message.html", status, language=language, title=speak.say(title),
        lines=[speak.sentence(line) for line in lines], onward=(address, speak.say(words)),
    )  # fmt: skip


def language_of(request: Request, web: Web) -> str:
    """Of a page that belongs to no service, "" for English."""
    return chosen(request.query_params.get("lang", ""), request.headers.get("accept-language", ""), web.languages)


def answer(policy: str, template: str, status: int, words: Mapping[str, Any]) -> HTMLResponse:
    """A page under a Content-Security-Policy, that nobody keeps a copy of on the way."""
    html = templates(words.get("language", "")).get_template(template).render(words)
    return HTMLResponse(html, status, {"content-security-policy": policy, "cache-control": "no-store"})


def visitor(request: Request) -> str:
    return request.headers[VISITOR]


def csrf(request: Request, web: Web) -> str:
    return csrf_token(web, visitor(request))


async def read_typed(request: Request, web: Web) -> dict[str, str]:
    """What was typed into one of our own pages; anything sent from elsewhere is refused."""
    if request.headers.get("origin") not in web.origins:
        raise HTTPException(403)
    typed = {name: values[0] for name, values in parse_qs((await _body(request)).decode("utf-8", "replace")).items()}
    if not csrf_right(web, visitor(request), typed.get("csrf", "")):
        raise HTTPException(403)
    return typed


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    return body
