"""The page that Streamlit draws itself in, which is empty without a script: there it leads on to the plain pages."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from components.wording import says
from web.plain.addresses import services, twin
from workflows.speaking import ENGLISH, chosen, voice

NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
HEAD = "</head>"
#: A browser that runs scripts leaves this alone; any other goes on by itself, and keeps no trace of this page.
GO_ON = Markup('<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>')
SAY = Markup('<noscript><p{}>{} <a href="{}">{}</a></p></noscript>')
HAS_TWIN = says("This page needs JavaScript. There is one that does not."), says("Go on to the simple page")
HAS_NONE = says("This page needs JavaScript. The pages for residents work without it."), says("Go to the simple pages")


@dataclass(frozen=True)
class Shell(BaseRoute):
    """Stands behind our own routes and before Streamlit's. `html` is Streamlit's page, `screens` the paths at which a
    screen is drawn, such as inbox."""

    html: str
    screens: Collection[str]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        ours = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"][1:] in self.screens
        return Match.FULL if ours else Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = self.page(scope["path"][1:], QueryParams(scope["query_string"]))
        await HTMLResponse(page, headers={"cache-control": "no-cache"})(scope, receive, send)

    def page(self, screen: str, asked: Mapping[str, str]) -> str:
        plain = twin(screen, asked)
        language = chosen(asked.get("lang", ""), "")
        speak, page = voice(language), voice(ENGLISH)
        lead, words = map(speak.say, HAS_TWIN if plain else HAS_NONE)
        mark, way = Markup(page.beside(language)), plain or services(language)
        said = NOSCRIPT.sub(lambda _: SAY.format(mark, lead, way, words), self.html)
        return said.replace(HEAD, f"{GO_ON.format(plain)}{HEAD}", 1) if plain else said
