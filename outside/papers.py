"""Documents as files: a tagged PDF (PDF/UA-1) and a Word document, drawn from the words that a case keeps."""

import json
import re
import subprocess
import sys
from datetime import UTC
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from babel import localedata
from babel.dates import format_date
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from engine.ports import Later, Paper
from outside import council_file
from workflows.calendars import LONDON

TYPESETTING = Path(__file__).with_name("typesetting.py")
#: Seconds that drawing may take; a page takes a twentieth of one.
LONGEST = 60
#: Over what stands last, by the language of the document; of another it is in English.
CONTACT_US = {"cy": "Cysylltu â ni", "pl": "Kontakt"}
#: Half a letter, and what no file of XML may hold.
NO_LETTER = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: A word so long may not fit into a line; it may go on in the next one, yet not between a letter and its accent.
LONG_WORD = re.compile(r"\S{40,}")
PIECE = re.compile(r"\S{10}(?=[\w!-~])")
#: Is in no paper: `NO_LETTER` takes it out.
CUT = "\x1f"
FONT, SIZE, MARGIN = "Arial", Pt(12), Mm(25)
#: Letters that Word keeps of what it knows about a file.
MOST = 255
BLACK = RGBColor(0, 0, 0)
#: Files in a ZIP begin in 1980, and the same words are to be the same file.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pdf(paper: Paper) -> bytes:
    """Drawn by a process of its own: Typst keeps in memory what it has drawn, and lets go of it only with its process.
    Raises `Later` where that takes too long."""
    command = [sys.executable, "-P", str(TYPESETTING), str(int(paper.at.timestamp()))]
    try:
        drawn = subprocess.run(
            command, input=_as_data(paper).encode(), stdout=subprocess.PIPE, check=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        raise Later("The document could not be drawn in time") from None
    return drawn.stdout


def _as_data(paper: Paper) -> str:
    to, contact = (_fitting("\n".join(lines)) if lines else [] for lines in (paper.to, paper.contact))
    return json.dumps({
        "title": _clean(paper.title), "language": _language(paper), "region": _region(paper) or None,
        "council": paper.council, "to": to, "reference": paper.reference, "dated": _dated(paper),
        "heading": _fitting(paper.title), "blocks": [_fitting(block) for block in _blocks(paper)],
        "contact_us": _contact_us(paper), "contact": contact,
    })  # fmt: skip


def _fitting(words: str) -> list[list[str]]:
    """Lines, each cut inside its long words, so that none of them runs off the page."""
    cut = LONG_WORD.sub(lambda word: PIECE.sub(rf"\g<0>{CUT}", word[0]), _clean(words))
    return [line.split(CUT) for line in cut.split("\n")]


def docx(paper: Paper) -> bytes:
    """In the council's own Word file where it was written in one; else in a plain one."""
    if paper.word_file:
        own = council_file.filled(paper.word_file, tuple(map(_clean, paper.paragraphs)), _spoken(paper))
        _set_properties(own, paper)
        return _same_each_time(own)
    word = Document()
    _set_look(word, paper)
    _set_properties(word, paper)
    word.add_paragraph().add_run(paper.council).bold = True
    if paper.to:
        word.add_paragraph(_clean("\n".join(paper.to)))
    word.add_paragraph(_dated(paper))
    word.add_heading(_clean(paper.title), level=1)
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
    about.title, about.subject, about.comments = _clean(paper.title)[:MOST], paper.reference[:MOST], ""
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
    return [block for block in BLANK_LINES.split(_clean(paper.body).strip()) if block]


def _clean(words: str) -> str:
    return NO_LETTER.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def _dated(paper: Paper) -> str:
    """The reference, where there is one, and the day in the words of the document's language."""
    language = _language(paper)
    locale = language if language != "en" and localedata.exists(language) else "en_GB"
    day = format_date(paper.at.astimezone(LONDON).date(), "long", locale=locale)
    return f"{paper.reference} · {day}" if paper.reference else day


def _contact_us(paper: Paper) -> str:
    return CONTACT_US.get(_language(paper), "Contact us")


def _language(paper: Paper) -> str:
    return paper.language.partition("-")[0]


def _spoken(paper: Paper) -> str:
    return "-".join(part for part in (_language(paper), _region(paper)) if part)


def _region(paper: Paper) -> str:
    """The country of pt-br; a script, as in sr-latn, is none."""
    part = "GB" if paper.language == "en" else paper.language.partition("-")[2].upper()
    return part if len(part) == 2 else ""
