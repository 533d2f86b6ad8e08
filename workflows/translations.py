"""A service's words in another language: `definitions/cy/report-a-pothole.yaml`, the same tree by id with only words.

The words are laid over what the service says, and the whole is read and checked again: what it may say, name and
show is the same in every language.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from components.locales import locale_of
from components.registry import kinds
from components.translated import lists_of, words_of
from workflows import templates
from workflows.checks.wording import PROBLEM
from workflows.conditions import Wrong
from workflows.declared import kind_of
from workflows.faults import Fault, Faults, Place, did_you_mean
from workflows.reading import Word
from workflows.settings import Entries, Items
from workflows.shared import Reading, is_use

#: Two letters, and where need be a script or a country: cy, pt-br.
CODE = re.compile(r"[a-z]{2}(-[a-z]{2,4})?")
#: What languages call themselves where they stand alone; babel knows the others.
OWN_NAMES = {
    "cy": "Cymraeg", "en": "English", "gd": "Gàidhlig", "ga": "Gaeilge", "pl": "Polski", "lt": "Lietuvių",
    "pt": "Português", "ro": "Română", "bg": "Български", "uk": "Українська", "lv": "Latviešu", "fr": "Français",
}  # fmt: skip
#: The words of each thing that people read; what staff alone read stays as it is.
TOP = ("title", "summary", "called")
PRIVACY = ("purpose", "basis", "keep")
STEP = ("title", "next")
OPTION = ("label", "hint")
LETTERS = {"messages": ("subject", "body"), "documents": ("title", "body"), "outcomes": ("title", "body")}
#: Words that people read also where the service leaves them out.
UNWRITTEN = ("called",)
#: Between what has no words and the language, in the remark on it.
MISSING = " no words in "
PARTS = ("service", "privacy", "steps", *LETTERS)


def languages(files: Iterable[str], path: str) -> Mapping[str, str]:
    """The translations of the definition at `path` that are among these files: language → path."""
    here = PurePosixPath(path)
    found = (PurePosixPath(file) for file in sorted(files))
    return {one.parent.name: str(one) for one in found
            if one.name == here.name and one.parent.parent == here.parent and is_language(one.parent.name)}  # fmt: skip


def is_language(folder: str) -> bool:
    return CODE.fullmatch(folder) is not None


def own_name(language: str) -> str:
    """What a language calls itself; its code where nobody knows."""
    if language in OWN_NAMES:
        return OWN_NAMES[language]
    known = locale_of(language)
    return (known.get_display_name() if known else None) or language


def in_english(language: str) -> str:
    """What a language is called in English; its code where nobody knows."""
    known = locale_of(language)
    return (known.get_display_name("en") if known else None) or language


def words_missing(faults: Iterable[Fault]) -> dict[str, int]:
    """In how many places each language, as it is called in English, leaves residents the service's own words."""
    remarks = (fault for fault in faults if fault.code == "not-translated")
    return dict(sorted(Counter(remark.sentence.partition(MISSING)[2] for remark in remarks).items()))


