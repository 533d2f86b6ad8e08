"""`backup` and `restore`: what was kept comes back as it was, whole or not at all, into either kind of database."""

import gzip
import json
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

import wherry
from commandline import backup_folder
from engine.store import Store, keeping
from engine.store.database import Database, named
from engine.store.keeping import Content
from outside.files import FolderFiles
from tests.commandline.kept import LETTER_ID, PHOTO, PHOTO_ID, SIGNED_IN, Empty, Kept, keep_file
from tests.commandline.place import Place
from tests.engine.store.factories import NOW, opened
from tests.releases.freeze import HERE

KINDS = ("sqlite", "postgresql")
EITHER = pytest.mark.parametrize("into", KINDS)
#: What is about the folder alone is asked once.
ONCE = pytest.mark.parametrize("first", ["sqlite"], indirect=True)
#: A fork has everything loaded already.
FORK = multiprocessing.get_context("fork")
RELEASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "wherry.db.gz").exists())


@pytest.fixture
def folder(first: Kept, made_once: Callable[[Kept, str], Path], tmp_path: Path) -> Path:
    """A backup of all that is kept."""
    return Path(shutil.copytree(made_once(first, "backup"), tmp_path / "backup"))


@pytest.fixture
def elsewhere(here: Place, empty: Empty, tmp_path: Path) -> Kept:
    """A new machine, with nothing on it."""
    return Kept(here, empty("sqlite"), tmp_path / "elsewhere")


@EITHER
def test_what_was_kept_comes_back_as_it_was_and_work_goes_on(
    first: Kept, folder: Path, here: Place, empty: Empty, tmp_path: Path, into: str
) -> None:
    elsewhere = Kept(here, empty(into), tmp_path / "elsewhere")

    told = elsewhere.wherry("restore", str(folder))

    assert (told.exit_code, "cases 3, files 2, accounts 1" in told.stderr) == (0, True)
    assert elsewhere.rows() == first.rows()
    assert elsewhere.files().get(PHOTO_ID) == PHOTO
    assert elsewhere.wherry("audit", "verify").exit_code == 0
    assert (signed_in(first), signed_in(elsewhere)) == (True, False), "nobody is signed in again"
    work_goes_on(elsewhere.store())


def signed_in(where: Kept) -> bool:
    """Whether she is who was when the backup was made."""
    store = where.store()
    with store.registers.read() as register:
        assert register.people.find("ada") is not None
        found = register.sessions.find(SIGNED_IN)
    store.database.close()
    return found is not None


def work_goes_on(store: Store) -> None:
    store.cases.commit(opened("POT-9"))
    store.audit.record(NOW, "ada", "refused", "POT-9")

    assert [case.reference for case in store.cases.find("crew monday", {"highways"})] == ["POT-1"]
    assert store.cases.verify("POT-9") == []
    store.database.close()


def test_a_backup_is_of_one_moment_and_nobody_waits_for_it(kept: Kept, tmp_path: Path) -> None:
    store = kept.store()
    with keeping.snapshot(store.database) as taken:
        store.cases.commit(opened("POT-9"))
        assert taken is not None
        manifest = backup_folder.write(tmp_path / "backup", taken, kept.files(), NOW)

    assert manifest.count("wf_case") == 3
    assert store.cases.load("POT-9") is not None
    store.database.close()


