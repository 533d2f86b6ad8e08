"""Reads the text of a condition or a value into its tree: total, bounded, and in words when it cannot.

From loosest to tightest: `if`, `or`, `and`, `not`, one test, `+ -`, `* /`, a minus sign, a single thing.
What a quantifier `has` is one test; more than one stands in brackets.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NoReturn

from workflows.conditions import tree as node
from workflows.conditions.constants import constant
from workflows.conditions.lexer import Token, tokens
from workflows.conditions.tree import Tree
from workflows.conditions.wrong import Flaw, Wrong
from workflows.durations import UNITS
from workflows.faults import did_you_mean

DEEPEST = 32
SIGNS = ("<", "<=", ">", ">=")
CONSTANTS = ("text", "money", "date", "duration", "time", "number")

#: Words that can stand after a value or a test.
JOINING = ("and", "or", "is", "includes", "then", "else")
UNITS_OF_TIME = tuple(f"{unit}s" for unit in UNITS)

#: Words with a meaning of their own, which no answer can be called by.
WORDS = frozenset([
    "and", "or", "not", "is", "one", "of", "includes", "does", "include", "between", "before",
    "after", "within", "missing", "any",
    "all", "no", "in", "has", "count", "total", "today", "now", "years", "if", "then", "else", "yes",
])  # fmt: skip


@lru_cache(maxsize=10_000)
def parse(text: str) -> Tree:
    """The tree of a text; any text gives a tree or `Wrong`. Kept, because a service is read at each pause in typing."""
    return _Parser(tokens(text)).whole(_Parser.expression)


def parse_value(text: str, start: int) -> Tree:
    """A value that is a piece of a longer text and begins at `start` there, which places count from."""
    return _Parser(tokens(text, start)).whole(_Parser.sum)


#: Words that people write for a comparison, and the sign that says it here.
MEANT = {
    **dict.fromkeys(("more", "greater", "over", "above", "bigger", "larger"), ">"),
    **dict.fromkeys(("less", "fewer", "under", "below", "smaller"), "<"),
}
JOIN = 'Join two tests with "and" or "or"; put text in quotes'


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.position = 0
        self.depth = 0

    # What comes next

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def ended(self) -> bool:
        return self.token.sort == "end"

    def sees(self, *words: str) -> bool:
        ahead = self.tokens[self.position : self.position + len(words)]
        return [token.text for token in ahead if token.sort in ("word", "sign")] == list(words)

    def take(self, *words: str) -> bool:
        """Step over these words, if they come next."""
        if not self.sees(*words):
            return False
        self.position += len(words)
        return True

    def need(self, word: str, cure: str) -> None:
        if not self.take(word):
            self.fail("unfinished", f'"{word}" is needed {self.here()}', cure)

    def here(self) -> str:
        return "at the end" if self.ended() else f"before {self.token.text}"

    def fail(self, code: str, sentence: str, cure: str) -> NoReturn:
        raise Wrong([Flaw(self.token.at, code, sentence, cure)])

    def nested(self, read: Callable[[], Tree]) -> Tree:
        if self.depth == DEEPEST:
            self.fail("too-deep", f"This is nested more than {DEEPEST} deep", "Work out a part of it in a step before")
        self.depth += 1
        found = read()
        self.depth -= 1
        return found

    # From the loosest

    def whole(self, read: Callable[["_Parser"], Tree]) -> Tree:
        if self.ended():
            self.fail("empty", "Nothing is written here", 'Write a condition, such as: depth is "Deep"')
        found = read(self)
        if not self.ended():
            self.fail_after()
        return found

    def fail_after(self) -> NoReturn:
        before = self.tokens[self.position - 1]
        known = (*JOINING, *UNITS_OF_TIME) if before.sort == "number" else JOINING
        near = (token.text for token in self.tokens[max(0, self.position - 2) : self.position + 1])
        sign = next((MEANT[word] for word in near if word in MEANT), "")
        word = self.token.sort == "word"
        guess = did_you_mean(self.token.text, known) if word and self.token.text not in known else ""
        if sign:
            cure = f"Write {sign} instead, as in: age {sign} 18"
        elif word and not guess and before.sort == "word" and self.tokens[self.position - 2].text in ("is", "not"):
            cure = f'Put the words of an option in quotes: "{before.text} {self.token.text}"'
        else:
            cure = guess or JOIN
        self.fail("unexpected", f'"{self.token.text}" cannot stand here', cure)

    def expression(self) -> Tree:
        at = self.token.at
        if not self.take("if"):
            return self.joined("or", node.Or, lambda: self.joined("and", node.And, self.contrary))
        like = "Write it like: if points >= 8 then £0 else £10"
        test = self.nested(self.expression)
        self.need("then", like)
        then = self.nested(self.expression)
        self.need("else", like)
        return node.If(test, then, self.nested(self.expression), at)

    def joined(self, word: str, kind: type[node.And] | type[node.Or], read: Callable[[], Tree]) -> Tree:
        at, tests = self.token.at, [read()]
        while self.take(word):
            tests.append(read())
        return kind(tuple(tests), at) if len(tests) > 1 else tests[0]

    def contrary(self) -> Tree:
        at = self.token.at
        return node.Not(self.nested(self.contrary), at) if self.take("not") else self.test()

    def test(self) -> Tree:
        for which in ("any", "all", "no"):
            if self.sees(which) and self.tokens[self.position + 1].sort == "word":
                return self.quantified(which)
        left = self.sum()
        for sign in SIGNS:
            if self.take(sign):
                return self.compared(left, sign)
        if self.take("includes"):
            return self.compared(left, "includes")
        if self.take("does", "not", "include"):
            return self.compared(left, "does not include")
        return self.after_is(left) if self.take("is") else left

    def compared(self, left: Tree, how: Any) -> Tree:
        return node.Compare(left, how, self.sum(), left.at)

    def after_is(self, left: Tree) -> Tree:
        negated = self.take("not")
        if self.take("missing"):
            return node.IsMissing(left, negated, left.at)
        if self.take("one", "of"):
            return node.OneOf(left, self.options(), negated, left.at)
        for word in ("before", "after"):
            if self.take(word):
                return self.compared(left, f"is not {word}" if negated else f"is {word}")
        if self.sees("between") or self.sees("within"):
            return self.between_or_within(left, negated)
        return self.compared(left, "is not" if negated else "is")

    def between_or_within(self, left: Tree, negated: bool) -> Tree:
        word = self.token.text
        if negated:
            self.fail(
                "not-said-so", f'"is not {word}" is not said here', f"Put not before the whole: not age is {word} …"
            )
        self.position += 1
        first = self.sum()
        if word == "between":
            self.need("and", "Write it like: age is between 5 and 16")
            return node.Between(left, first, self.sum(), left.at)
        self.need("of", "Write it like: due is within 5 working days of today")
        return node.Within(left, first, self.sum(), left.at)

    def options(self) -> tuple[Tree, ...]:
        found = [self.sum()]
        while self.take(","):
            found.append(self.sum())
        return tuple(found)

    def quantified(self, which: Any) -> Tree:
        like = f"Write it like: {which} child in children has child.age < 5"
        at = self.token.at
        self.position += 1
        word = self.name(like)
        if "." in word.path:
            raise Wrong([Flaw(word.at, "unreadable", "The word for one item has no dot in it", like)])
        self.need("in", like)
        source = self.name(like)
        self.need("has", like)
        return node.Quantified(which, word.path, source, self.nested(self.contrary), at)

    def sum(self) -> Tree:
        return self.calculated(("+", "-"), lambda: self.calculated(("*", "/"), self.signed))

    def calculated(self, signs: tuple[Any, ...], read: Callable[[], Tree]) -> Tree:
        first = read()
        rest: list[tuple[Any, Tree]] = []
        while (sign := self.token.text) in signs and self.take(sign):
            rest.append((sign, read()))
        return node.Arithmetic(first, tuple(rest), first.at) if rest else first

    def signed(self) -> Tree:
        at = self.token.at
        return node.Negative(self.nested(self.signed), at) if self.take("-") else self.single()

    # A single thing

    def single(self) -> Tree:
        token = self.token
        if token.sort in CONSTANTS:
            self.position += 1
            return constant(token)
        if self.take("("):
            inside = self.nested(self.expression)
            self.need(")", "Close the bracket")
            return inside
        return self.worded(token.at)

    def worded(self, at: int) -> Tree:
        for word in ("today", "now"):
            if self.take(word):
                return node.Clock(word, at)
        for word in ("yes", "no"):
            if self.take(word):
                return node.Constant("yes or no", word == "yes", at)
        if self.take("count", "of"):
            return node.Count(self.name("Write it like: count of children > 3"), at)
        if self.take("total", "of"):
            return node.Total(self.name("Write it like: total of incomes.amount > £16,000"), at)
        if self.take("years", "between"):
            like = "Write it like: years between date_of_birth and today"
            one = self.sum()
            self.need("and", like)
            return node.YearsBetween(one, self.sum(), at)
        return self.name("Name an answer, or write a value")

    def name(self, cure: str) -> node.Name:
        token = self.token
        if token.sort != "word" or token.text in WORDS:
            self.fail("unfinished", f"An answer or a value is needed {self.here()}", cure)
        self.position += 1
        return node.Name(token.text, token.at)
