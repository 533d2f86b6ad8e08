"""The plain HTML pages: how one is made, and how what was typed into one is read."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.cookies import csrf_right, csrf_token
from web.gate import VISITOR
from web.headers import PLAIN_PAGE
from web.settings import Web

#: Far more than an address and a password need.
LARGEST = 16_384

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(web: Web, template: str, status: int = 200, **words: Any) -> HTMLResponse:
    """`problems` are pairs of a box's id and its sentence; a page with any says so in its title."""
    html = TEMPLATES.get_template(template).render(web=web, **{"problems": [], **words})
    headers = {"content-security-policy": PLAIN_PAGE, "cache-control": "no-store"}
    return HTMLResponse(html, status, headers)


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
