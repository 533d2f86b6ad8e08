"""From the list of services to the reference by the keyboard alone, in both faces: where the focus is on the way.

Every sort of control, one mistake, a list, a file; and the way out of a page that can be left at once.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.faces.by_hand import FILES, SERVICE, TITLE, Keyboard
from tests.faces.length import WHOLE
from tests.journeys.house import House
from tests.journeys.people import PATIENCE
from tests.uploaded import PDF

FACES = {"screens": "/apply", "plain": "/apply/"}
BOTH = pytest.mark.parametrize("face", FACES)
SIZES = [(1280, 900), (375, 667), (320, 480)] if WHOLE else [(375, 667)]
#: Where “Exit this page” leads; nobody asks it for anything here.
ELSEWHERE = "https://www.bbc.co.uk/**"


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return FILES


@pytest.fixture(params=SIZES, ids=lambda size: str(size[0]))
def keyboard(browser: Browser, house: House, request: pytest.FixtureRequest) -> Iterator[Keyboard]:
    width, height = request.param
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    context.route(ELSEWHERE, lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))
    page = context.new_page()
    # From now on the browser tells of a list of files, and opens none.
    page.on("filechooser", lambda _: None)
    yield Keyboard(page, house)
    context.close()


@BOTH
def test_somebody_without_a_mouse_comes_from_the_list_to_the_reference(
    keyboard: Keyboard, face: str, tmp_path: Path
) -> None:
    begins(keyboard, FACES[face])
    makes_a_mistake(keyboard)
    chooses_one(keyboard)
    chooses_several(keyboard)
    chooses_of_many(keyboard, opens=face == "screens")
    types_a_date(keyboard)
    lists_things(keyboard)
    adds_a_file(keyboard, tmp_path / "umbrella.pdf", is_listed=face == "screens")
    keyboard.stands_at("Where can we write to you? (optional)", "Where can we write to you?")
    keyboard.types("Where can we write to you?", "zoe@example.org")
    keyboard.page.keyboard.press("Enter")
    checks_and_sends(keyboard)
    assert keyboard.wrong == []


def begins(keyboard: Keyboard, address: str) -> None:
    keyboard.page.goto(keyboard.house.address + address)
    keyboard.page.get_by_role("heading", level=1).first.wait_for()
    keyboard.settles()
    # The part of a screen that is scrolled is a stop of its own.
    assert ("a", "Skip to main content") in [keyboard.press("Tab"), keyboard.press("Tab")]
    keyboard.hit("link", TITLE)
    keyboard.stands_at(TITLE)
    keyboard.hit("link", "Start now")


def makes_a_mistake(keyboard: Keyboard) -> None:
    """The list of what is wrong has the focus, and leads to the box."""
    page = keyboard.page
    keyboard.stands_at("What did you lose?")
    keyboard.hit("button", "Continue")
    keyboard.stands_at("What did you lose?", "Error: What did you lose?")
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_focused()
    assert keyboard.press("Tab")[0] == "a"
    keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="What did you lose?")).to_be_focused()
    page.keyboard.type("A red umbrella")
    page.keyboard.press("Enter")


def chooses_one(keyboard: Keyboard) -> None:
    """Tab comes to all of them once, arrows choose, Shift and Tab go back."""
    page = keyboard.page
    keyboard.stands_at("Which bus was it on?")
    radios = page.get_by_role("radio")
    keyboard.to(radios.first)
    keyboard.press("Space")
    expect(radios.nth(0)).to_be_checked()
    keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    expect(radios.nth(1)).to_be_focused()
    keyboard.to(page.get_by_role("link", name="Back", exact=True), "Shift+Tab")
    keyboard.hit("button", "Continue")


def chooses_several(keyboard: Keyboard) -> None:
    """A stop for each."""
    page = keyboard.page
    keyboard.stands_at("What is it like?")
    keyboard.to(page.get_by_role("checkbox", name=re.compile("^New")))
    keyboard.press("Space")
    keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Wet")).to_be_focused()
    keyboard.press("Space")
    keyboard.hit("button", "Continue")


def chooses_of_many(keyboard: Keyboard, *, opens: bool) -> None:
    """By its first letters. `opens`: what fits is listed, and Enter takes it."""
    page = keyboard.page
    keyboard.stands_at("Where was it made?")
    keyboard.to(page.get_by_role("combobox").first)
    page.keyboard.type("Portug")
    if opens:
        expect(page.get_by_role("option", name="Portugal").first).to_be_visible()
        keyboard.press("Enter")
    keyboard.hit("button", "Continue")


def types_a_date(keyboard: Keyboard) -> None:
    """Three boxes, each a stop, in their order."""
    keyboard.stands_at("When did you lose it?")
    keyboard.types("Day", "1")
    assert keyboard.press("Tab")[1].startswith("Month")
    keyboard.page.keyboard.type("feb")
    assert keyboard.press("Tab")[1].startswith("Year")
    keyboard.page.keyboard.type("2026")
    keyboard.hit("button", "Continue")


def lists_things(keyboard: Keyboard) -> None:
    """What is added takes the focus, and so does what stands beside what is removed."""
    page = keyboard.page
    keyboard.stands_at("What was in it?")
    names = page.get_by_role("textbox", name="What is it?")
    keyboard.types("What is it?", "Keys")
    keyboard.to(page.get_by_role("radio", name="Yes").first)
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="No").first).to_be_checked()
    keyboard.hit("button", "Add another thing")
    expect(names).to_have_count(2)
    keyboard.is_led_to("Thing 2")
    keyboard.to(names.nth(1))
    page.keyboard.type("A book")
    keyboard.hit("button", "Remove thing 1")
    expect(names).to_have_count(1)
    keyboard.is_led_to("Thing 1")
    expect(names).to_have_value("A book")
    keyboard.to(page.get_by_role("radio", name="Yes").first)
    keyboard.press("Space")
    keyboard.hit("button", "Continue")


def adds_a_file(keyboard: Keyboard, file: Path, *, is_listed: bool) -> None:
    """The key that presses a button opens the system's own list of files. `is_listed`: at once, where it stands."""
    page = keyboard.page
    keyboard.stands_at("Add a picture of it (optional)", "Add a picture of it")
    file.write_bytes(PDF)
    keyboard.to(page.get_by_role("button", name=re.compile("Add a picture of it")).first)
    with page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    chooser.value.set_files(file)
    if is_listed:
        expect(page.get_by_text(file.name).first).to_be_visible()
    else:
        expect(page.locator("input[type=file]")).to_have_value(re.compile(f"{re.escape(file.name)}$"))
    keyboard.settles()
    keyboard.hit("button", "Continue")


