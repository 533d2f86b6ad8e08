"""The gallery: every kind that is installed, as people meet it, and nothing in it for axe to find."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from components.registry import kinds
from tests.journeys.house import House
from tests.journeys.people import CaseWorker, Visitor


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    here = House(tmp_path_factory.mktemp("house"))
    here.furnish(like=furniture)
    here.start()
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


def test_every_kind_is_shown_empty_answered_and_not_accepted(browser: Browser, house: House) -> None:
    worker = CaseWorker(browser, house, 1280, 900)
    worker.signs_in("Marta", at="/gallery")
    worker.stops_at("Kinds of question")
    listed = worker.page.get_by_role("main").locator(".w-list a").all_inner_texts()
    assert listed == list(kinds())

    for name, kind in kinds().items():
        worker.opens(f"/gallery?kind={name}")
        worker.stops_at(name.capitalize())
        headings = worker.page.get_by_role("heading", level=2).all_inner_texts()
        assert headings == ["Before anything is typed"] + (["Answered", "Not accepted"] if kind.asks else [])
        for _raw, sentence in kind.refuses[:1]:
            worker.reads(sentence)
    worker.leaves()


def test_who_is_not_signed_in_is_asked_to(browser: Browser, house: House) -> None:
    stranger = Visitor(browser, house, 375, 700)
    stranger.opens("/gallery")

    stranger.stops_at("Sign in")
    assert stranger.page.get_by_role("link", name="date").count() == 0
    stranger.leaves()
