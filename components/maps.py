"""How the tiles of a map lie on the National Grid: plain arithmetic, in metres and pixels.

Source: Ordnance Survey, OS Maps API, layers and styles: the tile matrix set EPSG:27700 has 896 metres a pixel at zoom 0
and half of that at each further one. Its corner, (-238375, 1376256), is as public programs that draw it have it. Both
were read in stored copies, and never held against their server.
"""

import re
from dataclasses import dataclass, replace

from components.controls import Map
from components.grid_references import EAST, NORTH, grid_reference, middle, reference_at

WEST_EDGE, NORTH_EDGE = -238_375, 1_376_256
#: Metres a pixel at zoom 0, and pixels a tile.
COARSEST, SIDE = 896.0, 256
#: The last zoom that such tiles have. What is open to everybody of Ordnance Survey’s ends at 9: 1.75 metres a pixel.
DEEPEST, OPEN = 13, 9
#: Where a map begins: 14 kilometres in four tiles; and with a pin already on it: under two.
FIRST, PINNED = 5, 8
#: By how much a press comes nearer; one without a pointer is less exact.
NEARER, NEARER_BY_KEY = 2, 1
#: How far a pin moves at a press, in pixels.
STEP = 16
WRITTEN = re.compile(r"([0-9]{1,2})/([0-9]{1,6})/([0-9]{1,7})")


def metres(zoom: int) -> float:
    """A pixel at a zoom."""
    return COARSEST * 0.5**zoom


def pixel(easting: float, northing: float, zoom: int) -> tuple[float, float]:
    """A place in pixels from the corner of all tiles: to the right and down."""
    return (easting - WEST_EDGE) / metres(zoom), (NORTH_EDGE - northing) / metres(zoom)


def place(across: float, down: float, zoom: int) -> tuple[float, float]:
    """The contrary: easting and northing."""
    return WEST_EDGE + across * metres(zoom), NORTH_EDGE - down * metres(zoom)


def is_tile(zoom: int, x: int, y: int) -> bool:
    """Whether there is any of the grid on such a tile."""
    if not 0 <= zoom <= DEEPEST:
        return False
    (left, top), (right, bottom) = pixel(0, NORTH, zoom), pixel(EAST, 0, zoom)
    return left // SIDE <= x <= (right - 1) // SIDE and top // SIDE <= y <= (bottom - 1) // SIDE


def exact_to(zoom: int) -> int:
    """The side of the square that a reference names, in metres: the smallest that is no smaller than a pixel."""
    return next(side for side in (1, 10, 100, 1000) if side >= metres(zoom))


def named_at(easting: float, northing: float, zoom: int) -> str | None:
    """The reference to what stands at a place of a map; None beyond the grid."""
    return reference_at(easting, northing, exact_to(zoom))


@dataclass(frozen=True)
class View:
    """What a map shows: four tiles around a place."""

    zoom: int
    easting: int
    northing: int

    def __str__(self) -> str:
        return f"{self.zoom}/{self.easting}/{self.northing}"

    @property
    def corner(self) -> tuple[int, int]:
        """The first of its tiles, at the top left: the place is in the middle half of the four."""
        across, down = pixel(self.easting, self.northing, self.zoom)
        return round(across / SIDE) - 1, round(down / SIDE) - 1

    def around(self, easting: float, northing: float) -> "View":
        """The same of another place, or of the nearest on the grid."""
        return replace(
            self, easting=int(min(max(easting, 0), EAST - 1)), northing=int(min(max(northing, 0), NORTH - 1))
        )

    def zoomed(self, by: int, deepest: int) -> "View":
        return replace(self, zoom=min(max(self.zoom + by, 0), deepest))

    def moved(self, right: int, up: int) -> "View":
        """So many pixels on."""
        side = metres(self.zoom)
        return self.around(self.easting + right * side, self.northing + up * side)


def view_of(shown: Map, written: str, typed: str) -> View:
    """What a map shows: what it did last, as `written`; around what was typed, where that is a reference."""
    pin, found = pin_of(typed), WRITTEN.fullmatch(written)
    view = View(PINNED if pin else FIRST, 0, 0).around(*middle(shown.start))
    if found:
        zoom, easting, northing = map(int, found.groups())
        view = View(zoom, 0, 0).around(easting, northing)
    view = view.zoomed(0, shown.deepest)
    return view.around(*pin) if pin else view


def pin_of(typed: str) -> tuple[float, float] | None:
    """Where the pin stands: in the middle of the square that was typed."""
    reference = grid_reference(typed)
    return middle(reference) if reference else None
