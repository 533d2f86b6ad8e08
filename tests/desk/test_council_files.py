"""A Word file of the council's own, from the folder to the letter that somebody opens."""

from io import BytesIO
from pathlib import Path

from docx import Document

from desk.casework import Desk
from desk.designing import Published
from desk.documents import as_paper, sent_to_applicant
from desk.exchange import Exchange
from desk.sources import FolderDrafts, Saving, paths_in, read_beside
from desk.views import DocumentView
from engine.store import Store
from outside.papers import docx
from tests.desk.drafting import place
from tests.desk.test_documents import DOCUMENTS, LETTER, case, desk_for, opened
from tests.engine.making import ADA, INSPECT, NINE
from tests.migrated import database_in
from tests.workflows.letters_in_word import badge, written
from tests.workflows.services import NAME
from tests.workflows.test_word_files import files, letter

FILE = "definitions/files/badge.docx"
IN_WORD = DOCUMENTS.partition("    body:")[0] + "    file: badge.docx\n"


def folder_of(there: Path) -> Path:
    (there / "files").mkdir(parents=True)
    (there / "files" / "badge.docx").write_bytes(written(badge()))
    (there / "files" / "~$badge.docx").write_bytes(b"what Word leaves while it is open")
    return there


def badge_desk(folder: Path) -> Desk:
    texts = FolderDrafts(folder_of(folder / "definitions"))
    return desk_for(folder, LETTER + INSPECT, IN_WORD, {FILE: read_beside(texts, "mend")[FILE]})


def read(desk: Desk, found: object) -> list[str]:
    assert isinstance(found, DocumentView)
    file = docx(as_paper(found, "ROA-1", desk.engine.library.house()))
    return [one.text for one in Document(BytesIO(file)).paragraphs]


def test_staff_get_the_council_s_own_letter_with_the_words_of_the_case(tmp_path: Path) -> None:
    desk = badge_desk(tmp_path)
    opened(desk)

    assert read(desk, desk.document(ADA, "ROA-1", "permit", NINE)) == [
        "Badge letter", "Dear Zoë Ng,", "Place: Elm Hill, for one year", "We will ring 01632 960001.",
    ]  # fmt: skip


def test_on_the_page_and_in_the_pdf_stand_the_words_of_the_file(tmp_path: Path) -> None:
    desk = badge_desk(tmp_path)
    opened(desk)

    assert case(desk).documents[0].body.split("\n\n") == [
        "Badge letter", "Dear Zoë Ng,", "Place: Elm Hill, for one year", "We will ring 01632 960001.", "Reference",
        "ROA-1",
    ]  # fmt: skip


def test_the_applicant_gets_the_letter_that_was_sent(tmp_path: Path) -> None:
    desk = badge_desk(tmp_path)
    opened(desk)

    (sent,) = sent_to_applicant(desk.engine.store.cases.history("ROA-1"), "")

    assert sent.paragraphs[1] == "Dear Zoë Ng,"


def test_an_old_case_makes_the_letter_of_its_version(tmp_path: Path) -> None:
    desk = badge_desk(tmp_path)
    opened(desk)
    versions = desk.engine.store.versions
    first = versions.get("mend", 1)
    assert first is not None
    newer = FolderDrafts(folder_of(tmp_path / "newer"))
    (tmp_path / "newer" / "files" / "badge.docx").write_bytes(written(badge(("A new line",))))
    versions.publish("mend", "two", first.files | {FILE: read_beside(newer, "mend")[FILE]}, NINE, "ada", "Ada Osei")

    assert "A new line" not in read(desk, desk.document(ADA, "ROA-1", "permit", NINE))


def test_a_word_file_goes_to_a_server_and_comes_back_byte_for_byte(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    here, there = folder_of(tmp_path / "here"), tmp_path / "there"

    pushed = Exchange(Store(database), here).push(Saving("imran", "Imran Hussain", NINE))
    Exchange(Store(database), there).pull()

    assert [one.file for one in pushed] == ["files/badge.docx"]
    assert (there / "files" / "badge.docx").read_bytes() == (here / "files" / "badge.docx").read_bytes()


def test_what_word_leaves_while_a_file_is_open_is_no_file_of_the_service(tmp_path: Path) -> None:
    assert paths_in(folder_of(tmp_path)) == (FILE,)


def test_a_designer_is_told_that_the_file_is_another_one_now(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    folder = tmp_path / "definitions"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "badge.docx").write_bytes(letter("Found: ((found))"))
    here = place("folder", folder, Store(database))
    here.saved(files(None)[NAME])
    assert here.publish() == Published(1)
    before = here.open().updates
    (folder / "files" / "badge.docx").write_bytes(letter("We found ((found)) there"))

    assert (before, here.open().updates) == ((), ("badge.docx",))
    assert here.publish() == Published(2)
