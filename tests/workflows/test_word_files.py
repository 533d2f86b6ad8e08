"""A document that is a Word file: read and checked as if its words stood in the service, and part of its version."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from tests.workflows.letters_in_word import badge, written
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.faults import Fault
from workflows.load import examine, hash_of, load, read_with
from workflows.word_files import LARGEST, as_bytes, as_text

FILE = "files/badge.docx"
MADE = "- make: badge\n- branch:\n"
DOCUMENTS = "documents:\n  badge:\n    title: Your letter\n    file: badge.docx\noutcomes:\n"


def files(file: bytes | None, documents: str = DOCUMENTS) -> dict[str, str]:
    text = ROAD.replace("- branch:\n", MADE, 1).replace("outcomes:\n", documents, 1)
    found = {NAME: text, "organisation.yaml": ORGANISATION}
    return found if file is None else found | {FILE: as_text(file)}


def letter(*paragraphs: str) -> bytes:
    word = Document()
    for words in paragraphs:
        word.add_paragraph(words)
    return written(word)


def faults(file: bytes | None, documents: str = DOCUMENTS) -> list[Fault]:
    return [fault for fault in examine(files(file, documents), NAME).faults if fault.level == "fault"]


def test_what_a_word_file_says_is_the_body_of_the_document() -> None:
    workflow = load(files(letter("Found: ((found))", "", "Reference ((reference))")), NAME)

    assert workflow.file.documents["badge"].body == "Found: ((found))\n\nReference ((reference))"
    assert len(workflow.documents["badge"].paragraphs) == 2


@pytest.mark.parametrize(("file", "code"), [
    (letter("Dear ((nobody))"), "unknown-name"),
    (letter("((if urgent is yes))Hurry", "up((end))"), "not-ended"),
    (letter("Dear ((email))"), "may-be-missing"),
    (letter("Dear ((name"), "not-closed"),
    (None, "no-word-file"),
    (b"no Word file", "broken-word-file"),
    (written(badge())[:2_000], "broken-word-file"),
    (letter("Hello") + b" " * LARGEST, "broken-word-file"),
])  # fmt: skip
def test_what_is_wrong_with_it_is_said_at_its_name_with_a_cure(file: bytes | None, code: str) -> None:
    found = faults(file)

    assert code in {fault.code for fault in found}
    assert {fault.place.line for fault in found} == {files(file)[NAME].split("file: badge.docx")[0].count("\n") + 1}
    assert all(fault.cure for fault in found if fault.code == code)


def test_what_is_wrong_is_said_once() -> None:
    assert [fault.code for fault in faults(letter("Dear ((found"))] == ["not-closed"]


def test_a_placeholder_where_nothing_is_filled_in_is_a_fault() -> None:
    word = Document()
    word.sections[0].footer.paragraphs[0].text = "((found))"
    word.add_paragraph("Hello")

    assert [fault.code for fault in faults(written(word))] == ["broken-word-file"]


def test_a_document_has_a_body_or_a_file() -> None:
    both = DOCUMENTS.replace("    file:", "    body: Hello\n    file:")
    neither = DOCUMENTS.replace("    file: badge.docx\n", "")

    assert [fault.code for fault in faults(letter("Hello"), both)] == ["body-and-file"]
    assert [fault.code for fault in faults(None, neither)] == ["word-missing"]


def test_the_file_is_part_of_the_version() -> None:
    one, other = files(letter("Found: ((found))")), files(letter("We found ((found))"))

    assert FILE in read_with(one | {"files/other.docx": "AA=="}, NAME)
    assert "files/other.docx" not in read_with(one | {"files/other.docx": "AA=="}, NAME)
    assert hash_of(one, NAME) != hash_of(other, NAME)
    assert load(one, NAME).word_files["badge.docx"] == as_bytes(one[FILE])


def test_a_file_that_would_open_into_more_than_memory_is_refused() -> None:
    packed = BytesIO(written(badge()))
    with ZipFile(packed, "a", 8) as zipped:
        zipped.writestr("word/media/large.xml", b" " * 30_000_000)

    assert [fault.code for fault in faults(packed.getvalue())] == ["broken-word-file"]
