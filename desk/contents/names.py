"""Names of files: what may stand in one, and how one is shown that may not be kept."""

import re
import unicodedata
from pathlib import PurePath

from desk.contents.unfit import LONG_NAME, ODD_NAME, TWO_ENDINGS, Unfit

LONGEST = 200
#: Controls and surrogates, what ends a line, and what turns the direction of letters: "gpj.exe" seems to end in .jpg.
UNFIT = {"Cc", "Cs", "Zl", "Zp"}
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Marks that change nothing of what is read.
UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\u061c\ufeff]")
SEPARATORS = re.compile(r"[/\\]")
#: What Windows runs when somebody opens it.
RUNS = frozenset(
    "bat cmd cpl dll dmg docm dotm exe hta iso jar js jse lnk msi pif ps1 reg scr sct vbe vbs wsf xlsm zip".split()
)


def ending_of(name: str) -> str:
    """In lower case with its dot."""
    return PurePath(name).suffix.lower()


def fit(name: str) -> str:
    """The name as it is kept. Raises `Unfit` where it hides something or cannot be kept."""
    seen = UNSEEN.sub("", name)
    if len(seen) > LONGEST:
        raise Unfit(LONG_NAME)
    if TURNING.search(seen) or SEPARATORS.search(seen) or any(unicodedata.category(one) in UNFIT for one in seen):
        raise Unfit(ODD_NAME)
    if RUNS & {one.strip() for one in seen.lower().split(".")[1:-1]}:
        raise Unfit(TWO_ENDINGS)
    return seen


def shown(name: str) -> str:
    """A name that is not kept, so that it can be told: short, and without what cannot be shown."""
    seen = "".join(
        "�" if unicodedata.category(one) in UNFIT or TURNING.match(one) else one for one in UNSEEN.sub("", name)
    )
    return seen if len(seen) <= LONGEST else f"{seen[:80]}…{seen[-20:]}"
