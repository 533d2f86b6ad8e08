"""What is read aloud of a page, and in which order, by the accessibility tree; in both faces."""

import secrets
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page

from desk.views import Applying
from tests.faces.announcing import HOLDS, Heard, heard, nameless, untied
from tests.faces.by_hand import ANSWERS, FILES, SERVICE, TITLE, Keyboard
from tests.faces.looking import Filled
from tests.faces.looking_at_screens import ScreenLooker, emptied
from tests.journeys.house import House
from tests.journeys.people import PATIENCE
from tests.journeys.without_pages import office

BOTH = pytest.mark.parametrize("face", ["screens", "plain"])
#: A page by its number: what its question is called, what is said with it, and what is said where it is left empty.
PAGES = [
    (0, "What did you lose?", "A few words, such as a red umbrella", "Enter an answer"),
    (1, "Which bus was it on?", "Why we ask: Each garage keeps what its drivers find", "Select one option"),
    (2, "What is it like?", "Select all that are right", "Select at least one option"),
    (3, "Where was it made?", "", "Select a country"),
    (4, "When did you lose it?", "For example 27 3 2026", "Enter a date"),
    (5, "What was in it?", "Add each thing", "Answer the questions about thing 1"),
]
#: What stands beside it, in the order in which it is read.
BESIDE = {
    1: [("radio", "The blue line"), ("radio", "The green line"), ("radio", "I do not know")],
    2: [("checkbox", "New"), ("checkbox", "Wet"), ("checkbox", "Torn")],
    4: [("textbox", "Day"), ("textbox", "Month"), ("textbox", "Year")],
    5: [("textbox", "What is it?"), ("radio", "Yes"), ("radio", "No"), ("button", "Add another thing")],
}
#: What is wrong there is wrong with a box.
BOXES = (0, 4)


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return FILES


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def answered(house: House) -> Filled:
    """All of it but one page's is answered."""
    with office(house, SERVICE) as here:
        visitor = secrets.token_hex()
        begun = here.desk.begin(visitor, SERVICE, here.now)
        assert isinstance(begun, Applying)
        view = here.desk.save(visitor, begun, ANSWERS, here.now, unfinished=True)
        assert isinstance(view, Applying)
        whole = here.desk.save_whole(visitor, view, {}, here.now)
        assert isinstance(whole, Applying) and whole.page is None, whole
        link = here.desk.link(visitor, whole.draft, here.now)
    return Filled(SERVICE, visitor, f"/return/{link}", whole.draft, tuple(range(len(PAGES))))


def opens(page: Page, house: House, face: str, one: Filled, number: int | str = "") -> Keyboard:
    if face == "plain":
        page.goto(f"{house.address}{one.link}/simple")
        page.goto(house.address + one.address(number))
    else:
        page.goto(house.address + one.link)
        page.locator(".stHtml h1").first.wait_for()
        looker = ScreenLooker(page, house)
        looker.settles()
        if number != "":
            looker.turns_to_page(one, int(number))
    return Keyboard(page, house)


def place(all_heard: list[Heard], role: str, words: str) -> int:
    """Where it is read."""
    found = [number for number, one in enumerate(all_heard) if one.role == role and one.name.startswith(words)]
    assert found, (role, words, [(one.role, one.name) for one in all_heard if one.role != "StaticText"])
    return found[0]


@BOTH
@pytest.mark.parametrize(("number", "question", "hint", "wrong"), PAGES)
def test_what_is_wrong_is_read_first_and_again_with_the_question_it_is_about(
    house: House, page: Page, answered: Filled, face: str, number: int, question: str, hint: str, wrong: str
) -> None:  # fmt: skip
    emptied(house, answered, number)
    keyboard = opens(page, house, face, answered, number)
    page.get_by_role("button", name="Continue").press("Enter")
    page.locator("[role=alert] h2").wait_for()
    keyboard.settles()
    said = heard(page)

    title, alert = page.title(), said[place(said, "alert", "There is a problem")]
    assert title.startswith("Error: ") and title.endswith(f" – {TITLE} – Norfolk County Council")
    assert alert.about.get("focused"), alert
    links = [one for one in said if one.role == "link" and alert in one.inside]
    assert [one.name for one in links if wrong in one.name] == [links[0].name], links
    about = [one for one in said if one.role in HOLDS | {"textbox", "combobox"} and one.name.startswith(question)]
    described = [one.description for one in about]
    assert [each for each in described if hint in each and "Error: " in each and wrong in each], described
    boxes = [one for one in said if one.role == "textbox" and any(one == each or each in one.inside for each in about)]
    assert number not in BOXES or [one.about.get("invalid") for one in boxes].count("true") >= 1, boxes
    heading = next(at for at, one in enumerate(said) if one.role == "heading" and one.about.get("level") == 1)
    beside = [place(said, *one) for one in BESIDE.get(number, ())]
    order = [place(said, "alert", "There is a problem"), heading, *beside, place(said, "button", "Continue")]
    assert order == sorted(order)
    assert untied(page, said) == []
    assert nameless(said) == []


@BOTH
def test_what_is_said_of_an_option_is_read_with_it(house: House, page: Page, answered: Filled, face: str) -> None:
    for number, role, option, hint in ((1, "radio", "The blue line", "It stops at the castle"),
                                       (2, "checkbox", "New", "Bought this year")):  # fmt: skip
        opens(page, house, face, answered, number)
        said = heard(page)
        one = said[place(said, role, option)]
        assert hint in one, one
        assert any(each.role in HOLDS and each.name for each in one.inside), one.inside


@BOTH
def test_the_things_of_a_list_are_told_apart(house: House, page: Page, answered: Filled, face: str) -> None:
    opens(page, house, face, answered, 5)
    said = heard(page)
    box = said[place(said, "textbox", "What is it?")]
    named = [one.name for one in box.inside if one.role in HOLDS]
    assert any("Keys" in name or "Thing 1" in name for name in named), named


@BOTH
def test_that_it_may_be_left_out_is_read_with_the_box(house: House, page: Page, answered: Filled, face: str) -> None:
    opens(page, house, face, answered, 7)
    said = heard(page)
    assert said[place(said, "textbox", "Where can we write to you?")].name.endswith("(optional)")


@BOTH
def test_which_files_are_taken_is_read_with_the_button(house: House, page: Page, answered: Filled, face: str) -> None:
    opens(page, house, face, answered, 6)
    said = heard(page)
    taken = [one for one in said if one.role == "button" and "PDF, JPG" in one and "If you have one" in one]
    assert taken and "Add a picture of it" in taken[0], [one for one in said if one.role == "button"]


@BOTH
def test_a_page_says_what_it_is_and_where_its_parts_are(house: House, page: Page, answered: Filled, face: str) -> None:
    """The page's language, one heading of the first level, one main part, the way past the band."""
    for number in ("", 0):
        opens(page, house, face, answered, number)
        said = heard(page)
        assert page.evaluate("document.documentElement.lang") == "en-GB"
        assert len([one for one in said if one.role == "heading" and one.about.get("level") == 1]) == 1
        assert len([one for one in said if one.role == "main"]) == 1
        assert place(said, "link", "Skip to main content") < place(said, "heading", "")
