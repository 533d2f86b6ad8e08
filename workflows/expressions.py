"""A condition or a value as it stands in a definition: its words, their place, and its tree.

It is read when the file is read, and bound once to the types of the answers when those are known.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from components.base import Answer
from components.types import Type
from workflows import conditions
from workflows.conditions import MISSING, Context, Tree, Wrong
from workflows.faults import Faults, Place
from workflows.reading import Word, place_inside
from workflows.settings import SCALAR, wrong


class Expression:
    """A condition (`depth is "Deep"`) or a value (`today + 28 days`)."""

    __slots__ = ("_names", "_run", "reads", "text", "tree", "type", "word")

    def __init__(self, word: Word, tree: Tree) -> None:
        self.word = word
        self.text = word.text.strip()
        self.tree = tree
        self.reads = conditions.reads(tree)
        self.type: Type | None = None
        self._names: Mapping[str, Type] = {}
        self._run: conditions.Compiled | None = None

    @property
    def place(self) -> Place:
        return self.word.place

    def bind(self, names: Mapping[str, Type], faults: Faults, condition: bool = False) -> Type | None:
        """Check it against the types of the answers, which it keeps; None where it is at fault."""
        try:
            self.type = (conditions.check_condition if condition else conditions.type_of)(self.tree, names)
        except Wrong as error:
            say(error, self.word, faults)
            self.reads = frozenset()
            return None
        self._names, self._run = names, None
        return self.type

    def run(self) -> conditions.Compiled:
        """Made ready when it is first worked out: most of what an editor reads never is."""
        if self._run is None:
            self._run = conditions.compile(self.tree, self._names)
        return self._run

    def holds(self, answers: Mapping[str, Answer], context: Context) -> bool:
        return conditions.holds(self.run(), answers, context)

    def value(self, answers: Mapping[str, Answer], context: Context) -> Any:
        """Its value, or `MISSING`."""
        return self.run()(answers, context)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.tree == self.tree

    def __hash__(self) -> int:
        return hash(self.text)


def say(error: Wrong, word: Word, faults: Faults) -> None:
    """Turn what is wrong inside a word into faults at its columns."""
    for offset, code, sentence, cure in error.problems:
        faults.fault(place_inside(word, offset), code, sentence, cure)


def read_expression(value: Any) -> Any:
    if isinstance(value, Expression):
        return value
    if not isinstance(value, Word):
        raise wrong("wrong-shape", "A condition is written in words here", 'Write, say, depth is "Deep"', value)
    try:
        return Expression(value, conditions.parse(value.text))
    except Wrong as error:
        offset, code, sentence, cure = error.problems[0]
        raise wrong(code, sentence, cure, place_inside(value, offset)) from None


Condition = Annotated[Expression, BeforeValidator(read_expression), WithJsonSchema(SCALAR)]

__all__ = ["MISSING", "Condition", "Context", "Expression", "read_expression", "say"]
