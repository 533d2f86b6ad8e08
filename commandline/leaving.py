"""`wherry export`: everything in formats that any program reads, for whoever wants to look, move or leave."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Annotated, Any

import typer

from commandline.database import opened_if_there
from commandline.export_readme import README
from commandline.keeping import NEW, kept_files
from commandline.telling import note, stop, tell
from desk.sources import as_bytes
from engine.ports import FileStore
from engine.store import leaving
from engine.store.database import named
from engine.store.leaving import Record
from settings import Settings

SUMS = "SHA256SUMS"
INDEX = ("reference", "service", "version", "practice", "opened", "closed", "outcome")
#: The end of a file's name tells other programs what it is; anything else of the name stays in the record.
ENDING = re.compile(r"\.[a-z0-9]{1,5}$")


def export(folder: Annotated[Path, NEW]) -> None:
    """Write every case, file, document and definition into a folder, in open formats, with a README that says how."""
    settings = Settings.from_environment()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        stop(f"{folder} is there already. Name a new folder")
    try:
        with opened_if_there(settings) as store, store.database.read() as connection, begun(folder) as leave:
            leave.cases(leaving.every_case(connection), kept_files(settings))
            leave.definitions(leaving.versions(connection), leaving.drafts(connection))
            for name, records in (("erased", leaving.erased), ("audit", leaving.audit), ("staff", leaving.staff)):
                for record in records(connection):
                    leave.line(f"{name}.jsonl", record)
    except OSError as error:
        stop(f"The export is not whole: {error.strerror}. Remove {folder} and try again")
    note(f"{leave.count:,} cases of {named(settings.database)} are in {folder}. Its README.md says what is where")
    for path in leave.lacking:
        tell(f"{path} is missing or was changed, so it is not there as it was", "red")
    raise typer.Exit(bool(leave.lacking))


@dataclass
class Leaving:
    """A folder that fills. Every file in it ends up in the list of hashes."""

    folder: Path
    stack: ExitStack
    count: int = 0
    lacking: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    open: dict[str, IO[str]] = field(default_factory=dict)

    def cases(self, records: Iterator[Record], kept: FileStore) -> None:
        index = csv.writer(self._opened("index.csv"))
        index.writerow([*INDEX, "file"])
        for self.count, record in enumerate(records, start=1):
            for file in record["files"]:
                file["path"] = self._file(record["reference"], file, kept)
            name = f"cases/{record['service']}.jsonl"
            self.line(name, record)
            index.writerow([*(_cell(record[key]) for key in INDEX), name])

    def definitions(self, versions: Iterator[Record], drafts: Iterator[Record]) -> None:
        for version in versions:
            for path, text in version.pop("files").items():
                self.text(f"published/{version['service']}/{version['number']}/{path}", text)
            self.line("published/versions.jsonl", version)
        for draft in drafts:
            self.text(f"drafts/{draft['path']}", draft["text"])

    def line(self, name: str, record: Record) -> None:
        self._opened(name).write(json.dumps(record) + "\n")

    def text(self, name: str, text: str) -> None:
        self._new(name).write_bytes(as_bytes(name, text))

    def _file(self, reference: str, file: dict[str, Any], kept: FileStore) -> str:
        """Where the bytes of a file are now, or "" where there are none."""
        ending = ENDING.search(file["name"].lower())
        name = f"files/{reference}/{file['id']}{ending.group() if ending else ''}"
        try:
            data = kept.get(file["id"])
        except KeyError:
            self.lacking.append(name)
            return ""
        if hashlib.sha256(data).hexdigest() != file["sha256"]:
            self.lacking.append(name)
        self._new(name).write_bytes(data)
        return name

    def _opened(self, name: str) -> IO[str]:
        """Stays open until the end: a line comes in at a time."""
        if name not in self.open:
            self.open[name] = self.stack.enter_context(self._new(name).open("w", encoding="utf-8", newline="\n"))
        return self.open[name]

    def _new(self, name: str) -> Path:
        if ".." in PurePosixPath(name).parts:
            raise ValueError(f"{name} leads out of the folder")
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.written.append(name)
        return path


@contextmanager
def begun(folder: Path) -> Iterator[Leaving]:
    """The list of hashes is written last: an export without it is not whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        leave = Leaving(folder, stack)
        leave.text("README.md", README)
        yield leave
    with (folder / SUMS).open("w", encoding="utf-8", newline="\n") as sums:
        sums.writelines(f"{_sum(folder / name)}  {name}\n" for name in sorted(leave.written))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cell(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value
