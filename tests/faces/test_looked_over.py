"""Every plain page of every service that ships: nothing for axe to find at A or AA, nothing wide, nothing large."""

import re

import pytest
from playwright.sync_api import Page

from tests.faces.length import WHOLE
from tests.faces.looking import LARGEST, Looker, filled
from tests.journeys.house import ROOT, House

GUIDE = "find-out-who-mends-the-road"
DEFINED = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "definitions").glob("*.yaml"))}
#: What residents begin; what comes by a message or is begun by staff has no plain pages.
SERVICES = [name for name, text in DEFINED.items() if name != GUIDE and "\nstarts: anyone\n" in text]
#: What is looked at in a short run: one with few pages, and one with parts, a list, files and a payment.
SOME = SERVICES if WHOLE else ["report-a-pothole", "watercourse-consent"]
MOST = 20


@pytest.fixture
def looker(page: Page) -> Looker:
    return Looker(page)


def assert_well(looker: Looker, pages: int) -> None:
    assert looker.wrong == {}
    assert {title: size for title, size in looker.sizes.items() if not 500 < size < LARGEST} == {}
    assert len(looker.seen) >= pages, looker.seen


@pytest.mark.parametrize("service", SOME)
def test_every_page_of_a_service(house: House, looker: Looker, service: str) -> None:
    page = looker.page
    page.goto(f"{house.address}/apply/{service}")
    looker.looks()
    for draft in filled(house, service):
        page.goto(f"{house.address}{draft.link}/simple")
        looker.looks()
        for number in draft.pages:
            page.goto(house.address + draft.address(number))
            looker.looks()
        # From the last on: what is wrong on a page may take away those that come after it.
        for number in reversed(draft.pages):
            page.goto(house.address + draft.address(number))
            looker.spoils()

    assert_well(looker, 4)
    assert any(": Error: " in title for title in looker.seen)


@pytest.mark.parametrize("service", SOME)
def test_every_page_after_the_questions(house: House, looker: Looker, service: str) -> None:
    """Kept for later, sent, how it is going, and each thing that can be done there."""
    page, draft = looker.page, filled(house, service)[0]
    page.goto(f"{house.address}{draft.link}/simple")
    looker.presses("Save and come back later")
    looker.looks()
    page.goto(f"{house.address}/apply/{service}/later?draft={draft.draft}")
    looker.looks()
    page.goto(f"{house.address}/apply/{service}/parts?draft={draft.draft}")
    looker.looks()
    page.goto(house.address + draft.address(""))
    looker.presses("Send")
    looker.looks()
    looker.follows("See how it is going")
    looker.looks()
    status = page.url
    ways = [one.get_attribute("href") for one in page.locator("main ul.list a").all()]
    for way in ways:
        page.goto(f"{house.address}{way}")
        looker.looks()
        if page.locator("main form button").count():
            looker.spoils(page.locator("main form button").first.inner_text())
        page.goto(status)

    assert_well(looker, 5)


def test_the_pages_of_no_service(house: House, looker: Looker) -> None:
    page = looker.page
    for path in ("/apply/", "/apply/nowhere", "/apply/safeguarding-referral"):
        page.goto(house.address + path)
        looker.looks()
    page.goto(f"{house.address}/apply/-/status")
    looker.looks()
    looker.spoils("See how it is going")

    assert_well(looker, 5)


def test_every_page_of_a_guide(house: House, looker: Looker) -> None:
    page = looker.page
    page.goto(f"{house.address}/apply/{GUIDE}")
    looker.looks()
    looker.follows("Start now")
    for _ in range(MOST):
        looker.looks()
        if not page.get_by_role("button", name="Continue").count():
            break
        looker.spoils()
        page.get_by_role("radio").first.check()
        looker.presses("Continue")

    assert_well(looker, 4)


def hears(page: Page) -> str:
    """The page as whatever reads it aloud is told of it."""
    return page.locator("body").aria_snapshot()


def test_a_page_is_read_aloud_in_the_order_in_which_it_is_gone_through(house: House, page: Page) -> None:
    """Title, headings, hints, what is wrong and where: by the accessibility tree; and the order of the Tab key."""
    page.goto(f"{house.address}/apply/report-a-pothole/questions")
    before = hears(page)
    page.get_by_role("button", name="Continue").press("Enter")
    page.get_by_role("alert").wait_for()
    wrong = hears(page)
    street = page.get_by_role("textbox", name="Street, or words that say where it is")

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert (
        before.index('heading "Where is the pothole?" [level=1]') < before.index("textbox") < before.index("Continue")
    )
    assert wrong.index("alert") < wrong.index("There is a problem") < wrong.index("textbox")
    assert street.get_attribute("aria-invalid") == "true"
    told = street.evaluate("one => one.closest('fieldset').getAttribute('aria-describedby') || ''")
    told += street.get_attribute("aria-describedby") or ""
    assert "problem" in told
    order = tabbed(page, page.get_by_role("button", name="Continue").first.inner_text())
    assert order == sorted(order, key=lambda place: place[0])


def tabbed(page: Page, last: str) -> list[tuple[float, str]]:
    """Where each stop of the Tab key is from the top of the page, until a button."""
    stops: list[tuple[float, str]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "() => { const one = document.activeElement;"
            " return [one.getBoundingClientRect().top + scrollY, one.innerText || one.name || ''] }"
        )
        stops.append((place[0], place[1]))
        if re.fullmatch(re.escape(last), place[1]):
            return stops
    raise AssertionError(f"Tab never comes to {last}: {stops}")