def checks_and_sends(keyboard: Keyboard) -> None:
    main = keyboard.page.get_by_role("main")
    keyboard.stands_at("Check your answers")
    given = ("A red umbrella", "The green line", "New", "Wet", "Portugal", "1 February 2026", "A book", "umbrella.pdf")
    for words in given:
        expect(main).to_contain_text(words)
    keyboard.hit("link", re.compile("^Change ?: Which bus"))
    keyboard.stands_at("Which bus was it on?")
    keyboard.to(keyboard.page.get_by_role("radio").nth(1))
    keyboard.press("ArrowUp")
    keyboard.hit("button", "Continue")
    keyboard.stands_at("Check your answers")
    expect(main).to_contain_text("The blue line")
    keyboard.hit("button", "Send")
    keyboard.stands_at("Sent")
    expect(main).to_contain_text(re.compile("LOS-[2-9A-Z]{4}-[2-9A-Z]{4}"))


@BOTH
def test_a_page_can_be_left_at_once_by_its_link_and_by_shift(keyboard: Keyboard, face: str) -> None:
    address = f"/apply?service={SERVICE}&page=0" if face == "screens" else f"/apply/{SERVICE}/questions"
    for leaves in (by_the_link, by_shift):
        keyboard.page.goto(keyboard.house.address + address)
        keyboard.stands_at("What did you lose?")
        leaves(keyboard)
        expect(keyboard.page.get_by_role("heading", name="Weather")).to_be_visible()
        keyboard.page.go_back()
        assert SERVICE not in keyboard.page.url
    assert keyboard.wrong == []


def by_the_link(keyboard: Keyboard) -> None:
    keyboard.hit("link", re.compile("Exit this page$"))


def by_shift(keyboard: Keyboard) -> None:
    """Another key between begins it anew."""
    told = keyboard.page.locator("[data-exit-told]")
    keyboard.to(keyboard.page.get_by_role("textbox", name="What did you lose?"))
    for key, words in (("Shift", "2 more times"), ("a", ""), ("Shift", "2 more times"), ("Shift", "1 more time")):
        keyboard.press(key)
        expect(told).to_have_text(f"Shift, press {words} to exit" if words else "")
    keyboard.page.keyboard.press("Shift")
