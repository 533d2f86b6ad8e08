"""`wherry db`: the schema of the database; and the door by which other commands reach it."""

from collections.abc import Iterator
from contextlib import contextmanager

from commandline.telling import note
from engine.store import Store
from engine.store.catching_up import catch_up
from engine.store.database import Database
from settings import Settings


def upgrade() -> None:
    """Bring the database up to this program, before a new version of it is started."""
    with opened(Settings.from_environment()):
        note("The database is up to date")


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Everything that is kept; the schema, and the figures of older cases, are brought up to date first."""
    database = Database.open(settings.database)
    try:
        database.upgrade()
        catch_up(database)
        yield Store(database)
    finally:
        database.close()
