"""The answers and the conditions of a service by numbers, so that a set of them is one whole number.

A condition that holds, or that does not, says something of others: `is "A"` that `is one of "A", "B"` holds and
`is "B"` does not; a test that compares an answer, that the answer is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.conditions import Tree, parts, reads
from workflows.conditions import tree as node

#: A set of answers or of conditions: the bits of their numbers.
Set = int
NOTHING: Set = 0
#: Of what an answer may be: that it is missing is one value like any other, the first.
MISSING = 1
#: What two constants must be of to be told apart by their values.
TOLD_APART = ("text", "number", "money", "date", "yes or no")


def numbers(some: Set) -> Iterator[int]:
    """The numbers in a set, the lowest first."""
    while some:
        lowest = some & -some
        yield lowest.bit_length() - 1
        some ^= lowest


@dataclass(frozen=True, slots=True)
class Says:
    """What a test says of an answer: its values where the test holds, and where it does not (-1: any)."""

    test: Set
    holding: Set
    failing: Set


class Register:
    """Grows while a service is read; a number never changes."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.trees: list[Tree] = []
        #: By the number of an answer: the tests that read it, those that show it to be there, what they say of it.
        self.reading: dict[int, Set] = defaultdict(int)
        self.showing: dict[int, Set] = defaultdict(int)
        self.about: dict[int, list[Says]] = defaultdict(list)
        #: By the number of an answer that is tested: that it is there, as a test.
        self.there: dict[int, Set] = {}
        #: By the number of a test: the answers that it reads, and those without any of which it does not hold.
        self.reads: list[Set] = []
        self.needs: list[Set] = []
        #: Tests joined by `and`, and by `or`, with their parts.
        self.ands: dict[int, Set] = {}
        self.ors: dict[int, Set] = {}
        self._wholes: dict[int, Set] = defaultdict(int)
        self._contraries: dict[int, Set] = defaultdict(int)
        self._name_numbers: dict[str, int] = {}
        self._test_numbers: dict[Tree, int] = {}
        self._known: dict[int, tuple[Tree, int]] = {}
        self._values: dict[tuple[int, object], int] = {}
        self._followed: dict[tuple[Set, Set, Set, Set], tuple[Set, Set]] = {}

    def name(self, name: str) -> int:
        """The number of an answer."""
        number = self._name_numbers.get(name)
        if number is None:
            number = self._name_numbers[name] = len(self.names)
            self.names.append(name)
        return number

    def known(self, names: Iterable[str]) -> Set:
        """Those of these answers that have a number, as a set."""
        return sum({1 << self._name_numbers[name] for name in names if name in self._name_numbers})

    def test(self, tree: Tree) -> Set:
        """A condition as a set of one."""
        seen = self._known.get(id(tree))  # hashing a tree costs more than all the rest
        if seen is None:
            number = self._test_numbers.get(tree)
            number = self._add(tree) if number is None else number
            seen = self._known[id(tree)] = (tree, number)
        return 1 << seen[1]

    def _add(self, tree: Tree) -> int:
        inner = [self.test(test) for test in tree.tests] if isinstance(tree, node.And | node.Or) else []
        contrary = self.test(tree.test) if isinstance(tree, node.Not) else NOTHING
        number = self._test_numbers[tree] = len(self.trees)
        self.trees.append(tree)
        read = sum({1 << self.name(one.name) for one in reads(tree)})
        self.reads.append(read)
        for name in numbers(read):
            self.reading[name] |= 1 << number
        shown = sum({1 << self.name(name) for name in _shown(tree)})
        for name in numbers(shown):
            self.showing[name] |= 1 << number
        self._say(tree, number, shown)
        self._join(tree, number, inner)
        for other in numbers(contrary):
            self._contraries[other] |= 1 << number
            self._contraries[number] |= contrary
        return number

    def _say(self, tree: Tree, number: int, shown: Set) -> None:
        self.needs.append(shown)
        exact = self._exactly(tree)
        if exact is not None:
            name, values = exact
            self.about[name].append(Says(1 << number, values, ~values))
            if name not in self.there:
                self.there[name] = 1 << number if values == ~MISSING else NOTHING
                self.there[name] = self.test(node.IsMissing(node.Name(self.names[name]), True))
        else:
            for name in numbers(shown):
                self.about[name].append(Says(1 << number, ~MISSING, -1))

    def _join(self, tree: Tree, number: int, inner: list[Set]) -> None:
        for part in inner:
            self._wholes[part.bit_length() - 1] |= 1 << number
        if isinstance(tree, node.And):
            self.ands[number] = sum({*inner})
            for part in inner:
                self.needs[number] |= self.needs[part.bit_length() - 1]
        elif isinstance(tree, node.Or):
            self.ors[number] = sum({*inner})
            needs = -1
            for part in inner:
                needs &= self.needs[part.bit_length() - 1]
            self.needs[number] = needs

    # What an answer may be

    def _exactly(self, tree: Tree) -> tuple[int, Set] | None:
        """The one answer that a test is about, and all the values for which it holds."""
        match tree:
            case node.IsMissing(node.Name(path), negated):
                return self.name(path), ~MISSING if negated else MISSING
            case node.Compare(node.Name(path), "is" | "is not" as how, node.Constant() as constant):
                return self._among(path, (constant,), how == "is not")
            case node.OneOf(node.Name(path), options, negated):
                return self._among(path, options, negated)
            case node.Not(test):
                exact = self._exactly(test)
                if exact is not None:
                    asked = isinstance(test, node.IsMissing)
                    return exact[0], ~exact[1] if asked else ~exact[1] & ~MISSING
        return None

    def _among(self, path: str, options: Iterable[Tree], negated: bool) -> tuple[int, Set] | None:
        """Whether it is one of these; values that no test names stand for one another."""
        name, found = self.name(path), 0
        for one in options:
            if not isinstance(one, node.Constant) or one.type not in TOLD_APART:
                return None
            if one.type == "yes or no":
                found |= 2 if one.value is not negated else 4
            else:
                found |= 1 << self._values.setdefault((name, one.value), len(self._values) + 3)
        yes_or_no = all(isinstance(one, node.Constant) and one.type == "yes or no" for one in options)
        return name, ~found & ~MISSING if negated and not yes_or_no else found

    # What follows

    def follow(self, holding: Set, failing: Set, holds: Set, fails: Set) -> tuple[Set, Set]:
        """All that holds and all that does not, when these turn out to as well."""
        if not (holds & ~holding or fails & ~failing):
            return holding, failing
        key = (holding, failing, holds, fails)
        found = self._followed.get(key)
        if found is None:
            found = self._followed[key] = self._follow(*key)
        return found

    def _follow(self, holding: Set, failing: Set, holds: Set, fails: Set) -> tuple[Set, Set]:
        while holds or fails:
            holding, failing = holding | holds, failing | fails
            touched = more = less = NOTHING
            for number in numbers(holds):
                touched |= self.reads[number]
                less |= self._contraries.get(number, NOTHING)
                more |= self.ands.get(number, NOTHING)
                more |= sum(1 << whole for whole in numbers(self._wholes.get(number, NOTHING)) if whole in self.ors)
            for number in numbers(fails):
                touched |= self.reads[number]
                less |= self.ors.get(number, NOTHING)
                less |= sum(1 << whole for whole in numbers(self._wholes.get(number, NOTHING)) if whole in self.ands)
            for name in numbers(touched):
                sure, never = self._of_answer(name, holding, failing)
                more, less = more | sure, less | never
            holds, fails = more & ~holding, less & ~failing
        return holding, failing

    def _of_answer(self, name: int, holding: Set, failing: Set) -> tuple[Set, Set]:
        """Which tests of one answer hold and which do not, by the values that are left for it."""
        about = self.about.get(name, ())
        left = -1
        for one in about:
            if one.test & holding:
                left &= one.holding
            elif one.test & failing:
                left &= one.failing
        sure = never = NOTHING
        for one in about:
            if not left & one.failing:
                sure |= one.test
            if not left & one.holding:
                never |= one.test
        return sure, never

    def without_what_follows(self, holding: Set, failing: Set) -> tuple[Set, Set]:
        """The same, said by fewer conditions: each of the others follows from one that is left."""
        holds, fails = holding, failing
        for number in numbers(holding):
            if holds >> number & 1:
                more, less = self.follow(NOTHING, NOTHING, 1 << number, NOTHING)
                holds, fails = holds & ~more | 1 << number, fails & ~less
        for number in numbers(failing):
            if fails >> number & 1:
                more, less = self.follow(NOTHING, NOTHING, NOTHING, 1 << number)
                holds, fails = holds & ~more, fails & ~less | 1 << number
        return holds, fails

    def met(self, under: Set, holding: Set) -> bool:
        """Whether all these conditions hold; one joined by `and` does where its parts do."""
        left = under & ~holding
        return not left or (left > 0 and all(
            number in self.ands and self.met(self.ands[number], holding) for number in numbers(left)
        ))  # fmt: skip


def _shown(tree: Tree) -> Iterator[str]:
    """The answers that must be there for a plain test to hold."""
    match tree:
        case node.IsMissing(node.Name(path), True):
            yield path
        case node.Compare() | node.OneOf() | node.Between():
            if not _has_if(tree):
                yield from (read.name for read in reads(tree) if not read.guarded)


def _has_if(tree: Tree) -> bool:
    return isinstance(tree, node.If | node.Or) or any(_has_if(part) for part in parts(tree))
