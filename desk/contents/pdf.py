"""PDF: read no further than to know that it runs nothing, holds no other file and calls nobody.

Source: ISO 32000-1: 7.5.7 (object streams), 7.6 (encryption), 12.6.4 (actions), 7.11.4 (embedded files).
"""

import re
import zlib
from collections.abc import Iterator

from desk.contents.unfit import CALLS_OUT, INSIDE, LOCKED, PROGRAM, SWOLLEN, Unfit, broken

#: Readers look for its end in so many of the last bytes.
TAIL = 1024
MOST_UNPACKED, AT_ONCE = 20_000_000, 8_192
_ENDS = rb"(?=[\s/()<>\[\]{}%]|$)"
#: Names of which one is enough; all are long enough not to come about in what is packed.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia|XFA|Rendition|ImportData)" + _ENDS)
HOLDS = re.compile(rb"/(?:EmbeddedFiles?|GoToE|Collection)" + _ENDS)
CALLS = re.compile(rb"/(?:SubmitForm|GoToR)" + _ENDS)
TELLS = ((ACTIVE, PROGRAM), (HOLDS, INSIDE), (CALLS, CALLS_OUT))
#: A letter of a name may be written as its number, and nobody does but to hide it.
WRITTEN = re.compile(rb"#([0-9A-Fa-f]{2})")
ENCRYPTED = re.compile(rb"/Encrypt" + _ENDS)
PACKED = re.compile(rb"/ObjStm" + _ENDS)
BEGINS = re.compile(rb"stream\r?\n")
#: What a reader would skip or read otherwise, and no program writes beside packed objects.
ODD = re.compile(rb"[%(]|/DecodeParms|/DP" + _ENDS)
PLAINLY = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?" + _ENDS)


def checked(ending: str, data: bytes) -> None:
    """Raises `Unfit`."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-TAIL:] or _is_archive(data):
        raise broken(ending)
    if PACKED.search(data) and ENCRYPTED.search(data):
        raise Unfit(LOCKED)
    for piece in (data, *_unpacked(ending, data)):
        whole = WRITTEN.sub(lambda found: bytes([int(found[1], 16)]), piece)
        for shape, why in TELLS:
            if shape.search(whole):
                raise Unfit(why)


def _is_archive(data: bytes) -> bool:
    """Archives are read from their end, so that one file may be both."""
    return b"PK\x05\x06" in data[-66_000:]


def _unpacked(ending: str, data: bytes) -> Iterator[bytes]:
    """Objects that are packed together: a reader finds actions there as well as outside."""
    left = MOST_UNPACKED
    hidden = WRITTEN.sub(lambda found: bytes([int(found[1], 16)]), data)
    if len(PACKED.findall(hidden)) > len(PACKED.findall(data)):
        raise Unfit(PROGRAM)
    for found in PACKED.finditer(data):
        begins = BEGINS.search(data, found.end(), found.end() + 2_000)
        top = max(data.rfind(b"obj", 0, found.start()), 0)
        if begins is None or ODD.search(data, top, begins.start()) or not PLAINLY.search(data, top, begins.start()):
            raise broken(ending)
        made = _inflated(ending, memoryview(data)[begins.end() :], left)
        left -= len(made)
        yield made


def _inflated(ending: str, packed: memoryview, most: int) -> bytes:
    """Piece by piece, so that no more is copied than belongs to it."""
    unpacker, made = zlib.decompressobj(), bytearray()
    try:
        while packed and not unpacker.eof:
            made += unpacker.decompress(packed[:AT_ONCE], most - len(made) + 1)
            if len(made) > most or unpacker.unconsumed_tail:
                raise Unfit(SWOLLEN)
            packed = packed[AT_ONCE:]
    except zlib.error:
        raise broken(ending) from None
    return bytes(made)
