"""Words that would act if they were let, in every place of a page, in a real browser."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from screens.text import JOINER
from tests.screens.words import NAUGHTY

SCRIPT = Path(__file__).with_name("naughty.py")
CHECKOUT = SCRIPT.parents[2]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), "--server.port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    server = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        next(line for line in server.stdout if "URL" in line)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True)
class Opened:
    """The page, and every address that it asked."""

    page: Page
    asked: list[str]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """Once for all who only look at it."""
    page, asked = browser.new_page(locale="en-GB", timezone_id="Europe/London"), []
    page.set_default_timeout(15_000)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.locator("button", has_text="{{ 7 * 7 }}")).to_be_visible(timeout=30_000)
    yield Opened(page, asked)
    page.close()


def test_nothing_is_fetched_from_elsewhere(opened: Opened, address: str) -> None:
    assert opened.asked
    assert [url for url in opened.asked if not url.startswith((address, "data:", "blob:"))] == []


def test_nothing_that_was_typed_becomes_markup(opened: Opened) -> None:
    main = opened.page.locator(".stMain")

    assert main.locator("img, script, strong, em, code, del, h1, .katex, a[href*='evil']").count() == 0


def test_every_word_is_shown_as_it_was_typed(opened: Opened) -> None:
    for place in ("[data-testid=stRadioOption]", "[data-testid=stCheckbox]", ".stButton", ".w-problem", "summary"):
        expect(opened.page.locator(place, has_text="{{ 7 * 7 }}").first).to_be_visible()
        shown = " ".join(opened.page.locator(place).all_inner_texts()).replace(JOINER, "")
        assert [words for words in NAUGHTY if words not in shown] == [], place
