"""Forty hostile strings, in every kind at once and in every place that shows them, in a real browser."""

import csv
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Literal

import pytest
from docx import Document
from pypdf import PdfReader

from components.wording import lines_of
from desk.contents.looking import look
from desk.exports import Exports
from desk.figures import Figures, Question
from desk.following import WORKING
from desk.tables import FORMULA
from desk.views import Applying, Sent
from engine.commands import AddNote, Refusal, Write
from tests.faces.hand import boxes
from tests.faces.hostile import HOSTILE
from tests.faces.hostile_service import AT_ONCE, EMAIL, KEPT, One, at_once, definition, kept
from tests.faces.length import WHOLE
from tests.faces.watched import Watched
from tests.journeys.house import House
from tests.journeys.without_pages import link_sent, office

#: Each for itself; where time is short, some in the same box.
TOGETHER = 1 if WHOLE else 20
WORDS = [" ".join(HOSTILE[first : first + TOGETHER]) for first in range(0, len(HOSTILE), TOGETHER)]
LINES = list(dict.fromkeys(line for one in kept() for said in one.lines for line in lines_of(said)))
FACES = {"screens": "", "plain": "/simple"}
BOTH = pytest.mark.parametrize("face", FACES)
MARTA, MANAGER = "Marta Kowalska", "Susan Thirtle"
DONE = re.compile("^Sent")


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return {f"{name}.yaml": definition(name, asked) for name, asked in ((KEPT, kept()), (AT_ONCE, at_once("!")))}


def draft(house: House, service: str, asked: Sequence[One], *, whole: bool) -> str:
    """The link back to a draft in which this was typed."""
    with office(house, service) as here:
        visitor, raw = secrets.token_hex(), {one.name: one.raw for one in asked}
        begun = here.desk.begin(visitor, service, here.now)
        assert isinstance(begun, Applying)
        view = here.desk.save(visitor, begun, raw, here.now, unfinished=True)
        assert isinstance(view, Applying)
        if whole:
            saved = here.desk.save_whole(visitor, view, {"email": EMAIL}, here.now)
            assert isinstance(saved, Applying) and saved.page is None, saved
        link = here.desk.link(visitor, view.draft, here.now)
        assert isinstance(link, str)
    return link


@BOTH
@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_every_kind_at_once_shows_what_it_refuses_as_it_was_typed(
    somebody: Watched, house: House, face: str, words: str
) -> None:
    asked = at_once(words)
    link = draft(house, AT_ONCE, asked, whole=False)
    typed = {each for one in asked for each in boxes(one.raw)}

    somebody.opens(f"/return/{link}{FACES[face]}")
    somebody.stands_at("Everything")
    somebody.is_unharmed(*typed)
    somebody.presses("Continue")
    somebody.page.get_by_role("alert").first.wait_for()
    somebody.stands_at("Everything")
    somebody.is_unharmed(*typed)


@BOTH
def test_what_is_kept_is_shown_as_it_was_typed_to_whoever_sent_it(somebody: Watched, house: House, face: str) -> None:
    """The questions, and what is checked; after that, nothing acts at the confirmation and at how it is going."""
    somebody.opens(f"/return/{draft(house, KEPT, kept(), whole=True)}{FACES[face]}")
    somebody.stands_at("Check your answers")
    somebody.is_unharmed(*LINES)

    somebody.follows(re.compile("^Change"))
    somebody.stands_at("Everything")
    somebody.is_unharmed(*{each for one in kept() for each in boxes(one.raw)})
    somebody.presses("Continue")
    somebody.stands_at("Check your answers")
    somebody.presses("Send")
    somebody.stands_at(DONE)
    somebody.is_unharmed()

    somebody.follows("See how it is going")
    somebody.stands_at(WORKING)
    somebody.is_unharmed()


def sent(house: House) -> str:
    """The reference of a case with all of it; staff wrote a note and a message of the same."""
    with office(house, KEPT) as here:
        asked = {one.name: one.raw for one in kept()} | {"email": EMAIL}
        visitor = secrets.token_hex()
        begun = here.desk.begin(visitor, KEPT, here.now)
        assert isinstance(begun, Applying)
        view = here.desk.save(visitor, begun, asked, here.now, unfinished=True)
        assert isinstance(view, Applying)
        done = here.desk.send(visitor, view.draft, view.token, here.now)
        assert isinstance(done, Sent), done
        said, worker = "\n".join(HOSTILE), here.person(MARTA)
        here.does(AddNote(worker, here.now, done.reference, said, secrets.token_hex()))
        here.does(Write(worker, here.now, done.reference, HOSTILE[0], said, secrets.token_hex()))
    return done.reference


