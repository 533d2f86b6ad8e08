"""What stands where, in both faces: a sign beside its box, the way out off the banner, a sum below its name."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, expect

from tests.faces.watched import Watched

SERVICE = """\
service: add-up
title: Add it up
owner: highways
starts: anyone
reference: ADD
exit quickly: yes
contact: [email]
list as: ((rent))
law: {basis: none, checked: no}
privacy: {purpose: A test, basis: public task, keep: 1 years after closing}
steps:
  - ask: costs
    questions:
      rent: {type: money, label: What is your rent?}
      in_all: {type: working out, label: What you pay a year, value: rent * 12}
      email: {type: email, label: Email, optional: yes}
  - end: added
outcomes:
  added: {title: It is added up}
"""
BOTH = pytest.mark.parametrize("face", ["/apply?service=add-up", "/apply/add-up"], ids=["screens", "plain"])


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return {"add-up.yaml": SERVICE}


@pytest.fixture
def somebody(somebody: Watched) -> Watched:
    somebody.page.set_viewport_size({"width": 1280, "height": 900})
    return somebody


@BOTH
def test_a_sign_stands_beside_its_box_and_the_sum_below_its_name(somebody: Watched, face: str) -> None:
    somebody.opens(face)
    somebody.follows("Start now")
    page = somebody.page
    box = page.get_by_role("textbox", name="What is your rent?")
    assert abs(middle(page.get_by_text("£", exact=True)) - middle(box)) < 3
    box.fill("400")
    page.get_by_role("button", name="Continue").click()
    heading, amount = page.get_by_role("heading", level=1, name="What you pay a year"), page.get_by_text("£4,800")

    expect(heading).to_be_visible()
    assert amount.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 24
    assert middle(amount) > middle(heading)
    expect(page).to_have_title("What you pay a year – Add it up – Norfolk County Council")


@BOTH
def test_the_way_out_does_not_lie_over_the_banner_of_the_demo(somebody: Watched, face: str) -> None:
    somebody.opens(face)
    banner, exits = somebody.page.get_by_text("This is a demo."), somebody.page.get_by_role("link", name="Exit this")
    strip, out = banner.bounding_box(), exits.bounding_box()

    assert strip and out
    beside = out["x"] >= strip["x"] + strip["width"]
    assert beside or out["y"] >= strip["y"] + strip["height"] or out["y"] + out["height"] <= strip["y"]


def middle(thing: Locator) -> float:
    box = thing.bounding_box()
    assert box
    return box["y"] + box["height"] / 2
