"""What any test may ask for: a PostgreSQL, a browser. And which folders are looked into."""

import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsers import launch
from tests.journeys import people
from tests.journeys.house import PATIENCE, House
from tests.postgres import fresh_database, server

#: No test may fail because a machine is slow.
settings.register_profile("wherry", deadline=None)
settings.load_profile("wherry")
# Several share the machine with their servers and browsers: what is waited for comes, and may come late.
expect.set_options(timeout=people.PATIENCE)

#: The exam reads other people's files from the folder that WHERRY_CORPORA names; without it there is none to read.
collect_ignore = [] if "WHERRY_CORPORA" in os.environ else ["exam"]


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all who test at the same time."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def looked_over(tmp_path_factory: pytest.TempPathFactory) -> None:
    people.LOOKED_OVER = shared(tmp_path_factory) / "looked over"
    people.LOOKED_OVER.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def furniture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo keeps after its first start: made by the first who needs it, for all who test at the same time."""
    made = shared(tmp_path_factory) / "furniture"
    try:
        (made.parent / "furniture is being made").mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE
        while not made.exists():
            assert time.monotonic() < until, "whoever began to make it did not end"
            time.sleep(0.1)
        return made
    first = House(tmp_path_factory.mktemp("first"))
    first.furnish()
    first.start()
    first.stop()
    return (first.folder / "var").rename(made)


@pytest.fixture(scope="session")
def components_looked_up() -> Iterator[None]:
    """AppTest looks through every installed package for components, for each page that it draws; here once."""
    from streamlit.components.v2 import manifest_scanner  # few tests draw pages

    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The first database of a throw-away PostgreSQL."""
    with server() as address:
        yield address


@pytest.fixture
def fresh_postgres_url(postgres_url: str) -> Iterator[str]:
    """An empty database of that PostgreSQL, for this test alone."""
    with fresh_database(postgres_url) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for a file of tests. No wider: while it lives, no other test there can run an event loop."""
    with sync_playwright() as playwright, launch(playwright) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a visitor nobody knows."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    context.set_default_timeout(people.PATIENCE)
    yield context.new_page()
    context.close()
