"""Checks a tree against the types of the answers and says every flaw at once."""

from collections.abc import Mapping

from components.joining import joined
from components.types import Type, TypeName
from workflows.conditions import tree as node
from workflows.conditions.mismatches import (
    cure_for_is,
    cure_for_no_test,
    cure_for_order,
    cure_for_sum,
    described,
    said,
)
from workflows.conditions.operations import ARITHMETIC
from workflows.conditions.scope import Scope
from workflows.conditions.tree import TESTS, Tree
from workflows.conditions.wrong import Flaw, Wrong
from workflows.faults import did_you_mean

YES_OR_NO = Type("yes or no")
#: Types whose values may be the same as one another; those left out are only there or missing.
FAMILIES: Mapping[TypeName, TypeName] = {
    "text": "text", "choice": "text", "team": "text", "number": "number", "money": "money", "date": "date",
    "time": "time", "duration": "duration", "yes or no": "yes or no",
}  # fmt: skip
AMOUNTS: tuple[TypeName, ...] = ("number", "money", "duration")
TIMES: tuple[TypeName, ...] = ("date", "time")


def type_of(tree: Tree, names: Mapping[str, Type]) -> Type:
    """The type that a value has, or "yes or no" for a condition; `Wrong` says all that does not fit."""
    return type_in(tree, Scope(names))


def type_in(tree: Tree, scope: Scope) -> Type:
    """The type of a part of a tree, where the words of the quantifiers around it are known."""
    checker = _Checker()
    found = checker.type(tree, scope)
    return checker.result(found)


def check_condition(tree: Tree, names: Mapping[str, Type]) -> Type:
    """The type of what stands where a condition is asked for: a bare yes-or-no answer is `Wrong` there."""
    checker = _Checker()
    checker.test(tree, Scope(names))
    return checker.result(YES_OR_NO)


