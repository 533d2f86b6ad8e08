"""Every kind of question at once, with something wrong in each, as it is read aloud, in both faces."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsers import axe_findings
from tests.faces.announcing import heard, nameless, untied
from tests.faces.by_hand import Keyboard
from tests.faces.hostile_service import AT_ONCE, at_once, definition
from tests.faces.test_hostile import draft
from tests.journeys.house import House
from tests.journeys.people import PATIENCE


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    here = House(tmp_path_factory.mktemp("announced"))
    here.furnish(like=furniture)
    (here.definitions / f"{AT_ONCE}.yaml").write_text(definition(AT_ONCE, at_once("!")), "utf-8")
    here.start()
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


@pytest.mark.parametrize(("face", "ending"), [("screens", ""), ("plain", "/simple")])
def test_every_control_has_a_name_and_whatever_is_said_of_it(house: House, page: Page, face: str, ending: str) -> None:
    page.set_default_timeout(PATIENCE)
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
