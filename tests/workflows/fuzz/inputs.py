"""Texts that nobody would write: odd characters among the languages' own words, and slips in what ships."""

import random
import re
from collections.abc import Sequence

#: Marks that mean something to YAML, to a condition, to a table or to a placeholder.
MARKS = [
    "(", ")", "((", "))", "[", "]", "{", "}", "|", "||", ">", "<", ">=", "<=", "=", "!=", "+", "-", "- ", "*",
    "/", ".", "..", ",", ":", ": ", "::", "?", "? ", "&a ", "*a", "!t ", "<<", "%", "@", "`", "#", " #", "\\", "'", '"',
    '""', "£", "£1,00", "~", "---", "...", "|-", ">+2", "\n", "\n  ", "\r", "\r\n", "\t", " ", "   ",
]  # fmt: skip
AMOUNTS = [
    "0", "-0", "1", "-1", "010", "1.5", "1.", ".5", "1e9", "1_000", "9999", "10000", "9999999", "99999999999", "9" * 15,
    "9" * 16, "9" * 40, "9" * 5_000, "0.0000000001", "£0", "£16,000", "£10.50", "£" + "9" * 20, "24:00", "12:30",
    "29 February 2027", "31 December 9999", "1 January 1", "5 working days", "9999 years", "-5 days", "inf", "nan",
]  # fmt: skip
#: Lookalikes, marks that join or turn, other figures, other spaces, halves of pairs, and the ends of the planes.
ODD = [
    "é", "e\u0301", "ß", "İ", "ǆ", "٣", "²", "½", "１", "Ⅷ", "𝟗", "\xa0", "\u2003", "\u200b", "\u200d", "\u202e",
    "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x00", "\x7f", "\ufeff", "\ufffe", "\ufffd", "\ud800",
    "\udfff", "\udc80", "\U0001f44d", "\U0010ffff", "“", "”", "‘", "’", "–", "−", "：", "（", "漢", "ع", "\u0e33",
]  # fmt: skip
OPENINGS = [("(", ")"), ("((if ", "))((end))"), ("[", "]"), ("{a: ", "}"), ("not ", ""), ("- ", ""), ("-", ""),
            ('"', '"'), ("if yes then ", " else no"), ("\n- branch:\n  - when: ", "")]  # fmt: skip
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
FIGURES = re.compile(r"[0-9]+")


def odd(chance: random.Random, words: Sequence[str], longest: int) -> str:
    """Words, marks and characters in no order; now and then one thing so often that it fills all there may be."""
    match chance.randrange(6):
        case 0:
            return chance.randbytes(chance.randrange(60)).decode("latin-1")
        case 1:
            return chance.randbytes(chance.randrange(60)).decode("utf-8", "surrogateescape")
        case 2:
            pieces = [*words, *MARKS, *AMOUNTS, *ODD]
            return chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randrange(40)))
        case 3:
            return swollen(chance, piece(chance, words), longest)
        case 4:
            return nested(chance, piece(chance, words))
    return " ".join(chance.choices([*words, *MARKS[:24]], k=chance.randrange(1, 25)))


def piece(chance: random.Random, words: Sequence[str]) -> str:
    return chance.choice(chance.choice([words, MARKS, AMOUNTS, ODD]))


def swollen(chance: random.Random, text: str, longest: int) -> str:
    """The same over and over, seldom to the very end of what may be read."""
    room = chance.choice([40, 400, longest // 10, longest + 100]) if chance.random() < 0.1 else 40
    joined = chance.choice(["", " ", "\n"])
    return joined.join([text] * max(1, room // max(1, len(text + joined))))


def nested(chance: random.Random, text: str) -> str:
    opening, closing = chance.choice(OPENINGS)
    depth = chance.choice([1, 5, 31, 32, 33, 300])
    return opening * depth + text + closing * chance.choice([depth, depth, depth - 1, 0])


def slipped(chance: random.Random, text: str, words: Sequence[str], longest: int) -> str:
    """A text that ships after a few slips of a careless or a wicked hand."""
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        text = _slip(chance, text, words, longest)
    return text


def _slip(chance: random.Random, text: str, words: Sequence[str], longest: int) -> str:
    begin, end = _span(chance, text)
    match chance.randrange(16):
        case 0:
            return text[:begin] + text[end:]
        case 1:
            return text[:begin] + swollen(chance, text[begin:end], longest) + text[end:]
        case 2:
            return text[:begin] + piece(chance, words) + text[begin:]
        case 3:
            return text[:begin] + nested(chance, text[begin:end]) + text[end:]
        case 4:
            return _exchanged(chance, FIGURES, text, chance.choice(AMOUNTS))
        case 5:
            return text[:begin] + chance.choice(ODD) + text[begin:]
        case 6:
            return text[:begin]
        case 7 | 8:
            return _lines(chance, text)
        case 9 | 10 | 11 | 12:  # what stands elsewhere in it may well stand here too
            return _exchanged(chance, WORD, text, chance.choice(WORD.findall(text) or [""]))
    return _exchanged(chance, WORD, text, chance.choice(words))


def _span(chance: random.Random, text: str) -> tuple[int, int]:
    begin = chance.randrange(len(text) + 1)
    return begin, min(len(text), begin + chance.choice([1, 3, 10, 100]))


def _exchanged(chance: random.Random, shape: re.Pattern[str], text: str, other: str) -> str:
    """One word, or one number, for another."""
    found = shape.search(text, chance.randrange(len(text) + 1)) or shape.search(text)
    return text[: found.start()] + other + text[found.end() :] if found else text + other


def _lines(chance: random.Random, text: str) -> str:
    """A line moved in or out, left out, said twice, or exchanged for another."""
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[at] = " " * chance.randrange(4) + lines[at]
        case 1:
            lines[at] = lines[at][chance.randrange(4) :]
        case 2:
            del lines[at]
        case 3:
            lines.insert(other, lines[at])
        case _:
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)
