"""Word files of the council's own in `definitions/files/`: what they say is read as the body of a document.

In a reading of definitions, where everything is text, the bytes of such a file stand as base64.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as Word
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from workflows import reading
from workflows.faults import Faults, Place, did_you_mean
from workflows.settings import Entries

FOLDER, ENDING = "files", ".docx"
#: Finds every such file that a text names, and at worst a word that looks like one, which does no harm.
NAMED = re.compile(r"""file["']?\s*:\s*["']?([A-Za-z0-9][\w.-]*\.docx)""")
#: Bytes of a file, and of all that is packed in it.
LARGEST, LARGEST_OPENED = 1_000_000, 20_000_000
#: Between two paragraphs of a body; no paragraph holds one.
BETWEEN = "\n\n"
BLANK = re.compile(r"\n\s*\n")
SAVE_IT = "Save it again in Word as a .docx of under 1 MB"
PLACEHOLDER = "(("
#: What the libraries raise at files that are cut off, mixed up, locked or something else.
UNREADABLE = (
    AttributeError, BadZipFile, EOFError, KeyError, NotImplementedError, OpcError, RuntimeError, SyntaxError, TypeError,
    ValueError, zlib.error,
)  # fmt: skip


class Broken(Exception):
    """Why a Word file cannot be used, in a sentence."""


def is_word_file(path: str) -> bool:
    there = PurePosixPath(path)
    return there.parent.name == FOLDER and there.suffix == ENDING


def as_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def as_bytes(text: str) -> bytes:
    """What `as_text` made of a file; raises `Broken` where it is no such text."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Broken("It is no Word file") from None


def word_files(text: str, path: str) -> tuple[str, ...]:
    """The paths of the Word files that the definition at `path` names."""
    return tuple(_path(path, name) for name in sorted(set(NAMED.findall(text))))


def bytes_of(files: Mapping[str, str], path: str) -> dict[str, bytes]:
    """The Word files of the definition at `path` by their names; what is broken was said when it was read."""
    there = [one for one in word_files(files[path], path) if one in files]
    return {PurePosixPath(one).name: base64.b64decode(files[one]) for one in there}


def opened(data: bytes) -> Word:
    """The file, or `Broken`."""
    with _readable():
        with ZipFile(BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if len(data) > LARGEST or size > LARGEST_OPENED:
            raise Broken("It is too large")
        return Document(BytesIO(data))


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except UNREADABLE:
        raise Broken("It cannot be read as a Word file") from None


def paragraphs(word: Word) -> list[Paragraph]:
    """Those that say something, of text and tables, in the order of the file."""
    boxed = {one for box in word.element.body.iter(qn("w:txbxContent")) for one in box.iter(qn("w:p"))}
    found = (Paragraph(one, word) for one in word.element.body.iter(qn("w:p")) if one not in boxed)
    return [one for one in found if one.text.strip()]


def said(paragraph: Paragraph) -> str:
    """Its words, however many pieces Word has put them in."""
    return BLANK.sub("\n", paragraph.text).strip()


def in_runs(paragraph: Paragraph) -> str:
    """What of it can be written anew: not links and fields."""
    return "".join(run.text for run in paragraph.runs)


def with_words(data: Entries, files: Mapping[str, str], path: str, faults: Faults) -> Entries:
    """A definition in which each document that is a Word file has as its body what that file says."""
    documents = data.get("documents")
    if not isinstance(documents, Entries):
        return data
    bodies = {name: _with_body(one, files, path, faults) for name, one in documents.items()}
    return data.holding(data | {"documents": documents.holding(bodies)})


def _with_body(document: object, files: Mapping[str, str], path: str, faults: Faults) -> object:
    if not isinstance(document, Entries):
        return document
    file = document.get("file")
    if "body" in document and file is None:
        return document
    if file is None:
        faults.fault(document.place, "word-missing", "“body:” is missing here", "Add a line “body: …”, or “file: …”")
        return document
    if not isinstance(file, reading.Word):
        return document
    if "body" in document:
        faults.fault(file.place, "body-and-file", "A document has a body: or a file:, not both", "Delete one of them")
        return document.holding({key: value for key, value in document.items() if key != "file"})
    words = _read(file, files, path, faults)
    body = reading.Word(words, file.place, "plain", written=file.text)
    return document.holding(document | {"body": body}) if words else document


def _read(file: reading.Word, files: Mapping[str, str], path: str, faults: Faults) -> str:
    """What a Word file says, its paragraphs with an empty line between; "" and a fault where it cannot be read."""
    there = _path(path, file.text)
    if there not in files:
        names = [PurePosixPath(one).name for one in files if is_word_file(one)]
        cure = did_you_mean(file.text, names) or f"Put the file into the folder {FOLDER} beside the services"
        faults.fault(file.place, "no-word-file", f"There is no {FOLDER}/{file.text}", cure)
        return ""
    try:
        word = opened(as_bytes(files[there]))
        with _readable():
            _check_edges(word, file.place, file.text, faults)
            words = BETWEEN.join(said(one) for one in paragraphs(word))
        if not words:
            raise Broken("It says nothing")
        return words
    except Broken as error:
        faults.fault(file.place, "broken-word-file", f"{file.text}: {error}", SAVE_IT)
        return ""


def _check_edges(word: Word, place: Place, name: str, faults: Faults) -> None:
    """A placeholder in a header or a text box would stay as it is: say so."""
    inside = sum(said(one).count(PLACEHOLDER) for one in paragraphs(word))
    for text in _elsewhere(word):
        if PLACEHOLDER in text:
            faults.fault(place, "broken-word-file", f"{name}: “{text[:60]}” stands in a header or footer",
                         "Put ((…)) into the text or a table; in headers and footers nothing is filled in")  # fmt: skip
    everywhere = "".join(node.text or "" for node in word.element.body.iter(qn("w:t"))).count(PLACEHOLDER)
    linked = any(PLACEHOLDER in one.text and one.text != in_runs(one) for one in paragraphs(word))
    if everywhere > inside or linked:
        faults.fault(place, "broken-word-file", f"{name}: a placeholder stands where nothing is filled in",
                     "Take it out of the text box, link or field and put it into the text or a table")  # fmt: skip


def _elsewhere(word: Word) -> Iterator[str]:
    for section in word.sections:
        for edge in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            yield from (one.text for one in edge.paragraphs)
            yield from (cell.text for table in edge.tables for row in table.rows for cell in row.cells)


def _path(path: str, name: str) -> str:
    return str(PurePosixPath(path).parent / FOLDER / name)
