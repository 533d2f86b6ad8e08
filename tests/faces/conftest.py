"""A house for each file of tests that need a browser, and who comes into it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.faces.looking_at_screens import ScreenLooker
from tests.faces.watched import Watched
from tests.journeys.house import NONE, House, standing
from tests.journeys.people import PATIENCE


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    """The services that a file of tests adds to those that ship: their texts, by their paths below `definitions/`."""
    return NONE


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory, added: Mapping[str, str]) -> Iterator[House]:
    with standing(tmp_path_factory.mktemp("house"), furniture, added) as here:
        yield here


@pytest.fixture
def somebody(browser: Browser, house: House) -> Iterator[Watched]:
    watched = Watched(browser, house)
    yield watched
    watched.context.close()


@pytest.fixture(scope="module")
def same_page(browser: Browser) -> Iterator[Page]:
    """One page for all of a file: a new one has the whole program to read."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def looker(same_page: Page, house: House) -> ScreenLooker:
    """Somebody whom nobody knows."""
    same_page.context.clear_cookies()
    return ScreenLooker(same_page, house)
