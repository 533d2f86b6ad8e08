"""Looks into a file that somebody sent, by what it is and not by what it is called."""

from collections.abc import Callable
from dataclasses import dataclass

from components.uploads import TYPES
from desk.contents import heic, names, office, older, pdf, pictures, words
from desk.contents.unfit import EMPTY, OTHER, Unfit

Check = Callable[[str, bytes], None]
CHECKS: dict[str, Check] = {
    ".pdf": pdf.checked, ".doc": older.checked, ".txt": words.checked, ".csv": words.checked,
    **dict.fromkeys((*office.MICROSOFT, *office.OPEN), office.checked),
}  # fmt: skip
CLEANERS: dict[str, Callable[[str, bytes], bytes]] = {
    ".heic": heic.cleaned, **dict.fromkeys(pictures.FORMATS, pictures.cleaned),
}  # fmt: skip


@dataclass(frozen=True)
class Sound:
    """What is kept: `type` by our own list, whatever the browser said it is."""

    name: str
    type: str
    data: bytes


def look(name: str, data: bytes) -> Sound:
    """Raises `Unfit` with why it is not taken."""
    kept, ending = names.fit(name), names.ending_of(name)
    if not data:
        raise Unfit(EMPTY)
    if ending in CLEANERS:
        return Sound(kept, TYPES[ending], CLEANERS[ending](ending, data))
    if ending not in CHECKS:
        raise Unfit(OTHER)
    CHECKS[ending](ending, data)
    return Sound(kept, TYPES[ending], data)