class _Checker:
    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.bound: set[str] = set()

    def result(self, found: Type | None) -> Type:
        if self.flaws or found is None:
            raise Wrong(self.flaws)
        return found

    def flaw(self, at: int, code: str, sentence: str, cure: str) -> None:
        self.flaws.append(Flaw(at, code, sentence, cure))

    def type(self, tree: Tree, scope: Scope) -> Type | None:
        """The type of a tree; None where a flaw in it has been said already."""
        match tree:
            case node.Constant(type="text", value=str(text)):
                return Type("choice", (text,))
            case node.Constant(type=name):
                return Type(name)
            case node.Clock():
                return Type("date")
            case node.Name():
                return self.name(tree, scope)
            case node.Negative():
                return self.one_of_types(tree.value, scope, ("number", "money"), "A minus sign")
            case node.Arithmetic():
                return self.arithmetic(tree, scope)
            case node.YearsBetween():
                for date in (tree.one, tree.other):
                    self.one_of_types(date, scope, ("date",), '"years between"')
                return Type("number")
            case node.Count():
                self.one_of_types(tree.of, scope, ("list", "choices"), '"count of"')
                return Type("number")
            case node.Total():
                return self.total(tree, scope)
            case node.If():
                return self.choice(tree, scope)
        self.check(tree, scope)
        return YES_OR_NO

    def check(self, tree: node.Test, scope: Scope) -> None:
        match tree:
            case node.Compare():
                self.compare(tree, scope)
            case node.OneOf(left, options):
                found = self.type(left, scope)
                for option in options:
                    self.same(left, found, option, scope)
            case node.Between(left, low, high):
                found = self.type(left, scope)
                for end in (low, high):
                    self.ordered(left, found, end, scope, (*AMOUNTS, *TIMES), "is between")
            case node.Within(left, span, of):
                self.ordered(left, self.type(left, scope), of, scope, TIMES, "is within")
                self.one_of_types(span, scope, ("duration",), '"is within"')
            case node.IsMissing(left):
                self.type(left, scope)
            case node.Quantified():
                self.quantified(tree, scope)
            case node.Not(test):
                self.test(test, scope)
            case node.And(tests) | node.Or(tests):
                for before, test in zip((None, *tests), tests, strict=False):
                    self.test(test, scope, before)

    # Values

    def name(self, tree: node.Name, scope: Scope) -> Type | None:
        found = scope.find(tree.path)
        if found is None:
            self.unknown(tree, scope)
        return found

    def unknown(self, tree: node.Name, scope: Scope) -> None:
        word, _, key = tree.path.partition(".")
        source = scope.names.get(word)
        if tree.path in scope.words:
            cure = f"Say what of it you mean: {', '.join(f'{word}.{key}' for key in scope.words[word].inside)}"
            self.flaw(tree.at, "whole-item", f'"{word}" is one item of a list as a whole', cure)
        elif word in self.bound and word not in scope.words:
            cure = f'Put brackets around all that one {word} "has"'
            self.flaw(tree.at, "outside-has", f'"{word}" means nothing outside its "has"', cure)
        elif key and source is not None and source.name == "list":
            cure = f"Write: any item in {word} has item.{key} …, or: total of {tree.path}"
            self.flaw(tree.at, "inside-a-list", f'"{tree.path}" is asked in every item of {word}', cure)
        elif not scope.words and (found := scope.inside(tree.path)):
            cure = f"Write: any item in {found} has item.{tree.path} …"
            self.flaw(tree.at, "inside-a-list", f'"{tree.path}" is asked in every item of {found}', cure)
        else:
            cure = did_you_mean(tree.path, scope.known()) or "Ask it in a step before, or put text in quotes"
            self.flaw(tree.at, "unknown-name", f'"{tree.path}" is not the name of an answer here', cure)

    def one_of_types(self, tree: Tree, scope: Scope, wanted: tuple[TypeName, ...], what: str) -> Type | None:
        found = self.type(tree, scope)
        if found is None or found.name in wanted:
            return found
        cure = f"It works on {joined(map(described, wanted), 'or')}"
        self.flaw(tree.at, "wrong-type", f"{what} does not work on {said(tree, found)}", cure)
        return None

    def arithmetic(self, tree: node.Arithmetic, scope: Scope) -> Type | None:
        left = self.type(tree.first, scope)
        for sign, operand in tree.rest:
            right = self.type(operand, scope)
            if left is None or right is None:
                left = None
                continue
            result = ARITHMETIC.get((left.name, sign, right.name))
            if result is None:
                sentence = f"{described(left.name)} {sign} {described(right.name)} cannot be worked out"
                cure = cure_for_sum(left, right, operand)
                self.flaw(operand.at, "wrong-type", sentence[0].upper() + sentence[1:], cure)
            if sign == "/" and isinstance(operand, node.Constant) and not operand.value:
                self.flaw(operand.at, "divided-by-nothing", "Nothing can be divided by 0", "Write another number")
            left = Type(result[0]) if result else None
        return left

    def total(self, tree: node.Total, scope: Scope) -> Type | None:
        column = scope.column(tree.of.path)
        if column is None:
            cure = did_you_mean(tree.of.path, scope.columns()) or "Write it like: total of incomes.amount"
            self.flaw(tree.of.at, "unknown-name", f'"{tree.of.path}" is not asked in the items of a list', cure)
            return None
        if column.type.name not in ("number", "money"):
            sentence = f'"total of" does not work on {said(tree.of, column.type)}'
            self.flaw(tree.of.at, "wrong-type", sentence, "It works on numbers and money")
            return None
        return Type(column.type.name)

    def choice(self, tree: node.If, scope: Scope) -> Type | None:
        self.test(tree.test, scope)
        then, otherwise = self.type(tree.then, scope), self.type(tree.otherwise, scope)
        if then is None or otherwise is None:
            return None
        if then == otherwise:
            return then
        if FAMILIES.get(then.name, then.name) != FAMILIES.get(otherwise.name, otherwise.name):
            sentence = f"This is {said(tree.then, then)} or {said(tree.otherwise, otherwise)}"
            self.flaw(tree.at, "wrong-type", sentence, 'What follows "then" and "else" must be of one type')
            return None
        return _merged(then, otherwise)

    # Tests

    def test(self, tree: Tree, scope: Scope, before: Tree | None = None) -> None:
        """`before` is the test that `and` or `or` joins this one to."""
        found = self.type(tree, scope)
        if found is None or isinstance(tree, TESTS):
            return
        if found.name != "yes or no":
            self.flaw(tree.at, "not-a-test", f"A test is needed here, not {said(tree, found)}",
                      cure_for_no_test(tree, before))  # fmt: skip
        elif isinstance(tree, node.Name):
            self.flaw(tree.at, "not-a-test", f'"{tree.path}" alone is not a test', f"Write: {tree.path} is yes")
        elif isinstance(tree, node.Constant):
            self.flaw(tree.at, "not-a-test", "yes and no alone are not tests", "Compare an answer with it")

    def compare(self, tree: node.Compare, scope: Scope) -> None:
        if tree.how in ("is", "is not"):
            self.same(tree.left, self.type(tree.left, scope), tree.right, scope)
        elif tree.how in ("includes", "does not include"):
            self.includes(tree, scope)
        elif tree.how in ("<", "<=", ">", ">="):
            self.ordered(tree.left, self.type(tree.left, scope), tree.right, scope, AMOUNTS, tree.how)
        else:
            self.ordered(tree.left, self.type(tree.left, scope), tree.right, scope, TIMES, tree.how)

    def includes(self, tree: node.Compare, scope: Scope) -> None:
        left, right = self.type(tree.left, scope), self.type(tree.right, scope)
        if left is not None and left.name != "choices":
            self.flaw(
                tree.left.at, "wrong-type", f'"{tree.how}" does not work on {said(tree.left, left)}', 'Write "is"'
            )
        elif right is not None and FAMILIES.get(right.name) != "text":
            self.flaw(tree.right.at, "wrong-type", "An option is needed here", 'Write it in quotes: "Deep"')
        elif left is not None and right is not None:
            self.options(tree.left, left, tree.right, right)

    def same(self, left: Tree, one: Type | None, right: Tree, scope: Scope) -> None:
        """A side is typed once however often it is compared: typing it again at each nesting would never end."""
        other = self.of_options(right, one, left, scope)
        if one is None or other is None:
            return
        family = FAMILIES.get(one.name)
        if family is None or family != FAMILIES.get(other.name):
            sentence = f"{said(left, one)} cannot be compared with {said(right, other)}"
            self.flaw(right.at, "wrong-type", sentence[0].upper() + sentence[1:], cure_for_is(left, one, right, other))
        else:
            self.options(left, one, right, other)

    def of_options(self, right: Tree, one: Type | None, left: Tree, scope: Scope) -> Type | None:
        """The type of the right side, where a bare option is told from an unknown name."""
        if (
            isinstance(right, node.Name) and isinstance(left, node.Name)
            and one and right.path in one.options and scope.find(right.path) is None
        ):  # fmt: skip
            cure = f'Write it in quotes: "{right.path}"'
            self.flaw(right.at, "unquoted", f"{right.path} is an option of {left.path}", cure)
            return None
        return self.type(right, scope)

    def options(self, left: Tree, one: Type, right: Tree, other: Type) -> None:
        if not one.options or not other.options or set(one.options) & set(other.options):
            return
        if isinstance(left, node.Constant):
            left, one, right, other = right, other, left, one
        where = f'"{left.path}"' if isinstance(left, node.Name) else "this"
        if not isinstance(right, node.Constant):
            self.flaw(right.at, "no-shared-option", f"{where} and this have no option in common", "Check both")
            return
        options = ", ".join(f'"{option}"' for option in one.options[:6])
        cure = did_you_mean(str(right.value), one.options) or f"The options are {options}"
        self.flaw(right.at, "unknown-option", f'"{right.value}" is not an option of {where}', cure)

    def ordered(
        self, left: Tree, one: Type | None, right: Tree, scope: Scope, wanted: tuple[TypeName, ...], how: str
    ) -> None:
        other = self.type(right, scope)
        if one is None or other is None:
            return
        for side, found in ((left, one), (right, other)):
            if found.name not in wanted:
                cure = cure_for_order(side, found, wanted)
                self.flaw(side.at, "wrong-type", f'"{how}" does not work on {said(side, found)}', cure)
                return
        if one.name != other.name:
            sentence = f"{said(left, one)} cannot be compared with {said(right, other)}"
            self.flaw(right.at, "wrong-type", sentence[0].upper() + sentence[1:], cure_for_is(left, one, right, other))

    def quantified(self, tree: node.Quantified, scope: Scope) -> None:
        if tree.word in scope.words or tree.word in {name.partition(".")[0] for name in scope.names}:
            self.flaw(
                tree.at,
                "word-in-use",
                f'"{tree.word}" is the name of something else here',
                "Choose another word for one item",
            )
        source = self.one_of_types(tree.source, scope, ("list", "choices"), f'"{tree.which} … in … has"')
        self.bound.add(tree.word)
        if source is not None:
            self.test(tree.has, scope.with_word(tree.word, source))


def _merged(one: Type, other: Type) -> Type:
    if one.options and other.options:
        return Type("choice", tuple(dict.fromkeys((*one.options, *other.options))))
    return Type(one.name) if one.name == other.name else Type("text")
