"""The same promises wherever drafts are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store import Store
from engine.store.database import Database
from tests.desk.drafting import Place, place
from tests.migrated import database_in
from tests.postgres import fresh_database


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = database_in(tmp_path)
    yield Store(database)
    database.close()


@pytest.fixture(scope="session")
def ready(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database with the schema and nothing else: the next ones are made like it."""
    with fresh_database(postgres_url) as address:
        database = Database.open(address)
        database.upgrade()
        database.close()
        yield address


@pytest.fixture
def postgres_store(postgres_url: str, ready: str) -> Iterator[Store]:
    with fresh_database(postgres_url, like=ready) as address:
        database = Database.open(address)
        yield Store(database)
        database.close()


@pytest.fixture(params=["folder", "database", "postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    (tmp_path / "definitions").mkdir()
    store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "store")
    return place(request.param, tmp_path / "definitions", store)


@pytest.fixture
def files(tmp_path: Path, store: Store) -> Place:
    (tmp_path / "definitions").mkdir()
    return place("folder", tmp_path / "definitions", store)


@pytest.fixture
def stored(tmp_path: Path, store: Store) -> Place:
    (tmp_path / "definitions").mkdir()
    return place("database", tmp_path / "definitions", store)
