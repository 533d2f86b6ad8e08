"""Documents and spreadsheets, which are archives: their parts are unpacked within limits, and none of them runs.

Source: ECMA-376 (the parts and content types of Word, Excel and PowerPoint), OASIS OpenDocument 1.3 part 2 (packages).
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from desk.contents.names import RUNS, ending_of
from desk.contents.unfit import CALLS_OUT, INSIDE, LOCKED, PROGRAM, SWOLLEN, Unfit, broken

MOST_PARTS, MOST_UNPACKED, MOST_TIMES, FREE = 3_000, 150_000_000, 100, 10_000_000
AT_ONCE, OVERLAP = 1_000_000, 100
MICROSOFT = {
    ".docx": b"wordprocessingml.document.main+xml", ".xlsx": b"spreadsheetml.sheet.main+xml",
    ".pptx": b"presentationml.presentation.main+xml",
}  # fmt: skip
OPEN = {
    ".odt": b"application/vnd.oasis.opendocument.text", ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}  # fmt: skip
TYPES = "[Content_Types].xml"
#: Parts that hold what runs: Visual Basic, the macros of Excel 4, controls; and LibreOffice's own.
RUNNING = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/|/ctrlprops/|^basic/|^scripts/", re.IGNORECASE)
#: How programs, archives and older documents begin.
BEGINNINGS = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
              b"\xca\xfe\xba\xbe", b"%PDF", b"{\\rtf", b"#!")  # fmt: skip
#: What a chart brings along, looked into in its turn.
CHARTS = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+\.xlsx")
MACRO = re.compile(rb"macroEnabled|ms-office\.vbaProject")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DDE = re.compile(rb"DDEAUTO|<ddeLink|dde-connection|dde-application")
#: A template of the council's own disk is named in many a letter, and harmless.
OUTWARD = re.compile(
    rb"<Relationship\b(?=[^<>]*relationships/(?:attachedTemplate|oleObject|frame|subDocument))"
    rb"(?=[^<>]*Target=[\"'](?:https?:|ftp:|smb:|mhtml:|//|file://[^/]|[^\"'<>]*\\\\))",
    re.IGNORECASE,
)
LOCKS = "EncryptedPackage".encode("utf-16-le")


def checked(ending: str, data: bytes, *, within: bool = False) -> None:
    """Raises `Unfit`. `within`: it came inside another, and holds no more of them."""
    if data.startswith(b"\xd0\xcf\x11\xe0") and LOCKS in data:
        raise Unfit(LOCKED)
    if not data.startswith(b"PK\x03\x04") or data[-22:-18] != b"PK\x05\x06":
        raise broken(ending)
    try:
        with ZipFile(BytesIO(data)) as box:
            _parts(ending, box, len(data), within)
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, struct.error, EOFError, OSError, ValueError):
        raise broken(ending) from None


def _parts(ending: str, box: ZipFile, size: int, within: bool) -> None:
    parts = box.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > min(MOST_UNPACKED, size * MOST_TIMES + FREE):
        raise Unfit(SWOLLEN)
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit(LOCKED)
    odd = any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or is_odd(part.filename) for part in parts)
    shared = len({name.lower() for name in names}) < len(names) or sum(part.compress_size for part in parts) > size
    if odd or shared or min(part.header_offset for part in parts) != 0:
        raise broken(ending)
    if any(RUNNING.search(name) for name in names):
        raise Unfit(PROGRAM)
    _sort(ending, box, names)
    for part in parts:
        _part(box, part, within)


def is_odd(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _sort(ending: str, box: ZipFile, names: list[str]) -> None:
    """Whether it is what its ending says."""
    if ending in MICROSOFT:
        told = _small(box, TYPES) if TYPES in names else b""
        if MACRO.search(told):
            raise Unfit(PROGRAM)
        if MICROSOFT[ending] not in told:
            raise broken(ending)
    elif "mimetype" not in names or _small(box, "mimetype").strip() != OPEN[ending]:
        raise broken(ending)


def _small(box: ZipFile, name: str) -> bytes:
    with box.open(name) as opened:
        return opened.read(AT_ONCE)


def _part(box: ZipFile, part: ZipInfo, within: bool) -> None:
    name = part.filename
    pieces = _pieces(box, part)
    first = next(pieces, b"")
    if CHARTS.fullmatch(name) and not within:
        checked(".xlsx", b"".join([first, *(piece[OVERLAP:] for piece in pieces)]), within=True)
        return
    runs = ending_of(name).removeprefix(".") in RUNS
    if runs or first.startswith(BEGINNINGS):
        raise Unfit(INSIDE)
    for piece in (first, *pieces):
        if name.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
            _written(name, piece, first)


def _pieces(box: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """Each but the first begins with the end of the one before. Its length and checksum are held to what it says."""
    last = b""
    with box.open(part) as opened:
        while piece := opened.read(AT_ONCE):
            yield last + piece
            last = piece[-OVERLAP:].rjust(OVERLAP, b" ")


def _written(name: str, piece: bytes, first: bytes) -> None:
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece or ENTITY.search(piece):
        raise ValueError("written as no office program does")
    if DDE.search(piece) or (name.endswith(".rels") and OUTWARD.search(piece)):
        raise Unfit(CALLS_OUT)
