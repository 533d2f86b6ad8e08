"""What a file shows without being opened: a picture made small, its words, or a sentence that says why neither."""

import struct
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageOps

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
WORDS = (".txt", ".csv")
#: Only these are read, whatever a file's name promises.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
#: A picture of more pixels is not even read; one that is read is shown with so many on its longer side.
MOST_PIXELS, SIDE = 50_000_000, 1400
QUALITY = 85
LONGEST = 20_000

#: What is said of files that are only opened, by the ending of their names.
TOLD = {
    ".pdf": "A PDF. Open it to read it.",
    ".doc": "A Word document. Open it to read it.",
    ".docx": "A Word document. Open it to read it.",
    ".odt": "A text document. Open it to read it.",
    ".xls": "A spreadsheet. Open it to read it.",
    ".xlsx": "A spreadsheet. Open it to read it.",
    ".ods": "A spreadsheet. Open it to read it.",
    ".heic": "A photo as some phones save it. Open it to see it.",
}
OTHER = "It cannot be shown here. Open it to see what it is."
NO_PICTURE = "This cannot be shown as a picture. Open it to see what it is."
TOO_LARGE = "This picture is too large to be shown here. Open it to see it."
NO_WORDS = "This cannot be shown as words. Open it to see what it is."
EMPTY = "It is empty."
BEGINNING = "This is how it begins. Open it to read the rest."


@dataclass(frozen=True)
class Unfolded:
    """A `picture` (a JPEG) or `words`; `told` says why there is neither, or that there is more."""

    picture: bytes = b""
    words: str = ""
    told: str = ""


def only_opened(name: str) -> str:
    """What is said of a file of this name instead of showing it; "" where it may be shown."""
    ending = _ending(name)
    return "" if ending in (*PICTURES, *WORDS) else TOLD.get(ending, OTHER)


def unfolded(name: str, data: bytes) -> Unfolded:
    """What is in a file, as its name says what it is."""
    if told := only_opened(name):
        return Unfolded(told=told)
    return _picture(data) if _ending(name) in PICTURES else _words(data)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _picture(data: bytes) -> Unfolded:
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                return Unfolded(told=TOO_LARGE)
            found.thumbnail((SIDE, SIDE))
            return Unfolded(_on_paper(found))
    except Image.DecompressionBombError:
        return Unfolded(told=TOO_LARGE)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):  # what Pillow says of a file that is broken
        return Unfolded(told=NO_PICTURE)


def _on_paper(found: Image.Image) -> bytes:
    """The right way up as the camera was held, and white where it lets one see through."""
    upright = ImageOps.exif_transpose(found).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright)
    made = BytesIO()
    paper.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _words(data: bytes) -> Unfolded:
    text = _decoded(data)
    if "\0" in text:
        return Unfolded(told=NO_WORDS)
    if not text.strip():
        return Unfolded(told=EMPTY)
    return Unfolded(words=text[:LONGEST], told=BEGINNING if len(text) > LONGEST else "")


def _decoded(data: bytes) -> str:
    """As the programs write it that people have: UTF-8, with or without a mark, or as Windows did before."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
