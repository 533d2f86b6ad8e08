"""A language that somebody speaks, signs or reads."""

from functools import cache
from typing import ClassVar

from babel import Locale

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One, Option
from components.locales import locale_of, sorting
from components.types import Type
from components.wording import says

#: Codes in the Unicode list that nobody grew up with: of the past, made up, or of no language at all.
NONE = frozenset(
    "ae afh akk ang arc avk chb chg chn cop cu dum egy elx enm frm fro gez gmh goh got grc hit ia ie io jbo kaw kho "
    "lfn lzh mga mul nov non nwc ota pal peo phn pi pro prg root sa sam sga sog sux syc tlh tok uga und vo zbl "
    "zxx".split()
)
#: Languages that the list holds as those of one country, and which people call by their own name.
ALSO = ("fa_AF", "nl_BE", "sr_ME")
#: Signed here, and not on the list: they are languages of their own.
SIGNED = ("British Sign Language", "Irish Sign Language")
#: What else people here look for.
KNOWN_AS = {
    "Bangla": "Bengali", "Central Kurdish": "Sorani", "Chinese": "Mandarin", "Filipino": "Tagalog",
    "Kurdish": "Kurmanji", "Persian": "Farsi", "Scottish Gaelic": "Gàidhlig", "Welsh": "Cymraeg",
}  # fmt: skip


@cache
def names() -> tuple[str, ...]:
    """Every living language by its English name, in the order of the alphabet.

    Source: ISO 639, named by the Unicode Common Locale Data Repository.
    """
    known = Locale("en", "GB").languages
    found = {name for code, name in known.items() if code.isalpha() and code not in NONE}
    return tuple(sorted({*found, *(known[code] for code in ALSO), *SIGNED}, key=sorting))


@cache
def labels(language: str) -> dict[str, str]:
    """What each is called in a language, in the order of its alphabet."""
    known = locale_of(language)
    theirs = known.languages if known else {}
    codes = {name: code for code, name in Locale("en", "GB").languages.items()}
    found = {
        name: theirs[codes[name]] if codes.get(name, "") in theirs else says(_label(name)) if language else _label(name)
        for name in names()
    }
    return dict(sorted(found.items(), key=lambda one: sorting(one[1].lower()) if language else sorting(one[0])))


def _label(name: str) -> str:
    return f"{name} ({KNOWN_AS[name]})" if name in KNOWN_AS else name


class Language(Question):
    """Asks for a language; the answer is its English name."""

    kind: ClassVar = "language"
    wanted: ClassVar = "Select a language"
    sample: ClassVar = {"label": "Which language do you speak?"}
    accepts: ClassVar = [
        ("Polish", "Polish"),
        ("British Sign Language", "British Sign Language"),
        ("Persian", "Persian"),
    ]
    refuses: ClassVar = [
        ("Klingon", "Select a language from the list"),
        (["Polish"], "Select a language from the list"),
    ]

    def gives(self) -> Type:
        return Type("choice", options=names())

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        options = tuple(Option(name, said) for name, said in labels(seen.language).items())
        return [One("language", self.asked, options, hint=self.hint, look="select")]

    def read(self, raw: Raw, seen: Seen) -> str:
        if not isinstance(raw, str) or raw not in names():
            raise Problem("Select a language from the list")
        return raw

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [labels(seen.language).get(str(answer), str(answer))]
