"""Pictures, drawn anew: only what is to be seen is kept, the right way up. Where and when one was taken is not."""

import struct
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin

from desk.contents.unfit import TOO_MANY_PIXELS, Unfit, broken

#: A picture of more pixels is not even read: it takes four bytes for each.
MOST_PIXELS, LONGEST_SIDE = 50_000_000, 20_000
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
#: What is kept beside the pixels: without them it looks otherwise.
KEPT = ("icc_profile", "transparency", "gamma")
QUALITY = 90


def cleaned(ending: str, data: bytes) -> bytes:
    """The same picture without anything beside it. Raises `Unfit`."""
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[ending]]) as found:
            allow(found.width, found.height)
            return _drawn(found, FORMATS[ending], data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(TOO_MANY_PIXELS) from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError):
        raise broken(ending) from None  # all that Pillow says of a file that is broken


def allow(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE and width * height <= MOST_PIXELS):
        raise Unfit(TOO_MANY_PIXELS)


def _drawn(found: Image.Image, format: str, data: bytes) -> bytes:
    how = _as_it_was(found, format, data)
    found.getexif()  # says which way up it is, and need not be written anew: Pillow breaks on what it cannot write
    found.info.pop("exif", None)
    upright = ImageOps.exif_transpose(found)
    upright.info = {name: value for name, value in upright.info.items() if name in KEPT}
    made = BytesIO()
    upright.save(made, format, **how)
    return made.getvalue()


def _as_it_was(found: Image.Image, format: str, data: bytes) -> dict[str, Any]:
    """As finely as it came, so that drawing it anew is not seen and takes no more room."""
    profile = {"icc_profile": found.info["icc_profile"]} if found.info.get("icc_profile") else {}
    if isinstance(found, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(found)
        fine = {"qtables": found.quantization} if found.quantization else {"quality": QUALITY}
        return profile | fine | {"subsampling": sampling, "progressive": bool(found.info.get("progressive"))}
    if format == "WEBP":
        return profile | ({"lossless": True} if data[12:16] == b"VP8L" else {"quality": QUALITY})
    return profile
