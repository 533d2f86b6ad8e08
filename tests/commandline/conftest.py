"""The place where the commands are typed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests.commandline.kept import Empty, Kept, filled
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


@pytest.fixture(scope="session")
def first_of_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """What `kept` is a copy of."""
    folder = tmp_path_factory.mktemp("first")
    return filled(Kept(Place(folder, {}), f"sqlite:///{folder / 'wherry.db'}", folder / "var"))


@pytest.fixture(scope="session")
def first_of_postgresql(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("first")
    with fresh_database(postgres_url) as address:
        yield filled(Kept(Place(folder, {}), address, folder / "var"))


@pytest.fixture(params=["sqlite", "postgresql"])
def first(request: pytest.FixtureRequest) -> Kept:
    """Cases with their files, in a database of either kind; who changes them takes a copy."""
    found: Kept = request.getfixturevalue(f"first_of_{request.param}")
    return found


@pytest.fixture
def kept(request: pytest.FixtureRequest, first: Kept, here: Place, tmp_path: Path) -> Iterator[Kept]:
    """The same, for this test alone."""
    shutil.copytree(first.var, tmp_path / "var")
    if first.url.startswith("sqlite"):
        shutil.copy(first.url.removeprefix("sqlite:///"), tmp_path / "kept.db")
        yield Kept(here, f"sqlite:///{tmp_path / 'kept.db'}", tmp_path / "var")
        return
    with fresh_database(request.getfixturevalue("postgres_url"), like=first.url) as address:
        yield Kept(here, address, tmp_path / "var")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Kept, str], Path]:
    """Gives the folder that a command makes of all that is kept; who changes it takes a copy."""
    folders: dict[tuple[str, str], Path] = {}

    def made(first: Kept, command: str) -> Path:
        if (first.url, command) not in folders:
            folder = folders[first.url, command] = tmp_path_factory.mktemp(command) / command
            assert first.wherry(command, str(folder)).exit_code == 0
        return folders[first.url, command]

    return made
