"""What babel knows of a language, and the order in which names are looked for, whatever their marks."""

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError


@cache
def locale_of(language: str) -> Locale | None:
    """Of a code such as pl or pt-br; None for "" and for a language that babel does not know."""
    try:
        return Locale.parse(language, sep="-") if language else None
    except (UnknownLocaleError, ValueError):
        return None


def sorting(name: str) -> str:
    """Without its accents, so that Åland stands with the other As."""
    return unicodedata.normalize("NFD", name.replace("Ł", "L").replace("ł", "l")).encode("ascii", "ignore").decode()
