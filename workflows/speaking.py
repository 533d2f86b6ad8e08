"""Says our own words in the language that somebody reads, from the catalogue of that language.

The English sentence is the key. A catalogue is a gettext file, `workflows/words/pl.po`, read as it stands; what kinds
of another package say stands in a folder `words` beside their module.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from gettext import c2py
from inspect import getfile
from itertools import takewhile
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from components.locales import locale_of
from components.money import in_pounds
from components.registry import kinds
from components.wording import Day, Figure, Listed, Money, Run, Sentence, says
from workflows.calendars import LONDON

#: What is said in English is said as it stands.
ENGLISH = ""
FOLDER = Path(__file__).parent / "words"
FROM_LEFT = "ltr"
#: A browser names a few languages; what names more is none.
MOST_LANGUAGES, WEIGHT = 20, re.compile(r"[01](\.\d{1,3})?")
MONTHS = "January February March April May June July August September October November December".split()
#: When a day begins, and when it ends.
ENDS = ((0, 0, 0), (23, 59, 59))


def day_in_words(day: date) -> str:
    """In English: 4 December 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def in_words(moment: datetime) -> str:
    """In English, the day and the time, in London; the moment at which a day begins or ends is that day."""
    there = moment.astimezone(LONDON)
    if (there.hour, there.minute, there.second) in ENDS:
        return day_in_words(there.date())
    hour = there.hour % 12 or 12
    return f"{day_in_words(there.date())}, {hour}:{there.minute:02}{'am' if there.hour < 12 else 'pm'}"


def until(moment: datetime) -> Day:
    """The same as a part of a sentence."""
    there = moment.astimezone(LONDON)
    whole = (there.hour, there.minute, there.second) in ENDS
    return Day(in_words(moment), there.date().isoformat() if whole else there.strftime("%Y-%m-%dT%H:%M"))


@dataclass(frozen=True)
class Forms:
    """One sentence as it is said of 1, of 2 and of 5, and which of them a number takes."""

    said: tuple[str, ...]
    of: Callable[[int], int]

    def taken(self, parts: dict[str, Any]) -> str:
        """By the first whole number among the parts."""
        return self.said[self.of(abs(next((part for part in parts.values() if isinstance(part, int)), 0)))]


@dataclass(frozen=True)
class Voice:
    """Speaks one language; one that has no catalogue speaks English, and says so."""

    language: str
    words: dict[str, str]
    #: Of the sentences that are said otherwise of other numbers; `words` has the last form of each.
    forms: dict[str, Forms] = field(default_factory=dict)

    @property
    def shipped(self) -> bool:
        return bool(self.words)

    @property
    def direction(self) -> str:
        """How its page is written: ltr or rtl. A language that babel does not know is written as most are."""
        known = locale_of(self.language)
        return str(known.text_direction) if known else FROM_LEFT

    @property
    def otherwise(self) -> str:
        """The language and direction of our words where the page around them has others; "" where they are the same."""
        return "" if self.shipped else self.beside(ENGLISH)

    def beside(self, language: str) -> str:
        """The language and direction of words in a page of this one; "" where they are the same."""
        named = language or "en"
        if named == (self.language or "en"):
            return ""
        direction = voice(language).direction
        return f' lang="{named}"' + (f' dir="{direction}"' if direction != self.direction else "")

    def say(self, words: str, /, **parts: Any) -> str:
        """Words of ours; what has none in this language stays the sentence that it is, so that a page can mark it."""
        said = says(words, **parts) if parts else words
        if not self.shipped:
            return said
        return self._sentence(said) if isinstance(said, Sentence) else self.words.get(said, said)

    def own(self, words: str) -> str:
        """What may be ours or somebody else's: theirs stays as it is."""
        return self.say(words) if isinstance(words, Sentence) else words

    def sentence(self, line: str) -> str:
        """A line that may end with a full stop where its words in the catalogue have none."""
        whole = self.say(line)
        return f"{self.say(line[:-1])}." if whole == line and line.endswith(".") else whole

    def mark(self, words: str) -> str:
        """As `otherwise`, for words that may be ours and are not said in the language of the page."""
        return self.otherwise if isinstance(words, Sentence) and words.ours else ""

    def day(self, day: date) -> str:
        return format_date(day, "long", self.locale) if self.shipped else day_in_words(day)

    def day_of(self, moment: datetime) -> str:
        return self.day(moment.astimezone(LONDON).date())

    def moment(self, moment: datetime) -> str:
        """The day and the time, in London; the moment at which a day begins or ends is that day."""
        there = moment.astimezone(LONDON)
        if not self.shipped or (there.hour, there.minute, there.second) in ENDS:
            return self.day(there.date()) if self.shipped else in_words(moment)
        return f"{self.day(there.date())}, {self._time(there.time())}"

    def pounds(self, pence: int) -> str:
        return self.say(in_pounds(pence))

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.language, sep="-")

    def _time(self, at: time) -> str:
        return format_time(at, "short", locale=self.locale)

    def _sentence(self, words: Sentence) -> str:
        match words:
            case Day():
                return self._figures(words.pattern)
            case Figure():
                return format_decimal(Decimal(words.pattern), locale=self.locale, decimal_quantization=False)
            case Money():
                return self._money(int(words.pattern))
            case Listed():
                style: Any = words.pattern
                return format_list(list(self._said(words.parts).values()), style, self.locale)
            case Run():
                return words.between.join(self._said(words.parts).values())
        pattern = self.words.get(words.pattern)
        if pattern is None:
            return words
        if words.pattern in self.forms:
            pattern = self.forms[words.pattern].taken(words.parts)
        return pattern.format(**self._said(words.parts)) if words.parts else pattern

    def _said(self, parts: dict[str, Any]) -> dict[str, Any]:
        return {name: self._part(part) for name, part in parts.items()}

    def _part(self, part: Any) -> Any:
        if isinstance(part, int):
            return format_decimal(part, locale=self.locale)
        return self.own(part) if isinstance(part, str) else part

    def _money(self, pence: int) -> str:
        """As its language writes amounts, with the sign that people here know, and no pence where there are none."""
        style = self.locale.currency_formats["standard"].pattern
        shape = style if pence % 100 else style.replace(".00", "")
        said = format_currency(Decimal(pence) / 100, "GBP", shape, self.locale, currency_digits=False)
        return said.replace("GBP", "£")

    def _figures(self, written: str) -> str:
        """A day, a moment, a month or a time, by what stands in its figures."""
        day, _, clock = written.rpartition("T") if ":" in written else (written, "", "")
        if not day:
            return self._time(time.fromisoformat(clock))
        if day.count("-") == 1:
            return format_skeleton("yMMMM", date.fromisoformat(f"{day}-01"), locale=self.locale)
        said = self.day(date.fromisoformat(day))
        return f"{said}, {self._time(time.fromisoformat(clock))}" if clock else said


