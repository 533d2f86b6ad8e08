"""A Word file of the council's own: filled where Word has split what is to be filled, and otherwise as it was."""

from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from engine.ports import Paper
from outside.papers import docx
from tests.outside.test_papers import PAPER
from tests.workflows.letters_in_word import badge, written
from workflows.word_files import paragraphs, said

FILLED = ("Badge letter", "Dear Zoë Ng,", "Place: Elm Hill\nNorwich, for one year", "", "Reference", "ROA-1")


def drawn(words: tuple[str, ...] = FILLED, language: str = "en") -> Word:
    return Document(BytesIO(docx(paper(words, language))))


def paper(words: tuple[str, ...], language: str = "en") -> Paper:
    return Paper(
        PAPER.title, PAPER.body, PAPER.council, PAPER.reference, PAPER.at, language, word_file=written(badge()),
        paragraphs=words,
    )  # fmt: skip


def test_every_paragraph_and_every_cell_says_what_was_written() -> None:
    assert [said(one) for one in paragraphs(drawn())] == [words for words in FILLED if words]


def test_what_came_out_empty_leaves_no_empty_line() -> None:
    assert "" not in [one.text for one in drawn().paragraphs]


def test_words_keep_the_look_that_the_council_gave_them() -> None:
    place = drawn().paragraphs[2]

    assert [(run.text, run.bold) for run in place.runs if run.text] == [
        ("Place: ", False), ("Elm Hill\nNorwich", True), (", for one year", False),
    ]  # fmt: skip


def test_the_header_stays_and_the_title_and_the_language_are_set() -> None:
    word = drawn(language="pl")

    assert word.sections[0].header.paragraphs[0].text == "Norfolk Badges"
    assert (word.core_properties.title, word.core_properties.author) == (PAPER.title, PAPER.council)
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "pl"


def test_an_answer_is_never_a_placeholder_or_markup() -> None:
    said_there = "((reference)) <w:t>&amp;</w:t>"

    assert f"Dear {said_there}," in [
        one.text for one in drawn((FILLED[0], f"Dear {said_there},", *FILLED[2:])).paragraphs
    ]


def test_the_same_words_are_the_same_file() -> None:
    assert docx(paper(FILLED)) == docx(paper(FILLED))
