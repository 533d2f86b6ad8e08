"""A country."""

from functools import cache
from typing import ClassVar

from babel import Locale
from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One, Option
from components.locales import locale_of, sorting
from components.types import Type
from components.wording import says

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
    return tuple(sorted((found - {known[HERE]}) | set(NATIONS) if nations else found, key=sorting))


@cache
def labels(nations: bool, language: str) -> dict[str, str]:
    """What each is called in a language, in the order of its alphabet; in English, its name."""
    called = said_in(language)
    found = {name: called.get(name, says(name) if language else name) for name in names(nations)}
    return dict(sorted(found.items(), key=lambda one: sorting(one[1])))


@cache
def said_in(language: str) -> dict[str, str]:
    known = locale_of(language)
    theirs = known.territories if known else {}
    return {name: theirs[code] for code, name in Locale("en", "GB").territories.items() if code in theirs}


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
        options = tuple(Option(name, said) for name, said in labels(self.nations, seen.language).items())
        return [One("country", self.asked, options, hint=self.hint, look="select")]

    def read(self, raw: Raw, seen: Seen) -> str:
        if not isinstance(raw, str) or raw not in names(self.nations):
            raise Problem("Select a country from the list")
        return raw

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [labels(self.nations, seen.language).get(str(answer), str(answer))]
