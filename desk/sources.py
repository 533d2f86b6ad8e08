"""Where the drafts of definitions live: files in a folder, or rows in the database with the folder beneath them."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from engine.library import path_of
from engine.store import Store
from engine.store.errors import Stale
from engine.store.versions import Definition
from workflows.faults import Faulty
from workflows.load import ORGANISATION, load_organisation
from workflows.organisation import Organisation

ORGANISATION_PATH = path_of(Path(ORGANISATION).stem)
#: So many seconds may pass before a change of the organisation is seen: not every command costs a look.
LOOK_AGAIN = 1.0


@dataclass(frozen=True)
class Draft:
    """The text of a definition as somebody last saved it. `revision` names this very text; "" was saved by nobody."""

    text: str
    revision: str
    at: datetime | None = None
    by_name: str = ""


@dataclass(frozen=True)
class Saving:
    """Who saves, and when."""

    by: str
    by_name: str
    at: datetime


class Drafts(Protocol):
    """The drafts, each by the path of its file: `definitions/report-a-pothole.yaml`."""

    def paths(self) -> tuple[str, ...]: ...
    def get(self, path: str) -> Draft | None: ...
    def save(self, path: str, text: str, revision: str, saving: Saving) -> Draft:
        """Keep a text that was read at `revision`. Raises `Stale` with the other's text where somebody saved since."""


class FolderDrafts:
    """The files of a folder are the drafts: what any editor saves is seen at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[tuple[int, int], Draft]] = {}
        self._saving = Lock()

    def paths(self) -> tuple[str, ...]:
        files = sorted(self._folder.glob("*.yaml"))
        return tuple(path_of(file.stem) for file in files if not file.name.startswith("."))

    def get(self, path: str) -> Draft | None:
        file = self._file(path)
        try:
            told = file.stat()
        except FileNotFoundError:
            return None
        known, draft = self._read.get(path, (None, None))
        if draft is None or known != (told.st_mtime_ns, told.st_size):
            draft = _of_file(file, told.st_mtime)
            self._read[path] = (told.st_mtime_ns, told.st_size), draft
        return draft

    def save(self, path: str, text: str, revision: str, saving: Saving) -> Draft:
        with self._saving:
            self._read.pop(path, None)
            there = self.get(path)
            if there and there.revision != revision:
                raise Stale(there.text)
            write_whole(self._file(path), as_bytes(text))
            self._read.pop(path, None)
        return Draft(text, _revision(text), saving.at)

    def _file(self, path: str) -> Path:
        return self._folder / Path(path).name


class StoredDrafts:
    """Drafts are rows; what nobody has saved yet is as the folder `beneath` has it."""

    def __init__(self, store: Store, beneath: Drafts) -> None:
        self._versions = store.versions
        self._beneath = beneath

    def paths(self) -> tuple[str, ...]:
        stored = {definition.path for definition in self._versions.definitions()}
        return tuple(sorted(stored | set(self._beneath.paths())))

    def get(self, path: str) -> Draft | None:
        row = self._versions.definition(path)
        if row:
            return _of_row(row)
        below = self._beneath.get(path)
        return Draft(below.text, "") if below else None

    def save(self, path: str, text: str, revision: str, saving: Saving) -> Draft:
        number = self._versions.save(path, text, int(revision or 0), saving.at, saving.by, saving.by_name)
        return Draft(text, str(number), saving.at, saving.by_name)


class House:
    """The organisation as it is now. A text with faults changes nothing: the last that read well stands."""

    def __init__(self, drafts: Drafts, earlier: Iterable[str], ticking: Callable[[], float]) -> None:
        """`earlier` are texts to fall back on; `ticking` counts seconds. Raises `Faulty` where none reads."""
        self._drafts = drafts
        self._ticking = ticking
        self._looked = ticking()
        self._text = self._now()
        self._last = _first_that_reads([self._text, *earlier])

    def __call__(self) -> Organisation:
        if self._ticking() - self._looked >= LOOK_AGAIN:
            self._looked, text = self._ticking(), self._now()
            if text != self._text:
                self._text, self._last = text, _read(text) or self._last
        return self._last

    def _now(self) -> str:
        draft = self._drafts.get(ORGANISATION_PATH)
        return draft.text if draft else ""


def published_organisations(store: Store) -> list[str]:
    """The texts of the organisation that versions were published with, the newest first."""
    latest = [version for service in store.versions.services() if (version := store.versions.latest(service))]
    newest = sorted(latest, key=lambda version: version.at, reverse=True)
    return list(dict.fromkeys(version.files[ORGANISATION_PATH] for version in newest))


def as_bytes(text: str) -> bytes:
    """What `as_text` made of a file gives that file again, byte for byte."""
    return text.encode("utf-8", "surrogateescape")


def as_text(data: bytes) -> str:
    """Bytes that are no UTF-8 become characters that the checker refuses."""
    return data.decode("utf-8", "surrogateescape")


def can_be_stored(text: str) -> bool:
    """Whether every database keeps it as it is."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def write_whole(file: Path, data: bytes) -> None:
    """Put a file in place at once, so that nobody ever reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as whole:
        whole.write(data)
    Path(whole.name).chmod(mode)
    Path(whole.name).replace(file)


def _read(text: str) -> Organisation | None:
    try:
        return load_organisation(text, ORGANISATION_PATH)
    except Faulty:
        return None


def _first_that_reads(texts: list[str]) -> Organisation:
    found = next((house for text in texts if (house := _read(text))), None)
    return found or load_organisation(texts[0], ORGANISATION_PATH)


def _of_file(file: Path, modified: float) -> Draft:
    text = as_text(file.read_bytes())
    return Draft(text, _revision(text), datetime.fromtimestamp(modified, UTC))


def _revision(text: str) -> str:
    return hashlib.sha256(as_bytes(text)).hexdigest()


def _of_row(row: Definition) -> Draft:
    return Draft(row.text, str(row.revision), row.at, row.by_name)
