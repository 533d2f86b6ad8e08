"""When a question on paper is asked, as its reader can tell: “if you answered “Deep” to question 3”."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from components.base import Question, Seen
from components.controls import Many, One
from components.joining import listed
from components.money import in_pounds
from components.wording import Day, Figure, run, says
from workflows.asking import Asked
from workflows.conditions import in_words
from workflows.conditions import tree as node
from workflows.conditions.tree import Tree
from workflows.conditions.words import constant_in_words


@dataclass(frozen=True)
class Known:
    """A question that conditions may name: how the paper calls it, such as "question 3"."""

    called: str
    question: Question


@dataclass(frozen=True)
class OnlyIf:
    known: Mapping[str, Known]
    seen: Seen

    def beside(self, neighbours: Iterable[Asked]) -> "OnlyIf":
        """The same inside a question, where its own are called by bare names."""
        own = {one.id: Known(says("“{label}”", label=one.question.label), one.question) for one in neighbours}
        return replace(self, known={**self.known, **own})

    def said(self, tree: Tree) -> str:
        """What must be so. Where a test is harder than its reader can be told by numbers, the labels say it."""
        labels = {name: one.question.label for name, one in self.known.items()}
        return self._clause(tree) or in_words(tree, labels)

    def _clause(self, tree: Tree) -> str:
        match tree:
            case node.And(tests) | node.Or(tests):
                parts = [self._inner(test) for test in tests]
                return listed(parts, "and" if isinstance(tree, node.And) else "or") if all(parts) else ""
            case node.IsMissing(node.Name(path), negated) if path in self.known:
                called = self.known[path].called
                there = says("you answered {question}", question=called)
                return there if negated else says("you did not answer {question}", question=called)
            case node.Compare(node.Count(node.Name(path)), ">", node.Constant(value=0)) if path in self.known:
                return says("you answered {question}", question=self.known[path].called)
            case node.Compare(node.Name(path), how, value) if path in self.known:
                same = self._answered(path, how, [value]) if isinstance(value, node.Constant) else ""
                return same or self._more_or_less(path, how, value)
            case node.OneOf(node.Name(path), options, negated) if path in self.known:
                values = [one for one in options if isinstance(one, node.Constant)]
                whole = len(values) == len(options)
                return self._answered(path, "is not" if negated else "is", values) if whole else ""
        return ""

    def _inner(self, tree: Tree) -> str:
        """In brackets where reading on would mix it up with what stands around it."""
        said = self._clause(tree)
        return run(("(", said, ")"), "") if said and isinstance(tree, node.And | node.Or) else said

    def _more_or_less(self, path: str, how: str, right: Tree) -> str:
        called = self.known[path].called
        value = _said(right.value) if isinstance(right, node.Constant) else in_words(right, {})
        return {
            "<": says("your answer to {question} is less than {value}", question=called, value=value),
            "<=": says("your answer to {question} is {value} or less", question=called, value=value),
            ">": says("your answer to {question} is more than {value}", question=called, value=value),
            ">=": says("your answer to {question} is {value} or more", question=called, value=value),
            "is before": says("your answer to {question} is before {value}", question=called, value=value),
            "is after": says("your answer to {question} is after {value}", question=called, value=value),
            "is not before": says("your answer to {question} is {value} or later", question=called, value=value),
            "is not after": says("your answer to {question} is {value} or earlier", question=called, value=value),
        }.get(how, "")

    def _answered(self, path: str, how: str, values: list[node.Constant]) -> str:
        one = self.known[path]
        answers = listed((says("“{label}”", label=self._label(one.question, value)) for value in values), "or")
        return {
            "is": says("you answered {answers} to {question}", answers=answers, question=one.called),
            "is not": says("your answer to {question} is not {answers}", answers=answers, question=one.called),
            "includes": says("you ticked {answers} at {question}", answers=answers, question=one.called),
            "does not include": says("you did not tick {answers} at {question}", answers=answers, question=one.called),
        }.get(how, "")

    def _label(self, question: Question, value: node.Constant) -> str:
        """The words beside the box to tick, where rules know it by another value."""
        meant = constant_in_words(value.value)
        options = [
            option for control in question.controls(None, self.seen) if isinstance(control, One | Many)
            for option in control.options
        ]  # fmt: skip
        return next((option.label for option in options if option.value == meant), _said(value.value))


def _said(value: object) -> str:
    """A value of a rule, so that it can be said in another language."""
    words = constant_in_words(value)
    match value:
        case bool():
            return words
        case int():
            return in_pounds(value)
        case Decimal():
            return Figure(words, f"{value:f}")
        case date():
            return Day(words, value.isoformat())
        case time():
            return Day(words, f"{value:%H:%M}")
    return words
