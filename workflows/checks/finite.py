"""Makes conditions finite, so that every combination of answers can be tried.

A name with constants beside it is cut at them. What is worked out from several answers, or looks through a list,
becomes a name of its own, which may be anything of its type: where nothing is wrong whatever it is, nothing is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from components.types import Type
from workflows import conditions
from workflows.calendars import LONDON, NAMED
from workflows.checks.grid import Endless
from workflows.conditions import Context, Tree, parts
from workflows.conditions import tree as node
from workflows.conditions.operations import earlier, exact, later
from workflows.durations import Unit

#: The moment that "today" is looked at: when an example begins.
MOMENT = Context(datetime(2027, 3, 1, 9, tzinfo=LONDON), NAMED["england"])
YES, NO = node.Constant("yes or no", True), node.Constant("yes or no", False)
PLAIN = ("choice", "team", "yes or no")
EQUAL = ("is", "is not")
#: How what is written is compared with answers of its own type.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "text": EQUAL, "yes or no": EQUAL, **dict.fromkeys(("number", "money"), (*EQUAL, "<", "<=", ">", ">=")),
}  # fmt: skip
#: So many workings are put in the place of the answers that come of them; each may name another twice.
MOST_FOLLOWED = 100
#: Comparisons with the sides exchanged, and as a number's against 0.
TURNED: Mapping[str, Any] = {
    "<": ">", ">": "<", "<=": ">=", ">=": "<=", "is": "is", "is not": "is not",
    "is before": ">", "is after": "<", "is not before": "<=", "is not after": ">=",
}  # fmt: skip
SIGNS: Mapping[str, Any] = {"is before": "<", "is after": ">", "is not before": ">=", "is not after": "<="}


def fails(test: Tree) -> Tree:
    """That a test does not hold, be it undecided: unlike its contrary, which is undecided too."""
    return node.If(test, NO, YES)


@dataclass(slots=True)
class Read:
    """A name that finite conditions read: what it is, and where it is cut."""

    type: Type
    cuts: list[Any] = field(default_factory=list)
    #: What it stands for, where it is no answer: a sum, a count, a test of a list.
    stands_for: Tree | None = None
    #: Whether each of its options counts by itself, since it is compared with another answer.
    whole: bool = False
    #: By which units it is cut before or after today, and whether it is cut at days of the calendar too.
    units: set[Unit] = field(default_factory=set)
    fixed: bool = False

    def copy(self) -> "Read":
        return Read(self.type, [*self.cuts], self.stands_for, self.whole, {*self.units}, self.fixed)

    def add(self, other: "Read") -> None:
        """Cut it where another condition cuts it, too."""
        self.cuts += [cut for cut in other.cuts if cut not in self.cuts]
        self.whole |= other.whole
        self.units |= other.units
        self.fixed |= other.fixed

    @property
    def days_matter(self) -> bool:
        """Whether another day would put its cuts in another order."""
        return len(self.units) + self.fixed > 1 or bool(self.units & {"working day"})


class Finite:
    """A condition made finite, and what it reads; `worked_out` says what an answer is always worked out from.

    `kept` holds the plain tests and `stand_ins` the names of what is no answer, for every condition of a service.
    """

    __slots__ = ("_found", "_kept", "_stand_ins", "followed", "names", "read", "size", "times_followed", "worked_out")

    def __init__(
        self, tree: Tree, names: Mapping[str, Type], worked_out: Callable[[str], Tree | None],
        kept: dict[Tree, Tree], stand_ins: dict[Tree, str],
    ) -> None:  # fmt: skip
        self.names = names
        self.worked_out = worked_out
        self.read: dict[str, Read] = {}
        #: Answers whose workings stand in their place.
        self.followed: set[str] = set()
        self.times_followed = 0
        self.size = 0
        self._kept = kept
        self._stand_ins = stand_ins
        self._found: Tree | Endless = self._of(tree)

    def _of(self, tree: Tree) -> Tree | Endless:
        try:
            return self._test(tree)
        except Endless as endless:
            return endless

    def result(self) -> Tree:
        if isinstance(self._found, Endless):
            raise self._found
        return self._found

    def _test(self, tree: Tree) -> Tree:
        """`Wrong` where what is compared does not fit, which is said where it stands."""
        self.size += 1
        match tree:
            case node.And(tests) | node.Or(tests):
                return replace(tree, tests=tuple(map(self._joined, tests)))
            case node.Not(test):
                return node.Not(self._joined(test))
            case node.If(test, then, otherwise):
                return node.If(self._joined(test), self._test(then), self._test(otherwise))
            case node.Constant():
                return tree
        if isinstance(tree, node.Compare | node.OneOf | node.Between | node.Within) and not self._fits(tree):
            conditions.type_of(tree, self.names)
        found = self._plain(tree)
        return self._kept.setdefault(found, found)

    def _fits(self, tree: Tree) -> bool:
        """Whether an answer is plainly compared with what it may be: what most conditions do."""
        match tree:
            case node.Compare(node.Name(path), how, node.Constant() as constant):
                return self._alike(path, how, constant)
            case node.OneOf(node.Name(path), options):
                return all(isinstance(one, node.Constant) and self._alike(path, "is", one) for one in options)
        return False

    def _alike(self, path: str, how: str, constant: node.Constant) -> bool:
        kind = self.names.get(path)
        if kind is None or how not in COMPARED.get(constant.type, ()):
            return False
        return kind.name == constant.type or (kind.name == "choice" and constant.value in kind.options)

    def _joined(self, test: Tree) -> Tree:
        """One of the tests that a condition joins; a bare yes or no is none."""
        if isinstance(test, node.Constant):
            conditions.type_of(node.Not(test), self.names)
        return self._test(test)

    def _plain(self, tree: Tree) -> Tree:
        match tree:
            case node.IsMissing(left, negated):
                return node.IsMissing(self._value(left)[0], negated)
            case node.Compare(left, how, right):
                return self._compare(tree, left, how, right)
            case node.OneOf(left, options) if all(map(closed, options)):
                return replace(tree, left=self._cut(left, [*options]))
            case node.Between(left, low, high) if closed(low) and closed(high):
                return replace(tree, left=self._cut(left, [low, high]))
            case node.Within(left, span, of) if closed(span) and closed(of):
                return self._within(left, span, of)
        return self._free(tree)

    # Tests

    def _compare(self, tree: node.Compare, left: Tree, how: Any, right: Tree) -> Tree:
        if closed(right):
            return node.Compare(self._cut(left, [right]), how, right)
        if closed(left):
            return node.Compare(left, how, self._cut(right, [left]))
        if how in ("includes", "does not include"):
            return self._free(tree)
        kinds = {conditions.type_of(side, self.names).name for side in (left, right)}
        if kinds <= {*PLAIN}:
            (one, ones), (other, others) = self._value(left), self._value(right)
            for name in (*ones, *others):
                self.read[name].whole = True
            return node.Compare(one, how, other)
        if isinstance(left, node.Name) and isinstance(right, node.Name) and "text" not in kinds:
            return self._ordered(left, how, right)
        return self._free(tree)

    def _ordered(self, one: node.Name, how: Any, other: node.Name) -> Tree:
        """Two answers compared: how the first stands to the second is below, at or above 0."""
        if one.path > other.path:
            one, how, other = other, TURNED[how], one
        stand_in = self._stand_in(node.Compare(one, "is", other), Type("number"))
        self.read[stand_in.path].cuts.append(0)
        return node.Compare(stand_in, SIGNS.get(how, how), node.Constant("number", 0))

    def _within(self, left: Tree, span: Tree, of: Tree) -> Tree:
        by, centre = value(span), value(of)
        if exact(by) or not isinstance(left, node.Name):
            raise Endless("counts hours or minutes")
        found = self._cut(left, [of])
        assert isinstance(found, node.Name)
        for move in (earlier, later):
            edge = move(centre, by, MOMENT)
            self.read[found.path].cuts += [edge, edge - timedelta(1), edge + timedelta(1)]
        self.read[found.path].units.add(by.unit)
        return node.Within(found, span, of)

    # Values

    def _cut(self, left: Tree, ends: list[Tree]) -> Tree:
        found, names = self._value(left)
        for end in ends:
            at = value(end)
            if isinstance(at, datetime):
                raise Endless("counts hours or minutes")
            for name in names:
                one = self.read[name]
                if at not in one.cuts:
                    one.cuts.append(at)
                one.units |= _units(end)
                one.fixed |= not has_clock(end)
        return found

    def _value(self, tree: Tree) -> tuple[Tree, tuple[str, ...]]:
        """A value made finite, and the names that it may come to."""
        if closed(tree):
            return tree, ()
        match tree:
            case node.Name(path):
                if (known := self.worked_out(path)) is not None:
                    self._follow(path)
                    return self._value(known)
                return node.Name(self._name(path)), (path,)
            case node.If(test, then, otherwise):
                (one, ones), (other, others) = self._value(then), self._value(otherwise)
                return node.If(self._test(test), one, other), (*ones, *others)
        if isinstance(tree, node.TESTS):
            return self._test(tree), ()
        stand_in = self._stand_in(tree, conditions.type_of(tree, self.names))
        return stand_in, (stand_in.path,)

    def _follow(self, path: str) -> None:
        self.followed.add(path)
        self.times_followed += 1
        if self.times_followed > MOST_FOLLOWED:
            raise Endless("is worked out in too many steps")

    def _name(self, path: str) -> str:
        if path not in self.read:
            self.read[path] = Read(self.names.get(path) or conditions.type_of(node.Name(path), self.names))
        return path

    def _free(self, tree: Tree) -> Tree:
        """A test that may hold or not, whatever else is answered."""
        return node.Compare(self._stand_in(tree, Type("yes or no")), "is", YES)

    def _stand_in(self, tree: Tree, kind: Type) -> node.Name:
        name = self._stand_ins.setdefault(tree, f"#{len(self._stand_ins) + 1}")
        self.read.setdefault(name, Read(kind, stands_for=tree))
        return node.Name(name)


def closed(tree: Tree) -> bool:
    """Whether a value reads no answer."""
    return isinstance(tree, node.Constant) or not (isinstance(tree, node.Name) or not all(map(closed, parts(tree))))


def value(tree: Tree) -> Any:
    """What a value that reads no answer comes to on the day that everything is looked at."""
    if isinstance(tree, node.Constant):
        return tree.value
    found = conditions.compile(tree, {})({}, MOMENT)
    if found is conditions.MISSING:
        raise Endless("works out something that cannot be worked out")
    return found


def spans(tree: Tree) -> bool:
    """Whether what a name stands for may come to anything of its type, when the answers behind it are free."""
    match tree:
        case node.YearsBetween(one, other):
            return any(isinstance(side, node.Name) for side in (one, other)) and not all(map(closed, (one, other)))
        case node.Compare(node.Name(), "is", node.Name()):
            return True
    return isinstance(tree, node.Count)


def has_clock(tree: Tree) -> bool:
    return isinstance(tree, node.Clock) or (not isinstance(tree, node.Constant | node.Name)
                                            and any(map(has_clock, parts(tree))))  # fmt: skip


def _units(tree: Tree) -> set[Unit]:
    """The units by which a value counts from today."""
    if not has_clock(tree):
        return set()
    return _durations(tree)


def _durations(tree: Tree) -> set[Unit]:
    if isinstance(tree, node.Constant) and tree.type == "duration":
        return {tree.value.unit}  # type: ignore[union-attr]
    return {unit for part in parts(tree) for unit in _durations(part)}
