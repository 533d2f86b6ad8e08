"""Plain text and CSV: letters only, and nothing that a browser or a spreadsheet would run."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from desk.contents.unfit import FORMULA, SCRIPT, Unfit, broken

#: What text does not hold; form feeds, tabs and the ends of lines it does.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
#: How files begin that are read by another program than one for text, whatever they are called.
BEGINS = re.compile(
    r"\s*(?:<!doctype|<html|<head|<body|<script|<svg|<iframe|<\?xml|<\?php|<%|#!|\{\\rtf|%!ps|@echo|mime-version:"
    r"|content-type:|\[internetshortcut\]|windows registry editor|gif8)",
    re.IGNORECASE,
)
MARKUP = re.compile(r"<(?:script|svg|iframe|object|embed)[\s>/]", re.IGNORECASE)
#: A cell that a spreadsheet works out, or hands to another program, instead of showing it. Numbers have signs.
#: Spaces are taken in one way only: else a line of them is gone through again and again.
WORKED_OUT = re.compile(r"(?:^|[,;\t]) *(?:\" *)?(?:=|[@+-][^,;\t\r\n]*\||[@+-]\w+\()", re.MULTILINE)


def checked(ending: str, data: bytes) -> None:
    text = _decoded(ending, data)
    if CONTROL.search(text):
        raise broken(ending)
    if BEGINS.match(text) or MARKUP.search(text):
        raise Unfit(SCRIPT)
    if ending == ".csv" and WORKED_OUT.search(text):
        raise Unfit(FORMULA)


def _decoded(ending: str, data: bytes) -> str:
    """As the programs write it that people have."""
    try:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
