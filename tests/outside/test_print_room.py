"""Letters for the print room: whole files, one for each letter however often it is tried."""

from pathlib import Path

import pytest

from engine.ports import Attached, Later, Paper
from outside import papers
from outside.print_room import PrintRoom
from tests.outside.conftest import COUNCIL, NOW, changed

LETTER = changed(channel="letter", address="1 Elm Hill, Norwich, NR3 1HN")


class Drawn:
    """Keeps the papers, and draws their words."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []

    def pdf(self, paper: Paper) -> bytes:
        self.papers.append(paper)
        return paper.body.encode()

    def docx(self, paper: Paper) -> bytes:
        return paper.body.encode()


def room(folder: Path, drawn: Drawn | None = None) -> PrintRoom:
    return PrintRoom(folder, drawn or Drawn(), lambda: COUNCIL, lambda: NOW)


def test_a_letter_says_who_writes_to_whom_and_where(tmp_path: Path) -> None:
    drawn = Drawn()

    room(tmp_path, drawn).send(LETTER)

    [paper] = drawn.papers
    assert (paper.council, paper.reference, paper.at) == ("Norfolk County Council", "POT-2345", NOW)
    assert paper.to == ("Ada Lovelace", "1 Elm Hill", "Norwich", "NR3 1HN")
    assert paper.contact == ("01632 960 100", "help@norfolk.example.org", "9am to 5pm")
    assert (paper.title, paper.body) == (LETTER.subject, LETTER.body)


def test_a_letter_is_a_pdf_in_the_folder(tmp_path: Path) -> None:
    name = PrintRoom(tmp_path / "letters", papers, lambda: COUNCIL, lambda: NOW).send(LETTER)

    assert name.startswith("POT-2345-7-send-1-")
    assert (tmp_path / "letters" / name).read_bytes().startswith(b"%PDF-")


def test_a_letter_that_is_tried_again_is_the_same_file(tmp_path: Path) -> None:
    assert room(tmp_path).send(LETTER) == room(tmp_path).send(LETTER)
    assert len(list(tmp_path.iterdir())) == 1


def test_letters_whose_keys_look_alike_are_two(tmp_path: Path) -> None:
    assert room(tmp_path).send(changed(key="POT 1")) != room(tmp_path).send(changed(key="POT-1"))


def test_what_goes_with_a_letter_lies_beside_it(tmp_path: Path) -> None:
    badge = Attached("../../Badge.pdf", "application/pdf", b"badge")

    name = room(tmp_path).send(changed(attached=(badge, Attached("plan", "text/plain", b"plan"))))

    whole = name.removesuffix(".pdf")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.name != name} == {
        f"{whole}-1.pdf": b"badge",
        f"{whole}-2": b"plan",
    }


def test_a_key_leads_out_of_no_folder(tmp_path: Path) -> None:
    room(tmp_path / "letters").send(changed(key="../../etc/passwd"))

    assert [path.parent for path in tmp_path.rglob("*.pdf")] == [tmp_path / "letters"]


def test_a_folder_that_is_away_is_tried_again(tmp_path: Path) -> None:
    printing = room(tmp_path / "letters")
    (tmp_path / "letters").rmdir()

    with pytest.raises(Later, match="folder for letters cannot be written"):
        printing.send(LETTER)
