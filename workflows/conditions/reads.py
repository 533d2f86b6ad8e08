"""What a tree reads, and whether a missing answer there could make what it comes to missing too."""

from dataclasses import dataclass
from functools import lru_cache

from workflows.conditions import tree as node
from workflows.conditions.scope import outside
from workflows.conditions.tree import Tree


@dataclass(frozen=True, order=True, slots=True)
class Read:
    """A name that is read, as it is called outside: what `child.age` reads in `children` is `children.age`.

    `guarded`: wherever it is read it is known to be there, or its being missing is what is asked, so that a
    missing answer cannot make the whole missing. An answer inside a list is told apart by its name only.
    """

    name: str
    guarded: bool


@lru_cache(maxsize=10_000)
def reads(tree: Tree) -> frozenset[Read]:
    """Every name once; guarded only where every reading of it is. Kept as `parse` keeps its trees."""
    found: dict[str, bool] = {}
    for name, guarded in _Reader({}).read(tree, frozenset()):
        found[name] = found.get(name, True) and guarded
    return frozenset(Read(name, guarded) for name, guarded in found.items())


Found = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """`words` says which list each quantifier's word goes through."""

    words: dict[str, str]

    def read(self, tree: Tree, there: frozenset[str]) -> Found:
        """What is read where the names in `there` are known not to be missing."""
        match tree:
            case node.Name(path):
                name = outside(path, self.words)
                return [(name, name in there)]
            case node.Total(of):
                column = outside(of.path, self.words)
                return [(name, name in there) for name in (column.rpartition(".")[0], column) if name]
            case node.IsMissing(left):
                return [(name, True) for name, _ in self.read(left, there)]
            case node.If(test, then, otherwise):
                asked = [(name, True) for name, _ in self.read(test, there)]
                given = self.read(then, there | self.sure(test, True, firmly=True))
                return asked + given + self.read(otherwise, there | self.sure(test, False, firmly=False))
            case node.And(tests) | node.Or(tests):
                return self.joined(tests, isinstance(tree, node.And), there)
            case node.Quantified(_, word, source, has):
                inside = _Reader({**self.words, word: outside(source.path, self.words)})
                return self.read(source, there) + inside.read(has, there)
        return [found for part in parts(tree) for found in self.read(part, there)]

    def joined(self, tests: tuple[Tree, ...], holding: bool, there: frozenset[str]) -> Found:
        """A test after `and` matters only where those before it hold, one after `or` where they do not."""
        found: Found = []
        for test in tests:
            found += self.read(test, there)
            there |= self.sure(test, holding, firmly=holding)
        return found

    def sure(self, tree: Tree, holds: bool, *, firmly: bool) -> frozenset[str]:
        """The names that are there if a test holds, or does not; `firmly` where it is not just undecided."""
        match tree:
            case node.IsMissing(node.Name(path), negated):
                return frozenset([outside(path, self.words)]) if negated is holds else frozenset()
            case node.Not(test):
                return self.sure(test, not holds, firmly=firmly)
            case node.And(tests) | node.Or(tests):
                each = [self.sure(test, holds, firmly=firmly) for test in tests]
                return frozenset.union(*each) if isinstance(tree, node.And) is holds else frozenset.intersection(*each)
            case node.Compare() | node.Between() | node.Within() if firmly:
                return frozenset(name for part in parts(tree) for name in self.needed(part))
            case node.OneOf(left) if firmly:
                return self.needed(left)
        return frozenset()

    def needed(self, tree: Tree) -> frozenset[str]:
        """The names without which a value is missing."""
        if isinstance(tree, node.Name):
            return frozenset([outside(tree.path, self.words)])
        if isinstance(tree, (node.If, *node.TESTS)):
            return frozenset()
        return frozenset(name for part in parts(tree) for name in self.needed(part))


def parts(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly beneath a tree, in the order they are written."""
    match tree:
        case node.Constant() | node.Clock() | node.Name():
            return ()
        case (
            node.Negative(inside) | node.Count(inside) | node.Total(inside) | node.IsMissing(inside) | node.Not(inside)
        ):
            return (inside,)
        case node.Arithmetic(first, rest):
            return (first, *(operand for _, operand in rest))
        case node.YearsBetween(one, other) | node.Compare(one, _, other) | node.Quantified(_, _, one, other):
            return (one, other)
        case node.If(one, two, three) | node.Between(one, two, three) | node.Within(one, two, three):
            return (one, two, three)
        case node.OneOf(left, options):
            return (left, *options)
        case node.And(tests) | node.Or(tests):
            return tests
