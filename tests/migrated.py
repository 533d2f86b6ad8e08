"""A database that is ready for cases: migrated once and copied for each test, because migrating takes longer."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.store.database import Database


def database_in(folder: Path) -> Database:
    """`wherry.db` of this folder, with the schema: made where there is none."""
    path = folder / "wherry.db"
    if not path.exists():
        path.write_bytes(_with_the_schema_alone())
    return Database.open(f"sqlite:///{path}")


@cache
def _with_the_schema_alone() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wherry.db"
        database = Database.open(f"sqlite:///{path}")
        database.upgrade()
        database.close()
        return path.read_bytes()
