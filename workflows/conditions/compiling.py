"""Turns a checked tree into closures, so that a rule costs microseconds each time a case passes it.

A test on a missing answer comes to `MISSING`, and so does its contrary: three-valued logic, in which `or`
needs one side that holds and `and` both.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial, reduce
from typing import Any, TypeAlias

from components.base import Answer
from components.controls import ID
from components.types import Type
from workflows.conditions import tree as node
from workflows.conditions.checking import type_in
from workflows.conditions.operations import ARITHMETIC, comparison, within, years_between
from workflows.conditions.scope import Scope
from workflows.conditions.tree import Tree
from workflows.conditions.values import MISSING, READERS, Context, Value
from workflows.conditions.wrong import TooManyItems
from workflows.items import CHOSEN, answer_at

#: How many items of lists one look at a condition may visit.
MOST_ITEMS = 10_000

Compiled: TypeAlias = Callable[[Mapping[str, Answer], Context], Value]


class Run:
    """One look at a condition: the answers, the moment, the item that each word means, and what was spent."""

    __slots__ = ("answers", "context", "items", "visited")

    def __init__(self, answers: Mapping[str, Answer], context: Context) -> None:
        self.answers = answers
        self.context = context
        self.items: dict[str, Any] = {}
        self.visited = 0

    def visit(self, items: int) -> None:
        self.visited += items
        if self.visited > MOST_ITEMS:
            raise TooManyItems(f"A condition may look at {MOST_ITEMS:,} items of lists at most")


Evaluate: TypeAlias = Callable[[Run], Value]


def compile(tree: Tree, names: Mapping[str, Type]) -> Compiled:
    """A function from answers (plain JSON by name) and the moment to a typed value, True, False or `MISSING`.

    Raises `Wrong` as `type_of` does. When run on answers of their types it raises `TooManyItems` and nothing else.
    """
    type_in(tree, Scope(names))
    evaluate = _closure(tree, Scope(names))
    return lambda answers, context: evaluate(Run(answers, context))


def holds(compiled: Compiled, answers: Mapping[str, Answer], context: Context) -> bool:
    """Whether a condition holds: what comes to `MISSING` does not."""
    return compiled(answers, context) is True


def _closure(tree: Tree, scope: Scope) -> Evaluate:
    match tree:
        case node.Constant(value=value):
            return lambda run: value
        case node.Clock(word):
            return (lambda run: run.context.today) if word == "today" else (lambda run: run.context.now)
        case node.Name(path):
            return _name(path, scope)
        case node.Negative(value):
            return _strict(lambda run, number: -number, _closure(value, scope))
        case node.Arithmetic():
            return _arithmetic(tree, scope)
        case node.YearsBetween(one, other):
            dates = _closure(one, scope), _closure(other, scope)
            return _strict(lambda run, first, last: years_between(first, last), *dates)
        case node.Count(of):
            return _strict(lambda run, items: Decimal(len(items)), _closure(of, scope))
        case node.Total(of):
            return _total(of, scope)
        case node.If(test, then, otherwise):
            return _choice(_closure(test, scope), _closure(then, scope), _closure(otherwise, scope))
    return _test(tree, scope)


def _test(tree: node.Test, scope: Scope) -> Evaluate:
    match tree:
        case node.Compare(left, how, right):
            return _compare(left, how, right, scope)
        case node.OneOf(left, options, negated):
            found = _one_of(left, options, scope)
            return _contrary(found) if negated else found
        case node.Between(left, low, high):
            test = comparison("<=", type_in(left, scope).name)
            values = _closure(left, scope), _closure(low, scope), _closure(high, scope)
            return _strict(lambda run, value, first, last: test(first, value) and test(value, last), *values)
        case node.Within(left, span, of):
            sides = _closure(left, scope), _closure(span, scope), _closure(of, scope)
            return _strict(lambda run, value, by, centre: within(value, by, centre, run.context), *sides)
        case node.IsMissing(left, negated):
            value = _closure(left, scope)
            return (lambda run: value(run) is not MISSING) if negated else (lambda run: value(run) is MISSING)
        case node.Quantified():
            return _quantified(tree, scope)
        case node.Not(test_inside):
            return _contrary(_closure(test_inside, scope))
        case node.And(tests_inside):
            return _joined([_closure(test, scope) for test in tests_inside], decisive=False)
        case node.Or(tests_inside):
            return _joined([_closure(test, scope) for test in tests_inside], decisive=True)


def _strict(work: Callable[..., Value], *parts: Evaluate) -> Evaluate:
    """Work on values that are all there; where one is missing, so is what they come to."""

    def evaluate(run: Run) -> Value:
        values = [part(run) for part in parts]
        return MISSING if MISSING in values else work(run, *values)

    return evaluate


def _name(path: str, scope: Scope) -> Evaluate:
    """The one place where an answer becomes a value."""
    convert = READERS.get(type_in(node.Name(path), scope).name) or (lambda answer: answer)
    word, _, key = path.partition(".")
    if word not in scope.words:

        def read(run: Run) -> Value:
            answer = answer_at(run.answers, path)
            return MISSING if answer is None else convert(answer)

        return read
    if not key:
        return lambda run: option(run.items[word])
    return lambda run: _inside(run.items[word], key, convert)


def option(item: Any) -> Any:
    """The option itself, also where more was answered about it."""
    return item[ID] if isinstance(item, Mapping) else item


def _inside(item: Mapping[str, Answer], key: str, convert: Callable[[Answer], Value]) -> Value:
    answer = answer_at(item, key)
    return MISSING if answer is None else convert(answer)


def _arithmetic(tree: node.Arithmetic, scope: Scope) -> Evaluate:
    evaluate, left = _closure(tree.first, scope), type_in(tree.first, scope).name
    for sign, operand in tree.rest:
        left, operation = ARITHMETIC[left, sign, type_in(operand, scope).name]
        evaluate = _worked_out(operation, evaluate, _closure(operand, scope))
    return evaluate


def _worked_out(operation: Callable[[Value, Value, Context], Value], left: Evaluate, right: Evaluate) -> Evaluate:
    return _strict(lambda run, one, other: operation(one, other, run.context), left, right)


def _total(of: node.Name, scope: Scope) -> Evaluate:
    column = scope.column(of.path)
    if column is None:
        raise KeyError(of.path)
    source = _name(column.source, scope)
    nothing: Value = Decimal(0) if column.type.name == "number" else 0
    convert = READERS.get(column.type.name) or (lambda answer: answer)
    _, add = ARITHMETIC[column.type.name, "+", column.type.name]

    def add_up(run: Run, items: list[Mapping[str, Answer]]) -> Value:
        run.visit(len(items))
        amounts = [_inside(item, column.key, convert) for item in items]
        return (
            MISSING
            if MISSING in amounts
            else reduce(lambda total, amount: add(total, amount, run.context), amounts, nothing)
        )

    return _strict(add_up, source)


def _choice(test: Evaluate, then: Evaluate, otherwise: Evaluate) -> Evaluate:
    return lambda run: then(run) if test(run) is True else otherwise(run)


def _compare(left: Tree, how: str, right: Tree, scope: Scope) -> Evaluate:
    test = comparison(how, type_in(left, scope).name)
    one, other = _closure(left, scope), _closure(right, scope)

    def evaluate(run: Run) -> Value:
        value = one(run)
        if value is MISSING:
            return MISSING
        against = other(run)
        return MISSING if against is MISSING else test(value, against)

    return evaluate


def _one_of(left: Tree, options: tuple[Tree, ...], scope: Scope) -> Evaluate:
    test = comparison("is", type_in(left, scope).name)

    def look(run: Run, value: Value) -> Value:
        undecided: Value = False
        for option in against:
            other = option(run)
            if other is MISSING:
                undecided = MISSING
            elif test(value, other):
                return True
        return undecided

    against = [_closure(option, scope) for option in options]
    return _strict(look, _closure(left, scope))


def _contrary(test: Evaluate) -> Evaluate:
    def evaluate(run: Run) -> Value:
        found = test(run)
        return MISSING if found is MISSING else not found

    return evaluate


def _joined(tests: list[Evaluate], decisive: bool) -> Evaluate:
    """`or` is decided by one test that holds, `and` by one whose contrary does."""

    def evaluate(run: Run) -> Value:
        undecided: Value = not decisive
        for test in tests:
            found = test(run)
            if found is decisive:
                return found
            if found is MISSING:
                undecided = MISSING
        return undecided

    return evaluate


def _chosen(path: str, run: Run, options: list[str]) -> list[dict[str, Answer]]:
    """The options chosen with what a `for each` over them asked."""
    asked = run.answers.get(path + CHOSEN) or {}
    return [{**asked.get(one, {}), ID: one} for one in options]


def _quantified(tree: node.Quantified, scope: Scope) -> Evaluate:
    kind = type_in(tree.source, scope)
    source = _closure(tree.source, scope)
    if kind.name == "choices" and kind.inside:
        source = _strict(partial(_chosen, tree.source.path), source)
    has = _closure(tree.has, scope.with_word(tree.word, kind))
    decisive = tree.which != "all"

    def look(run: Run, items: list[Any]) -> Value:
        undecided: Value = not decisive
        for item in items:
            run.visit(1)
            run.items[tree.word] = item
            found = has(run)
            if found is decisive:
                return found
            if found is MISSING:
                undecided = MISSING
        return undecided

    evaluate = _strict(look, source)
    return _contrary(evaluate) if tree.which == "no" else evaluate
