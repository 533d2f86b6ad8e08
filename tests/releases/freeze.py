"""Freezes what a release keeps, so that every later one is held to reading it: `python -m tests.releases.freeze`.

It writes `<version>/wherry.db.gz`, the demo as this release stores it, and `<version>/cases.json.gz`, a case of it at
every stage: its events as stored, and where it stands. The same program gives the same files each time.
"""

import gzip
import json
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Any

from demo.build import build
from desk.sources import ORGANISATION_PATH, FolderDrafts, is_service
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from workflows.calendars import LONDON
from workflows.load import load_organisation, read_with

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TODAY = date(2027, 3, 2)
PUBLISHED = datetime(2027, 1, 4, tzinfo=LONDON)


def main() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    into = HERE / version
    into.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "wherry.db"
        populate(file)
        (into / "wherry.db.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
        cases = json.dumps(list(frozen_cases(file)), separators=(",", ":"))
        (into / "cases.json.gz").write_bytes(gzip.compress(cases.encode(), mtime=0))
    print(f"Frozen in {into.relative_to(ROOT)}: {', '.join(f'{f.name} {f.stat().st_size:,}' for f in into.iterdir())}")


def populate(file: Path) -> None:
    """Play the demo into a new SQLite database, as one file."""
    texts, salts, numbers = _texts(), count(1), count(1)
    house = load_organisation(texts[ORGANISATION_PATH], ORGANISATION_PATH)
    database = Database.open(f"sqlite:///{file}")
    database.upgrade()
    store = Store(database, lambda size: next(salts).to_bytes(size, "big"))
    for path in filter(is_service, texts):
        service, files = Path(path).stem, read_with(texts, path)
        store.versions.publish(service, service, files, PUBLISHED, "imran-hussain", "Imran Hussain")
    build(Engine(store, Library(store, lambda: house)), lambda prefix: f"{prefix}-2222-{next(numbers):04}", TODAY)
    database.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("PRAGMA journal_mode = DELETE; VACUUM")


def _texts() -> dict[str, str]:
    drafts = FolderDrafts(ROOT / "definitions")
    return {path: draft.text for path in drafts.paths() if (draft := drafts.get(path))}


def frozen_cases(file: Path) -> Iterator[dict[str, Any]]:
    """The longest case at each stage: of each service, where it waits or how it ended."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT reference, state FROM wf_case ORDER BY revision DESC, number")
        standing = [(reference, json.loads(state)) for reference, state in rows]
        longest = {_stage(state): (reference, state) for reference, state in reversed(standing)}
        for reference, state in sorted(longest.values(), key=itemgetter(0)):
            yield {"reference": reference, "state": state, "commands": list(_commands(connection, reference))}


def _stage(state: dict[str, Any]) -> str:
    return json.dumps([state["service"], sorted(state["tasks"]), sorted(state["clocks"]), state["outcome"]])


def _commands(connection: sqlite3.Connection, reference: str) -> Iterator[dict[str, Any]]:
    kept = "SELECT command, facts, content FROM wf_event WHERE reference = ? ORDER BY seq"
    for command, facts, content in connection.execute(kept, [reference]):
        yield {"command": command, "facts": json.loads(facts), "content": json.loads(content)}


if __name__ == "__main__":
    main()
