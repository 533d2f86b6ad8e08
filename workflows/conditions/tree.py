"""The tree of a condition: one frozen node for each thing that can be said.

Types, reads, plain English, closures and proofs all come from this tree and nothing else. `at` is the
node's first character in the text and takes no part in equality. A word that a quantifier binds stands in
the tree as the designer wrote it: in `any child in children has child.age < 5` the name is `child.age`.
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Literal, TypeAlias

from components.types import TypeName
from workflows.durations import Duration

Comparison = Literal[
    "is", "is not", "<", "<=", ">", ">=", "is before", "is after", "is not before", "is not after",
    "includes", "does not include",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constant:
    """A value as written: text, number (Decimal), money (int pence), date, time, duration, yes or no."""

    type: TypeName
    value: str | Decimal | int | date | time | Duration | bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """An answer, or the word of a quantifier with or without what is asked inside: `child`, `child.age`."""

    path: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Clock:
    """The day or the moment at which the condition is looked at."""

    word: Literal["today", "now"]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    value: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`first`, then each operator and value in turn; only `+ -` or only `* /`, so that long sums stay flat."""

    first: "Tree"
    rest: tuple[tuple[Literal["+", "-", "*", "/"], "Tree"], ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class YearsBetween:
    """Whole years from the earlier of two dates to the later."""

    one: "Tree"
    other: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a list has, or how many options of a `choices` were chosen."""

    of: Name
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of an answer over every item of a list: `incomes.amount`."""

    of: Name
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """`otherwise` is taken where the test does not hold, so also where what it tests is missing."""

    test: "Tree"
    then: "Tree"
    otherwise: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    left: "Tree"
    how: Comparison
    right: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    left: "Tree"
    options: tuple["Tree", ...]
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """From `low` to `high`, both included."""

    left: "Tree"
    low: "Tree"
    high: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """No further than `span` before or after `of`, both ends included."""

    left: "Tree"
    span: "Tree"
    of: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class IsMissing:
    """The only test that sees a missing answer; always holds or does not."""

    left: "Tree"
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """`which` of the items of `source` pass the test `has`, in which `word` is the item."""

    which: Literal["any", "all", "no"]
    word: str
    source: Name
    has: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    test: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    tests: tuple["Tree", ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    tests: tuple["Tree", ...]
    at: int = field(default=0, compare=False)


Test: TypeAlias = Compare | OneOf | Between | Within | IsMissing | Quantified | Not | And | Or
Tree: TypeAlias = Constant | Name | Clock | Negative | Arithmetic | YearsBetween | Count | Total | If | Test

#: What holds or does not. An `If` between tests is one too; a bare yes-or-no answer is not.
TESTS = (Compare, OneOf, Between, Within, IsMissing, Quantified, Not, And, Or)
