"""What single words of a definition mention: in a name, a condition, a placeholder, a table's cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias, get_args

from components.types import Type
from workflows import conditions, tables, templates
from workflows.conditions import Tree, Wrong
from workflows.conditions import tree as node
from workflows.conditions.cells import Cell, tested
from workflows.declared import House, Known, outside
from workflows.faults import Place
from workflows.reading import Word, place_inside

Sort: TypeAlias = Literal[
    "step", "answer", "option", "message", "document", "outcome", "part",
    "team", "group of teams", "calendar", "service", "shared group",
]  # fmt: skip
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, order=True, slots=True)
class Thing:
    """What is named. `owner` is the file that it belongs to, "" where all share it.

    An answer is called as it is outside of everything: `children.age`. An option has its value, too.
    """

    sort: Sort
    owner: str
    name: str
    value: str = ""

    @property
    def called(self) -> str:
        """What stands where it is named."""
        return self.value or self.name.rpartition(".")[2]

    def __str__(self) -> str:
        return f"the option “{self.value}” of {self.name}" if self.value else f"the {self.sort} {self.name}"


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    place: Place
    thing: Thing
    #: Whether it is here that the thing is made.
    declares: bool = False
    #: Whether somebody outside of the definitions knows it by this very name.
    fixed: bool = False


Mentions: TypeAlias = Iterator[Mention]


@dataclass(frozen=True)
class Reader:
    """Reads words at one spot of a service.

    `words` says which list each `for each` around goes through, `beside` what neighbours are called outside.
    """

    known: Known
    house: House
    words: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    def inside(self, word: str, source: str) -> "Reader":
        return replace(self, words={**self.words, word: self.path(source)})

    # Names

    def id(self, sort: Sort, word: Any, declares: bool = False, start: int = 0, fixed: bool = False) -> Mentions:
        """A name of this service that stands as a whole word, or from a character on."""
        yield from self._whole(Thing(sort, self.known.path, ""), word, declares, start, fixed)

    def shared(self, sort: Sort, word: Any, declares: bool = False) -> Mentions:
        yield from self._whole(Thing(sort, "", ""), word, declares)

    def _whole(self, thing: Thing, word: Any, declares: bool, start: int = 0, fixed: bool = False) -> Mentions:
        if isinstance(word, Word) and (name := word.text[start:].strip()):
            at = word.text.index(name, start)
            yield Mention(place_inside(word, at), replace(thing, name=name), declares, fixed)

    def path(self, name: str) -> str:
        """How an answer is called outside, that is named so here."""
        return outside(outside(name, self.beside), self.words)

    def answer(self, word: Word, name: str, at: int = 0, declares: bool = False, fixed: bool = False) -> Mentions:
        """Every answer in a name such as `child.age` or `parent.email`; a loop's own word is none."""
        parts = name.split(".")
        for number, part in enumerate(parts):
            if number or part not in self.words:
                thing = self.thing(self.path(".".join(parts[: number + 1])))
                if thing:
                    yield Mention(place_inside(word, at), thing, declares and number == len(parts) - 1, fixed)
            at += len(part) + 1

    def thing(self, path: str) -> Thing | None:
        """The answer at a path; of a shared group it is the group's. None where nobody is asked it."""
        if path in self.known.kinds:
            return Thing("answer", self.known.path, path)
        group, name = self._in_group(path)
        return Thing("answer", group.path, name) if group and name in group.kinds else None

    def kind(self, path: str) -> str:
        group, name = self._in_group(path)
        return group.kinds.get(name, "") if group else self.known.kinds.get(path, "")

    def _in_group(self, path: str) -> tuple[Known | None, str]:
        for use, group in self.known.uses.items():
            if path.startswith(f"{use}."):
                return self.house.services.get(group), path.removeprefix(f"{use}.")
        return None, ""

    def step_or_answer(self, word: Any) -> Mentions:
        """Where either may stand the step is meant."""
        if isinstance(word, Word):
            name = word.text.strip()
            if name in self.known.ids:
                yield from self.id("step", word)
            else:
                yield from self.answer(word, name, word.text.index(name))

    def team_or_answer(self, word: Any) -> Mentions:
        if isinstance(word, Word):
            name = word.text.strip()
            if name in self.house.teams:
                yield from self.shared("team", word)
            else:
                yield from self.answer(word, name, word.text.index(name))

    # Options

    def option(self, path: str, word: Word, value: str, at: int, declares: bool = False) -> Mentions:
        """An option of a question, or a team chosen, where its first character is at `at`."""
        kind, thing = self.kind(path), self.thing(path)
        if kind == "team" and value in self.house.teams:
            yield Mention(place_inside(word, at), Thing("team", "", value))
        elif kind in ("choice", "choices") and thing and value:
            yield Mention(place_inside(word, at), Thing("option", thing.owner, thing.name, value), declares)

    def options_of(self, path: str, word: Any, declares: bool = False) -> Mentions:
        if isinstance(word, Word):
            value = word.text.strip()
            yield from self.option(path, word, value, word.text.find(value), declares)

    # Conditions

    def expression(self, word: Any) -> Mentions:
        """What a condition or a value names; one that cannot be read names nothing."""
        if isinstance(word, Word):
            try:
                yield from self.tree(word, conditions.parse(word.text))
            except Wrong:
                return

    def tree(self, word: Word, tree: Tree, start: int = 0) -> Mentions:
        """`start` is where in the word the text of the tree begins."""
        match tree:
            case node.Name(path, at):
                yield from self.answer(word, path, start + at)
            case node.Quantified(_, bound, source, has):
                yield from self.tree(word, source, start)
                yield from self.inside(bound, source.path).tree(word, has, start)
                return
            case node.Compare(node.Name(path), _, value) | node.Compare(value, _, node.Name(path)):
                yield from self._constants(path, word, (value,), start)
            case node.OneOf(node.Name(path), options):
                yield from self._constants(path, word, options, start)
        for part in conditions.parts(tree):
            yield from self.tree(word, part, start)

    def _constants(self, path: str, word: Word, values: tuple[Tree, ...], start: int = 0) -> Mentions:
        for value in values:
            if isinstance(value, node.Constant) and isinstance(value.value, str):
                at = start + value.at
                yield from self.option(self.path(path), word, value.value, at + (word.text[at : at + 1] == '"'))

    # Wording

    def template(self, word: Any) -> Mentions:
        if isinstance(word, Word):
            try:
                yield from self._parts(word, templates.parse(word.text).parts)
            except Wrong:
                return

    def _parts(self, word: Word, parts: tuple[templates.Part, ...]) -> Mentions:
        for part in parts:
            match part:
                case templates.Slot(name, at):
                    yield from self.answer(word, name, at)
                case templates.When(condition, inside, at):
                    yield from self.tree(word, condition, at)
                    yield from self._parts(word, inside)
                case templates.Each(bound, source, inside, at):
                    found = templates.EACH.match(word.text, at)
                    yield from self.answer(word, source, found.start(2)) if found else ()
                    yield from self.inside(bound, source)._parts(word, inside)

    # Tables

    def table(self, word: Any, prefix: str) -> Mentions:
        """Left of `||` answers and tests on them, right of it what is given."""
        lines = tables.cells(word.text) if isinstance(word, Word) else ()
        for number, line in enumerate(lines):
            for head, cell in zip(lines[0].left, line.left, strict=False):
                yield from self._test(word, head, cell) if number else self.answer(word, head.text, cell.at)
            for head, cell in zip(lines[0].right, line.right, strict=False):
                path = prefix + head.text
                if number:
                    quoted = cell.text.startswith('"')
                    yield from self.option(path, word, cell.text.strip('"'), cell.at + quoted)
                elif thing := self.thing(path):
                    yield Mention(place_inside(word, cell.at), thing)

    def _test(self, word: Word, head: Cell, cell: Cell) -> Mentions:
        kind = self.kind(self.path(head.text))
        if kind not in ("choice", "choices", "team"):
            return
        try:
            test = tested(node.Name(head.text), Type(kind), cell)  # type: ignore[arg-type]  # it is one of three
        except Wrong:
            return
        pending = [test] if test else []
        while pending:
            one = pending.pop()
            yield from self._constants(head.text, word, (one,))
            pending += conditions.parts(one)
