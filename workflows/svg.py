"""The picture of a service as SVG, laid out here, so that nothing has to be installed to get a file.

Boxes stand in rows, each below what leads to it. A way past several rows goes through a gap that is kept in each;
a way back goes round on the right.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from workflows.drawing import WIDTH, Box, Drawing, Way, drawing
from workflows.workflow import Workflow

#: Sizes in pixels, for letters of 13.
LETTER, LINE, PADDING = 7.3, 17, 12
BESIDE, BELOW, GAP = 28, 58, 14
INK, QUIET_INK, LATE = "#12181b", "#4b5a60", "#b3261e"
#: How often the rows are put in order by where their ways come from and go to.
SWEEPS = 6


@dataclass
class Spot:
    """A box in its row, or the gap that a long way goes through."""

    box: Box | None = None
    x: float = 0
    y: float = 0
    #: Where its row ends, and ways may turn aside.
    foot: float = 0
    before: list["Spot"] = field(default_factory=list)
    after: list["Spot"] = field(default_factory=list)

    @property
    def width(self) -> float:
        if self.box is None:
            return GAP
        slant = 1.35 if self.box.shape in ("forks", "ends") else 1
        return (max(map(len, self.box.lines), default=1) * LETTER + 2 * PADDING) * slant

    @property
    def height(self) -> float:
        if self.box is None:
            return 0
        return len(self.box.lines) * LINE * (1.5 if self.box.shape == "forks" else 1) + 2 * PADDING


def svg(workflow: Workflow) -> str:
    """A whole SVG file; every word of the service in it is escaped."""
    drawn = drawing(workflow)
    spots = {box.id: Spot(box) for box in drawn.boxes}
    rows, through = _rows(drawn, spots)
    _order(rows)
    width, height = _place(rows)
    ways = [line for way in drawn.ways for line in _way(way, spots, through.get(way), width)]
    size = f"{width + 160:.0f} {height:.0f}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" font-family="sans-serif" '
            f'font-size="13" fill="{INK}">',
            f"<title>{escape(workflow.title)}</title>",
            '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{QUIET_INK}"/></marker></defs>',
            *ways,
            *(line for spot in spots.values() for line in _drawn(spot)),
            "</svg>",
            "",
        ]
    )


# Where things stand


def _rows(drawn: Drawing, spots: dict[str, Spot]) -> tuple[list[list[Spot]], dict[Way, list[Spot]]]:
    """The boxes row by row, with a gap in each row that a way passes; and the gaps of each way."""
    order = {box.id: number for number, box in enumerate([*_outer(drawn), *_inner(drawn)])}
    onward = [way for way in drawn.ways if order[way.source] < order[way.target]]
    row = dict.fromkeys(order, 0)
    for id in order:
        for way in onward:
            if way.source == id:
                row[way.target] = max(row[way.target], row[id] + 1)
    rows: list[list[Spot]] = [[] for _ in range(max(row.values(), default=0) + 1)]
    for id in order:
        rows[row[id]].append(spots[id])
    through = {}
    for way in onward:
        gaps = [Spot() for _ in range(row[way.source] + 1, row[way.target])]
        for number, gap in enumerate(gaps, row[way.source] + 1):
            rows[number].append(gap)
        chain = [spots[way.source], *gaps, spots[way.target]]
        for one, other in pairwise(chain):
            one.after.append(other)
            other.before.append(one)
        through[way] = gaps
    return rows, through


def _outer(drawn: Drawing) -> Iterator[Box]:
    """What no step leads to stands first: the case's clock, the way back into it."""
    return (box for box in drawn.boxes if box.id.startswith("("))


def _inner(drawn: Drawing) -> Iterator[Box]:
    return (box for box in drawn.boxes if not box.id.startswith("("))


def _order(rows: list[list[Spot]]) -> None:
    """Put each row in the order of its neighbours' middles, down and up again."""
    _place(rows)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else rows[::-1]:
            row.sort(key=lambda spot: _middle(spot.before if down else spot.after, spot.x))  # at once
        _place(rows)


def _middle(beside: list[Spot], otherwise: float) -> float:
    return sum(spot.x for spot in beside) / len(beside) if beside else otherwise


def _place(rows: Iterable[list[Spot]]) -> tuple[float, float]:
    """Give every spot its middle and its top, each row in the middle of the whole; the size of that."""
    rows = list(rows)
    widths = [sum(spot.width for spot in row) + BESIDE * (len(row) + 1) for row in rows]
    widest, y = max(widths), float(BELOW) / 2
    for row, width in zip(rows, widths, strict=True):
        x, foot = (widest - width) / 2 + BESIDE, y + max(spot.height for spot in row)
        for spot in row:
            spot.x, spot.y, spot.foot = x + spot.width / 2, y, foot
            x += spot.width + BESIDE
        y = foot + BELOW
    return widest, y


# How they are drawn


def _drawn(spot: Spot) -> Iterator[str]:
    box = spot.box
    assert box is not None, "only boxes are drawn"
    yield _outline(box, spot)
    top = spot.y + spot.height / 2 - len(box.lines) * LINE / 2 + LINE - 4
    yield from _words(box.lines, spot.x, top)


def _outline(box: Box, spot: Spot) -> str:
    left, width, height = spot.x - spot.width / 2, spot.width, spot.height
    look = f'fill="{box.fill}" stroke="{INK}"'
    if box.shape == "forks":
        corners = ((spot.x, spot.y), (left + width, spot.y + height / 2), (spot.x, spot.y + height),
                   (left, spot.y + height / 2))  # fmt: skip
        return f'<polygon points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in corners)}" {look}/>'
    round_by = {"rests": 8.0, "ends": height / 2}.get(box.shape, 0)
    return (
        f'<rect x="{left:.0f}" y="{spot.y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="{round_by:.0f}" {look}/>'
    )


def _words(lines: Iterable[str], x: float, y: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text x="{x:.0f}" y="{y + number * LINE:.0f}" text-anchor="middle">{escape(line)}</text>'


def _way(way: Way, spots: dict[str, Spot], gaps: list[Spot] | None, width: float) -> Iterator[str]:
    """A line from the foot of a box to the head of another; `gaps` is None of a way back."""
    source, target = spots[way.source], spots[way.target]
    path = f"M{source.x:.0f} {source.y + source.height:.0f}V{source.foot:.0f}"
    if gaps is None:
        aside = width + 150
        path += f"C{aside:.0f} {source.foot + 60:.0f} {aside:.0f} {target.y - 60:.0f} {target.x:.0f} {target.y:.0f}"
    else:
        before = source
        for spot in (*gaps, target):
            half = (before.foot + spot.y) / 2
            path += f"C{before.x:.0f} {half:.0f} {spot.x:.0f} {half:.0f} {spot.x:.0f} {spot.y:.0f}"
            path += f"V{spot.foot:.0f}" if spot is not target else ""
            before = spot
    dashed = f'stroke="{LATE}" stroke-dasharray="5 4"' if way.aside else f'stroke="{QUIET_INK}"'
    yield f'<path d="{path}" fill="none" {dashed} marker-end="url(#end)"/>'
    near = gaps[0] if gaps else target
    said = textwrap.wrap(way.says, WIDTH)
    middle = source.x + (near.x - source.x) * 0.65, source.foot + BELOW * 0.6 - LINE * (len(said) - 1) / 2
    halo = '<g paint-order="stroke" stroke="#ffffff" stroke-width="3" font-size="11">'
    yield from (halo, *_words(said, *middle), "</g>") if said else ()
