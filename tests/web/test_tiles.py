"""The tiles of a map at our own address: a picture or nothing, whatever is asked, and only so often."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from components.controls import Map
from outside.addresses import inside
from outside.tiles import Tiles, TileSettings
from tests.engine.making import NINE
from tests.outside.stubs.tiles import KEY, TileServer, picture, running
from tests.reception import Desk, open_desk
from tests.web.conftest import ORIGIN, WEB, gate_arguments
from web.errors import error_pages
from web.gate import Gate
from web.tiles import OF_BROWSER, TilePages

HERE = "/tiles/7/480/595"


@pytest.fixture
def stub() -> Iterator[TileServer]:
    with running() as server:
        yield server


@pytest.fixture
def browser(stub: TileServer, tmp_path: Path) -> Iterator[Callable[[], TestClient]]:
    people: Desk = open_desk(f"sqlite:///{tmp_path}/people.db")
    ours = Tiles.of(TileSettings(stub.template, Map("TG2308", 9)), frozenset([inside(stub.netloc)]), lambda: 1e6)
    app = Starlette(
        routes=[*TilePages.of(ours, lambda: NINE).routes()],
        middleware=[Middleware(Gate, **gate_arguments(WEB, people))],
        exception_handlers=dict(error_pages(WEB, people.accounts.random)),
    )
    yield lambda: TestClient(app, base_url=ORIGIN)
    people.database.close()


def test_a_tile_is_a_picture_that_only_this_browser_keeps(browser: Callable[[], TestClient]) -> None:
    answer = browser().get(HERE)

    assert (answer.status_code, answer.content) == (200, picture(7, 480, 595))
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, max-age=86400"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert KEY not in str(answer.headers)


def test_a_tile_that_does_not_come_is_nothing(browser: Callable[[], TestClient], stub: TileServer) -> None:
    stub.faults.append("html")
    answer = browser().get(HERE)

    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/7/480/-1", "/tiles/7/480/595.png", "/tiles/99/0/0", "/tiles/10/3840/4766", "/tiles/7/0/0",
        "/tiles/7/480/5e2", "/tiles/7/480/%2e%2e", "/tiles/7/480/595%2f..%2f..%2fadmin", "/tiles/7/480/595%3Fkey=x",
        "/tiles/7/480/٥٩٥", "/tiles/7/480/ 595", "/tiles/7/480/" + "9" * 5000, "/tiles/{z}/{x}/{y}", "/tiles/7/480",
        "/tiles/http:%2f%2f127.0.0.1/0/0", "/tiles/7/480/0x253", "/tiles/7.0/480/595", "/tiles/+7/480/595",
    ],
)  # fmt: skip
def test_what_is_no_tile_of_the_map_is_asked_of_nobody(
    browser: Callable[[], TestClient], stub: TileServer, path: str
) -> None:
    assert browser().get(path).status_code == 404
    assert stub.asked == []


def test_only_so_many_tiles_a_minute_for_one_browser(browser: Callable[[], TestClient]) -> None:
    one = browser()
    answers = [one.get(HERE) for _ in range(OF_BROWSER + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert (answers[-1].status_code, answers[-1].headers["retry-after"]) == (429, "60")
    assert browser().get(HERE).status_code == 200
