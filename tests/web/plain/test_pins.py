"""A map without a script: where a tile was pressed stands in the box for the grid reference, as if it were typed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest

from components.controls import Map
from components.maps import SIDE, View, pixel
from outside.look_ups import asking
from tests.web.plain.conftest import House
from tests.web.plain.person import Element, Person
from web.plain.pins import SIZES

STEPS = """\
- ask: report
  next: We will look at it.
  pages:
  - title: Where
    questions:
      place: {type: location, label: Where is the pothole?}
  - title: How we reach you
    questions:
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
- end: done
"""
MANY = STEPS.replace("{type: location, label: Where is the pothole?}", """
        type: list
        label: Where are they?
        item: pothole
        at least: 1
        at most: 3
        questions:
          spot: {type: location, label: Where?}""")  # fmt: skip
BOX, MAP = "place.location.grid_reference", "place.location.@"
THERE = (623_155.0, 308_845.0)
HERE = Map("TG2308", 9, "© Somebody")


def at(house_of: Callable[..., House], steps: str = STEPS, map: Map | None = HERE) -> House:
    made = house_of(steps)
    made.office.engine.library.house().asks = asking({}, None, lambda: 1e6, map=map)
    return made


@pytest.fixture
def house(house_of: Callable[..., House]) -> House:
    return at(house_of)


@pytest.fixture
def ada(house: House) -> Person:
    return Person(house.browser()).opens("/apply/mend/questions")


def tiles(person: Person, size: str = "wide") -> list[Element]:
    return [
        one for one in person.page.every("input") if one.get("type") == "image" and one.get("width") == str(SIZES[size])
    ]


def presses(person: Person, tile: Element | str, x: object, y: object, **typed: Any) -> Person:
    """As a browser does: the name of the picture with where it was pressed, and no button."""
    form = next(one for one in person.page.every("form") if one.every("input"))
    name = tile if isinstance(tile, str) else tile.get("name")
    boxes = {name: value for name, value in person.boxes(form).items() if not name.startswith("pin ")}
    data = boxes | {each.replace("__", "."): value for each, value in typed.items()} | {f"{name}.x": x, f"{name}.y": y}
    address = urljoin(person.address, form.get("action"))
    return person.posts(address, {name: value for name, value in data.items() if name})


def over(person: Person, place: tuple[float, float], size: str = "wide") -> tuple[Element, int, int]:
    """The tile over a place, and where on it that is."""
    for tile in tiles(person, size):
        zoom, x, y = map(int, tile.get("src").removeprefix("/tiles/").split("/"))
        across, down = pixel(*place, zoom)
        if (across // SIDE, down // SIDE) == (x, y):
            share = SIZES[size] / SIDE
            return tile, int((across - x * SIDE) * share), int((down - y * SIDE) * share)
    raise AssertionError([tile.get("src") for tile in tiles(person, size)])


def written(person: Person) -> str:
    """In the box for the grid reference."""
    return person.box(BOX).get("value")


def zoom(person: Person) -> int:
    """How near the map of the page is."""
    return int(next(one for one in person.everything() if one.get("name") == MAP).get("value").split("/")[0])


@pytest.mark.parametrize("size", SIZES)
def test_presses_that_come_nearer_give_the_grid_reference(house: House, ada: Person, size: str) -> None:
    found = [(zoom(ada), presses(ada, *over(ada, THERE, size)) and written(ada)) for _ in range(3)]
    assert [at for at, _ in found] == [5, 7, 9]
    assert found[0][1] == "TG 231 088"
    assert found[2][1] == "TG 2315 0884"
    assert "The pin is at TG 2315 0884." in ada.says

    ada.sends().sends().sends("Send")
    assert house.case(ada.reference).values()["place"] == {"grid_reference": "TG23150884"}


def test_a_press_keeps_what_was_typed_and_says_nothing_against_it(ada: Person) -> None:
    presses(ada, *over(ada, THERE), place__location__words="By the ford")

    assert ada.answer.status_code == 200
    assert ada.problems() == []
    assert ada.box("place.location.words").get("value") == "By the ford"
    assert "There is more" not in ada.says


def test_a_tile_without_a_pointer_takes_the_pin_into_its_middle_and_then_fills_the_map(ada: Person) -> None:
    tile = tiles(ada)[1]
    _, x, y = map(int, tile.get("src").removeprefix("/tiles/").split("/"))
    presses(ada, tile, 0, 0)

    assert written(ada)
    assert zoom(ada) == 6
    four = [tuple(map(int, one.get("src").removeprefix("/tiles/6/").split("/"))) for one in tiles(ada)]
    assert four == [(2 * x + across, 2 * y + down) for down in (0, 1) for across in (0, 1)]


def test_the_pin_is_drawn_where_it_is(ada: Person) -> None:
    ada.sends("Zoom in", place__location__grid_reference="TG 2310 0884")
    paths = [one.get("transform") for one in ada.page.every("path") if one.get("transform")]
    first = tiles(ada)[0].get("src").split("/")
    across, down = pixel(623_105, 308_845, int(first[2]))

    assert paths == [f"translate({round(across - int(first[3]) * SIDE)} {round(down - int(first[4]) * SIDE)})"] * 2


def test_buttons_move_the_map_until_there_is_a_pin(ada: Person) -> None:
    before = [one.get("src") for one in tiles(ada)]
    assert "Move the map" in ada.says
    ada.sends("East").sends("North")
    assert not set(before) & {one.get("src") for one in tiles(ada)[1::2]}
    assert written(ada) == ""

    ada.sends("South").sends("West")
    assert [one.get("src") for one in tiles(ada)] == before


def test_then_they_move_the_pin_by_what_can_be_seen(ada: Person) -> None:
    ada.sends("Zoom in", place__location__grid_reference="TG 2310 0884", **{MAP.replace(".", "__"): "8/1/1"})
    assert "Move the pin" in ada.says
    assert zoom(ada) == 9

    ada.sends("North")
    assert written(ada) == "TG 2310 0887"
    ada.sends("East").sends("South").sends("West")
    assert written(ada) == "TG 2310 0884"


def test_zoom_ends_where_the_map_does(ada: Person) -> None:
    for _ in range(4):
        ada.sends("Zoom in")
    assert zoom(ada) == 9
    ends = [one.words() for one in ada.page.every("button") if "disabled" in one.attributes]
    assert ends == ["Zoom in"]


def test_where_the_pin_stands_in_no_square_with_land_it_is_said_as_of_what_is_typed(ada: Person) -> None:
    presses(ada, *over(ada, THERE)).sends(place__location__grid_reference="AA 231 088")

    assert ada.problems() == [
        ("Enter a grid reference that begins with the letters of a place in Great Britain, like TG 231 088", BOX)
    ]
    assert zoom(ada) == 7


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("pin place.location 5/120/148/256", "1e9", "3"),
        ("pin place.location 5/120/148/256", "-99999", "3"),
        ("pin place.location 5/120/148/256", "", ""),
        ("pin place.location 5/120/148/999", "3", "3"),
        ("pin place.location 13/1/1/256", "3", "3"),
        ("pin place.location 5/99999/99999/256", "3", "3"),
        ("pin place.location 5/120", "3", "3"),
        ("pin place.location <script>/1/1/256", "3", "3"),
        ("pin other.location 5/120/148/256", "3", "3"),
        ("pin ", "3", "3"),
    ],
)
def test_a_press_that_no_browser_makes_puts_no_pin(ada: Person, name: str, x: str, y: str) -> None:
    presses(ada, name, x, y, place__location__grid_reference="by the church")

    assert ada.answer.status_code == 200
    assert written(ada) == "by the church"
    assert "<script>" not in ada.answer.text


@pytest.mark.parametrize("pressed", ["map place.location up", "map place.location ", "map x in", "map "])
def test_a_button_that_is_not_there_changes_nothing(ada: Person, pressed: str) -> None:
    before = [one.get("src") for one in tiles(ada)]
    form, _ = ada.form("Zoom in")
    typed = {name: value for name, value in ada.boxes(form).items() if name}
    ada.posts(urljoin(ada.address, form.get("action")), typed | {"press": pressed})

    assert (ada.answer.status_code, [one.get("src") for one in tiles(ada)]) == (200, before)


def test_whatever_the_page_says_of_its_map_it_is_drawn(ada: Person) -> None:
    for written in ("99/1/1", "x" * 900, "7/-5/2", "9/9999999/9999999"):
        ada.sends("Zoom out", **{MAP.replace(".", "__"): written})
        assert ada.answer.status_code == 200
        assert tiles(ada)


def test_every_button_of_a_map_has_a_name_and_leads_back_to_it(ada: Person) -> None:
    here = {one.get("id") for one in ada.everything()}
    for tile in [*tiles(ada), *tiles(ada, "narrow")]:
        assert tile.get("alt").startswith("Put the pin at the ")
        assert tile.get("formaction").removeprefix("#") in here
    for button in [one for one in ada.page.every("button") if one.get("value").startswith("map ")]:
        assert button.words()
        assert button.get("formaction") == f"#{button.get('id')}"
    assert len({tile.get("alt") for tile in tiles(ada)}) == 4


def test_enter_in_a_box_goes_on_and_puts_no_pin(ada: Person) -> None:
    form, _ = ada.form("Zoom in")
    every = form.every("button", "input")
    first = next(one for one in every if one.tag == "button" or one.get("type") == "image")

    assert (first.words(), first.get("name")) == ("Continue", "")


def test_a_page_with_a_map_stays_small_and_names_its_owner(ada: Person) -> None:
    presses(ada, *over(ada, THERE))

    assert len(ada.answer.content) < 12_000
    assert "© Somebody" in ada.says
    assert "style=" not in ada.answer.text
    assert "http" not in "".join(tile.get("src") for tile in tiles(ada))


def test_each_thing_of_a_list_has_a_map_of_its_own(house_of: Callable[..., House]) -> None:
    ada = Person(at(house_of, MANY).browser()).opens("/apply/mend/questions")
    ada.sends("Add another pothole")
    second = tiles(ada)[4]
    presses(ada, second, 10, 10)
    found = [one.get("value") for one in ada.page.every("input") if one.get("id").endswith(".grid_reference")]

    assert found[0] == ""
    assert found[1].startswith("TG ")


def test_where_the_council_has_no_map_none_is_drawn(house_of: Callable[..., House]) -> None:
    ada = Person(at(house_of, map=None).browser()).opens("/apply/mend/questions")

    assert not tiles(ada)
    assert "map" not in ada.says
    ada.sends(place__location__grid_reference="TG 231 088")
    assert ada.title.startswith("How we reach you")


def test_a_map_at_the_edge_of_the_grid_leaves_out_what_is_not_there(ada: Person) -> None:
    ada.sends("Zoom out", place__location__grid_reference="SV 00 00")

    assert 1 <= len(tiles(ada)) < 4
    assert str(View(4, 500, 500)) in ada.answer.text
