"""A service in a language that is written from the right: the page says so, and lies that way, in both faces."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import axe_findings
from tests.faces.by_hand import FILES, SERVICE
from tests.faces.looking import WIDE
from tests.faces.looking_at_screens import CUT, ScreenLooker
from tests.journeys.house import House
from tests.journeys.people import PATIENCE

BEGINS = {"screens": f"/apply?service={SERVICE}&lang=ar&page=0", "plain": f"/apply/{SERVICE}/questions?lang=ar"}
#: How far what is read, and what is pressed, stands from where the lines of the page begin.
OFF = """
() => {
  const main = document.querySelector('.stMainBlockContainer') || document.querySelector('main')
  const style = getComputedStyle(main), edge = main.getBoundingClientRect().right - parseFloat(style.paddingRight)
  const wrong = document.querySelector('.wrong, .w-wrong')
  const range = one => { const all = document.createRange(); all.selectNodeContents(one); return all }
  const ends = one => (one.matches('button') ? one : range(one)).getBoundingClientRect().right
  const parts = [...main.querySelectorAll('h1, .hint, .w-hint, .caption, .w-caption, button')]
  const shown = parts.filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 2)
  const top = one => Math.round(one.getBoundingClientRect().top)
  const beside = (one, other) => other.matches('button') && other !== one && top(other) === top(one)
    && ends(other) > ends(one)
  const firsts = shown.filter(one => !one.matches('button') || !shown.some(other => beside(one, other)))
  const within = one => Boolean(wrong && one.closest('.question, .stForm'))
  return firsts.map(one => [one.innerText, Math.round(edge - ends(one)), within(one)])
}
"""


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return FILES


@pytest.fixture(params=[(1280, 900), (375, 800)], ids=["1280", "375"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("face", BEGINS)
def test_a_page_is_written_from_the_right_with_and_without_a_mistake(house: House, page: Page, face: str) -> None:
    page.goto(house.address + BEGINS[face])
    lies_well(page, house, face)
    page.get_by_role("button", name="Continue").first.click()
    page.locator("[role=alert] h2").wait_for()
    lies_well(page, house, face)


def lies_well(page: Page, house: House, face: str) -> None:
    page.get_by_role("heading", level=1, name="ماذا فقدت؟").wait_for()
    if face == "screens":
        ScreenLooker(page, house).settles()
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    # What is wrong stands within an edge of its own.
    assert [one for one in page.evaluate(OFF) if not -1 <= one[1] <= (24 if one[2] else 2)] == []
    assert page.evaluate(CUT if face == "screens" else WIDE) in ([], 0)
    assert axe_findings(page) == []
    exits = page.get_by_role("link", name="Exit this page")
    place, whole = exits.bounding_box(), page.viewport_size
    assert place and whole and place["x"] >= 0 and place["x"] + place["width"] <= whole["width"]
    assert (exits.get_attribute("lang"), exits.get_attribute("dir")) == ("en", "ltr")
