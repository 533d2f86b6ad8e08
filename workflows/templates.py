"""Wording with placeholders: `((name))`, `((if …))…((end))`, `((each child in children))…((end))`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, NoReturn, TypeAlias

from components.types import Type
from workflows import conditions
from workflows.conditions import Flaw, Tree, Wrong
from workflows.conditions import tree as node
from workflows.faults import MOST, did_you_mean

LONGEST = 100_000
DEEPEST = 32
MOST_PLACEHOLDERS = 1_000
#: A condition may have 2,000 characters, and a placeholder stands on one line.
LONGEST_PLACEHOLDER = 2_100

NAME = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
SLOT = re.compile(NAME)
EACH = re.compile(rf"each +([a-z][a-z0-9_]*) +in +({NAME})")
#: What may stand inside a placeholder, piece by piece: quoted text whole, so that its brackets do not count.
PIECES = re.compile(r'"(?:[^"\n]|"")*"|[()\n]|[^"()\n]+|"')
#: `((if …))`, `((each …))` and `((end))` alone on a line leave no line behind.
REST_OF_LINE = re.compile(r" *(?:\n|\Z)")
LIKE_THIS = "Write ((name)), ((if condition)), ((each child in children)) or ((end))"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an answer is put; `at` counts characters from the beginning of the text."""

    name: str
    at: int
    #: Whether it has a line to itself.
    alone: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """Words that are there where the condition holds; `at` is where the condition begins."""

    condition: Tree
    inside: tuple["Part", ...]
    at: int


@dataclass(frozen=True, slots=True)
class Each:
    """Words once an item of a list, or once an option chosen."""

    word: str
    source: str
    inside: tuple["Part", ...]
    at: int


Part: TypeAlias = str | Slot | When | Each


@dataclass(frozen=True, slots=True)
class Template:
    parts: tuple[Part, ...]
    #: Whether it is a title or subject: answers of several lines are put into one.
    one_line: bool


class Reading(NamedTuple):
    """A name that is read, as it is called outside (`children.age`), and whether it may be missing there."""

    name: str
    guarded: bool
    at: int


def parse(text: str) -> Template:
    """Read wording, or raise `Wrong` with a flaw for every placeholder that cannot be read."""
    if len(text) > LONGEST:
        raise Wrong([Flaw(0, "too-large", f"This is over {LONGEST:,} characters", "Shorten it")])
    return Template(_Parser(text).whole(), one_line="\n" not in text.strip())


def check(template: Template, names: Mapping[str, Type]) -> None:
    """Check every placeholder against the types of the answers; raise `Wrong` with all that does not fit."""
    flaws = list(islice(_misfits(template.parts, names), MOST))
    if flaws:
        raise Wrong(flaws)


def reads(template: Template) -> tuple[Reading, ...]:
    """Every name that is read, in the order of the text.

    A placeholder is guarded where a condition around it makes sure that its answer is there. What a condition
    itself reads is guarded always: a test on a missing answer does not hold.
    """
    return tuple(_readings(template.parts, (), {}))


class _Parser:
    """Goes through the text once. `open` holds what is begun and not ended, with the parts inside so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flaws: list[Flaw] = []
        self.open: list[tuple[When | Each | None, list[Part]]] = [(None, [])]

    def whole(self) -> tuple[Part, ...]:
        at = 0
        for count, (start, end) in enumerate(self._placeholders()):
            inside = self.text[start + 2 : end - 2]
            said = inside.strip()
            if count >= MOST_PLACEHOLDERS:
                self._stop(start, "too-many", f"There are over {MOST_PLACEHOLDERS:,} placeholders", "Use fewer")
            line = self._line(start, end)
            begin, after = (start, end) if line is None or _slot(said) else line
            self._put(self.text[at:begin])
            self._placeholder(said, start + 2 + len(inside) - len(inside.lstrip()), line is not None)
            at = after
        self._put(self.text[at:])
        for opened, _ in self.open[1:]:
            self._flaw(opened.at if opened else 0, "not-ended", "This has no ((end))", "Write ((end)) after its words")
        if self.flaws:
            raise Wrong(self.flaws)
        return tuple(self.open[0][1])

    def _placeholders(self) -> Iterator[tuple[int, int]]:
        at = self.text.find("((")
        while at >= 0:
            end = self._end(at)
            if end:
                yield at, end
            else:
                self._flaw(at, "not-closed", "This placeholder is not closed on its line", "Close it with ))")
                end = self.text.find("\n", at)
            at = self.text.find("((", end) if end >= 0 else -1

    def _end(self, start: int) -> int:
        """Where a placeholder ends; 0 where it does not. Brackets inside a condition belong to it."""
        depth = 0
        for piece in PIECES.finditer(self.text, start, start + LONGEST_PLACEHOLDER):
            if piece[0] == "\n":
                return 0
            depth += {"(": 1, ")": -1}.get(piece[0], 0)
            if depth == 0:
                return piece.end()
        return 0

    def _line(self, start: int, end: int) -> tuple[int, int] | None:
        """The whole line of a placeholder that has a line to itself."""
        before = self.text.rfind("\n", 0, start) + 1
        after = REST_OF_LINE.match(self.text, end)
        return (before, after.end()) if after and self.text[before:start].isspace() | (before == start) else None

    def _put(self, words: str) -> None:
        if words:
            self.open[-1][1].append(words)

    def _placeholder(self, said: str, at: int, alone: bool) -> None:
        if said == "end":
            self._close(at)
        elif said.startswith("if "):
            self._begin(When(self._condition(said[3:], at + 3), (), at + 3))
        elif found := EACH.fullmatch(said):
            self._begin(Each(found[1], found[2], (), at))
        elif _slot(said):
            self.open[-1][1].append(Slot(said, at, alone))
        else:
            self._flaw(at, "placeholder", f'"{said[:60]}" is no placeholder', LIKE_THIS)

    def _condition(self, text: str, at: int) -> Tree:
        try:
            return conditions.parse(text)
        except Wrong as error:
            self.flaws += _moved(error, at)
            return node.Constant("yes or no", True)

    def _begin(self, opened: When | Each) -> None:
        if len(self.open) > DEEPEST:
            self._stop(opened.at, "too-deep", f"This is nested deeper than {DEEPEST}", "Take it apart")
        self.open.append((opened, []))

    def _close(self, at: int) -> None:
        opened, inside = self.open[-1]
        if opened is None:
            self._flaw(at, "not-begun", "There is nothing for this ((end)) to end", "Delete it")
            return
        self.open.pop()
        self.open[-1][1].append(replace(opened, inside=tuple(inside)))

    def _flaw(self, at: int, code: str, sentence: str, cure: str) -> None:
        self.flaws.append(Flaw(at, code, sentence, cure))

    def _stop(self, at: int, code: str, sentence: str, cure: str) -> NoReturn:
        self._flaw(at, code, sentence, cure)
        raise Wrong(self.flaws)


def _slot(said: str) -> bool:
    return said != "end" and SLOT.fullmatch(said) is not None


def _moved(error: Wrong, at: int) -> list[Flaw]:
    """The flaws of a condition, counted from the beginning of the whole text."""
    return [flaw._replace(offset=flaw.offset + at) for flaw in error.problems]


def names_inside(names: Mapping[str, Type], each: Each) -> Mapping[str, Type]:
    """The names that are known inside `((each …))`: those around it, and the word's own."""
    source = names.get(each.source)
    if source is None:
        return names
    if source.name == "choices":
        return {**names, each.word: Type("choice", source.options)}
    return {**names, **{f"{each.word}.{key}": type for key, type in source.inside.items()}}


