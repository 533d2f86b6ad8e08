"""Photos as iPhones save them. They cannot be drawn anew here, so what they say beside the picture is blanked out.

Source: ISO/IEC 14496-12 (boxes, `iinf`, `iloc`) and 23008-12 (`ispe`, items "Exif" and XMP as "mime"), as far as the
phones write them; what is written otherwise is not taken.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from desk.contents.pictures import allow
from desk.contents.unfit import broken

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
#: What a picture is made of. Phones put films and notes of their own beside it.
NEEDED = {b"ftyp", b"meta", b"mdat"}
MOST_ITEMS = 5_000
SIZELESS = "nothing says how large it is"


@dataclass(frozen=True)
class Box:
    """`begin` and `end` are of its content."""

    kind: bytes
    begin: int
    end: int


def cleaned(ending: str, data: bytes) -> bytes:
    """The same photo, of the same length, without its place and time. Raises `Unfit`."""
    made = bytearray(data)
    try:
        boxes = list(_boxes(data, 0, len(data)))
        if not boxes or boxes[0].kind != b"ftyp" or data[boxes[0].begin : boxes[0].begin + 4] not in BRANDS:
            raise broken(ending)
        (meta,) = (one for one in boxes if one.kind == b"meta")
        for begin, end in [*_told_beside(data, meta), *((b.begin, b.end) for b in boxes if b.kind not in NEEDED)]:
            made[begin:end] = bytes(end - begin)
    except (struct.error, ValueError, IndexError):
        raise broken(ending) from None
    return bytes(made)


def _boxes(data: bytes, begin: int, end: int) -> Iterator[Box]:
    while begin < end:
        size, kind = struct.unpack_from(">I4s", data, begin)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, begin + 8), 16
        size = size or end - begin
        if size < head or begin + size > end:
            raise ValueError("a box that ends outside its own")
        yield Box(kind, begin + head, begin + size)
        begin += size


def _told_beside(data: bytes, meta: Box) -> list[tuple[int, int]]:
    """Where in the file the items stand that tell of the picture."""
    inside = {one.kind: one for one in _boxes(data, meta.begin + 4, meta.end)}
    if b"iprp" not in inside:
        raise ValueError(SIZELESS)
    _allow_sizes(data, inside[b"iprp"])
    telling = _items(data, inside[b"iinf"]) if b"iinf" in inside else set()
    base = inside[b"idat"].begin if b"idat" in inside else 0
    places = list(_places(data, inside[b"iloc"], telling, base)) if b"iloc" in inside else []
    if any(not 0 <= begin <= end <= len(data) for begin, end in places):
        raise ValueError("an item outside the file")
    return places


def _allow_sizes(data: bytes, properties: Box) -> None:
    (held,) = (one for one in _boxes(data, properties.begin, properties.end) if one.kind == b"ipco")
    sizes = [one for one in _boxes(data, held.begin, held.end) if one.kind == b"ispe"]
    if not sizes:
        raise ValueError(SIZELESS)
    for one in sizes:
        allow(*struct.unpack_from(">II", data, one.begin + 4))


def _items(data: bytes, listed: Box) -> set[int]:
    """The items that are Exif, or XMP."""
    begin = listed.begin + (6 if data[listed.begin] == 0 else 8)
    found = set()
    for one in _boxes(data, begin, listed.end):
        version = data[one.begin]
        if one.kind != b"infe" or version not in (2, 3):
            raise ValueError("an item of an unknown sort")
        wide = version == 3
        (number,) = struct.unpack_from(">I" if wide else ">H", data, one.begin + 4)
        at = one.begin + (10 if wide else 8)
        if data[at : at + 4] in (b"Exif", b"mime", b"uri "):
            found.add(number)
    return found


def _places(data: bytes, where: Box, wanted: set[int], idat: int) -> Iterator[tuple[int, int]]:
    version, sizes = data[where.begin], data[where.begin + 4 : where.begin + 6]
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    reader = _Reader(data, where.begin + 6)
    count = reader.number(4 if version == 2 else 2)
    if version > 2 or count > MOST_ITEMS:
        raise ValueError("more items than a photo has")
    for _ in range(count):
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        start = reader.number(base)
        for _ in range(reader.number(2)):
            if version:
                reader.number(index)
            begin = start + reader.number(offset)
            size = reader.number(length)
            if item in wanted:
                if method > 1 or (method == 1 and not idat):
                    raise ValueError("an item kept in an unknown way")
                begin += idat if method else 0
                yield begin, begin + size if size else len(data)


@dataclass
class _Reader:
    data: bytes
    at: int

    def number(self, size: int) -> int:
        found = self.data[self.at : self.at + size]
        if len(found) < size:
            raise ValueError("it ends too early")
        self.at += size
        return int.from_bytes(found, "big")