@cache
def voice(language: str) -> Voice:
    """`pt-br` speaks as `pt` does, where it has no catalogue of its own."""
    found = next((one for one in (language, language.partition("-")[0]) if one in shipped()), "")
    words: dict[str, str] = {}
    forms: dict[str, Forms] = {}
    for folder in reversed(folders()) if found else ():  # ours last: nobody else's word stands in for one of ours
        theirs = catalogue(folder / f"{found}.po")
        words |= {english: said if isinstance(said, str) else said.said[-1] for english, said in theirs.items()}
        forms |= {english: said for english, said in theirs.items() if isinstance(said, Forms)}
    return Voice(language, words, forms)


@cache
def shipped() -> tuple[str, ...]:
    """The languages beside English that our words are in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def folders() -> tuple[Path, ...]:
    """Where catalogues are: ours, then those beside the kinds of other packages."""
    beside = {Path(getfile(kind)).with_name(FOLDER.name) for kind in kinds().values()}
    return FOLDER, *sorted(folder for folder in beside if folder.is_dir())


def catalogue(path: Path) -> dict[str, str | Forms]:
    """English → what is said; nothing where there is no such file. A sentence with forms is known by its plural."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        read = read_po(file)
        form = c2py(read.plural_expr)
        found = [(one.id, one.string) for one in read if one.id]
    several = {id[1]: Forms(tuple(said), form) for id, said in found
               if not isinstance(id, str) and isinstance(said, tuple) and all(said)}  # fmt: skip
    return {id: said for id, said in found if isinstance(id, str) and isinstance(said, str) and said} | several


def chosen(asked: str, accepted: str, offered: Callable[[], Collection[str]] = tuple) -> str:
    """The language of a page that belongs to no service, "" for English: what its address asks for; else the first of
    `accepted`, the Accept-Language of a browser, that is English or is offered. Most need not ask what is offered."""
    if asked == "en" or asked in shipped():
        return asked.removeprefix("en")
    ranked = sorted(_ranked(accepted), key=lambda one: -one[0])  # stable: of the same weight, as they stand
    ways = (way for weight, code in ranked if weight for way in (code, code.partition("-")[0]))
    before = [way for way in (asked, *takewhile(lambda way: way.partition("-")[0] != "en", ways)) if way.strip("*")]
    known = offered() if before else ()
    return next((way for way in before if way in known), ENGLISH)


def _ranked(accepted: str) -> list[tuple[float, str]]:
    """pl-PL,pl;q=0.9,en;q=0.8 as weights and codes; what is said otherwise weighs nothing."""
    found = (part.strip().lower().partition(";q=") for part in accepted.split(",")[:MOST_LANGUAGES])
    return [(float(weight) if WEIGHT.fullmatch(weight) else 0.0 if weight else 1.0, code.strip())
            for code, _, weight in found]  # fmt: skip
