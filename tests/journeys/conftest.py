"""A house for each file of journeys, and a way for people to come in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House, standing
from tests.journeys.people import Visitor

Who = TypeVar("Who", bound=Visitor)


class Comes(Protocol):
    """Brings a person with a browser of their own: `comes(Resident)`, `comes(CaseWorker, width=375)`."""

    def __call__(self, kind: type[Who], width: int = 1280, height: int = 900) -> Who: ...


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with standing(tmp_path_factory.mktemp("house"), furniture) as here:
        yield here


@pytest.fixture
def comes(browser: Browser, house: House) -> Iterator[Comes]:
    """Each person who came leaves at the end, and is asked what went wrong behind the page."""
    here: list[Visitor] = []

    def come(kind: type[Who], width: int = 1280, height: int = 900) -> Who:
        somebody = kind(browser, house, width, height)
        here.append(somebody)
        return somebody

    yield come
    for person in here:
        person.leaves()
