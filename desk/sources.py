"""Where the drafts of definitions live: files in a folder, or rows in the database with the folder beneath them."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Protocol

from components.base import Accounts
from engine.library import path_of
from engine.store import Store
from engine.store.errors import Stale
from engine.store.versions import Definition, Version
from workflows import word_files
from workflows.faults import Faulty
from workflows.load import ORGANISATION, load_organisation
from workflows.organisation import LookUps, Organisation
from workflows.shared import is_group
from workflows.translations import is_language, languages
from workflows.word_files import ENDING, FOLDER, is_word_file

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

    def paths(self) -> tuple[str, ...]:
        """Of the organisation, the services, their shared groups and their translations."""

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
        return paths_in(self._folder)

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
            write_whole(self._file(path), as_bytes(path, text))
            self._read.pop(path, None)
        return Draft(text, _revision(text), saving.at)

    def _file(self, path: str) -> Path:
        return file_of(self._folder, path)


def paths_in(folder: Path) -> tuple[str, ...]:
    """The paths of the definitions in a folder, its shared groups and translations among them."""
    globbed = (*folder.glob("*.yaml"), *folder.glob("*/*.yaml"), *folder.glob(f"{FOLDER}/*{ENDING}"))
    files = [file.relative_to(folder) for file in globbed if not file.name.startswith((".", "~$"))]
    paths = [str(PurePosixPath(ORGANISATION_PATH).parent / file) for file in files]
    return tuple(sorted(path for path in paths if is_service(path) or path == ORGANISATION_PATH or is_beside(path)))


def file_of(folder: Path, path: str) -> Path:
    """Where a definition stands in a folder: `definitions/cy/report-a-pothole.yaml` in its `cy`."""
    return folder.joinpath(*PurePosixPath(path).parts[1:])


def is_service(path: str) -> bool:
    return path_of(PurePosixPath(path).stem) == path != ORGANISATION_PATH


def is_beside(path: str) -> bool:
    """Whether it is a shared group, a Word file or a translation."""
    return is_group(path) or is_word_file(path) or is_language(PurePosixPath(path).parent.name)


def read_beside(drafts: Drafts, service: str) -> dict[str, str]:
    """What a definition may be read with: the organisation, every shared group, its translations, every Word file."""
    paths = drafts.paths()
    parts = [path for path in paths if is_group(path) or is_word_file(path)]
    wanted = (ORGANISATION_PATH, *parts, *languages(paths, path_of(service)).values())
    return {path: draft.text for path in wanted if (draft := drafts.get(path))}


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

    def __init__(
        self,
        drafts: Drafts,
        earlier: Iterable[str],
        ticking: Callable[[], float],
        accounts: Accounts | None = None,
        asks: LookUps | None = None,
    ) -> None:
        """`earlier` are texts to fall back on; `ticking` counts seconds. Raises `Faulty` where none reads."""
        self._accounts, self._asks = accounts, asks
        self._drafts = drafts
        self._ticking = ticking
        self._looked = ticking()
        self._text = self._now()
        self._last = _first_that_reads([self._text, *earlier]).knowing(accounts, asks)

    def __call__(self) -> Organisation:
        if self._ticking() - self._looked >= LOOK_AGAIN:
            self._looked, text = self._ticking(), self._now()
            if text != self._text:
                self._text, read = text, _read(text)
                self._last = read.knowing(self._accounts, self._asks) if read else self._last
        return self._last

    def _now(self) -> str:
        draft = self._drafts.get(ORGANISATION_PATH)
        return draft.text if draft else ""


def published_organisations(store: Store) -> list[str]:
    """The texts of the organisation that versions were published with, the newest first."""
    return list(dict.fromkeys(version.files[ORGANISATION_PATH] for version in reversed(_latest(store))))


def published_texts(store: Store) -> dict[str, str]:
    """Every file of the latest versions; one that several services share as it was published last."""
    return {path: text for version in _latest(store) for path, text in version.files.items()}


def _latest(store: Store) -> list[Version]:
    """The latest version of each service, the one published last at the end."""
    latest = [version for service in store.versions.services() if (version := store.versions.latest(service))]
    return sorted(latest, key=lambda version: version.at)


def as_bytes(path: str, text: str) -> bytes:
    """What `as_text` made of a file gives that file again, byte for byte."""
    return word_files.as_bytes(text) if is_word_file(path) else text.encode("utf-8", "surrogateescape")


def as_text(path: str, data: bytes) -> str:
    """Bytes that are no UTF-8 become characters that the checker refuses; those of a Word file, letters for them."""
    return word_files.as_text(data) if is_word_file(path) else data.decode("utf-8", "surrogateescape")


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
    text = as_text(file.as_posix(), file.read_bytes())
    return Draft(text, _revision(text), datetime.fromtimestamp(modified, UTC))


def _revision(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _of_row(row: Definition) -> Draft:
    return Draft(row.text, str(row.revision), row.at, row.by_name)
