"""Every address that is served beside Streamlit."""

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

    async def look(request: Request) -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "max-age=300"})

    sign_in = SignIn(web, accounts)
    return [
        *sign_in.routes(),
        *Welcome(sign_in).routes(),
        *Return(web, links).routes(),
        Route("/wherry.css", look, methods=["GET"]),
        Route("/healthz", healthy, methods=["GET"]),
    ]


async def healthy(request: Request) -> Response:
    return JSONResponse({"status": "ok"})
