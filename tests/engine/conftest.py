"""The same promises on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from engine.store import Store
from engine.store.database import Database
from tests.migrated import database_in
from tests.postgres import fresh_database


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Database]:
    """One PostgreSQL database with the schema, emptied after each test, because migrating takes longer."""
    with fresh_database(postgres_url) as url:
        database = Database.open(url)
        database.upgrade()
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = database_in(tmp_path)
        yield opened
        opened.close()
    else:
        kept: Database = request.getfixturevalue("postgres")
        yield kept
        with kept.write() as connection:
            names = ", ".join([*SQLModel.metadata.tables, "wf_find"])
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)
