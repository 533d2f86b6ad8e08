"""A backup as a folder: a file of rows for each table, the residents' files, and last of all a manifest.

Only the manifest makes it whole, so one that was cut off is never taken for one that was not.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.ports import FileStore
from engine.store.keeping import Content, Snapshot

MANIFEST = "manifest.json"
#: Grows when a program that reads only the older ones would read a backup wrongly.
FORMAT = 1
#: Beyond this, a smaller file takes much longer to write.
SQUEEZE = 3
FILES = "wf_file"


class Damaged(Exception):
    """A backup that is not as it was made, in a sentence."""


@dataclass(frozen=True)
class Kept:
    """A file of rows: how many, and the hash of the whole."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`lacking` are the files that the database named and that were not there, or not what they had been."""

    format: int
    made: str
    schema: str
    tables: dict[str, Kept]
    files: int
    lacking: tuple[str, ...]

    def count(self, table: str) -> int:
        return self.tables[table].rows if table in self.tables else 0


def write(folder: Path, taken: Snapshot, kept: FileStore, now: datetime) -> Manifest:
    """Put all of a snapshot into a folder, which must be new or empty."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for inside in ("tables", "files"):
        (folder / inside).mkdir()
    tables = {name: _write_table(_table(folder, name), content) for name, content in taken.tables.items()}
    count, lacking = 0, []
    for id, sha256 in _named(folder):
        data = _fetched(kept, id)
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            lacking.append(id)
        if data is not None:
            count += 1
            (folder / "files" / id).write_bytes(data)
    manifest = Manifest(FORMAT, now.isoformat(timespec="seconds"), taken.schema, tables, count, tuple(lacking))
    _seal(folder, manifest)
    return manifest


def read(folder: Path) -> Manifest:
    """What a backup says of itself, once all of it was compared. Raises `Damaged`."""
    manifest = _manifest(folder)
    for name, kept in manifest.tables.items():
        path = _table(folder, name)
        if not path.exists() or _hash(path) != kept.sha256:
            raise Damaged(f"tables/{path.name} is missing or was changed since the backup was made")
    lacking = set(manifest.lacking)
    for id, sha256 in _named(folder):
        path = folder / "files" / id
        if id not in lacking and not (path.exists() and _hash(path) == sha256):
            raise Damaged(f"files/{id} is missing or was changed since the backup was made")
    return manifest


def contents(folder: Path, manifest: Manifest) -> Mapping[str, Content]:
    """The rows again, a table after the other."""
    return {name: _content(_table(folder, name)) for name in manifest.tables}


def put_files(folder: Path, put: Callable[[str, bytes], None]) -> int:
    """Give every file to a file store; how many there were."""
    count = 0
    for count, path in enumerate(sorted((folder / "files").iterdir()), start=1):  # noqa: B007
        put(path.name, path.read_bytes())
    return count


def _write_table(path: Path, content: Content) -> Kept:
    names, rows = content
    count = 0
    with gzip.open(path, "wt", SQUEEZE, encoding="ascii", newline="\n") as file:
        file.write(json.dumps(names) + "\n")
        for count, row in enumerate(rows, start=1):  # noqa: B007
            file.write(json.dumps(row) + "\n")
    return Kept(count, _hash(path))


def _content(path: Path) -> Content:
    rows = _rows(path)
    return next(rows), rows


def _rows(path: Path) -> Iterator[list[Any]]:
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            yield json.loads(line)


def _named(folder: Path) -> Iterator[tuple[str, str]]:
    """The files that the rows name, each with its hash."""
    names, rows = _content(_table(folder, FILES))
    for row in rows:
        file = dict(zip(names, row, strict=True))
        yield file["id"], file["sha256"]


def _table(folder: Path, name: str) -> Path:
    return folder / "tables" / f"{name}.jsonl.gz"


def _fetched(kept: FileStore, id: str) -> bytes | None:
    with suppress(KeyError):
        return kept.get(id)
    return None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(folder: Path, manifest: Manifest) -> None:
    """The manifest is there whole or not at all, and not before everything else is on the disk."""
    if hasattr(os, "sync"):
        os.sync()
    beside = folder / f"{MANIFEST}.part"
    beside.write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")
    beside.replace(folder / MANIFEST)


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    if not path.exists():
        raise Damaged(f"{folder} is no whole backup: it has no {MANIFEST}, which is written last")
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["format"] != FORMAT:
            raise Damaged(f"This backup is of format {said['format']}, and this program reads format {FORMAT}")
        tables = {name: Kept(**kept) for name, kept in said["tables"].items()}
        return Manifest(**said | {"tables": tables, "lacking": tuple(said["lacking"])})
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{MANIFEST} cannot be read: {error}") from error
