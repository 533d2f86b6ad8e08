"""What any test may ask for: a PostgreSQL, a browser. And which folders are looked into."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsers import launch
from tests.postgres import fresh_database, server

#: No test may fail because a machine is slow.
settings.register_profile("wherry", deadline=None)
settings.load_profile("wherry")

#: The exam reads other people's files from the folder that WHERRY_CORPORA names; without it there is none to read.
collect_ignore = [] if "WHERRY_CORPORA" in os.environ else ["exam"]


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
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
