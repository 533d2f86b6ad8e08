"""A map at the plain pages: four tiles that are pressed where something is, and buttons that move and zoom it.

A browser without a script says where on a picture it was pressed, in pixels as it draws them. So a tile has a size that
is known here: one for wide pages and one for narrow, of which the stylesheet shows one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from components.controls import VIEW, Group, Map, Raw
from components.grid_references import grid_reference, spaced
from components.maps import (
    NEARER,
    NEARER_BY_KEY,
    OPEN,
    SIDE,
    STEP,
    View,
    is_tile,
    metres,
    named_at,
    pin_of,
    pixel,
    place,
    view_of,
)

#: What the buttons of a map are called: the first are the tiles, which have their place behind the map's.
PIN, MAP = "pin ", "map "
ZOOM_IN, ZOOM_OUT = "in", "out"
#: The ways to move: to the right, and up.
WAYS = {"north": (0, 1), "south": (0, -1), "west": (-1, 0), "east": (1, 0)}
#: How large a tile is drawn, in pixels, on wide pages and on narrow ones.
SIZES = {"wide": SIDE, "narrow": 160}
TILE = re.compile(r"([0-9]{1,2})/([0-9]{1,5})/([0-9]{1,5})/([0-9]{3})")
COORDINATE = re.compile(r"-?[0-9]{1,4}")


class Sent(Protocol):
    """A page that came, as far as a map reads it."""

    @property
    def press(self) -> str: ...

    @property
    def pins(self) -> tuple[str, ...]:
        """The tiles that were pressed: the names of the two coordinates, without these."""
        ...

    def one(self, name: str) -> str | None: ...


@dataclass(frozen=True)
class Piece:
    """A tile; `there` where any of the grid is on it."""

    zoom: int
    x: int
    y: int
    there: bool


@dataclass(frozen=True)
class Drawn:
    """A map as it is drawn: its four tiles in the order of reading. `pin` is where it stands among them, in their own
    pixels; `said` the reference to it."""

    view: View
    pieces: tuple[Piece, ...]
    pin: tuple[int, int] | None
    said: str
    deepest: bool
    credit: str

    @property
    def sizes(self) -> Mapping[str, int]:
        return SIZES


def drawn(shown: Map, group: Group, values: Mapping[str, Raw]) -> Drawn:
    typed, written = _words(values, group.pinned), _words(values, VIEW)
    view = view_of(shown, written, typed)
    left, top = view.corner
    spots = [(left + across, top + down) for down in (0, 1) for across in (0, 1)]
    pieces = tuple(Piece(view.zoom, x, y, is_tile(view.zoom, x, y)) for x, y in spots)
    pin, reference = pin_of(typed), grid_reference(typed)
    across, down = pixel(*pin, view.zoom) if pin else (0.0, 0.0)
    spot = (round(across - left * SIDE), round(down - top * SIDE)) if pin else None
    said = spaced(reference) if reference else ""
    return Drawn(view, pieces, spot, said, view.zoom == shown.deepest, shown.credit)


def pinned(shown: Map, group: Group, values: Mapping[str, Raw], path: str, sent: Sent) -> dict[str, Raw]:
    """What stands in the boxes of a group, after what was pressed on its map."""
    typed = _words(values, group.pinned)
    pressed = next((one for name in sent.pins if (one := _pressed(name, path, sent, shown))), None)
    if pressed:
        view, typed = _put(pressed, typed, shown)
    else:
        view = view_of(shown, sent.one(f"{path}.{VIEW}") or "", typed)
        view, typed = _turned(view, typed, sent.press.removeprefix(f"{MAP}{path} "), shown)
    return {**values, group.pinned: typed, VIEW: str(view)}


@dataclass(frozen=True)
class Pressed:
    """A place on the grid or beyond it, in metres, as it was pressed on a tile."""

    zoom: int
    easting: float
    northing: float
    by_key: bool


def _pressed(name: str, path: str, sent: Sent, shown: Map) -> Pressed | None:
    """Where a tile of this map was pressed. Pressed by key, a browser sends 0 and 0: that is taken as its middle."""
    tile = TILE.fullmatch(name.removeprefix(f"{PIN}{path} "))
    coordinates = [sent.one(f"{name}.{way}") or "" for way in ("x", "y")]
    if tile is None or not all(map(COORDINATE.fullmatch, coordinates)):
        return None
    zoom, x, y, size = map(int, tile.groups())
    if size not in SIZES.values() or zoom > shown.deepest or not is_tile(zoom, x, y):
        return None
    by_key = coordinates == ["0", "0"]
    right, down = (0.5 if by_key else (int(each) + 0.5) / size for each in coordinates)
    return Pressed(zoom, *place((x + right) * SIDE, (y + down) * SIDE, zoom), by_key)


def _put(pressed: Pressed, typed: str, shown: Map) -> tuple[View, str]:
    """The pin there, and the map nearer to it."""
    view = View(pressed.zoom, 0, 0).around(pressed.easting, pressed.northing)
    reference = named_at(pressed.easting, pressed.northing, pressed.zoom)
    nearest = max(pressed.zoom, min(OPEN, shown.deepest))
    nearer = view.zoomed(NEARER_BY_KEY if pressed.by_key else NEARER, nearest)
    return nearer, spaced(reference) if reference else typed


def _turned(view: View, typed: str, what: str, shown: Map) -> tuple[View, str]:
    """Zoomed; or moved, and the pin with it where there is one: by a step of it, or by a tile."""
    if what in (ZOOM_IN, ZOOM_OUT):
        return view.zoomed(1 if what == ZOOM_IN else -1, shown.deepest), typed
    right, up = WAYS.get(what, (0, 0))
    pin = pin_of(typed)
    if pin is None:
        return view.moved(right * SIDE, up * SIDE), typed
    step = STEP * metres(view.zoom)
    reference = named_at(pin[0] + right * step, pin[1] + up * step, view.zoom)
    return view, spaced(reference) if reference else typed


def _words(values: Mapping[str, Raw], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
