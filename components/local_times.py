"""How the language of a page writes months and times of the day, by babel's names: what people type is read so, too.

English is read everywhere. A language that writes 09:30 and 14:00 says no am or pm, so that 9:30 alone is in the
morning; in this country's own languages it stays in doubt.
"""

import unicodedata
from functools import cache

from babel.core import get_global

from components.locales import locale_of

WRITTEN = ("wide", "abbreviated")
#: Where people say am and pm, whatever a language writes.
HERE = "GB"
SHORTEST = 3


@cache
def has_24_hours(language: str) -> bool:
    """Whether 9:30 is in the morning for whoever reads this language."""
    locale = locale_of(language)
    if locale is None or "a" in locale.time_formats["short"].pattern:
        return False
    likely: str = get_global("likely_subtags").get(locale.language, "")
    return (locale.territory or likely.rpartition("_")[2]) != HERE


def month_in(language: str, words: str) -> int:
    """The number of a month in this language, whole or by at least three letters; 0 where it is none, or several."""
    typed = _plain(words)
    names = _months(language)
    whole = [number for number, known in names.items() if typed in known]
    begun = [number for number, known in names.items() if any(name.startswith(typed) for name in known)]
    found = whole or (begun if len(typed) >= SHORTEST else [])
    return found[0] if len(found) == 1 else 0


@cache
def _months(language: str) -> dict[int, frozenset[str]]:
    """Each month's names: as they stand alone, in a date, and short."""
    locale = locale_of(language)
    if locale is None:
        return {}
    return {
        number: frozenset(_plain(uses[width][number]) for uses in locale.months.values() for width in WRITTEN)
        for number in range(1, 13)
    }


def _plain(words: str) -> str:
    """In small letters without their marks, as they are typed in a hurry: wrzesien."""
    apart = unicodedata.normalize("NFKD", words.casefold().removesuffix("."))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
