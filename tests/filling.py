"""A disk without room, for tests: SQLite is told that there are no more pages, and those that are left are taken."""

from itertools import count

import pytest

from engine.store import Store
from engine.store.database import Database
from engine.store.drafts import Draft
from engine.store.errors import Full
from tests.engine.making import NINE

#: As many as SQLite ever has.
MOST = 4_294_967_294


def fill(database: Database) -> None:
    """The writer's own connection takes as many pages as there are, and no more."""
    _allow(database, 1)
    drafts = Store(database).drafts
    for size in (3_000, 100):
        with pytest.raises(Full):
            for number in count():
                drafts.save(Draft(f"{size} {number}", "x", "mend", 1, NINE, NINE, {"x": "x" * size}, {}))


def free(database: Database) -> None:
    _allow(database, MOST)


def _allow(database: Database, pages: int) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
