"""`export`: everything in open formats, read again by a program that shares nothing with ours."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline.leaving import begun
from tests import read_back
from tests.commandline.kept import LETTER_ID, PHOTO, PHOTO_ID, SERVICE, Kept
from tests.workflows.letters_in_word import badge, written
from workflows.word_files import as_text


@pytest.fixture
def folder(first: Kept, made_once: Callable[[Kept, str], Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once(first, "export"), tmp_path / "export"))


def read(folder: Path) -> subprocess.CompletedProcess[str]:
    """By Python alone: without our packages, and without our code on its path."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(read_back.__file__), str(folder)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)


def test_every_case_is_read_back_without_our_code(folder: Path) -> None:
    told = read(folder)

    assert told.stderr == ""
    assert told.stdout.splitlines() == [
        "POT-1 Report a pothole, version 1",
        "  from 2027-03-01T09:00:00+00:00 to now",
        "  applicant: Zoë Ng",
        "  report.place: Magdalen Street",
        "  note by Ada Osei: The crew went on Monday \N{EMOJI MODIFIER FITZPATRICK TYPE-3}",
        "  email to Zoë Ng (waiting): We have it",
        "  to send received.1: waiting, 2027-03-01T09:00:00+00:00",
        "  £10.50 begun 2027-03-01T09:00:00+00:00: taken p1",
        f"  file hole.PNG: {len(PHOTO)} bytes",
        "  file letter: 9 bytes",
        "  2 commands, the last Complete",
        "",
        "POT-2 Report a pothole, version 1",
        "  from 2027-03-01T09:00:00+00:00 to now",
        "  applicant: ",
        "  2 commands, the last Erase",
        "",
        "POT-4 (practice) Report a pothole, version 1",
        "  from 2027-03-01T09:00:00+00:00 to now",
        "  1 commands, the last Open",
        "",
        "3 cases, 1 services",
    ]


def test_what_was_to_be_done_outside_and_was_paid_is_there_in_plain_words(folder: Path) -> None:
    first = json.loads((folder / "cases" / f"{SERVICE}.jsonl").read_text("utf-8").splitlines()[0])

    (effect,), (payment,) = first["effects"], first["payments"]
    assert effect.keys() == {"key", "kind", "what", "state", "tries", "why", "at", "due", "known_as"}
    assert payment == {
        "key": "POT-1 fee.1", "waiting": "fee.1", "attempt": 1, "amount": 1050,
        "begun": "2027-03-01T09:00:00+00:00", "id": "p1", "state": "taken", "why": "",
    }  # fmt: skip


def test_the_reader_is_no_longer_than_a_hundred_lines() -> None:
    assert len(Path(read_back.__file__).read_text("utf-8").splitlines()) <= 100


def test_files_and_definitions_are_there_as_they_were(folder: Path) -> None:
    assert (folder / "files" / "POT-1" / f"{PHOTO_ID}.png").read_bytes() == PHOTO
    assert (folder / "files" / "POT-1" / LETTER_ID).read_bytes() == b"Dear Zo\xc3\xab"
    assert (folder / "published" / SERVICE / "1" / "definitions" / f"{SERVICE}.yaml").read_text() == "service: x\n"
    assert (folder / "drafts" / "definitions" / f"{SERVICE}.yaml").read_text() == "service: y\n"


def test_what_is_kept_beside_the_cases_is_there_and_no_password(folder: Path) -> None:
    names = ("staff", "erased", "audit")
    staff, gone, refused = (json.loads((folder / f"{name}.jsonl").read_text()) for name in names)

    assert staff == {
        "id": "ada", "name": "Ada Osei", "email": "ada@example.org", "disabled": False, "teams": ["highways"],
        "may": ["manage highways"],
    }  # fmt: skip
    assert gone["reference"] == "POT-3"
    assert (refused["actor"], refused["subject"]) == ("ada", "POT-1")


def test_the_readme_names_everything_that_is_there(folder: Path) -> None:
    readme = (folder / "README.md").read_text("utf-8")

    named = [path.name for path in folder.iterdir() if f"`{path.name}" in readme]

    assert sorted(named) == sorted({path.name for path in folder.iterdir()} - {"README.md"})


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", [f"cases/{SERVICE}.jsonl", f"files/POT-1/{PHOTO_ID}.png", "index.csv"])
def test_what_was_changed_in_an_export_is_noticed(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"\n")

    told = read(folder)

    assert (told.returncode, told.stderr) == (1, f"Not as it was written: {name}\n")


@pytest.mark.parametrize("first", ["sqlite"], indirect=True)
def test_a_missing_file_is_said_and_the_case_is_there(kept: Kept, tmp_path: Path) -> None:
    kept.files().delete(PHOTO_ID)

    told = kept.wherry("export", str(tmp_path / "export"))

    assert (told.exit_code, PHOTO_ID in told.stdout) == (1, True)
    assert "  file hole.PNG: missing" in read(tmp_path / "export").stdout


def test_a_word_file_leaves_as_the_file_that_it_was(tmp_path: Path) -> None:
    file = written(badge())
    published = {"service": "badges", "number": 1, "files": {"definitions/files/badge.docx": as_text(file)}}

    with begun(tmp_path / "export") as leave:
        leave.definitions(iter([published]), iter([]))

    there = tmp_path / "export" / "published" / "badges" / "1" / "definitions" / "files" / "badge.docx"
    assert there.read_bytes() == file
