"""The place where the commands are typed."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests.commandline.kept import Empty, Kept, fill
from tests.commandline.place import Place
from tests.postgres import fresh_database
from tests.workflows.services import ORGANISATION, ROAD


@pytest.fixture
def here(tmp_path: Path) -> Place:
    folder = tmp_path / "definitions"
    folder.mkdir()
    environment = {
        "WHERRY_DEFINITIONS": str(folder),
        "WHERRY_DATABASE": f"sqlite:///{tmp_path / 'wherry.db'}",
        "WHERRY_ORIGIN": "https://forms.example.gov.uk",
        "COLUMNS": "200",
    }
    place = Place(folder, environment)
    place.write(ROAD)
    place.write(ORGANISATION, "organisation.yaml")
    return place


@pytest.fixture
def connected(here: Place) -> Place:
    assert here.wherry("db", "upgrade").exit_code == 0
    return here


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Gives empty databases, as many as a test wants."""
    numbers = count(1)
    with ExitStack() as stack:

        def fresh(kind: str) -> str:
            if kind == "sqlite":
                return f"sqlite:///{tmp_path / f'empty-{next(numbers)}.db'}"
            return stack.enter_context(fresh_database(request.getfixturevalue("postgres_url")))

        yield fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, here: Place, empty: Empty, tmp_path: Path) -> Kept:
    """Cases with their files, in a database of either kind."""
    full = Kept(here, empty(request.param), tmp_path / "var")
    fill(full)
    return full
