"""A machine that was told to change nothing: staff read their work, residents read a calm page, nothing is lost."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.casework import signed_in
from benchmarks.serving import Server, serving, wherry
from benchmarks.session import Session, come
from engine.store import Store
from engine.store.database import Database
from screens.frame import STILL
from screens.still import TITLE
from tests.outside.stubs.mail import free_port

#: Where staff read, by path and query; REF is a case of theirs.
READING = (
    ("inbox", ""),
    ("case", "ref={ref}"),
    ("find", "words=magdalen"),
    ("figures", ""),
    ("away", ""),
    ("not-done", ""),
)
#: Where residents would begin, go on, or come back to.
BEGINNING = (("apply", "service=report-a-pothole"), ("apply", ""), ("apply", "service=report-a-pothole&page=0"))


@pytest.fixture(scope="module")
def still(furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """The demo, started again to change nothing; and the address of its database."""
    var = shutil.copytree(furniture, tmp_path_factory.mktemp("still") / "var")
    command, port, settings = wherry(free_port(), var)
    with serving(command, port, settings | {"WHERRY_READ_ONLY": "1"}) as server:
        server.wait("/readyz")
        yield server, f"sqlite:///{var}/wherry.db"


def test_staff_read_everything_and_are_told_that_nothing_can_be_changed(still: tuple[Server, str]) -> None:
    server, url = still

    drawn = asyncio.run(read(server.address, of_highways(url)))

    assert [path for path, words in drawn if STILL not in words] == []


def test_residents_read_a_calm_page_where_they_would_begin(still: tuple[Server, str]) -> None:
    assert asyncio.run(begin(still[0].address)) == [True] * len(BEGINNING)


def test_no_case_moves_meanwhile(still: tuple[Server, str]) -> None:
    server, url = still
    before = standing(url)

    asyncio.run(read(server.address, of_highways(url)))
    asyncio.run(begin(server.address))

    assert before and standing(url) == before


async def read(address: str, reference: str) -> list[tuple[str, str]]:
    """What each page says to somebody of highways."""
    drawn = []
    async with await signed_in(address) as page:
        for path, query in READING:
            await page.open(path, query.format(ref=reference))
            drawn.append((path, page.words()))
    return drawn


async def begin(address: str) -> list[bool]:
    """Whether the calm page stands at each address where something is begun."""
    calm = []
    for path, query in BEGINNING:
        page: Session = await come(address)
        async with page:
            await page.open(path, query)
            calm.append(page.title.startswith(TITLE) and TITLE in page.words())
    return calm


def of_highways(url: str) -> str:
    database = Database.open(url)
    found = Store(database).cases.find("magdalen", ["highways"])
    database.close()
    return found[0].reference


def standing(url: str) -> dict[str, int]:
    """The revision of each case that can be found."""
    database = Database.open(url)
    store = Store(database)
    found = store.cases.find("magdalen", ["highways"])
    revisions = {one.reference: len(store.cases.history(one.reference)) for one in found}
    database.close()
    return revisions
