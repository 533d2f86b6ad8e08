"""The shape of a reference to the National Grid, for every kind that asks for one."""

import re

from components.together import DASHES, together

#: The squares of 100 km with land in them.
SQUARES = (
    "HP HT HU HW HX HY HZ NA NB NC ND NF NG NH NJ NK NL NM NN NO NR NS NT NU NW NX NY NZ OV SC SD SE SH SJ SK SM SN "
    "SO SP SR SS ST SU SV SW SX SY SZ TA TF TG TL TM TQ TR TV"
).split()
#: Four figures are a square kilometre, ten a square metre.
SHAPE = re.compile(rf"(?:{'|'.join(SQUARES)})(?:[0-9]{{2}}){{2,5}}")
#: The same anywhere, on land or not.
ANYWHERE = re.compile(r"[A-Z]{2}(?:[0-9]{2}){2,5}")
#: The letters of squares, from the top left to the bottom right: there is no I.
LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
#: How far the grid goes that has land, in metres from its corner; and how far beyond that corner its letters begin.
EAST, NORTH = 700_000, 1_300_000
BEFORE = 1_000_000, 500_000
LARGE, SQUARE = 500_000, 100_000
SENTENCE = "Enter a grid reference, like TG 231 088"
NOWHERE = "Enter a grid reference that begins with the letters of a place in Great Britain, like TG 231 088"


def grid_reference(words: str) -> str | None:
    """The normal form, such as "TG231088", whatever spaces and points were typed; None if it is none."""
    found = together(words, DASHES + ".,")
    return found if SHAPE.fullmatch(found) else None


def why_not(words: str) -> str:
    """What is said of one that is none."""
    return NOWHERE if ANYWHERE.fullmatch(together(words, DASHES + ".,")) else SENTENCE


def spaced(reference: str) -> str:
    """As people read it: TG 231 088."""
    half = len(reference) // 2 + 1
    return f"{reference[:2]} {reference[2:half]} {reference[half:]}"


def reference_at(easting: float, northing: float, side: int) -> str | None:
    """The square of so many metres that a place is in: 10, 100 or another power of ten. None beyond the grid."""
    if not (0 <= easting < EAST and 0 <= northing < NORTH):
        return None
    across, up = int(easting), int(northing)
    large = _letter((across + BEFORE[0]) // LARGE, (up + BEFORE[1]) // LARGE)
    letters = large + _letter(across % LARGE // SQUARE, up % LARGE // SQUARE)
    figures = len(str(SQUARE // side)) - 1
    return letters + "".join(f"{way % SQUARE // side:0{figures}d}" for way in (across, up))


def middle(reference: str) -> tuple[float, float]:
    """Easting and northing of the middle of a square, from its reference in the normal form."""
    large, square = (LETTERS.index(letter) for letter in reference[:2])
    half = len(reference) // 2 - 1
    side = SQUARE // 10**half
    easting = large % 5 * LARGE - BEFORE[0] + square % 5 * SQUARE + int(reference[2 : 2 + half]) * side
    northing = (4 - large // 5) * LARGE - BEFORE[1] + (4 - square // 5) * SQUARE + int(reference[2 + half :]) * side
    return easting + side / 2, northing + side / 2


def _letter(column: int, row: int) -> str:
    """Of five in a row; rows count from the bottom."""
    return LETTERS[(4 - row) * 5 + column]
