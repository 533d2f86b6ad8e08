"""Documents as files: a tagged PDF (PDF/UA-1) and a Word document, drawn from the words that a case keeps; and the
questions of a service as a PDF to print."""

import json
import re
import subprocess
import sys
from datetime import UTC
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from babel import localedata
from babel.dates import format_date
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from engine.ports import Blank, Later, Paper
from outside import blanks, council_file
from outside.fitting import clean, fitting
from workflows.calendars import LONDON
from workflows.speaking import voice

TYPESETTING = Path(__file__).with_name("typesetting.py")
#: Seconds that drawing may take; a page takes a twentieth of one.
LONGEST = 60
#: One blank at a time, so that whoever asks for one while it is drawn gets the same.
DRAWING = Lock()
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
FONT, SIZE, MARGIN = "Arial", Pt(12), Mm(25)
#: Letters that Word keeps of what it knows about a file.
MOST = 255
BLACK = RGBColor(0, 0, 0)
#: Files in a ZIP begin in 1980, and the same words are to be the same file.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pdf(paper: Paper) -> bytes:
    """Raises `Later` where drawing it takes too long."""
    return _typeset(_as_data(paper), "letter", int(paper.at.timestamp()))


def blank(blank: Blank) -> bytes:
    """It is the same for everybody, so the last ones are kept. Raises `Later` where drawing it takes too long."""
    spoken = {"language": _primary(blank.language), "region": _region(blank.language) or None}
    with DRAWING:
        return _typeset_once(json.dumps(blanks.as_data(blank) | spoken), int(blank.at.timestamp()))


@lru_cache(maxsize=64)
def _typeset_once(data: str, at: int) -> bytes:
    return _typeset(data, "blank", at)


def _typeset(data: str, page: str, at: int) -> bytes:
    """Drawn by a process of its own: Typst keeps in memory what it has drawn, and lets go of it only with its
    process."""
    command = [sys.executable, "-P", str(TYPESETTING), page, str(at)]
    try:
        drawn = subprocess.run(command, input=data.encode(), stdout=subprocess.PIPE, check=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        raise Later("The document could not be drawn in time") from None
    return drawn.stdout


def _as_data(paper: Paper) -> str:
    to, contact = (fitting("\n".join(lines)) if lines else [] for lines in (paper.to, paper.contact))
    return json.dumps({
        "title": clean(paper.title), "language": _primary(paper.language), "region": _region(paper.language) or None,
        "council": paper.council, "to": to, "reference": paper.reference, "dated": _dated(paper),
        "heading": fitting(paper.title), "blocks": [fitting(block) for block in _blocks(paper)],
        "contact_us": _contact_us(paper), "contact": contact,
    })  # fmt: skip


def docx(paper: Paper) -> bytes:
    """In the council's own Word file where it was written in one; else in a plain one."""
    if paper.word_file:
        own = council_file.filled(paper.word_file, tuple(map(clean, paper.paragraphs)), _spoken(paper))
        _set_properties(own, paper)
        return _same_each_time(own)
    word = Document()
    _set_look(word, paper)
    _set_properties(word, paper)
    word.add_paragraph().add_run(paper.council).bold = True
    if paper.to:
        word.add_paragraph(clean("\n".join(paper.to)))
    word.add_paragraph(_dated(paper))
    word.add_heading(clean(paper.title), level=1)
    for block in _blocks(paper):
        word.add_paragraph(block)
    if paper.contact:
        word.add_heading(_contact_us(paper), level=2)
        word.add_paragraph("\n".join(paper.contact))
    return _same_each_time(word)


def _set_look(word: Word, paper: Paper) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer.paragraphs[0].text = paper.reference
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, SIZE
    for name in ("Heading 1", "Heading 2"):
        word.styles[name].font.color.rgb = BLACK
    spoken = word.styles.element.find(f".//{qn('w:lang')}")
    spoken.set(qn("w:val"), _spoken(paper))


def _set_properties(word: Word, paper: Paper) -> None:
    about = word.core_properties
    about.title, about.subject, about.comments = clean(paper.title)[:MOST], paper.reference[:MOST], ""
    about.author = about.last_modified_by = paper.council[:MOST]
    about.language = paper.language
    about.created = about.modified = paper.at.astimezone(UTC).replace(tzinfo=None)


def _same_each_time(word: Word) -> bytes:
    """The file without the moment at which it was drawn."""
    drawn, same = BytesIO(), BytesIO()
    word.save(drawn)
    with ZipFile(drawn) as source, ZipFile(same, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, LONG_AGO), source.read(name), ZIP_DEFLATED)
    return same.getvalue()


def _blocks(paper: Paper) -> list[str]:
    """The paragraphs of the body, each with its lines as they are."""
    return [block for block in BLANK_LINES.split(clean(paper.body).strip()) if block]


def _dated(paper: Paper) -> str:
    """The reference, where there is one, and the day in the words of the document's language."""
    language = _primary(paper.language)
    locale = language if language != "en" and localedata.exists(language) else "en_GB"
    day = format_date(paper.at.astimezone(LONDON).date(), "long", locale=locale)
    return f"{paper.reference} · {day}" if paper.reference else day


def _contact_us(paper: Paper) -> str:
    return voice(paper.language).say("Contact us")


def _primary(language: str) -> str:
    return language.partition("-")[0]


def _spoken(paper: Paper) -> str:
    return "-".join(part for part in (_primary(paper.language), _region(paper.language)) if part)


def _region(language: str) -> str:
    """The country of pt-br; a script, as in sr-latn, is none."""
    part = "GB" if language == "en" else language.partition("-")[2].upper()
    return part if len(part) == 2 else ""
