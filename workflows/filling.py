"""Puts the answers of a case into wording with placeholders."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from components.base import Answer
from components.types import Type
from workflows import conditions
from workflows.conditions import Context, TooManyItems, Tree
from workflows.items import answer_at
from workflows.templates import Each, Part, Slot, Template, When, names_inside, outside

MOST_ITEMS = 10_000
#: What a keyboard ends a line with. `splitlines` knows seven more, which are characters of an answer like any other.
LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template is filled from. `show` gives an answer's lines by its name as it is called outside."""

    names: Mapping[str, Type]
    answers: Mapping[str, Answer]
    context: Context
    show: Callable[[str, Answer], Iterable[str]]


def fill(template: Template, filling: Filling) -> str:
    """The words with the answers in them. What an answer says is put in as it is, never read again.

    An answer of several lines keeps them where its placeholder has a line to itself; else they are joined
    by commas. A missing answer leaves nothing. The template was checked against the same names. Raises
    `TooManyItems` where lists inside lists would go on too long.
    """
    filled = _Filler(filling, {}, template.one_line)
    filled.add(template.parts)
    return "".join(filled.words)


class _Filler:
    """Puts the words together. `words_of` says which list each word of `((each …))` goes through."""

    def __init__(self, filling: Filling, words_of: Mapping[str, str], one_line: bool) -> None:
        self.filling = filling
        self.words_of = words_of
        self.one_line = one_line
        self.words: list[str] = []
        self.dropped = False
        self.items = 0

    def add(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            match part:
                case str():
                    self._say(part)
                case Slot(name, _, alone):
                    self._say(self._shown(name, alone and not self.one_line))
                case When(condition, inside):
                    self._when(condition, inside)
                case Each() as each:
                    self._each(each)

    def _say(self, words: str) -> None:
        """Where words fell away between two blank lines, one blank line stays."""
        if self.dropped and words.startswith("\n"):
            words = words[1:]
        self.dropped = False
        self.words.append(words)

    def _fell_away(self) -> None:
        before = next((words for words in reversed(self.words) if words), "")
        self.dropped = not before or before.endswith("\n\n")

    def _when(self, condition: Tree, inside: tuple[Part, ...]) -> None:
        test = conditions.compile(condition, self.filling.names)
        if conditions.holds(test, self.filling.answers, self.filling.context):
            self.add(inside)
        else:
            self._fell_away()

    def _each(self, each: Each) -> None:
        items = self.filling.answers.get(each.source) or []
        self.items += len(items)
        if self.items > MOST_ITEMS:
            raise TooManyItems(f"Wording may go through {MOST_ITEMS:,} items of lists at most")
        around, words_of = self.filling, self.words_of
        self.words_of = {**words_of, each.word: outside(each.source, words_of)}
        names = names_inside(around.names, each)
        for item in items:
            self.filling = replace(around, names=names, answers={**around.answers, **_item(each.word, item)})
            self.add(each.inside)
        self.filling, self.words_of = around, words_of
        if not items:
            self._fell_away()

    def _shown(self, name: str, alone: bool) -> str:
        answer = answer_at(self.filling.answers, name)
        if answer is None:
            return ""
        shown = self.filling.show(outside(name, self.words_of), answer)
        lines = [line for text in shown for line in LINE_END.split(text)]
        return ("\n" if alone else ", ").join(lines)


def _item(word: str, item: Any) -> dict[str, Answer]:
    """An item's answers by the names they have inside `((each …))`."""
    return {f"{word}.{key}": answer for key, answer in item.items()} if isinstance(item, Mapping) else {word: item}