def _misfits(parts: tuple[Part, ...], names: Mapping[str, Type]) -> Iterator[Flaw]:
    for part in parts:
        match part:
            case Slot(name, at) if name not in names:
                yield Flaw(at, "unknown-name", f'There is no answer "{name[:60]}"', _cure_for(name, names))
            case When(condition, inside, at):
                try:
                    conditions.check_condition(condition, names)
                except Wrong as error:
                    yield from _moved(error, at)
                yield from _misfits(inside, names)
            case Each(word, source, inside, at):
                fits = source in names and names[source].name in ("list", "choices")
                if not fits:
                    lists = [name for name, type in names.items() if type.name in ("list", "choices")]
                    yield Flaw(at, "not-a-list", f'"{source[:60]}" is no list',
                               did_you_mean(source, lists) or "Name a question of type list or choices")  # fmt: skip
                elif names[source].name == "choices" and not names[source].options:
                    yield Flaw(at, "not-a-list", f'The options of "{source[:60]}" are kept by another system',
                               f"Write (({source})), which says all that were chosen")  # fmt: skip
                elif any(name.partition(".")[0] == word for name in names):
                    yield Flaw(at, "taken", f'"{word[:60]}" is the name of an answer', "Use another word")
                else:
                    yield from _misfits(inside, names_inside(names, part))


def _cure_for(name: str, names: Mapping[str, Type]) -> str:
    """What to write for a name that means nothing here; an item of a list is named inside `((each …))`."""
    word, _, key = name[:60].partition(".")
    source = next((one for one, kind in names.items() if kind.name == "list" and key in kind.inside), "")
    if source:
        return f"Write ((each {word} in {source}))…((end)) around it"
    return did_you_mean(name, names) or "Name a question of this service"


def _readings(parts: tuple[Part, ...], tests: tuple[Tree, ...], words: Mapping[str, str]) -> Iterator[Reading]:
    for part in parts:
        match part:
            case Slot(name, at):
                yield _read(name, tests, words, at)
            case When(condition, inside, at):
                tested = sorted(read.name for read in conditions.reads(condition))
                yield from (Reading(outside(name, words), True, at) for name in tested)
                yield from _readings(inside, (*tests, condition), words)
            case Each(word, source, inside, at):
                yield _read(source, tests, words, at)
                yield from _readings(inside, tests, {**words, word: outside(source, words)})


def _read(name: str, tests: tuple[Tree, ...], words: Mapping[str, str], at: int) -> Reading:
    """What a placeholder reads where the tests around it hold: guarded as in `if … then … else`."""
    tree: Tree = node.Name(name)
    for test in reversed(tests):
        tree = node.If(test, tree, node.Constant("text", ""))
    guarded = conditions.Read(name, True) in conditions.reads(tree)
    return Reading(outside(name, words), guarded, at)


def outside(name: str, words: Mapping[str, str]) -> str:
    """How a name is called outside: what `child.age` is in `children` is `children.age`."""
    word, dot, key = name.partition(".")
    return f"{words[word]}{dot}{key}" if word in words else name
