"""An address at which nothing is: Streamlit would open its own page there, empty or in its own words."""

from collections.abc import Collection
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

#: What Streamlit serves beside its page.
STREAMLITS = ("/_stcore/", "/static/", "/media/", "/component/", "/favicon.png", "/manifest.json")


@dataclass(frozen=True)
class Nowhere(BaseRoute):
    """Stands behind our own routes and before Streamlit's.

    `screens` are the paths at which a screen is drawn, such as inbox. What ends with a slash is left to Streamlit,
    which sends on to the same address without it.
    """

    screens: Collection[str]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return Match.FULL if scope["type"] == "http" and self._has(scope["path"]) else Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        raise HTTPException(404)

    def _has(self, path: str) -> bool:
        return not path.endswith("/") and not path.startswith(STREAMLITS) and path[1:] not in self.screens
