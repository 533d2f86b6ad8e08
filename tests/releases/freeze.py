"""Freezes what a release keeps, so that every later one is held to reading it: `python -m tests.releases.freeze`.

It writes `<version>/wherry.db.gz`, the demo as this release stores it, and `<version>/cases.json`, a case of it at
every stage: its events as stored, and where it stands. The same program gives the same files each time.
"""

import gzip
import json
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from demo.build import build
from desk.sources import ORGANISATION_PATH, FolderDrafts
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from workflows.calendars import LONDON
from workflows.load import load_organisation

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
        (into / "cases.json").write_text(json.dumps(list(frozen_cases(file)), indent=1) + "\n", "utf-8")
    print(f"Frozen in {into.relative_to(ROOT)}: {', '.join(f'{f.name} {f.stat().st_size:,}' for f in into.iterdir())}")


def populate(file: Path) -> None:
    """Play the demo into a new SQLite database, as one file."""
    database = Database.open(f"sqlite:///{file}")
    database.upgrade()
    salts = count(1)
    store = Store(database, lambda size: next(salts).to_bytes(size, "big"))
    engine = Engine(store, Library(store, lambda: load_organisation(drafts[ORGANISATION_PATH], ORGANISATION_PATH)))
    drafts = texts()
    for service in sorted(path for path in drafts if path != ORGANISATION_PATH):
        name = Path(service).stem
        files = {path_of(name): drafts[service], ORGANISATION_PATH: drafts[ORGANISATION_PATH]}
        store.versions.publish(name, name, files, PUBLISHED, "imran-hussain", "Imran Hussain")
    numbers = count(1)
    build(engine, lambda prefix: f"{prefix}-2222-{next(numbers):04}", TODAY)
    database.close()
    with sqlite3.connect(file) as connection:
        connection.executescript("PRAGMA journal_mode = DELETE; VACUUM")


def texts() -> dict[str, str]:
    drafts = FolderDrafts(ROOT / "definitions")
    return {path: draft.text for path in drafts.paths() if (draft := drafts.get(path))}


def frozen_cases(file: Path) -> Iterator[dict[str, Any]]:
    """The first case at each stage: of each service, where it waits or how it ended."""
    stages: set[str] = set()
    with sqlite3.connect(file) as connection:
        for reference, service, state in connection.execute("SELECT reference, service, state FROM wf_case ORDER BY 1"):
            stands = json.loads(state)
            stage = json.dumps([service, sorted(stands["tasks"]), sorted(stands["clocks"]), stands["outcome"]])
            if stage not in stages:
                stages.add(stage)
                rows = connection.execute(
                    "SELECT command, facts, content FROM wf_event WHERE reference = ? ORDER BY seq", [reference]
                )
                commands = [
                    {"command": command, "facts": json.loads(facts), "content": json.loads(content)}
                    for command, facts, content in rows
                ]
                yield {"reference": reference, "state": stands, "commands": commands}


if __name__ == "__main__":
    main()
