"""Every address that is served beside Streamlit."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from web.accounts import Accounts
from web.html import TEMPLATES
from web.return_link import Return, ReturnLinks
from web.settings import Web
from web.sign_in import SignIn
from web.welcome import Welcome


def routes(web: Web, accounts: Accounts, links: ReturnLinks) -> list[Route]:
    style = TEMPLATES.get_template("wherry.css").render(web=web)
    script = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")

    async def look(request: Request) -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "max-age=300"})

    async def page_script(request: Request) -> Response:
        return Response(script, media_type="text/javascript", headers={"cache-control": "max-age=300"})

    sign_in = SignIn(web, accounts)
    return [
        *sign_in.routes(),
        *Welcome(sign_in).routes(),
        *Return(web, links).routes(),
        Route("/wherry.css", look, methods=["GET"]),
        Route("/page.js", page_script, methods=["GET"]),
        Route("/healthz", healthy, methods=["GET"]),
    ]


async def healthy(request: Request) -> Response:
    return JSONResponse({"status": "ok"})
