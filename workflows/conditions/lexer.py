"""Cuts the text of a condition into tokens, or says which character does not belong and why."""

import re
from dataclasses import dataclass
from typing import Literal

from workflows.conditions.wrong import Flaw, Wrong

LONGEST_TEXT = 2_000
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
UNITS = r"(?:minute|hour|working\s+day|day|week|month|year)s?"

Sort = Literal["text", "money", "date", "duration", "time", "number", "word", "sign", "end"]

TOKENS = re.compile(
    rf"""(?P<space>\s+)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<money>£\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{2}})?(?![\d.]|,\d) | £\d+(?:\.\d{{2}})?(?![\d.]|,\d))
    | (?P<date>\d{{1,2}}\s+(?:{"|".join(MONTHS)})\s+\d{{4}}\b)
    | (?P<duration>\d+\s+{UNITS}\b)
    | (?P<time>\d\d?:\d\d(?![\d:]))
    | (?P<number>\d+(?:\.\d+)?(?![\d.:]|,\d{{3}}(?!\d)|[A-Za-z_]))
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?![A-Za-z0-9_]))
    | (?P<sign><=|>=|[-+*/()<>,])""",
    re.VERBOSE | re.ASCII,
)

#: What people type out of habit from other languages or a word processor, and what to write.
HABITS = (
    (r"[“”„]", "A curly quotation mark stands here", 'Use straight ones: "Deep"'),
    (r"'|‘|’", "A single quotation mark stands here", 'Put text in double ones: "Deep"'),
    (r'"', "The text that begins here has no end", 'Close it with another "'),
    (r"!=|<>|≠", "This sign is not used here", 'Write "is not"'),
    (r"==?", "An equals sign is not used here", 'Write "is"'),
    (r"≤", "This sign is not used here", "Write <="),
    (r"≥", "This sign is not used here", "Write >="),
    (r"&&?", "This sign is not used here", 'Write "and"'),
    (r"\|\|?", "This sign is not used here", 'Write "or"'),
    (r"!", "This sign is not used here", 'Write "not"'),
    (r"£", "This is not an amount of money", "Write it like £16,000 or £10.50"),
    (r"\d+,\d{3}", "A number is written without commas", "Write 16000; in a list put a space after each comma"),
    (r"\d\d?:", "This is not a time", "Write it like 09:30"),
    (r"\d", "This is not a number", "Write it like 12 or 12.5"),
    (r"%", "A percentage is a number here", "Leave out the %"),
)


@dataclass(frozen=True, slots=True)
class Token:
    sort: Sort
    text: str
    at: int


def tokens(text: str, start: int = 0) -> list[Token]:
    """The tokens of a text, `end` last, their places counted from `start`.

    `Wrong` where the text is too long or a character does not belong.
    """
    if len(text) > LONGEST_TEXT:
        cure = "Work out a part of it in a step before"
        raise Wrong([Flaw(start + LONGEST_TEXT, "too-long", f"This is longer than {LONGEST_TEXT:,} characters", cure)])
    found, at = [], 0
    while at < len(text):
        match = TOKENS.match(text, at)
        if match is None:
            raise Wrong([_stranger(text, at, start)])
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup, match.group(), start + at))  # type: ignore[arg-type]  # the groups are the sorts
        at = match.end()
    return [*found, Token("end", "", start + len(text))]


def _stranger(text: str, at: int, start: int) -> Flaw:
    for shape, sentence, cure in HABITS:
        if re.compile(shape).match(text, at):
            return Flaw(start + at, "unreadable", sentence, cure)
    return Flaw(
        start + at,
        "unreadable",
        f"The character {text[at]} does not belong here",
        "Leave it out, or put the text in quotes",
    )