@ONCE
def test_only_its_owner_may_look_into_a_backup(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0


@ONCE
def test_a_backup_that_was_killed_is_not_taken_for_a_whole_one(kept: Kept, elsewhere: Kept, tmp_path: Path) -> None:
    def back_up() -> None:
        with keeping.snapshot(kept.store().database) as taken:
            assert taken is not None
            backup_folder.write(tmp_path / "half", taken, Deadly(tmp_path / "none"), NOW)

    assert killed(back_up)
    told = elsewhere.wherry("restore", str(tmp_path / "half"))

    assert told.exit_code == 2
    assert "has no manifest.json, which is written last" in told.stderr
    assert elsewhere.rows() == {}


@pytest.mark.parametrize("typed", ["backup new", "export new", "audit verify", "user list", "client list"])
def test_where_there_is_no_database_that_is_said_and_none_is_made(elsewhere: Kept, tmp_path: Path, typed: str) -> None:
    file = Path(elsewhere.url.removeprefix("sqlite:///"))

    told = elsewhere.wherry(*typed.replace("new", str(tmp_path / "new")).split())

    assert told.exit_code == 2
    assert told.stderr.strip() == f"There is no database at {file}. Set WHERRY_DATABASE or WHERRY_VAR as for the server"
    assert not file.exists()
    assert not (tmp_path / "new").exists()


@EITHER
def test_an_empty_database_is_not_backed_up(here: Place, empty: Empty, tmp_path: Path, into: str) -> None:
    bare = Kept(here, empty(into), tmp_path / "bare")
    if into == "sqlite":
        Path(bare.url.removeprefix("sqlite:///")).touch()

    told = bare.wherry("backup", str(tmp_path / "backup"))

    assert (told.exit_code, "There is nothing in the database" in told.stderr) == (2, True)
    assert not (tmp_path / "backup").exists()


def test_a_backup_says_of_which_database_and_which_files_it_is(kept: Kept, tmp_path: Path) -> None:
    told = kept.wherry("backup", str(tmp_path / "backup"))

    assert f"of the database {named(kept.url)} and the files in {kept.var / 'files'}" in told.stderr


@ONCE
def test_a_backup_that_cannot_be_written_says_so(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()

    told = kept.wherry("backup", str(tmp_path / "a-file" / "backup"))

    assert (told.exit_code, told.stderr.startswith("The backup is not whole")) == (2, True)


@ONCE
@pytest.mark.parametrize(
    ("command", "sentence"), [("backup", "The backup is not whole"), ("export", "The export is not")]
)
def test_where_there_is_no_room_for_a_folder_it_is_said_in_a_sentence(
    kept: Kept, tmp_path: Path, command: str, sentence: str
) -> None:
    """A file may be no larger than 100 kilobytes, which to a program is as if the disk were full."""
    store = kept.store()
    keep_file(kept, store, "c" * 32, "map.png", bytes(1_000_000))
    store.database.close()
    small = f'ulimit -f 200; exec "{sys.executable}" -m wherry {command} "{tmp_path / "new"}"'
    environment = os.environ | kept.place.environment | {"WHERRY_DATABASE": kept.url, "WHERRY_VAR": str(kept.var)}

    done = subprocess.run(["sh", "-c", small], capture_output=True, text=True, cwd=wherry.HOME, env=environment)

    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr


@ONCE
@pytest.mark.parametrize("command", ["backup new", "export new"])
def test_where_there_is_not_even_room_to_read_it_is_said_in_a_sentence(
    kept: Kept, tmp_path: Path, command: str
) -> None:
    """SQLite needs a file of its own beside the database before it reads."""
    typed = command.replace("new", str(tmp_path / "new")).split()

    code, said = in_room_for(512, lambda: kept.wherry(*typed))

    assert (code, said.endswith("There is no room on the disk. Make room, and do this again\n")) == (2, True)


@ONCE
def test_where_there_is_not_even_room_to_read_nothing_is_proved_and_that_is_said(kept: Kept) -> None:
    small = f'ulimit -f 1; exec "{sys.executable}" -m wherry audit verify'
    environment = os.environ | kept.place.environment | {"WHERRY_DATABASE": kept.url, "WHERRY_VAR": str(kept.var)}

    done = subprocess.run(["sh", "-c", small], capture_output=True, text=True, cwd=wherry.HOME, env=environment)

    assert done.returncode == 2
    assert done.stderr.endswith("There is no room on the disk. Make room, and do this again\n")
    assert "Traceback" not in done.stderr


def in_room_for(size: int, command: Callable[[], Any]) -> tuple[int, str]:
    """How a command ends and what it says where no file may be larger than that, in a process of its own."""
    ours, theirs = FORK.Pipe()

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        done = command()
        theirs.send((done.exit_code, done.stderr))

    process = FORK.Process(target=little_room)
    process.start()
    theirs.close()
    told: tuple[int, str] = ours.recv()
    process.join()
    return told


@ONCE
def test_where_there_is_no_room_to_restore_into_it_is_said_and_nothing_is_there(
    kept: Kept, folder: Path, elsewhere: Kept
) -> None:
    small = f'ulimit -f 40; exec "{sys.executable}" -m wherry restore "{folder}"'
    environment = os.environ | kept.place.environment | {
        "WHERRY_DATABASE": elsewhere.url, "WHERRY_VAR": str(elsewhere.var),
    }  # fmt: skip

    done = subprocess.run(["sh", "-c", small], capture_output=True, text=True, cwd=wherry.HOME, env=environment)

    assert done.returncode == 2
    assert "There is no room on the disk. Make room, and do this again" in done.stderr
    assert "Traceback" not in done.stderr
    assert elsewhere.rows() == {}


@ONCE
@pytest.mark.parametrize("changed", ["tables/wf_event.jsonl.gz", "tables/wf_party.jsonl.gz", f"files/{PHOTO_ID}"])
@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_backup_that_was_changed_is_not_restored(folder: Path, elsewhere: Kept, changed: str, how: str) -> None:
    path = folder / changed
    data = path.read_bytes()
    path.unlink() if how == "missing" else path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    told = elsewhere.wherry("restore", str(folder))

    assert (told.exit_code, told.stderr.startswith(f"Nothing was restored. {changed} is missing")) == (2, True)
    assert elsewhere.rows() == {}


def test_nothing_is_restored_over_what_is_kept(kept: Kept, folder: Path) -> None:
    before = kept.rows()

    told = kept.wherry("restore", str(folder))

    assert (told.exit_code, "Restore into an empty one" in told.stderr) == (2, True)
    assert kept.rows() == before


@ONCE
def test_no_backup_is_written_over(kept: Kept, folder: Path) -> None:
    told = kept.wherry("backup", str(folder))

    assert (told.exit_code, told.stderr.strip().endswith("so that no backup is written over")) == (2, True)


def test_a_restore_that_is_killed_leaves_nothing_and_can_be_done_again(kept: Kept, folder: Path, empty: Empty) -> None:
    manifest = backup_folder.read(folder)
    url = empty("postgresql" if kept.url.startswith("postgresql") else "sqlite")

    def put_back() -> None:
        cut = cut_off(backup_folder.contents(folder, manifest))
        keeping.restore(Database.open(url), manifest.schema, cut)

    assert killed(put_back)
    database = Database.open(url)
    assert keeping.is_empty(database)
    keeping.restore(database, manifest.schema, backup_folder.contents(folder, manifest))
    assert Store(database).cases.verify("POT-1") == []
    database.close()


def killed(what: Callable[[], None]) -> bool:
    """Do it in a process of its own; whether that was killed, as by the power cord."""
    process = FORK.Process(target=what)
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody lives on after this")


class Deadly(FolderFiles):
    """Whoever fetches a file here dies."""

    def get(self, id: str) -> bytes:
        die()


def cut_off(contents: Mapping[str, Content]) -> dict[str, Content]:
    """The same, but whoever reads the events dies before the last."""
    names, rows = contents["wf_event"]

    def some() -> Iterator[list[Any]]:
        yield next(rows)
        die()

    return dict(contents) | {"wf_event": (names, some())}


@ONCE
def test_a_file_that_is_missing_or_changed_is_said_and_the_rest_is_kept(
    kept: Kept, elsewhere: Kept, tmp_path: Path
) -> None:
    kept.files().delete(PHOTO_ID)
    kept.files().put(LETTER_ID, b"Dear Sir")

    told = kept.wherry("backup", str(tmp_path / "backup"))
    restored = elsewhere.wherry("restore", str(tmp_path / "backup"))

    assert (told.exit_code, PHOTO_ID in told.stdout, LETTER_ID in told.stdout) == (1, True, True)
    assert (restored.exit_code, PHOTO_ID in restored.stdout) == (0, True)
    assert elsewhere.rows() == kept.rows()


@ONCE
def test_a_backup_of_a_newer_program_is_left_alone(folder: Path, elsewhere: Kept) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"schema": "9999"}), "utf-8")

    told = elsewhere.wherry("restore", str(folder))

    assert (told.exit_code, "A newer Wherry made this backup" in told.stderr) == (2, True)
    assert elsewhere.rows() == {}


@pytest.mark.parametrize("release", RELEASES)
def test_a_backup_of_every_earlier_release_is_restored_and_brought_up_to_date(
    elsewhere: Kept, empty: Empty, tmp_path: Path, release: str
) -> None:
    earlier = tmp_path / "earlier.db"
    earlier.write_bytes(gzip.decompress((HERE / release / "wherry.db.gz").read_bytes()))
    old = replace(elsewhere, url=f"sqlite:///{earlier}")
    assert old.wherry("backup", str(tmp_path / release)).exit_code == 0

    for into in KINDS:
        new = replace(elsewhere, url=empty(into))
        assert new.wherry("restore", str(tmp_path / release)).exit_code == 0, into
        assert new.wherry("audit", "verify").exit_code == 0, into
        assert len(new.rows()["wf_case"]) >= 40, into
