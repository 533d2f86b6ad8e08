"""The same promises wherever drafts are kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store import Store
from engine.store.database import Database
from tests.desk.drafting import Place, place


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "wherry.db"
    database = Database.open(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    return path


@pytest.fixture
def store(migrated: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(migrated, tmp_path / "wherry.db")
    database = Database.open(f"sqlite:///{tmp_path / 'wherry.db'}")
    yield Store(database)
    database.close()


@pytest.fixture
def postgres_store(fresh_postgres_url: str) -> Iterator[Store]:
    database = Database.open(fresh_postgres_url)
    database.upgrade()
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
