"""The tiles of a map, from the server that settings name. They may be slow, wrong or not there.

A browser asks us for each and never that server, so that the key in its address stays ours and nobody else is told who
looks where.
"""

import logging
import re
import ssl
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import httpx

from components.controls import Map
from components.grid_references import grid_reference
from components.maps import DEEPEST, OPEN, is_tile
from engine.ports import Tile
from outside.addresses import Address, NotAllowed, Rule
from outside.breaker import Breaker
from outside.reaching import Caller, TooMuch

LOG = logging.getLogger("wherry")
EXAMPLE = "https://api.os.uk/maps/raster/v1/zxy/Road_27700/{z}/{x}/{y}.png?key=…"
PLACES = ("{z}", "{x}", "{y}")
#: Seconds for a tile, and its bytes.
SECONDS, LARGEST = 3.0, 300_000
#: How long a tile is used, in seconds, and the bytes of all that are kept.
FRESH, MOST_KEPT = 86_400.0, 32_000_000
#: A map is drawn again for another pin: what was not there is not asked for at each.
AGAIN = 30.0
#: New tiles in an hour, of all people in this process: the server may cost money, whoever keeps coming as somebody new.
OF_ALL, AN_HOUR = 20_000, 3600.0
#: What keeping one costs beside its picture: those that are not there count too, so that there is an end of them.
BESIDE = 500
#: How a picture begins, whatever its server calls it.
BEGINNINGS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


@dataclass(frozen=True)
class TileSettings:
    """`template` may hold a key: it is never told to anybody."""

    template: str = field(repr=False)
    map: Map

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "TileSettings | None":
        """None where the council has no map; a ValueError with a sentence where something is set wrongly."""
        template = environment.get("WHERRY_TILES", "").strip()
        told = {name: environment.get(f"WHERRY_TILES_{name}", "").strip() for name in ("START", "DEEPEST", "CREDIT")}
        if not template:
            if any(told.values()):
                raise ValueError("Set WHERRY_TILES to where the tiles come from that the other WHERRY_TILES_… go with")
            return None
        if not _is_template(template):
            raise ValueError(f"Write WHERRY_TILES as an address with {{z}}, {{x}} and {{y}} in it, such as {EXAMPLE}")
        start = grid_reference(told["START"])
        if start is None:
            raise ValueError("Set WHERRY_TILES_START to the grid reference where maps begin, such as TG 23 08")
        deepest = told["DEEPEST"] or str(OPEN)
        if not re.fullmatch("[0-9]{1,2}", deepest) or int(deepest) > DEEPEST:
            raise ValueError(f"Write WHERRY_TILES_DEEPEST as the last zoom of your tiles, from 0 to {DEEPEST}")
        return cls(template, Map(start, int(deepest), told["CREDIT"]))

    def url(self, zoom: int, x: int, y: int) -> str:
        numbers = zip(PLACES, (zoom, x, y), strict=True)
        address = self.template
        for place, number in numbers:
            address = address.replace(place, str(number))
        return address


def _is_template(template: str) -> bool:
    if not template.isascii() or not template.isprintable() or " " in template:
        return False
    try:
        url = httpx.URL(TileSettings(template, Map("", 0)).url(0, 0, 0))
    except httpx.InvalidURL:
        return False
    path = template.partition("://")[2].partition("/")[2]
    return url.scheme in ("http", "https") and bool(url.host) and all(path.count(place) == 1 for place in PLACES)


@dataclass
class Tiles:
    """Gives tiles, and keeps them for a day. `seconds` never goes back."""

    settings: TileSettings
    caller: Caller
    seconds: Callable[[], float]
    breaker: Breaker
    #: Each with the moment it came, the one used last at the end; None is one that did not come.
    _kept: "OrderedDict[tuple[int, int, int], tuple[float, Tile | None]]" = field(default_factory=OrderedDict)
    _bytes: int = 0
    _hour: int = 0
    _asked: int = 0
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(
        cls, settings: TileSettings, inside: frozenset[tuple[Address, int]], seconds: Callable[[], float]
    ) -> "Tiles":
        """`inside` are the addresses that may be reached though they are not public."""
        hosts = frozenset([httpx.URL(settings.url(0, 0, 0)).host])
        return cls(settings, Caller(Rule(hosts, inside), ssl.create_default_context()), seconds, Breaker(seconds))

    def has(self, zoom: int, x: int, y: int) -> bool:
        """Whether it is a tile of this map at all."""
        return zoom <= self.settings.map.deepest and is_tile(zoom, x, y)

    def kept(self, zoom: int, x: int, y: int) -> tuple[bool, Tile | None]:
        """Whether nobody needs to be asked, and what there is."""
        with self._lock:
            came, tile = self._kept.get((zoom, x, y), (0.0, None))
            if (zoom, x, y) not in self._kept or self.seconds() - came >= (FRESH if tile else AGAIN):
                return False, None
            self._kept.move_to_end((zoom, x, y))
            return True, tile

    def at(self, zoom: int, x: int, y: int) -> Tile | None:
        """None where there is none, or nobody answers now. Waits for `SECONDS` at most."""
        known, tile = self.kept(zoom, x, y)
        if known:
            return tile
        host = httpx.URL(self.settings.url(0, 0, 0)).host
        if self.breaker.rests(host) or not self._may_ask() or self.breaker.pause(host):
            return None
        found, why = self._call(zoom, x, y)
        if why:
            LOG.warning("The map’s server %s %s", host, why)
            self.breaker.failed(host)
        else:
            self.breaker.answered(host)
        self._keep((zoom, x, y), found)
        return found

    def _may_ask(self) -> bool:
        hour = int(self.seconds() // AN_HOUR)
        with self._lock:
            self._hour, self._asked = hour, self._asked + 1 if hour == self._hour else 1
            return self._asked <= OF_ALL

    def _call(self, zoom: int, x: int, y: int) -> tuple[Tile | None, str]:
        """The tile, or what was wrong; neither where they say that there is none. No word of theirs is told on."""
        try:
            answer = self.caller.get(self.settings.url(zoom, x, y), {"accept": ", ".join(BEGINNINGS)}, SECONDS, LARGEST)
        except NotAllowed as error:
            return None, f"is not called: {error}"
        except (TimeoutError, httpx.TransportError) as error:
            return None, f"did not answer: {type(error).__name__}"
        except TooMuch:
            return None, "answered with more than we read"
        if answer.status in (204, 404):
            return None, ""
        if answer.status != 200:
            return None, f"answered with status {answer.status}"
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        begins = BEGINNINGS.get(kind)
        if begins is None or not begins.match(answer.body):
            return None, "answered with what is no picture"
        return Tile(kind, answer.body), ""

    def _keep(self, key: tuple[int, int, int], tile: Tile | None) -> None:
        with self._lock:
            self._forget(key)
            self._kept[key] = (self.seconds(), tile)
            self._bytes += _size(tile)
            while self._bytes > MOST_KEPT:
                self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[int, int, int]) -> None:
        if key in self._kept:
            self._bytes -= _size(self._kept.pop(key)[1])


def _size(tile: Tile | None) -> int:
    return BESIDE + len(tile.picture) if tile else BESIDE