#: What a PDF does not give back letter for letter: other directions, and signs that its font joins or does not have.
HARD = ("Cf", "Zl", "Zp", "Mn")
NOT_READ_BACK = {
    words for words in HOSTILE if any(unicodedata.category(one) in HARD or one > "\uff00" for one in words)
}


def told(house: House) -> tuple[str, str]:
    """A case as its staff know it: its reference, and the link in the letter to its applicant."""
    reference = sent(house)
    return reference, link_sent(house, reference, "applicant")


@BOTH
def test_their_document_is_whole_as_a_page_and_as_files_that_do_nothing(
    somebody: Watched, house: House, face: str
) -> None:
    """What is downloaded is looked into as what a stranger sends: no script, no link, no other file, nothing called."""
    reference, link = told(house)
    somebody.opens(f"{link}{FACES[face]}")
    somebody.stands_at(re.compile("."))
    somebody.page.locator("a[href*='document?']").first.click()
    somebody.stands_at(re.compile("script"))
    somebody.is_unharmed(*HOSTILE)

    made = list(downloaded(somebody, face))
    offered = [("Download as PDF", "pdf"), ("Download as Word", "docx")]
    assert [(words, ending) for words, ending, _ in made] == (offered if face == "screens" else offered[:1])
    for _, ending, file in made:
        look(f"paper.{ending}", file)
        assert written_in(ending, file, reference) == []
    somebody.is_unharmed()


def downloaded(somebody: Watched, face: str) -> Iterator[tuple[str, str, bytes]]:
    """All that the page offers as a file: its words, the ending of its name, and what is in it."""
    role: Literal["button", "link"] = "button" if face == "screens" else "link"
    for way in somebody.page.get_by_role(role, name=re.compile("^Download")).all():
        with somebody.page.expect_download() as begun:
            way.click()
        yield way.inner_text(), begun.value.suggested_filename.rpartition(".")[2], begun.value.path().read_bytes()


def written_in(ending: str, file: bytes, reference: str) -> list[str]:
    """The hostile strings that are missing in a file, and whatever in it leads anywhere."""
    if ending == "docx":
        word = Document(BytesIO(file))
        said = "\n".join(paragraph.text for paragraph in word.paragraphs)
        leads = [one.target_ref for one in word.part.rels.values() if one.is_external]
        return [words for words in HOSTILE if words not in said] + leads
    pages = PdfReader(BytesIO(file)).pages
    said = "".join("".join(page.extract_text() for page in pages).split())
    said = re.sub(rf"{reference}\d+/\d+", "", said)  # what stands under each page
    leads = [str(page["/Annots"]) for page in pages if "/Annots" in page]
    return [words for words in HOSTILE if words not in NOT_READ_BACK and "".join(words.split()) not in said] + leads


def test_staff_see_it_as_it_was_typed_wherever_it_is_shown(somebody: Watched, house: House) -> None:
    reference = sent(house)
    somebody.signs_in(MARTA)
    places = {
        f"/case?ref={reference}&task=look.1": LINES,
        "/inbox?view=teams&figure=unclaimed": (), f"/find?words={reference}": (), "/find?words=canary": (),
        "/outbox": HOSTILE, f"/document?ref={reference}&name=paper": HOSTILE,
    }  # fmt: skip
    for path, shown in places.items():
        somebody.opens(path)
        somebody.stands_at(re.compile("."))
        somebody.is_unharmed(*shown)


def test_no_cell_of_a_file_is_a_formula(house: House) -> None:
    reference = sent(house)
    with office(house, KEPT) as here:
        figures, manager = Figures(here.engine), here.person(MANAGER)
        frame = figures.frame(manager, Question(service=KEPT), here.now)
        assert not isinstance(frame, Refusal), frame
        made = Exports(figures).answers(manager, frame)
    rows = {row[0]: row for row in csv.reader(StringIO(made.removeprefix("\ufeff"), newline=""))}

    assert [cell for row in rows.values() for cell in row if cell.startswith(FORMULA)] == []
    assert [words for words in HOSTILE if words not in "\n".join(rows[reference])] == []
