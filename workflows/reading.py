"""Reads a definition's YAML strictly: every word with its place, nothing constructed, nothing guessed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NoReturn, TypeAlias

import yaml

from workflows.faults import Faults, Place
from workflows.yaml_faults import said_plainly

LARGEST = 1_000_000
DEEPEST = 30
#: Names, words, lists and groups. A service of 500 steps has about 6,000; more take over a tenth of a second.
MOST_NODES = 20_000
#: Nothing is indented further. Looked for beyond it, a character that is written as an escape would never be found.
WIDEST = 1_000
#: So many faults are enough to see what is wrong; after them reading stops.
ENOUGH = 100

NOT_UTF_8 = 'Save it again with the encoding "UTF-8"'
BEGIN = 'Begin with a line such as "service: report-a-pothole"'

#: What a definition may hold: printable characters and line ends. The other line breaks of YAML
#: (U+0085, U+2028, U+2029) are left out, because editors do not count them as lines.
REFUSED = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
#: Wording that goes on after ` #`. A comment has a space after its `#`.
CUT_OFF = re.compile(r" +(#[^\s#])")
ESCAPES = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|.")


@dataclass(frozen=True, slots=True)
class Word:
    """A scalar as it was written; an empty one is ""."""

    text: str
    place: Place
    style: Literal["plain", "quoted", "block"]
    #: The characters in the file, quotes and `|` included, from `place` on.
    written: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names and what stands under them, in the order of the file; no name is there twice."""

    entries: tuple[tuple[Word, "Node"], ...]
    place: Place

    def get(self, name: str) -> "Node | None":
        return next((node for key, node in self.entries if key.text == name), None)

    def key(self, name: str) -> Word:
        """The name itself, for its place; a KeyError where it is not there."""
        for key, _ in self.entries:
            if key.text == name:
                return key
        raise KeyError(name)


Node: TypeAlias = Word | Sequence | Mapping


def read(text: str | bytes, file: str) -> Mapping:
    """Read one definition, or raise `Faulty` with everything that can be found wrong in it."""
    return _Reader(_decoded(text, file), file).document()


def plain(node: Node) -> Any:
    """The same as dicts, lists and text; no word is typed."""
    match node:
        case Word():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def place_inside(word: Word, offset: int) -> Place:
    """The place of one character of a word's text; in folded wording the nearest that can be told."""
    written = word.written or word.text
    at = _offset_written(word, written, offset)
    line = written.count("\n", 0, at)
    start = written.rfind("\n", 0, at) + 1
    column = at - start + 1 if line else word.place.column + at
    return Place(word.place.file, word.place.line + line, column)


def _offset_written(word: Word, written: str, offset: int) -> int:
    """Where a character of the text stands in what was written."""
    if word.style == "plain" and "\n" not in written:
        return min(offset, len(written))
    starts = _starts(word.text, written, word.style)
    return starts[min(offset, len(starts) - 1)]


@lru_cache(maxsize=8)
def _starts(text: str, written: str, style: str) -> list[int]:
    """Where each character stands, and the end. Kept, because one long word may hold a thousand flaws."""
    if style == "quoted" and "\n" not in written and written[:1] in ("'", '"'):
        shapes = ESCAPES if written[0] == '"' else re.compile("''|.")
        return [found.start() for found in shapes.finditer(written, 1)]
    at, found = written.find("\n") + 1 if style == "block" else 0, []
    for wanted in text:
        found.append(_next(written, wanted, at))
        at = found[-1] + 1
    return [*found, at]


def _next(written: str, wanted: str, at: int) -> int:
    """Passes over the indentation that only the file has."""
    if wanted.isspace():
        return at
    found = written.find(wanted, at, at + WIDEST)
    return at if found < 0 else found


def _decoded(given: str | bytes, file: str) -> str:
    """The text with one sort of line end, or `Faulty` for what no reader should be given."""
    faults = Faults()
    if len(given) > LARGEST or (isinstance(given, str) and len(given.encode("utf-8", "replace")) > LARGEST):
        faults.fault(Place(file, 1, 1), "too-large", "This file is over 1 MB", "Split the service, or shorten it")
        faults.raise_if_any()
    text = given if isinstance(given, str) else _from_bytes(given, file, faults)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_characters(text, file, faults)
    faults.raise_if_any()
    return text


def _from_bytes(given: bytes, file: str, faults: Faults) -> str:
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError as error:
        before = given[: error.start].decode("utf-8")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        faults.fault(place, "not-utf-8", "This file is not UTF-8 text", NOT_UTF_8)
        return before


def _refuse_characters(text: str, file: str, faults: Faults) -> None:
    line, start = 1, 0
    for found, _ in zip(REFUSED.finditer(text), range(ENOUGH), strict=False):
        line += text.count("\n", start, found.start())
        start = found.start()
        place = Place(file, line, start - text.rfind("\n", 0, start))
        if "\udc80" <= found[0] <= "\udcff":  # how Python keeps a byte that is no UTF-8
            faults.fault(place, "not-utf-8", "This file is not UTF-8 text", NOT_UTF_8)
            return
        if found[0] == "\t":
            faults.fault(place, "tab", "There is a tab here", "Use spaces, two for each step inwards")
        else:
            faults.fault(place, "character", f"There is a character here that cannot be seen (U+{ord(found[0]):04X})",
                         "Delete it, and type the words again if need be")  # fmt: skip


