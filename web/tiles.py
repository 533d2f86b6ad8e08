"""The tiles of the map, through our own address: whole numbers within the map, and only so many for each visitor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from engine.ports import Tile, Tiles
from web.html import visitor
from web.plain.limits import NEXT, Limits
from web.sign_in import peer

#: Tiles a minute of one browser, which turns some ten pages of a map; and of one address.
OF_BROWSER, OF_ADDRESS = 300, 6_000
#: How many are asked for at once, and how many may wait for that: nobody else's page waits with them.
AT_ONCE, WAITING = 8, 100
#: A browser keeps a tile for a day.
A_DAY = {"cache-control": "private, max-age=86400"}
NOT_NOW = {"cache-control": "no-store"}


@dataclass(frozen=True)
class TilePages:
    tiles: Tiles
    limits: Limits
    room: anyio.CapacityLimiter

    @classmethod
    def of(cls, tiles: Tiles, clock: Callable[[], datetime]) -> "TilePages":
        return cls(tiles, Limits(clock, OF_BROWSER, OF_ADDRESS), anyio.CapacityLimiter(AT_ONCE))

    def routes(self) -> list[Route]:
        return [Route("/tiles/{zoom}/{x}/{y}", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        numbers = [_number(request.path_params[name]) for name in ("zoom", "x", "y")]
        if not self.tiles.has(*numbers):
            return _none()
        if not self.limits.allow(visitor(request), peer(request)):
            return Response(status_code=429, headers=NOT_NOW | {"retry-after": str(NEXT)})
        tile = await self._tile(*numbers)
        return Response(tile.picture, media_type=tile.kind, headers=A_DAY) if tile else _none()

    async def _tile(self, zoom: int, x: int, y: int) -> Tile | None:
        known, tile = self.tiles.kept(zoom, x, y)
        if known or self.room.statistics().tasks_waiting >= WAITING:
            return tile
        return await anyio.to_thread.run_sync(self.tiles.at, zoom, x, y, limiter=self.room)


def _number(written: str) -> int:
    """-1 where it is none of ours."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else -1


def _none() -> Response:
    return Response(status_code=404, headers=NOT_NOW)
