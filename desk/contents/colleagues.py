"""What staff are sent by colleagues and add to a case beside what anybody may send: saved emails, archives, rich text.

Each is held to be what its name says, within limits, and to bring no program. What else is in it is for the scanner;
here it is opened by nobody, and whoever takes it gets it as bytes of no type.
Source: [MS-OXMSG] 2.4 (the streams of a saved message), RFC 5322 and 2045 (emails), the RTF Specification 1.9.1.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from desk.contents import looking, names
from desk.contents.looking import Check, Sound
from desk.contents.office import BEGINNINGS, FREE, MOST_PARTS, MOST_TIMES, MOST_UNPACKED, is_odd
from desk.contents.older import BEGINNING, holds
from desk.contents.unfit import CALLS_OUT, EMPTY, INSIDE, LOCKED, SWOLLEN, Unfit, broken

RUNS_INSIDE = "has a program or another archive in it. Take that out and select it again"
UNKNOWN = "application/octet-stream"
#: How programs and archives begin that no colleague means to send.
PROGRAMS = tuple(one for one in BEGINNINGS if not one.startswith((b"PK", b"\xd0", b"%PDF", b"{")))
MOST_OF_EMAIL = 1_000
#: A stream of a message begins where a sector does.
SECTOR = 512
WINDOWS, LINUX = b"MZ\x90\0", b"\x7fELF"
HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]*:)")
#: Of an email there is always one of them.
SENT = ("From", "Sender", "Return-Path")
HOLDS = re.compile(rb"\\(?:objdata|objemb|objlink|objautlink|objocx|objupdate)(?![a-z])", re.IGNORECASE)
CALLS = re.compile(
    rb"\\template\s*(?:https?:|ftp:|file:|\\\\)|\b(?:DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT)\s", re.IGNORECASE
)


def look(name: str, data: bytes) -> Sound:
    """Raises `Unfit` with why it is not taken."""
    ending = names.ending_of(name)
    if ending not in CHECKS:
        return looking.look(name, data)
    kept = names.fit(name)
    if not data:
        raise Unfit(EMPTY)
    CHECKS[ending](ending, data)
    return Sound(kept, UNKNOWN, data)


def _archive(ending: str, data: bytes) -> None:
    if not data.startswith(b"PK\x03\x04") or data[-22:-18] != b"PK\x05\x06":
        raise broken(ending)
    try:
        with ZipFile(BytesIO(data)) as box:
            _parts(ending, box, len(data))
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, struct.error, EOFError, OSError, ValueError):
        raise broken(ending) from None


def _parts(ending: str, box: ZipFile, size: int) -> None:
    """Each is unpacked no further than to its first bytes; how large all would be is what the archive says of them."""
    parts = box.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > min(MOST_UNPACKED, size * MOST_TIMES + FREE):
        raise Unfit(SWOLLEN)
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit(LOCKED)
    odd = any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or is_odd(part.filename) for part in parts)
    if odd or sum(part.compress_size for part in parts) > size or min(part.header_offset for part in parts) != 0:
        raise broken(ending)
    for part in parts:
        with box.open(part) as opened:
            _bring_no_program(part.filename, opened.read(max(map(len, PROGRAMS))))


def _bring_no_program(name: str, first: bytes) -> None:
    if names.ending_of(name).removeprefix(".") in names.RUNS or first.startswith(PROGRAMS):
        raise Unfit(RUNS_INSIDE)


def _saved_message(ending: str, data: bytes) -> None:
    """As Outlook saves it: streams in a file, as in older Word documents."""
    if not data.startswith(BEGINNING) or not holds(data, "__properties_version1.0"):
        raise broken(ending)
    begin = (data[at : at + len(WINDOWS)] for at in range(SECTOR, len(data), SECTOR))
    if any(one in (WINDOWS, LINUX) for one in begin):
        raise Unfit(RUNS_INSIDE)


def _email(ending: str, data: bytes) -> None:
    if not HEADER.match(data) or b"\0" in data:
        raise broken(ending)
    try:
        parts = list(_parts_of(message_from_bytes(data)))
    except (RecursionError, ValueError, LookupError):
        raise broken(ending) from None
    if not any(parts[0].get(one) for one in SENT):
        raise broken(ending)
    if len(parts) > MOST_OF_EMAIL:
        raise Unfit(SWOLLEN)
    for part in parts:
        content = b"" if part.is_multipart() else part.get_payload(decode=True)
        _bring_no_program(part.get_filename() or "", content if isinstance(content, bytes) else b"")


def _parts_of(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        yield part
        if number >= MOST_OF_EMAIL:
            return


def _rich_text(ending: str, data: bytes) -> None:
    if not data.startswith(b"{\\rtf1") or not data.rstrip(b"\r\n\0 ").endswith(b"}"):
        raise broken(ending)
    if HOLDS.search(data):
        raise Unfit(INSIDE)
    if CALLS.search(data):
        raise Unfit(CALLS_OUT)


CHECKS: dict[str, Check] = {".msg": _saved_message, ".eml": _email, ".zip": _archive, ".rtf": _rich_text}