class _Reader:
    """One pass over the C parser's events. It stops at the depth limit, before the parser can come to harm."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults = Faults()
        self.nodes = 0
        #: The last words in quotes that went over several lines: where they ended, and where they began.
        self.quotes: tuple[int, Place] | None = None
        self.next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event

    def document(self) -> Mapping:
        try:
            node = self._only_document()
        except yaml.MarkedYAMLError as error:
            said = said_plainly(error, self.text, self.file, self.quotes)
            self.faults.add(() if said.place.line in {fault.place.line for fault in self.faults.all} else (said,))
            node = None
        self.faults.raise_if_any()
        if not isinstance(node, Mapping):
            self._stop(Place(self.file, 1, 1), "not-names", "This file does not begin with names and colons", BEGIN)
        return node

    def _only_document(self) -> Node | None:
        self.next_event()
        opening = self.next_event()
        if isinstance(opening, yaml.StreamEndEvent):
            self._empty()
        self._refuse_directives(opening)
        node = self._node(self.next_event(), 1)
        self.next_event()
        after = self.next_event()
        if isinstance(after, yaml.DocumentStartEvent):
            self._fault(self._place(after), "second-document", "A second document begins here",
                              "Delete the line ---, or put what follows into a file of its own")  # fmt: skip
        if isinstance(node, Word) and not node.written:
            self._empty()
        return node

    def _refuse_directives(self, opening: Any) -> None:
        if opening.tags or opening.version:
            self._fault(self._place(opening), "tag", "A definition has no lines that begin with %",
                              "Delete the line")  # fmt: skip

    def _node(self, event: Any, depth: int) -> Node:
        place = self._place(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, place)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self._stop(place, "too-large", f"This file holds over {MOST_NODES:,} names and words", "Split the service")
        if isinstance(event, yaml.ScalarEvent):
            return self._word(event, place)
        if isinstance(event, yaml.AliasEvent):
            return Word("", place, "plain")
        if depth > DEEPEST:
            self._stop(place, "too-deep", f"This is nested deeper than {DEEPEST}", "Take it apart into flatter lists")
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), place)
        return Mapping(tuple(self._entries(depth, bool(event.flow_style))), place)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int, braces: bool) -> Iterator[tuple[Word, Node]]:
        first: dict[str, Word] = {}
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            after = self.next_event()
            value = self._node(after, depth + 1)
            if braces and self._cut_by_comma(event, after):
                self._fault(key.place, "comma", "A comma ends the wording inside {…}",
                                  "Write the wording on a line of its own, or in quotes")  # fmt: skip
            elif name := self._name(key, first):
                first[name.text] = name
                yield name, value

    def _cut_by_comma(self, key: Any, value: Any) -> bool:
        """Whether `{label: Yes, please}` was read as a second name with nothing under it."""
        return bool(value.start_mark.index == value.end_mark.index == key.end_mark.index)

    def _name(self, key: Node, before: dict[str, Word]) -> Word | None:
        """The key, where it is a name that was not used before."""
        if not isinstance(key, Word):
            self._fault(key.place, "name", "A list or group stands where a name should be",
                              "Write one name before the colon")  # fmt: skip
        elif key.text == "<<":
            self._fault(key.place, "merge", "Merge keys (<<) are not allowed", "Write the lines out in full")
        elif key.text in before:
            lines = f"on line {before[key.text].place.line} and on line {key.place.line}"
            self._fault(key.place, "twice", f'"{key.text[:60]}" is written twice, {lines}',
                              "Keep one, or give one another name")  # fmt: skip
        else:
            return key
        return None

    def _word(self, event: Any, place: Place) -> Word:
        begins, ends, style = event.start_mark, event.end_mark, event.style
        written = self.text[begins.index : ends.index]
        if style in ("|", ">"):
            return Word(event.value, place, "block", written)
        if style:
            if ends.line > begins.line:
                self.quotes = (ends.line, place)
            return Word(event.value, place, "quoted", written)
        if cut := CUT_OFF.match(self.text, ends.index):
            at = Place(self.file, ends.line + 1, ends.column + cut.start(1) - cut.start() + 1)
            self._fault(at, "cut-off", "A space and # cut the wording off here",
                              "Put the wording in quotes, or a space after # where it is a comment")  # fmt: skip
        return Word(event.value, place, "plain", written)

    def _refuse_extras(self, event: Any, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._fault(place, "alias", f"*{str(event.anchor)[:60]} is a YAML alias, which is not allowed",
                              "Write it out in full, or put wording that begins with * in quotes")  # fmt: skip
            return
        if event.anchor is not None:
            self._fault(place, "anchor", f"&{event.anchor[:60]} is a YAML anchor, which is not allowed",
                              "Delete it, or put wording that begins with & in quotes")  # fmt: skip
        if event.tag is not None:
            self._fault(place, "tag", "A YAML tag (!) is not allowed",
                              "Delete it, or put wording that begins with ! in quotes")  # fmt: skip

    def _fault(self, place: Place, code: str, sentence: str, cure: str) -> None:
        self.faults.fault(place, code, sentence, cure)
        if len(self.faults) >= ENOUGH:
            self.faults.raise_if_any()

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _empty(self) -> NoReturn:
        self._stop(Place(self.file, 1, 1), "empty", "This file is empty", BEGIN)

    def _stop(self, place: Place, code: str, sentence: str, cure: str) -> NoReturn:
        """Say this and everything before it; nothing after it can be read."""
        self.faults.fault(place, code, sentence, cure)
        self.faults.raise_if_any()
        raise AssertionError("a fault was just added")
