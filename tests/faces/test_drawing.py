"""A signature that is drawn as well: with the mouse in Chromium, in both faces, and what staff see of it."""

import re
from collections.abc import Mapping
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from components.drawings import MOST, TALL, WIDE, from_path
from tests.browsers import axe_findings
from tests.faces.watched import Watched
from tests.journeys.house import House
from tests.journeys.without_pages import office

SERVICE = """\
service: sign-it
title: Sign it
owner: highways
starts: anyone
reference: SGN
contact: [email]
list as: ((signed))
law: {basis: none, checked: no}
privacy: {purpose: A test, basis: public task, keep: 1 years after closing}
steps:
  - ask: sign
    pages:
      - questions:
          signed:
            type: signature
            label: Sign the declaration
      - questions:
          email:
            type: email
            label: Email
            optional: yes
  - branch:
      - when: signed is "Nobody At All"
        then:
          - end: turned_away
  - ask: look
    who: highways
    title: Look at it
    questions:
      fine:
        type: yes or no
        label: Is it fine?
  - end: looked
outcomes:
  looked: {title: Somebody has looked}
  turned_away: {title: Nobody cannot sign}
"""
FACES = {"screens": "/apply?service=sign-it", "plain": "/apply/sign-it"}
BOTH = pytest.mark.parametrize("face", FACES)
#: Down and up again, as shares of the box.
STROKE = ((0.1, 0.2), (0.3, 0.8), (0.5, 0.3))
NAME = "Your full name"


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return {"sign-it.yaml": SERVICE}


def begins(somebody: Watched, face: str) -> None:
    somebody.opens(FACES[face])
    somebody.follows("Start now")
    expect(pad(somebody.page)).to_be_visible()


def pad(page: Page) -> Locator:
    return page.get_by_role("img", name=re.compile("^(Nothing is drawn yet|What you drew)$"))


def draws(page: Page) -> None:
    box = pad(page).bounding_box()
    assert box
    (x, y), *rest = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in STROKE]
    page.mouse.move(x, y)
    page.mouse.down()
    for x, y in rest:
        page.mouse.move(x, y, steps=5)
    page.mouse.up()


def drawn(picture: Locator) -> list[list[int]]:
    """Of a picture in the page, or of one that is a file."""
    written = unquote(picture.get_attribute("src") or picture.inner_html())
    (path,) = re.findall(r'd="([ML0-9 ]+)"', written)
    found: list[list[int]] = from_path(path)
    return found


def is_like(strokes: list[list[int]]) -> bool:
    """Near the stroke of a hand, whatever the size of the box on the page."""
    (numbers,) = strokes
    corners = [(across * WIDE, down * TALL) for across, down in STROKE]
    places = list(zip(numbers[::2], numbers[1::2], strict=True))
    return all(min(abs(x - across) + abs(y - down) for x, y in places) < 12 for across, down in corners)


def test_a_process_has_the_script_that_another_drew_a_page_with(house: House) -> None:
    with urlopen(f"{house.address}/_stcore/bidi-components/wherry.pad/pad.js") as answer:
        assert b'from "/pad.js"' in answer.read()


@BOTH
def test_what_is_drawn_goes_with_the_name_and_staff_see_it(somebody: Watched, house: House, face: str) -> None:
    begins(somebody, face)
    page = somebody.page
    draws(page)
    page.get_by_role("button", name="Clear the drawing").click()
    expect(page.get_by_role("img", name="Nothing is drawn yet")).to_be_visible()
    draws(page)
    assert is_like(drawn(pad(page)))
    assert axe_findings(page) == []

    somebody.presses("Continue")
    expect(page.get_by_role("alert").first).to_be_visible()
    assert is_like(drawn(pad(page))), "it is still there where the name is missing"
    page.get_by_label(NAME).fill("Ann Lee")
    somebody.presses("Continue")
    expect(page.get_by_role("heading", name="Email")).to_be_visible()
    somebody.presses("Continue")
    somebody.stands_at("Check your answers")
    assert is_like(drawn(page.get_by_role("img", name="Drawn by Ann Lee")))
    assert axe_findings(page) == []

    somebody.follows(re.compile("^Change"))
    expect(pad(page)).to_be_visible()
    assert is_like(drawn(pad(page)))
    somebody.presses("Continue")
    somebody.stands_at("Check your answers")
    somebody.presses("Send")
    somebody.stands_at(re.compile("^Sent"))
    reference = re.findall(r"SGN-\w{4}-\w{4}", page.inner_text("body"))[0]
    somebody.is_unharmed()

    with office(house, reference=reference) as here:
        answer = here.case(reference).values()["signed"]
    assert answer["value"] == "Ann Lee" and is_like(answer["drawing"])
    somebody.signs_in("Marta Kowalska")
    somebody.opens(f"/case?ref={reference}&task=look.1")
    picture = page.get_by_role("img", name="Drawn by Ann Lee")
    expect(picture).to_be_visible()
    assert is_like(drawn(picture))
    assert axe_findings(page) == []
    somebody.is_unharmed()


def test_more_than_is_kept_is_drawn_more_coarsely(somebody: Watched) -> None:
    begins(somebody, "plain")
    page = somebody.page
    box = pad(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 1, box["y"] + 1)
    page.mouse.down()
    # As a pen does that comes through two thousand places: a press for each would take a minute.
    pad(page).evaluate(
        """(picture, [pen, places]) => {
          const edge = picture.getBoundingClientRect()
          for (let at = 0; at < places; at++) picture.dispatchEvent(new PointerEvent("pointermove", {
            pointerId: pen, clientX: edge.left + 1 + (at * 5) % (edge.width - 2),
            clientY: edge.top + 1 + at * (edge.height - 2) / places,
          }))
        }""",
        [1, 2160],
    )
    page.mouse.up()

    count = sum(map(len, drawn(pad(page)))) // 2
    assert MOST / 3 < count <= MOST
    page.get_by_label(NAME).fill("Ann Lee")
    somebody.presses("Continue")
    expect(page.get_by_role("heading", name="Email")).to_be_visible()


@BOTH
def test_whoever_types_alone_passes_the_box_by(somebody: Watched, face: str) -> None:
    begins(somebody, face)
    page = somebody.page
    page.get_by_label(NAME).focus()
    page.keyboard.type("Ann Lee")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Email")).to_be_visible()
    somebody.is_unharmed()
