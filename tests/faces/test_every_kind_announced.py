"""Every kind of question at once, with something wrong in each, as it is read aloud, in both faces."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page

from tests.browsers import axe_findings
from tests.faces.announcing import heard, nameless, untied
from tests.faces.by_hand import Keyboard
from tests.faces.hostile_service import AT_ONCE, at_once, definition
from tests.faces.test_hostile import draft
from tests.journeys.house import House


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return {f"{AT_ONCE}.yaml": definition(AT_ONCE, at_once("!"))}


@pytest.mark.parametrize("ending", ["", "/simple"], ids=["screens", "plain"])
def test_every_control_has_a_name_and_whatever_is_said_of_it(house: House, page: Page, ending: str) -> None:
    page.goto(f"{house.address}/return/{draft(house, AT_ONCE, at_once('!'), whole=False)}{ending}")
    page.get_by_role("heading", level=1, name="Everything").wait_for()
    keyboard = Keyboard(page, house)
    keyboard.settles()
    page.get_by_role("button", name="Continue").last.click()
    page.locator("[role=alert] h2").wait_for()
    keyboard.settles()
    said = heard(page)

    assert untied(page, said) == []
    assert nameless(said) == []
    assert axe_findings(page) == []
