"""Every address that is served beside Streamlit."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from web.accounts import Accounts
from web.health import alive
from web.html import TEMPLATES
from web.return_link import Return, ReturnLinks
from web.settings import Web
from web.sign_in import SignIn
from web.welcome import Welcome

SCRIPTS = ("page.js", "exit.js", "keys.js", "names.js", "pad.js", "pin.js", "plain.js")


def routes(web: Web, accounts: Accounts, links: ReturnLinks, *more: BaseRoute) -> list[BaseRoute]:
    """`more` are those of other files, and applications of their own such as the API."""
    style = TEMPLATES.get_template("wherry.css").render(web=web)
    scripts = {name: (Path(__file__).parent / name).read_text(encoding="utf-8") for name in SCRIPTS}

    async def look(request: Request) -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "max-age=300"})

    async def page_script(request: Request) -> Response:
        script = scripts[request.url.path.lstrip("/")]
        return Response(script, media_type="text/javascript", headers={"cache-control": "max-age=300"})

    sign_in = SignIn(web, accounts)
    return [
        *sign_in.routes(),
        *Welcome(sign_in).routes(),
        *Return(web, links).routes(),
        Route("/wherry.css", look, methods=["GET"]),
        *(Route(f"/{name}", page_script, methods=["GET"]) for name in scripts),
        Route("/healthz", alive, methods=["GET"]),
        *more,
    ]
