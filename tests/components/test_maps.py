"""Places of the National Grid by their references, and where they are among the tiles of a map."""

from datetime import date

import pytest

from components.base import Seen
from components.controls import VIEW, Group, Map
from components.grid_references import SQUARES, grid_reference, middle, reference_at
from components.location import Location
from components.maps import (
    DEEPEST,
    PINNED,
    SIDE,
    View,
    exact_to,
    is_tile,
    metres,
    named_at,
    pin_of,
    pixel,
    place,
    view_of,
)

NORWICH = Map("TG2308", 9)


@pytest.mark.parametrize(
    ("reference", "easting", "northing"),
    [
        # Ordnance Survey, A guide to coordinate systems in Great Britain: the water tower at Caister.
        ("TG5140913177", 651_409, 313_177),
        # Their own houses: Explorer House in Southampton, and the summit of Ben Nevis on their sheet 41.
        ("SU3715", 437_000, 115_000),
        ("NN166712", 216_600, 771_200),
        ("TG231088", 623_100, 308_800),
        ("TG2308", 623_000, 308_000),
        # The corners of the grid.
        ("SV0000", 0, 0),
        ("HP6117", 461_000, 1_217_000),
        ("TR3742", 637_000, 142_000),
    ],
)
def test_a_reference_is_a_square_with_its_corner_there(reference: str, easting: int, northing: int) -> None:
    side = 10 ** (5 - (len(reference) - 2) // 2)

    assert middle(reference) == (easting + side / 2, northing + side / 2)
    assert reference_at(easting, northing, side) == reference
    assert reference_at(easting + side - 0.1, northing + side - 0.1, side) == reference


def test_every_square_with_land_goes_there_and_back() -> None:
    for square in SQUARES:
        reference = f"{square}1234567890"
        assert reference_at(*middle(reference), 1) == reference


@pytest.mark.parametrize("place", [(-1, 5), (5, -1), (700_000, 5), (5, 1_300_000)])
def test_beyond_the_grid_nothing_has_a_reference(place: tuple[int, int]) -> None:
    assert reference_at(*place, 10) is None


def test_a_pixel_is_half_as_wide_at_each_zoom() -> None:
    """As Ordnance Survey lists them, to the last that is open to everybody, and to the last of all."""
    assert [metres(zoom) for zoom in range(10)] == [896, 448, 224, 112, 56, 28, 14, 7, 3.5, 1.75]
    assert metres(DEEPEST) == 0.109375


def test_the_corner_of_all_tiles_is_theirs() -> None:
    assert pixel(-238_375, 1_376_256, 9) == (0, 0)
    assert place(SIDE, SIDE, 0) == (-238_375 + 896 * 256, 1_376_256 - 896 * 256)


@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
def test_a_place_goes_to_pixels_and_back(zoom: int) -> None:
    assert place(*pixel(623_103, 308_841, zoom), zoom) == pytest.approx((623_103, 308_841))


@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
def test_a_reference_is_as_exact_as_a_press_and_no_more(zoom: int) -> None:
    named = named_at(623_103.9, 308_841.2, zoom)

    assert named is not None
    assert grid_reference(named) == named
    assert exact_to(zoom) >= metres(zoom)
    assert exact_to(zoom) == 1 or exact_to(zoom) / 10 < metres(zoom)
    assert named == {1: "TG2310308841", 10: "TG23100884", 100: "TG231088", 1000: "TG2308"}[exact_to(zoom)]


@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
def test_tiles_are_those_with_some_of_the_grid(zoom: int) -> None:
    left, top = (int(each // SIDE) for each in pixel(0, 1_299_999, zoom))
    right, bottom = (int(each // SIDE) for each in pixel(699_999, 0.001, zoom))

    assert all(is_tile(zoom, x, y) for x in (left, right) for y in (top, bottom))
    assert not any(is_tile(zoom, x, top) for x in (left - 1, right + 1))
    assert not any(is_tile(zoom, left, y) for y in (top - 1, bottom + 1))


def test_there_is_no_zoom_beyond_the_last() -> None:
    assert not is_tile(DEEPEST + 1, 0, 0)
    assert not is_tile(-1, 0, 0)


def test_a_map_begins_where_it_is_told() -> None:
    assert str(view_of(NORWICH, "", "")) == "5/623500/308500"


def test_a_map_looks_at_what_was_typed_however_it_was_left() -> None:
    assert view_of(NORWICH, "", "tg 231 088") == View(PINNED, 623_150, 308_850)
    assert view_of(NORWICH, "6/100/100", "TG 231 088") == View(6, 623_150, 308_850)
    assert view_of(NORWICH, "6/400000/500000", "by the church") == View(6, 400_000, 500_000)


@pytest.mark.parametrize(
    "written", ["99/9999999/9999999", "7/-1/0", "7/1", "x", "٧/1/1", "7/1/1/1", " 7/1/1", "", "9" * 400]
)
def test_whatever_a_browser_sends_a_map_is_on_the_grid(written: str) -> None:
    view = view_of(NORWICH, written, "")

    assert 0 <= view.zoom <= NORWICH.deepest
    assert reference_at(view.easting, view.northing, 10)


@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
def test_the_place_of_a_map_is_in_the_middle_half_of_its_tiles(zoom: int) -> None:
    view = View(zoom, 623_150, 308_850)
    across, down = pixel(view.easting, view.northing, zoom)
    left, top = view.corner

    assert SIDE / 2 <= across - left * SIDE <= SIDE * 3 / 2
    assert SIDE / 2 <= down - top * SIDE <= SIDE * 3 / 2


def test_a_map_ends_with_the_grid() -> None:
    view = View(5, 0, 0).moved(-1000, -1000)
    assert (view.easting, view.northing) == (0, 0)


def test_half_a_reference_pins_nothing() -> None:
    assert pin_of("TG 23") is None


def test_a_location_has_a_map_where_the_machine_has_one() -> None:
    asked, here = Location(label="Where?"), Seen(date(2027, 3, 1), map=NORWICH)
    [bare] = asked.controls(None, Seen(date(2027, 3, 1)))
    [mapped] = asked.controls(None, here)

    assert isinstance(bare, Group) and bare.map is None
    assert isinstance(mapped, Group) and (mapped.map, mapped.pinned) == (NORWICH, "grid_reference")
    assert mapped.controls == bare.controls


def test_to_look_at_a_map_is_no_answer() -> None:
    asked, here = Location(label="Where?", optional=True), Seen(date(2027, 3, 1), map=NORWICH)
    looked = {"words": "", "postcode": "", "grid_reference": "", VIEW: "6/400000/500000"}

    assert asked.empty(looked)
    assert asked.answer(looked, here) is None
    assert asked.answer(looked | {"grid_reference": "TG 2310 0884"}, here) == {"grid_reference": "TG23100884"}
