"""Whether the database can be worked with: it answers, and its schema is one that this program knows how to use."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.store.database import MIGRATIONS, Database

_VERSION = text("SELECT version_num FROM alembic_version")


def missing(database: Database) -> str:
    """What is missing, in a sentence; "" where nothing is.

    A schema that is newer than this program is none: while machines are brought up to date one after the other,
    those of before go on serving.
    """
    try:
        with database.read() as connection:
            version = connection.scalar(_VERSION)
    except SQLAlchemyError:
        return "The database does not answer, or was never set up"
    return "The schema of the database is older than this program: run wherry db upgrade" if version in _older() else ""


@cache
def _older() -> frozenset[str]:
    """The versions of the schema that came before this program's."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return frozenset(one.revision for one in scripts.walk_revisions()) - set(scripts.get_heads())
