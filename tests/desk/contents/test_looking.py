"""What is taken of the files that people send: what they are called and what they are must be the same, and no more."""

import unicodedata
from datetime import date

import pytest

from components.base import Problem, Seen
from components.file import Files
from components.uploads import REFUSED, TYPES
from desk.contents.looking import CHECKS, CLEANERS, Sound, look
from desk.contents.names import shown
from desk.contents.unfit import Unfit
from tests.desk.contents.disguised import every
from tests.uploaded import (
    EXCEL,
    JPEG,
    PDF,
    PNG,
    SLIDES,
    heic,
    office,
    old_word,
    open_document,
    packed,
    pdf,
    picture,
)

SEEN = Seen(date(2027, 3, 1))
DISGUISED = every()
#: As the programs write them that people have; and what takes hours where a sign is gone through again and again.
SOUND = [
    ("plan.pdf", PDF),
    ("plan.PDF", pdf(packed(b"1 0 << /Type /Annot /A << /S /URI /URI (https://example.org) >> >>"))),
    ("plan.pdf", pdf(b"1 0 obj << /OpenAction [2 0 R /Fit] >> endobj", b"trailer << /Encrypt 9 0 R >>")),
    ("letter.docx", office()),
    ("letter.docx", office(parts={"word/embeddings/chart.xlsx": office(EXCEL)})),
    ("letter.docx", office(parts={"word/_rels/settings.xml.rels": '<Relationship Type="http://x/relationships/'
                              'attachedTemplate" Target="file:///C:\\t.dotm" TargetMode="External"/>'})),
    ("letter.docx", office(parts={"word/_rels/settings.xml.rels": "<Relationship Target='a" * 20_000})),
    ("list.xlsx", office(EXCEL, {"xl/printerSettings/printerSettings1.bin": b"\0A\0B"})),
    ("talk.pptx", office(SLIDES)),
    ("letter.doc", old_word()),
    ("letter.odt", open_document()),
    ("list.ods", open_document("spreadsheet")),
    ("talk.odp", open_document("presentation")),
    ("list.csv", b"a," + b" " * 300_000 + b"b\n"),
    ("list.csv", b"name,phone,sum\nZo\xc3\xab Ng,+44 (0)1603 123456,-5\n@wherry,- see note (1),a|b\n"),
    ("note.txt", "Zoë wrote <b> & 3 < 4".encode("cp1252")),
    ("note.txt", "Zoë".encode("utf-16")),
    ("hole.jpg", JPEG),
    ("hole.JPEG", picture("JPEG", progressive=True, quality=40)),
    ("hole.png", PNG),
    ("hole.webp", picture("WEBP")),
    ("hole.heic", heic()),
    ("Screenshot 2026-03-02 at 9.41.00\u202fam.png", PNG),
    ("Plan v1.2 (final).pdf", PDF),
    ("zdjęcie dziury — ул. Мира 道路 🚧.jpg", JPEG),
    ("تقرير\u200f.pdf", PDF),
]  # fmt: skip


def told(name: str, data: bytes) -> str:
    with pytest.raises(Unfit) as refused:
        look(name, data)
    return refused.value.why


def test_there_are_at_least_sixty_disguised_files() -> None:
    assert len({(name, data) for name, data, _ in DISGUISED}) >= 60


@pytest.mark.parametrize(
    ("name", "data", "why"), DISGUISED, ids=[f"{number} {one[2]}" for number, one in enumerate(DISGUISED)]
)
def test_a_disguised_file_is_not_taken_and_its_question_says_why(name: str, data: bytes, why: str) -> None:
    refused = told(name, data)
    record = {"id": "f1", "name": shown(name), "size": len(data), "type": "text/plain", REFUSED: refused}

    assert why in refused
    with pytest.raises(Problem) as problem:
        Files(label="Add a file").read([record], SEEN)
    (said,) = problem.value.said
    assert said.sentence.startswith("The file “")


@pytest.mark.parametrize(("name", "data"), SOUND, ids=[f"{n}-{ascii(one[0])[:30]}" for n, one in enumerate(SOUND)])
def test_what_people_send_is_taken_by_its_name_and_our_own_type(name: str, data: bytes) -> None:
    taken = look(name, data)

    assert taken.type == TYPES[name[name.rindex(".") :].lower()]
    assert taken.data and taken.name == name.replace("\u200f", "")


def test_every_ending_that_can_be_accepted_is_looked_into_and_no_other() -> None:
    assert set(TYPES) == set(CHECKS) | set(CLEANERS)
    assert not set(CHECKS) & set(CLEANERS)


@pytest.mark.parametrize("name", [name for name, _, _ in DISGUISED])
def test_a_name_that_is_not_kept_is_told_short_and_without_what_cannot_be_shown(name: str) -> None:
    told_as = shown(name)

    assert 0 < len(told_as) <= 200
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") or one == "\u202e" for one in told_as)


def test_the_same_file_is_taken_the_same_way_each_time() -> None:
    assert look("hole.jpg", JPEG) == look("hole.jpg", JPEG)
    assert look("plan.pdf", PDF) == Sound("plan.pdf", "application/pdf", PDF)
