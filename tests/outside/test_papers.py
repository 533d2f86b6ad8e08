"""Documents as files: what a screen reader needs is in them, the words are as they were, and no answer is ever code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from pypdf import PdfReader

from engine.ports import Paper
from outside.papers import docx, pdf

PAPER = Paper(
    "Permit for Elm Hill", "Given to Zoë Ng\nfor one year\n\nKeep it safe.", "Norfolk County Council", "ROA-1",
    datetime(2027, 3, 31, 23, 30, tzinfo=UTC), contact=("01632 960 100", "help@norfolk.example.org"),
)  # fmt: skip
#: What somebody may have typed that is code elsewhere.
HOSTILE = (
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    "$ sum_(i=0)^n i $ costs $5",
    r"C:\new\table \u{41} \ \\",
    "a@example.org <label> @label",
    "*bold* _slanted_ `raw` = heading",
    "// gone /* gone */ ~ -- --- \"quoted\" 'quoted'",
    "<w:t>&amp;</w:t> ]]> ((name)) {{ name }}",
)


def read(file: bytes) -> PdfReader:
    return PdfReader(BytesIO(file))


def root(file: bytes) -> Any:
    return read(file).root_object


def words(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(file).pages)


def tags(file: bytes) -> list[str]:
    """The kinds of what stands in it, in the order of a screen reader."""
    return list(_tags(root(file)["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[str]:
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, dict):
        if "/S" in found:
            yield found["/S"].removeprefix("/")
        inside = found.get("/K", [])
        for one in inside if isinstance(inside, list) else [inside]:
            yield from _tags(one)
    elif isinstance(found, list):
        for one in found:
            yield from _tags(one)


def opened(file: bytes) -> Word:
    return Document(BytesIO(file))


def paragraphs(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(file).paragraphs]


def test_a_pdf_is_tagged_titled_and_says_its_language() -> None:
    made = pdf(PAPER)
    top, about = root(made), read(made).metadata

    assert top["/Lang"] == "en-GB"
    assert top["/MarkInfo"]["/Marked"]
    assert top["/ViewerPreferences"]["/DisplayDocTitle"]
    assert about is not None
    assert (about.title, about.author) == ("Permit for Elm Hill", "Norfolk County Council")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in top["/Metadata"].get_data()


def test_a_screen_reader_meets_the_title_as_a_heading_and_each_paragraph_as_one() -> None:
    kinds = [kind for kind in tags(pdf(PAPER)) if kind in ("H1", "H2", "P")]

    assert kinds == ["P", "P", "H1", "P", "P", "H2", "P"]


def test_a_pdf_says_what_the_document_says_in_the_council_s_name() -> None:
    assert words(pdf(PAPER)).split("\n") == [
        "Norfolk County Council", "ROA-1 · 1 April 2027", "Permit for Elm Hill", "Given to Zoë Ng", "for one year",
        "Keep it safe.", "Contact us", "01632 960 100", "help@norfolk.example.org", "ROA-1 1 / 1",
    ]  # fmt: skip


def test_a_letter_has_whom_it_is_for_above_it() -> None:
    letter = replace(PAPER, reference="", to=("Zoë Ng", "1 Elm Hill, Norwich"), contact=())

    assert words(pdf(letter)).split("\n")[:4] == [
        "Norfolk County Council", "Zoë Ng", "1 Elm Hill, Norwich", "1 April 2027",
    ]  # fmt: skip
    assert paragraphs(docx(letter))[1:3] == ["Zoë Ng\n1 Elm Hill, Norwich", "1 April 2027"]


@pytest.mark.parametrize("said", HOSTILE)
def test_an_answer_is_never_code(said: str) -> None:
    paper = replace(PAPER, title=said, body=f"Before\n\n{said}\n\nAfter", council=said, contact=(said,))

    drawn = " ".join(words(pdf(paper)).split())  # where a line ends is up to the fonts that there are
    assert drawn.count(" ".join(said.split())) == 4
    assert paragraphs(docx(paper)).count(said) == 4


def test_every_script_is_kept_and_a_letter_that_no_font_has_spoils_nothing() -> None:
    said = "Before 😀 \u0378 after\n\nمحمد\n\nŁódź Ŵyn Ελλάδα Київ"

    made = pdf(replace(PAPER, body=said))

    assert "after" in words(made)
    assert "Łódź Ŵyn Ελλάδα Київ" in words(made)
    assert "محمد" in words(made)
    assert root(made)["/MarkInfo"]["/Marked"]
    assert "H1" in tags(made)
    assert paragraphs(docx(replace(PAPER, body=said)))[3:6] == said.split("\n\n")


def test_what_is_no_letter_is_left_out() -> None:
    paper = replace(PAPER, title="A\x00 title\x1b", body="One\x0b line\x07\r\nthe next\r\n\r\n \n\nand \ufffe\x9fmore")

    assert "A title\nOne line\nthe next\nand more\n" in words(pdf(paper))
    assert paragraphs(docx(paper))[2:5] == ["A title", "One line\nthe next", "and more"]


def test_a_long_word_stays_on_the_page() -> None:
    long = "W" * 50_000
    made = pdf(replace(PAPER, body=f"The name {long} is long", contact=()))

    assert words(made).count("W") == 50_000
    assert max(len(line) for line in words(made).split("\n")) < 60


def test_a_long_title_is_whole_where_people_read_it() -> None:
    long = replace(PAPER, title="Permit " * 50)

    assert words(pdf(long)).count("Permit") == 50
    assert "Permit " * 50 in paragraphs(docx(long))


def test_a_word_that_fits_is_never_cut() -> None:
    village = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"

    assert village in words(pdf(replace(PAPER, body=f"I live in\n{village}")))


def test_fifty_thousand_letters_go_over_pages_that_are_counted() -> None:
    made = pdf(replace(PAPER, body="word " * 10_000))

    assert words(made).count("word") == 10_000
    assert words(made).endswith(f"ROA-1 {len(read(made).pages)} / {len(read(made).pages)}")


def test_a_document_without_a_word_still_has_its_title() -> None:
    empty = replace(PAPER, body=" \n\n ", contact=())

    assert words(pdf(empty)).split("\n")[2:] == ["Permit for Elm Hill", "ROA-1 1 / 1"]
    assert paragraphs(docx(empty))[2:] == ["Permit for Elm Hill"]


@pytest.mark.parametrize(
    ("language", "spoken", "day", "contact"),
    [
        ("cy", "cy", "1 Ebrill 2027", "Cysylltu â ni"),
        ("pl", "pl", "1 kwietnia 2027", "Kontakt"),
        ("pt-br", "pt-BR", "1 de abril de 2027", "Contacte-nos"),
        ("sr-latn", "sr", "1. април 2027.", "Contact us"),
        ("zz", "zz", "1 April 2027", "Contact us"),
    ],
)
def test_a_document_is_in_the_language_of_its_reader(language: str, spoken: str, day: str, contact: str) -> None:
    paper = replace(PAPER, language=language)
    made, word = pdf(paper), docx(paper)

    assert root(made)["/Lang"] == spoken
    assert f"ROA-1 · {day}" in words(made)
    assert contact in words(made)
    assert f"ROA-1 · {day}" in paragraphs(word)
    assert opened(word).styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == spoken


def test_a_word_document_has_headings_a_title_and_its_language() -> None:
    word = opened(docx(PAPER))
    about = word.core_properties

    assert [(one.style.name, one.text) for one in word.paragraphs if one.style and one.style.name != "Normal"] == [
        ("Heading 1", "Permit for Elm Hill"),
        ("Heading 2", "Contact us"),
    ]
    assert (about.title, about.author, about.subject, about.comments, about.language) == (
        "Permit for Elm Hill", "Norfolk County Council", "ROA-1", "", "en",
    )  # fmt: skip
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert word.sections[0].page_width is not None
    assert round(word.sections[0].page_width.mm) == 210


def test_a_word_document_says_what_the_document_says() -> None:
    assert paragraphs(docx(PAPER)) == [
        "Norfolk County Council", "ROA-1 · 1 April 2027", "Permit for Elm Hill", "Given to Zoë Ng\nfor one year",
        "Keep it safe.", "Contact us", "01632 960 100\nhelp@norfolk.example.org",
    ]  # fmt: skip


def test_the_same_document_is_the_same_file_whenever_it_is_drawn() -> None:
    assert pdf(PAPER) == pdf(replace(PAPER))
    assert docx(PAPER) == docx(replace(PAPER))
    assert pdf(PAPER) != pdf(replace(PAPER, body="Something else"))