def others_than(language: str, offered: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The languages beside the one of a page, each with what it calls itself; "" is English."""
    every = ["en", *offered] if language else [*offered]
    return tuple((one, own_name(one)) for one in every if one != language)


class InLanguage(Reading):
    """A second reading of a service, with other words; its shared groups get them where they are used."""

    def __init__(
        self, groups: Mapping[str, Entries | None], lists: Mapping[str, Items | None], overlay: "Overlay"
    ) -> None:
        super().__init__()
        self.groups, self.lists = dict(groups), dict(lists)
        self._overlay = overlay

    def questions(self, key: str, group: str) -> Entries | None:
        found = super().questions(key, group)
        return self._overlay.questions(found, self._overlay.of_groups.get(key)) if found is not None else None


class Overlay:
    """Exchanges the words of a service, and says which are not there, or stand for nothing."""

    def __init__(
        self, language: str, faults: Faults, lists: Mapping[str, Items | None], residents: frozenset[Place]
    ) -> None:
        """`residents`: where the words stand that residents read; staff read the service's own."""
        self._language = language
        self.faults = faults
        self._lists = lists
        self._residents = residents
        #: The words of the questions of a shared group, by the name under which it is asked.
        self.of_groups: dict[str, Entries | None] = {}

    def service(self, data: Entries, words: Entries) -> Entries:
        self._only(words, (*TOP, *PARTS), "word to translate")
        self._same_service(data, words)
        whole = self._words(data, words, TOP)
        if isinstance(data.get("privacy"), Entries):
            given = self._inside(words, "privacy")
            self._only(given, PRIVACY, "word of the privacy notice")
            whole["privacy"] = self._words(data["privacy"], given, PRIVACY)
        for part, keys in LETTERS.items():
            if isinstance(data.get(part), Entries):
                whole[part] = self._by_id(data[part], self._inside(words, part), keys)
        given = self._inside(words, "steps")
        self._only(given, _asks(data.get("steps")), "step that asks")
        whole["steps"] = self._steps(data.get("steps"), given)
        return whole.holding({key: one for key, one in whole.items() if key != "examples"})

    def _same_service(self, data: Entries, words: Entries) -> None:
        name, said = data.get("service"), words.get("service")
        if isinstance(name, Word) and not (isinstance(said, Word) and said.text == name.text):
            place = words.keys_at.get("service", words.place)
            self.faults.fault(place, "wrong-name", f"This does not say that it translates {name.text}",
                               f"Write service: {name.text}")  # fmt: skip

    def _steps(self, data: Any, words: Entries | None) -> Any:
        """The steps and all inside them; an `ask` gets its words, wherever it stands."""
        if isinstance(data, Entries):
            done = copy(data)
            for key, value in data.items():
                if key not in ("questions", "pages"):
                    done[key] = self._steps(value, words)
            asked = data.get("ask")
            return self._ask(done, self._inside(words, asked.text)) if isinstance(asked, Word) else done
        if isinstance(data, list):
            listed = copy(data)
            listed[:] = [self._steps(one, words) for one in data]
            return listed
        return data

    def _ask(self, data: Entries, words: Entries | None) -> Entries:
        self._only(words, (*STEP, "pages", "questions"), "word of a step")
        done = self._words(data, words, STEP)
        pages = data.get("pages")
        each = [one for one in pages if isinstance(one, Entries)] if isinstance(pages, list) else []
        given = self._inside(words, "questions")
        self._only(given, [key for one in [data, *each] for key in one.get("questions") or ()], "question")
        if isinstance(data.get("questions"), Entries):
            done["questions"] = self.questions(data["questions"], given, whole=False)
        if each:
            done["pages"] = copy(pages)
            done["pages"][:] = [self._page(one, self._inside(words, "pages"), given) for one in each]
        return done

    def _page(self, data: Entries, titles: Entries | None, words: Entries | None) -> Entries:
        """The words of a page have no id: they stand for themselves."""
        done = copy(data)
        for key in ("title", "section"):
            if isinstance(data.get(key), Word):
                done[key] = self._word(data[key], _said(titles, data[key].text))
        if isinstance(data.get("questions"), Entries):
            done["questions"] = self.questions(data["questions"], words, whole=False)
        return done

    def questions(self, data: Entries, words: Entries | None, whole: bool = True) -> Entries:
        """`whole` where no more questions than these have their words there."""
        if whole:
            self._only(words, data, "question")
        done = copy(data)
        for key, value in data.items():
            if is_use(value):
                self.of_groups[key] = self._inside(words, key)
            elif isinstance(value, Word) and words and key in words:
                self.faults.fault(words.keys_at[key], "not-there", f"{key} is asked again here, in the words that it "
                                   "has where it is asked first", "Write its words there")  # fmt: skip
            elif isinstance(value, Entries):
                done[key] = self._question(value, self._inside(words, key))
        return done

    def _question(self, data: Entries, words: Entries | None) -> Entries:
        kind = kind_of(data)
        said, lists = words_of(kind), lists_of(kind)
        inside = ("questions",) if kind.nests else ()
        known = (*said, PROBLEM, *lists, *inside)
        instead = {other: f"Write {own}: a {kind.kind} has those" for own in lists for other in _lists() - {own}}
        self._only(words, known, "word of a question", instead)
        done = self._words(data, words, (*said, PROBLEM), [key for key, default in said.items() if default])
        for key, listing in lists.items():
            if key in data:
                done[key] = self._listed(key, data, self._inside(words, key), listing.whole)
        if isinstance(data.get("questions"), Entries):
            done["questions"] = self.questions(data["questions"], self._inside(words, "questions"))
        return done

    def _listed(self, key: str, data: Entries, words: Entries | None, whole: Callable[[Any], Any]) -> Any:
        """Options or rows; those of a shared list get their words where they are asked."""
        written = data[key]
        if isinstance(written, list):
            return self._options(written, words, whole)
        name = written.get("from") if isinstance(written, Entries) else None
        if not isinstance(name, Word):
            return written
        shared = self._lists.get(name.text)
        if shared is not None:
            self._remark_options(data, name, [_value(one, whole) for one in shared], words)
            return self._options(shared, words, whole, tells=False)
        for one, place in (words.keys_at if words else {}).items():
            self.faults.fault(place, "not-there", f"“{one}” is not known here: {name.text} is kept by another system",
                              "Remove it: that system gives the words too")  # fmt: skip
        return written

    def _remark_options(self, data: Entries, name: Word, values: Collection[str], words: Entries | None) -> None:
        """All that a shared list leaves to be said, in one remark where it is asked."""
        without = [value for value in values if value not in (words or ())]
        if without and getattr(data.get("label"), "place", None) in self._residents:
            has = "has" if len(without) == 1 else "have"
            self._remark(name.place, f"{len(without)} of the {len(values)} options of {name.text} {has}")

    def _options(
        self, data: list[Any], words: Entries | None, whole: Callable[[Any], Any], tells: bool = True
    ) -> list[Any]:
        """An option's value keys its words: a label, or a label and a hint."""
        values = {_value(one, whole): one for one in data}
        self._only(words, values, "option or row")
        done = copy(data)
        done[:] = [self._option(one, _said(words, value), whole) if tells or value in (words or ()) else one
                   for value, one in values.items()]  # fmt: skip
        return done

    def _option(self, data: Any, words: Any, whole: Callable[[Any], Any]) -> Any:
        one = _whole(data, whole)
        if isinstance(words, Word):
            words = Entries({"label": words}, words.place, {"label": words.place})
        return self._words(one, words, OPTION) if isinstance(one, Entries) else data

    def _by_id(self, data: Entries, words: Entries | None, keys: tuple[str, ...]) -> Entries:
        self._only(words, data, "name")
        done = copy(data)
        for key, value in data.items():
            if isinstance(value, Entries):
                given = self._inside(words, key)
                self._only(given, keys, "word to translate")
                done[key] = self._words(value, given, keys)
        return done

    def _words(
        self, data: Entries, words: Entries | None, keys: Iterable[str], unwritten: Iterable[str] = UNWRITTEN
    ) -> Entries:
        """These words exchanged; one that the service does not say is said to be there for nothing."""
        done = copy(data)
        for key in keys:
            if isinstance(data.get(key), Word):
                done[key] = self._word(data[key], _said(words, key))
            elif words and key in unwritten and key in words:
                done[key], done.keys_at = words[key], {**data.keys_at, key: words.keys_at[key]}
            elif words and key in words:
                self.faults.fault(words.keys_at[key], "not-there", f"The service has no “{key}:” here",
                                   "Remove it, or write it in the service first")  # fmt: skip
        return done

    def _remark(self, place: Place, what: str) -> None:
        self.faults.remark(place, "not-translated", f"{what}{MISSING}{in_english(self._language)}",
                            f"Write them in {self._language}/")  # fmt: skip

    def _word(self, word: Word, said: Any) -> Word:
        if not isinstance(said, Word) or not said.text.strip():
            if word.place in self._residents:
                self._remark(word.place, "This has")
            return word
        missing, strange = _names(word) - _names(said), _names(said) - _names(word)
        if missing or strange:
            differs = [f"(({name})) is not in it" for name in sorted(missing)]
            differs += [f"(({name})) is in it alone" for name in sorted(strange)]
            self.faults.fault(said.place, "placeholder-differs", f"The translation shows something else: "
                               f"{', '.join(differs)}", "Name the same answers as the service does")  # fmt: skip
            return word
        return said

    def _inside(self, words: Entries | None, key: str) -> Entries | None:
        found = _said(words, key)
        if words is not None and found is not None and not isinstance(found, Entries):
            self.faults.fault(words.keys_at[key], "wrong-shape", f"Under “{key}:” stand names and words",
                               "Write them on lines of their own below")  # fmt: skip
        return found if isinstance(found, Entries) else None

    def _only(
        self, words: Entries | None, known: Iterable[str], what: str, instead: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`instead`: the cures of words that are right in another place."""
        among = set(known)
        for key in words or ():
            if key not in among and words is not None:
                self.faults.fault(words.keys_at[key], "not-there", f"The service has no {what} called “{key}”",
                                   instead.get(key) or did_you_mean(key, among) or "Remove it")  # fmt: skip


def _said(words: Entries | None, key: str) -> Any:
    return words.get(key) if words is not None else None


def _asks(data: Any) -> Iterator[str]:
    """The names of all steps that ask."""
    if isinstance(data, Entries) and isinstance(data.get("ask"), Word):
        yield data["ask"].text
    inside = data.values() if isinstance(data, Entries) else data if isinstance(data, list) else ()
    for value in inside:
        yield from _asks(value)


def _names(word: Word) -> frozenset[str]:
    """What the placeholders of some wording read; wording that cannot be read is told of where it is checked."""
    try:
        return frozenset(reading.name for reading in templates.reads(templates.parse(word.text)))
    except Wrong:
        return frozenset()


@cache
def _lists() -> frozenset[str]:
    """All settings that list options or rows, of any kind."""
    return frozenset(key for kind in kinds().values() for key in lists_of(kind))


def _value(option: Any, whole: Callable[[Any], Any]) -> str:
    written = _whole(option, whole)
    value = written.get("value") if isinstance(written, Entries) else None
    return value.text.strip() if isinstance(value, Word) else ""


def _whole(option: Any, whole: Callable[[Any], Any]) -> Any:
    """`Deep` written whole: its value and its label."""
    if not isinstance(option, Word):
        return option
    value = Word(whole(option.text.strip())["value"], option.place, "plain")
    return Entries({"value": value, "label": option}, option.place, {"value": option.place, "label": option.place})
