"""Drafts between the database and a folder, byte for byte. What somebody else changed is never overwritten."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from desk.sources import (
    Saving,
    as_bytes,
    as_text,
    can_be_stored,
    file_of,
    paths_in,
    published_texts,
    write_whole,
)
from engine.store import Store
from engine.store.errors import Stale

#: In the folder: what each file was when it last agreed with the database.
AGREED = ".wherry-agreed.json"


@dataclass(frozen=True)
class Agreed:
    """A text that the folder and the database both had, and its revision in the database: 0 before any draft."""

    text: str
    revision: int


@dataclass(frozen=True)
class Exchanged:
    """What came of one file. Where both sides changed, `theirs` is the database's text and `mine` the folder's."""

    file: str
    what: Literal["came", "went", "same", "ahead", "both changed", "not text"]
    theirs: str = ""
    mine: str = ""


class Exchange:
    def __init__(self, store: Store, folder: Path) -> None:
        self._versions = store.versions
        self._published = published_texts(store)
        self._folder = folder
        self._agreed = _read_agreed(folder / AGREED)

    def pull(self) -> tuple[Exchanged, ...]:
        """Bring drafts into the folder. Where both sides changed, theirs is put beside yours as `NAME.theirs`."""
        done = tuple(self._pull(path) for path in self._paths())
        self._keep_agreed()
        return done

    def push(self, saving: Saving) -> tuple[Exchanged, ...]:
        """Bring the folder's files into the database as drafts, but for those that somebody changed there since."""
        done = tuple(self._push(path, saving) for path in paths_in(self._folder))
        self._keep_agreed()
        return done

    def _pull(self, path: str) -> Exchanged:
        there, mine, file = self._there(path), self._mine(path), shown(path)
        assert there is not None, "it was found in the database"
        before = self._agreed.get(path)
        self._agreed[path] = there
        if mine == there.text:
            return Exchanged(file, "same")
        if mine is None or (before and mine == before.text):
            write_whole(file_of(self._folder, path), as_bytes(path, there.text))
            return Exchanged(file, "came")
        if before and there.text == before.text:
            return Exchanged(file, "ahead")
        write_whole(file_of(self._folder, f"{path}.theirs"), as_bytes(path, there.text))
        return Exchanged(file, "both changed", there.text, mine)

    def _push(self, path: str, saving: Saving) -> Exchanged:
        there, mine, file = self._there(path), self._mine(path) or "", shown(path)
        if not can_be_stored(mine):
            return Exchanged(file, "not text")
        if there and mine == there.text:
            self._agreed[path] = there
            return Exchanged(file, "same")
        before = self._agreed.get(path)
        if there and (before is None or before.revision != there.revision or before.text != there.text):
            return Exchanged(file, "both changed", there.text, mine)
        try:
            number = self._versions.save(
                path, mine, there.revision if there else 0, saving.at, saving.by, saving.by_name
            )
        except Stale as stale:
            return Exchanged(file, "both changed", stale.other, mine)
        self._agreed[path] = Agreed(mine, number)
        return Exchanged(file, "went")

    def _paths(self) -> list[str]:
        """Everything that the database holds, drafted or published."""
        return sorted({definition.path for definition in self._versions.definitions()} | self._published.keys())

    def _there(self, path: str) -> Agreed | None:
        """A draft as it is in the database, or else what is published."""
        row = self._versions.definition(path)
        if row:
            return Agreed(row.text, row.revision)
        return Agreed(self._published[path], 0) if path in self._published else None

    def _mine(self, path: str) -> str | None:
        file = file_of(self._folder, path)
        return as_text(path, file.read_bytes()) if file.exists() else None

    def _keep_agreed(self) -> None:
        kept = {path: asdict(agreed) for path, agreed in sorted(self._agreed.items())}
        write_whole(self._folder / AGREED, json.dumps(kept, indent=1).encode())


def shown(path: str) -> str:
    """A file as it is called in its folder."""
    return path.partition("/")[2]


def _read_agreed(file: Path) -> dict[str, Agreed]:
    """Where it cannot be read nothing is known to agree, so that nothing is overwritten."""
    try:
        return {path: Agreed(**agreed) for path, agreed in json.loads(file.read_bytes()).items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}
