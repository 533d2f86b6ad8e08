"""Each promise on both databases, in one that is made for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.engine import Engine
from tests.chaos.office import over, published
from tests.postgres import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'wherry.db'}"
    else:
        with fresh_database(request.getfixturevalue("postgres_url")) as url:
            yield url


@pytest.fixture
def address(empty: str) -> str:
    """The address of a database that is ready for cases."""
    published(empty)
    return empty


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    made = over(address)
    yield made
    made.store.database.close()
