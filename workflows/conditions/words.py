"""A tree in plain English, for the picture, the explanation of a decision and the list of changes."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from components.joining import joined
from workflows.conditions import tree as node
from workflows.conditions.scope import outside
from workflows.conditions.tree import Tree

SAID = {
    "<": "is less than {}", "<=": "is {} or less", ">": "is more than {}", ">=": "is {} or more",
    "does not include": "does not include {}", "includes": "includes {}",
}  # fmt: skip
WHICH = {"any": "at least one", "all": "every", "no": "no"}
SIGNS = {"+": "plus", "-": "less", "*": "times", "/": "divided by"}


def in_words(tree: Tree, labels: Mapping[str, str]) -> str:
    """A sentence without its capital and full stop; `labels` says how a name is called: `children.age` too."""
    return _Speaker(labels, {}).say(tree)


def constant_in_words(value: object) -> str:
    """A value as people read it: £16,000, 24 September 2026, 5:30pm, 10 working days."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return f"£{value / 100:,.2f}".removesuffix(".00")
        case Decimal():
            return f"{value:,f}"
        case date():
            return f"{value.day} {value:%B %Y}"
        case time():
            return f"{value.hour % 12 or 12}:{value:%M}{'am' if value.hour < 12 else 'pm'}"
    return str(value)


class _Speaker:
    def __init__(self, labels: Mapping[str, str], words: Mapping[str, str]) -> None:
        self.labels = labels
        self.words = words

    def say(self, tree: Tree) -> str:
        match tree:
            case node.Constant(value=value):
                return f"“{value}”" if isinstance(value, str) else constant_in_words(value)
            case node.Clock(word):
                return word
            case node.Name(path):
                return self.name(path)
            case node.Negative(value):
                return f"minus {self.part(value)}"
            case node.Arithmetic(first, (("+" | "-" as sign, node.Constant(type="duration", value=span)),)):
                return f"{span} {'after' if sign == '+' else 'before'} {self.part(first)}"
            case node.Arithmetic(first, rest):
                return " ".join([self.part(first), *(f"{SIGNS[sign]} {self.part(part)}" for sign, part in rest)])
            case node.YearsBetween(one, other):
                return f"the whole years between {self.say(one)} and {self.say(other)}"
            case node.Count(of):
                return f"the number of {self.name(of.path)}"
            case node.Total(of):
                return f"the total of {self.column(of.path)}"
            case node.If(test, then, otherwise):
                return f"{self.say(then)} if {self.part(test)}, otherwise {self.say(otherwise)}"
            case node.Not(test):
                return f"it is not so that {self.part(test)}"
            case node.And(tests):
                return " and ".join(map(self.part, tests))
            case node.Or(tests):
                return " or ".join(map(self.part, tests))
        return self.test(tree)

    def test(self, tree: Tree) -> str:
        match tree:
            case node.Compare(left, how, right):
                return f"{self.side(left)} {SAID.get(how, how + ' {}').format(self.side(right))}"
            case node.OneOf(left, options, negated):
                return f"{self.side(left)} is {'not ' if negated else ''}{joined(map(self.side, options), 'or')}"
            case node.Between(left, low, high):
                return f"{self.side(left)} is between {self.side(low)} and {self.side(high)}"
            case node.Within(left, span, of):
                return f"{self.side(left)} is within {self.side(span)} of {self.side(of)}"
            case node.IsMissing(left, negated):
                return f"{self.side(left)} has {'an' if negated else 'no'} answer"
            case node.Quantified(which, word, source, has):
                inside = _Speaker(self.labels, {**self.words, word: outside(source.path, self.words)})
                return f"{WHICH[which]} {word} in {self.name(source.path)} has: {inside.say(has)}"
        raise TypeError(tree)

    def part(self, tree: Tree) -> str:
        """In brackets where reading on would mix it up with what stands around it."""
        whole = isinstance(tree, node.And | node.Or | node.Not | node.If | node.Arithmetic | node.Quantified)
        return f"({self.say(tree)})" if whole else self.say(tree)

    def side(self, tree: Tree) -> str:
        """One side of a test, where a sum needs no brackets."""
        return self.say(tree) if isinstance(tree, node.Arithmetic) else self.part(tree)

    def name(self, path: str) -> str:
        label = self.labels.get(outside(path, self.words))
        return f"“{label}”" if label else path.replace("_", " ").replace(".", "’s ")

    def column(self, path: str) -> str:
        source, _, key = path.rpartition(".")
        label = self.labels.get(outside(path, self.words))
        return f"“{label}”" if label else f"{key.replace('_', ' ')} in {self.name(source)}"
