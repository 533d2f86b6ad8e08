"""A resident whose browser runs no script reports a pothole at the plain pages, by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import House

MOST_TABS = 30


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport={"width": 375, "height": 700})
    yield context.new_page()
    context.close()


def goes_to(page: Page, role: str, name: str) -> None:
    """Presses Tab until the focus is there."""
    wanted = page.get_by_role(role, name=name)  # type: ignore[arg-type]
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {name}")


def types(page: Page, box: str, words: str) -> None:
    goes_to(page, "textbox", box)
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_somebody_without_a_script_or_a_mouse_sends_a_report_and_follows_it(house: House, page: Page) -> None:
    page.goto(f"{house.address}/apply/report-a-pothole")
    goes_to(page, "link", "Start now")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Where is the pothole?")).to_be_visible()
    goes_to(page, "button", "Continue")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Error: Where is the pothole? – Report a pothole – Norfolk County Council")
    expect(page.get_by_role("alert")).to_be_focused()
    types(page, "Street, or words that say where it is", "Elm Hill, outside number 4")
    goes_to(page, "radio", "Shallow")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    goes_to(page, "radio", "Yes")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    goes_to(page, "button", "Continue")
    page.keyboard.press("Enter")
    types(page, "What is your name? (optional)", "Zofia Kowalczyk")
    types(page, "Where can we send updates? (optional)", "zofia@example.org")

    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_text("Deep", exact=True)).to_be_visible()
    goes_to(page, "button", "Send")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sent")).to_be_visible()
    goes_to(page, "link", "See how it is going")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="We are working on it")).to_be_visible()


def test_whoever_has_no_script_is_led_from_an_empty_page_to_the_simple_one(house: House, page: Page) -> None:
    page.goto(house.address)
    expect(page).to_have_url(f"{house.address}/apply/")

    page.goto(f"{house.address}/apply/report-a-pothole/questions")
    page.get_by_role("button", name="Save and come back later").click()
    link = page.get_by_role("link", name="/return/").get_attribute("href") or ""
    page.goto(link.removesuffix("/simple"))

    expect(page.get_by_role("heading", name="Where is the pothole?")).to_be_visible()
    assert page.url.startswith(f"{house.address}/apply/report-a-pothole/questions?draft=")
    page.go_back()
    expect(page.get_by_role("heading", name="Your answers are saved")).to_be_visible()
