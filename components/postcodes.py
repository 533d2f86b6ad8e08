"""The shape of a UK postcode, for every kind that asks for one."""

import re

from components.together import DASHES, together

#: The letters that a postcode may begin with: the areas of Royal Mail and the islands, the forces' BF, and BX.
AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR "
    "TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)
#: The last three are a figure and two letters that are easy to read: never C, I, K, M, O or V.
SHAPE = re.compile(r"([A-Z]{1,2})[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}")


def postcode(words: str) -> str | None:
    """The normal form, such as "NR1 1AA", whatever spaces and points were typed; None if it is none."""
    code = together(words, DASHES + "().,")
    found = SHAPE.fullmatch(code)
    return f"{code[:-3]} {code[-3:]}" if found and found[1] in AREAS else None
