"""Slips of the fingers that YAML takes for something else, on the line where the parser stopped or the one above."""

import re
from typing import NamedTuple

NAME = r"[A-Za-z][\w -]*"
NO_SPACE = re.compile(rf" *(?:- +)?(?P<name>{NAME}):(?P<words>[^\s:/\d].*)")
NO_SPACE_AFTER_DASH = re.compile(r" *-(?P<words>[A-Za-z].*)")
#: A line with neither a colon nor anything that may stand instead of one.
BARE = re.compile(rf"(?P<spaces> *)(?P<words>{NAME})")
NAMED = re.compile(rf"(?P<spaces> *){NAME}:(?:\s|$)")
WAY = re.compile(r"(?P<spaces> *)- +when:\s")
DASH = re.compile(r"(?P<spaces> *)- ")


class Slip(NamedTuple):
    """`line` and `column` count from 0."""

    line: int
    column: int
    code: str
    sentence: str
    cure: str


def slip(lines: list[str], line: int) -> Slip | None:
    """The slip on this line, counted from 0, or on the one above it; None where there is none that we know."""
    here = lines[line] if line < len(lines) else ""
    above = lines[line - 1] if line else ""
    no_space = _no_space(here, line) or _no_space(above, line - 1)
    return no_space or _no_colon(above, here, line) or _no_then(above, here, line)


def _no_space(words: str, line: int) -> Slip | None:
    if found := NO_SPACE.fullmatch(words):
        return Slip(line, found.end("name"), "no-colon", "There is no space after this colon",
                    f"Put a space after it: {found['name']}: {found['words'][:60]}")  # fmt: skip
    if found := NO_SPACE_AFTER_DASH.fullmatch(words):
        return Slip(line, found.start("words") - 1, "no-colon", "There is no space after this dash",
                    f"Put a space after it: - {found['words'][:60]}")  # fmt: skip
    return None


def _no_colon(above: str, here: str, line: int) -> Slip | None:
    bare, named = BARE.fullmatch(above), NAMED.match(here)
    if bare and named and bare["spaces"] == named["spaces"]:
        first, _, rest = bare["words"].partition(" ")
        return Slip(line - 1, bare.start("words"), "no-colon", "This line has no name and colon",
                    f"Write {first}: {rest or '…'}, or put more spaces in front where wording goes on")  # fmt: skip
    return None


def _no_then(above: str, here: str, line: int) -> Slip | None:
    way, dash = WAY.match(above), DASH.match(here)
    if way and dash and len(dash["spaces"]) > len(way["spaces"]):
        return Slip(line - 1, way.end("spaces"), "word-missing", "“then:” is missing here",
                    "Write then: on a line of its own, above the steps")  # fmt: skip
    return None
