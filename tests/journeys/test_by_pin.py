"""A pin on a map says where a pothole is: by a press, a finger or the keyboard, in both faces, and without a script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from components.controls import Map
from components.grid_references import grid_reference, middle
from components.maps import SIDE, named_at, pixel
from tests.browsers import axe_findings
from tests.journeys.house import House, standing
from tests.outside.stubs.tiles import KEY, TileServer, running

SCREEN, PLAIN = "/apply?service=report-a-pothole&page=0", "/apply/report-a-pothole/questions"
MAP = Map("TG2308", 9)
THERE = (623_155, 308_845)
#: A question that asks for several: its page is drawn again at each answer.
MANY = """\
service: holes
title: Report holes
summary: Several at once
owner: highways
reference: HOL
contact: [email]
law: {basis: Highways Act 1980 s.41, checked: no}
outcomes: {done: {title: Done}}
privacy:
  purpose: Mending them
  basis: public task
  keep: 1 year after closing
steps:
- ask: report
  who: applicant
  title: Tell us
  next: We will look.
  questions:
    holes:
      type: list
      label: Where are they?
      item: hole
      at least: 1
      at most: 3
      questions:
        spot: {type: location, label: Where is it?}
    email: {type: email, label: Email, optional: yes}
- end: done
"""
LARGE, SMALL = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory, tiles: TileServer) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("with a map")
    others = folder / "others.toml"
    others.write_text(f'inside = ["{tiles.netloc}"]\n', encoding="utf-8")
    map_of = {
        "WHERRY_TILES": tiles.template, "WHERRY_TILES_START": MAP.start, "WHERRY_OTHERS": str(others),
        "WHERRY_TILES_CREDIT": "Contains OS data © Crown copyright and database rights 2027",
    }  # fmt: skip
    with standing(folder, furniture, {"holes.yaml": MANY}, **map_of) as here:
        yield here


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address that the browser asked, and what it would not do."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("console", lambda said: addresses.append(said.text) if "Content Security Policy" in said.text else None)
    return addresses


def box(page: Page) -> Locator:
    return page.get_by_label("Grid reference, if you know it (optional)")


def opens(page: Page, house: House, size: dict[str, int]) -> Locator:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(house.address + SCREEN)
    view = page.get_by_role("application", name="Map")
    expect(view.locator("img").first).to_be_visible()
    return view


def presses(view: Locator, place: tuple[float, float], centre: tuple[float, float], zoom: int) -> None:
    """On the map of the screens, which has a place in its middle."""
    area = view.evaluate("one => [one.clientWidth, one.clientHeight, one.clientLeft]")
    (left, top), (across, down) = pixel(*centre, zoom), pixel(*place, zoom)
    spot = {"x": across - left + area[0] / 2 + area[2], "y": down - top + area[1] / 2 + area[2]}
    view.click(position=spot)  # type: ignore[arg-type]


def stands(page: Page, written: str, within: int) -> tuple[float, float]:
    """Where the pin is: near to where it was pressed, and written so exactly."""
    expect(box(page)).to_have_value(re.compile(f"^{written}$"))
    found = middle(str(grid_reference(box(page).input_value())))
    assert max(abs(found[0] - THERE[0]), abs(found[1] - THERE[1])) <= within
    return found


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=["wide", "narrow"])
def test_a_pin_on_the_screens_fills_the_box_and_is_sent(
    house: House, page: Page, asked: list[str], size: dict[str, int]
) -> None:
    view = opens(page, house, size)
    presses(view, THERE, middle(MAP.start), 5)
    first = stands(page, r"TG \d{3} \d{3}", within=120)
    presses(view, THERE, first, 7)
    stands(page, r"TG \d{4} \d{4}", within=20)
    expect(page.get_by_text(f"The pin is at {box(page).input_value()}.")).to_be_visible()
    view.locator("img").evaluate_all("all => Promise.all(all.map(one => one.decode()))")
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="How deep is it?")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    stands(page, r"TG \d{4} \d{4}", within=20)
    expect(page.get_by_text(f"The pin is at {box(page).input_value()}.")).to_be_visible()
    assert not [one for one in asked if not one.startswith((house.address, "ws", "blob:", "data:"))]
    assert KEY not in "".join(asked)


def test_a_pin_by_keyboard_alone(house: House, page: Page) -> None:
    view = opens(page, house, LARGE)
    view.focus()
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value("TG 235 085")
    for _ in range(3):
        page.keyboard.press("+")
    expect(page.get_by_role("button", name="Zoom in")).to_be_disabled()
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_have_value("TG 2355 0857")
    page.keyboard.press("ArrowLeft")
    expect(box(page)).to_have_value("TG 2352 0857")
    expect(view).to_be_focused()
    page.keyboard.press("-")
    page.get_by_role("button", name="South", exact=True).press("Enter")
    expect(box(page)).to_have_value("TG 2352 0851")


def test_each_of_several_things_has_a_pin_of_its_own(house: House, page: Page) -> None:
    page.goto(house.address + "/apply?service=holes&page=0")
    page.get_by_role("application", name="Map").click(position={"x": 100, "y": 100})
    expect(box(page)).to_have_value(re.compile("^TG "))
    page.get_by_role("button", name="Add another hole").click()
    expect(page.get_by_text("Hole 2", exact=True)).to_be_focused()
    another = page.get_by_role("application", name="Map").nth(1)
    another.click(position={"x": 200, "y": 150})
    expect(box(page).nth(1)).to_have_value(re.compile("^TG "))
    another.focus()
    for key in ("+", "ArrowUp", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    first, second = (box(page).nth(number).input_value() for number in (0, 1))
    assert first != second
    page.wait_for_timeout(1500)  # the page is drawn again by then, and nothing moves
    expect(another).to_be_focused()
    assert [box(page).nth(number).input_value() for number in (0, 1)] == [first, second]

    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Email")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    for reference in (first, second):
        expect(page.get_by_text(reference)).to_be_visible()


def test_what_is_typed_moves_the_pin(house: House, page: Page) -> None:
    view = opens(page, house, LARGE)
    expect(view.locator(".w-map-pin")).to_be_hidden()
    box(page).fill("tg 23 08")
    expect(view.locator(".w-map-pin")).to_be_visible()
    box(page).fill("tg 23 0")
    expect(view.locator(".w-map-pin")).to_be_hidden()


def test_the_page_s_script_names_places_as_the_server_does(house: House, page: Page) -> None:
    """The arithmetic stands in both: the same press has the same name."""
    view = opens(page, house, LARGE)
    for reference in ("TG5140913177", "SU387148", "NN166712", "HP6117", "SV910110"):
        box(page).fill(reference)
        zoom = int(str(view.locator("img").first.get_attribute("src")).split("/")[2])
        page.get_by_role("button", name="East", exact=True).click()
        easting, northing = middle(reference)
        step = 16 * 896 / 2**zoom
        expected = named_at(easting + step, northing, zoom)
        assert grid_reference(box(page).input_value()) == expected


@pytest.fixture(params=[LARGE, SMALL], ids=["wide", "narrow"])
def bare(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport=request.param)
    yield context.new_page()
    context.close()


def test_without_a_script_a_tile_is_pressed_and_the_pin_stands_there(house: House, bare: Page) -> None:
    bare.goto(house.address + PLAIN)
    for zoom in (5, 7, 9):
        tile, spot = _over(bare, THERE, zoom)
        tile.click(position=spot)  # type: ignore[arg-type]
        expect(bare.locator("#place\\.location-map")).to_be_in_viewport()
    value = bare.locator("#place\\.location\\.grid_reference").input_value()
    easting, northing = middle(str(grid_reference(value)))

    assert abs(easting - THERE[0]) <= 10 and abs(northing - THERE[1]) <= 10
    assert bare.locator(".tiles:visible svg").count() == 1


def test_without_a_script_the_keyboard_comes_back_to_the_button_it_pressed(house: House, bare: Page) -> None:
    bare.goto(house.address + PLAIN)
    bare.locator(".tiles:visible input").nth(3).press("Enter")
    expect(bare.locator("#place\\.location\\.grid_reference")).to_have_value(re.compile("^TG "))
    bare.get_by_role("button", name="North", exact=True).press("Enter")

    expect(bare.get_by_role("button", name="North", exact=True)).to_be_focused()


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=["wide", "narrow"])
def test_a_simple_page_with_a_map_has_nothing_for_axe(
    house: House, page: Page, asked: list[str], size: dict[str, int]
) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(house.address + PLAIN)
    assert axe_findings(page) == []

    page.get_by_role("button", name="Put the pin at the top left").click()
    expect(page.get_by_text(re.compile("The pin is at TG"))).to_be_visible()
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not [one for one in asked if not one.startswith(house.address)]


def _over(page: Page, place: tuple[float, float], zoom: int) -> tuple[Locator, dict[str, float]]:
    across, down = pixel(*place, zoom)
    src = f"/tiles/{zoom}/{int(across // SIDE)}/{int(down // SIDE)}"
    tile = page.locator(f'.tiles:visible input[src="{src}"]')
    share = int(str(tile.get_attribute("width"))) / SIDE
    return tile, {"x": across % SIDE * share, "y": down % SIDE * share}
