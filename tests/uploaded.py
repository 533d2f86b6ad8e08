"""Files as people send them, as small as they can be and yet what their names say."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from struct import pack
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

#: What an archive holds, by name.
Parts: TypeAlias = Mapping[str, bytes | str]
NONE: Parts = {}
PDF = b"%PDF-1.4\n%%EOF"
WORD, EXCEL, SLIDES = (
    f"application/vnd.openxmlformats-officedocument.{one}.main+xml"
    for one in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
OPEN = "application/vnd.oasis.opendocument."
#: Where the photo of these tests was taken.
PLACE = b"Elm Hill, Norwich"


def picture(format: str = "JPEG", size: tuple[int, int] = (4, 2), **how: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "red").save(made, format, **how)
    return made.getvalue()


JPEG, PNG = picture(), picture("PNG")


def located(format: str = "JPEG") -> bytes:
    """With its place in Exif and in XMP, and taken with the camera held on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 37.0, 53.0), 3: "E", 4: (1.0, 17.0, 45.0)})
    return picture(format, (40, 20), exif=exif.tobytes(), xmp=b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>")


def turned(format: str = "JPEG") -> bytes:
    """Held on its side, with a resolution in words, which no program should write and some phones do."""
    tags = pack(">HHIHH", 0x0112, 3, 1, 6, 0) + pack(">HHI4s", 0x011A, 2, 3, b"72\0\0")
    told = b"Exif\0\0MM\0*" + pack(">IH", 8, 2) + tags + bytes(4)
    return picture(format, (40, 20), exif=told)


def archive(parts: Parts, squeeze: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", squeeze) as box:
        for name, content in parts.items():
            box.writestr(name, content)
    return made.getvalue()


def office(type: str = WORD, parts: Parts = NONE) -> bytes:
    """A document of Microsoft's, with these parts beside those that every one has."""
    told = f'<Types><Override PartName="/word/document.xml" ContentType="{type}"/></Types>'
    return archive({"[Content_Types].xml": told, "word/document.xml": b"<w:document/>", **parts})


def open_document(kind: str = "text", parts: Parts = NONE) -> bytes:
    return archive({"mimetype": OPEN + kind, "content.xml": b"<office:document-content/>", **parts})


def old_word(*streams: str) -> bytes:
    """A compound file with these streams in its directory."""
    entries = (entry(one) for one in ("Root Entry", "WordDocument", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1536, b"\0") + b"".join(entries)


def entry(stream: str) -> bytes:
    name = f"{stream}\0".encode("utf-16-le")
    return (name.ljust(64, b"\0") + pack("<H", len(name))).ljust(128, b"\0")


def pdf(*objects: bytes) -> bytes:
    return b"\n".join([b"%PDF-1.7", *objects, b"trailer << /Root 1 0 R >>", b"%%EOF\n"])


def packed(inside: bytes, more: bytes = b"") -> bytes:
    """Objects of a PDF that stand together in a stream."""
    squeezed = zlib.compress(inside)
    told = b"7 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode %b/Length %d >>" % (more, len(squeezed))
    return told + b"\nstream\n" + squeezed + b"\nendstream\nendobj"


def heic(size: tuple[int, int] = (4, 2), told: bytes = PLACE, brand: bytes = b"heic", after: bytes = b"") -> bytes:
    """A photo of an iPhone, but for the pixels: `told` stands in its Exif."""
    ftyp = box(b"ftyp", brand + bytes(4) + b"mif1heic")
    exif = bytes(4) + b"MM\0*" + told
    infe = [box(b"infe", pack(">IHH4sx", 0x02000000, number, 0, kind)) for number, kind in ((1, b"hvc1"), (2, b"Exif"))]
    iinf = box(b"iinf", pack(">IH", 0, 2) + b"".join(infe))
    iprp = box(b"iprp", box(b"ipco", box(b"ispe", pack(">III", 0, *size))))

    def meta(begin: int) -> bytes:
        places = [(1, begin, 8), (2, begin + 8, len(exif))]
        each = b"".join(pack(">HHHII", item, 0, 1, at, length) for item, at, length in places)
        return box(b"meta", bytes(4) + iinf + box(b"iloc", pack(">IHH", 0, 0x4400, 2) + each) + iprp)

    begin = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(begin) + box(b"mdat", b"pixels!!" + exif) + after


def box(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content) + 8) + kind + content
