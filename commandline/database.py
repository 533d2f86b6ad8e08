"""`wherry db`: the schema of the database; and the door by which other commands reach it."""

from collections.abc import Iterator
from contextlib import contextmanager

from commandline.telling import note, stop
from engine.store import Store
from engine.store.catching_up import catch_up
from engine.store.database import Database, is_there, named, readable
from engine.store.errors import Full, Unreachable, Unreadable
from engine.store.keeping import is_empty
from settings import Settings, badly_written

AS_THE_SERVER = "Set WHERRY_DATABASE or WHERRY_VAR as for the server"


def upgrade() -> None:
    """Bring the database up to this program, before a new version of it is started."""
    settings = Settings.from_environment()
    with opened(settings):
        note(f"The database {named(settings.database)} is up to date")


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Everything that is kept, or will be: where there is no database yet, one is made."""
    with reached(settings) as database:
        yield _brought_up(database)


@contextmanager
def opened_if_there(settings: Settings) -> Iterator[Store]:
    """Everything that is kept. No database is ever made: to look into a new one would only seem to say something."""
    with found(settings) as database:
        yield _brought_up(database)


def _brought_up(database: Database) -> Store:
    """The schema, and the figures of older cases, are brought up to date."""
    database.upgrade()
    catch_up(database)
    return Store(database)


@contextmanager
def found(settings: Settings) -> Iterator[Database]:
    """A database in which something is kept, as it stands."""
    if not is_there(settings.database):
        stop(f"There is no database at {named(settings.database)}. {AS_THE_SERVER}")
    with reached(settings) as database:
        if is_empty(database):
            stop(f"There is nothing in the database {named(settings.database)} yet. {AS_THE_SERVER}")
        yield database


@contextmanager
def reached(settings: Settings) -> Iterator[Database]:
    """The database as it stands. Where it cannot be used, that is said in a sentence."""
    for how in badly_written({"WHERRY_DATABASE": settings.database}).values():
        stop(how)
    database = Database.open(settings.database)
    try:
        with readable(settings.database):
            yield database
    except Unreadable as error:
        stop(f"{error}. See docs/keeping.md")
    except Unreachable as error:
        stop(str(error))
    except Full:
        stop("There is no room on the disk. Make room, and do this again")
    finally:
        database.close()
