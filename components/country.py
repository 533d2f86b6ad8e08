"""A country."""

import unicodedata
from functools import cache
from typing import ClassVar

from babel import Locale
from pydantic import Field

from components.base import Problem, Question, Raw, Seen
from components.controls import Control, One, Option
from components.types import Type

#: Codes in the Unicode list that are no countries: unions, outlying places without a code of their own, spares.
NONE = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
HERE = "GB"
NATIONS = ("England", "Northern Ireland", "Scotland", "Wales")


@cache
def names(nations: bool) -> tuple[str, ...]:
    """Every country and territory by its English name, in the order of the alphabet.

    Source: ISO 3166-1, named by the Unicode Common Locale Data Repository.
    """
    known = Locale("en", "GB").territories
    found = {name for code, name in known.items() if len(code) == 2 and code.isalpha() and code not in NONE}
    return tuple(sorted((found - {known[HERE]}) | set(NATIONS) if nations else found, key=_sorting))


def _sorting(name: str) -> str:
    """Without its accents, so that Åland stands with the other As."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()


class Country(Question):
    """Asks for a country; the answer is its English name."""

    kind: ClassVar = "country"
    wanted: ClassVar = "Select a country"
    sample: ClassVar = {"label": "Country of birth"}
    accepts: ClassVar = [("France", "France"), ("United Kingdom", "United Kingdom")]
    refuses: ClassVar = [("Narnia", "Select a country from the list"), (["France"], "Select a country from the list")]

    nations: bool = Field(
        default=False,
        description="yes where England, Northern Ireland, Scotland and Wales stand for the United Kingdom",
    )

    def gives(self) -> Type:
        return Type("choice", options=names(self.nations))

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        options = tuple(Option(name, name) for name in names(self.nations))
        return [One("country", self.asked, options, hint=self.hint, look="select")]

    def read(self, raw: Raw, seen: Seen) -> str:
        if not isinstance(raw, str) or raw not in names(self.nations):
            raise Problem("Select a country from the list")
        return raw
