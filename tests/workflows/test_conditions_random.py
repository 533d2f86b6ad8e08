"""Any text gives a tree or `Wrong`, and any tree comes to what a slow and plain reading of it says."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from components.types import Type
from tests.workflows.conditions_house import CONTEXT, NAMES
from workflows import conditions
from workflows.conditions import MISSING, Wrong
from workflows.conditions import tree as node

WORDS = [
    *sorted(conditions.WORDS), *NAMES, "child", "child.age", "(", ")", ",", "<", ">=", "+", "-", "*", "/", "£1,00",
    '"Deep"', '"', "£5", "5", "1.5", "5 working days", "24 September 2026", "31 February 2026", "9:30",
]  # fmt: skip


@given(some.text() | some.lists(some.sampled_from(WORDS)).map(" ".join))
def test_any_text_gives_a_tree_or_says_what_is_wrong(text):
    try:
        tree = conditions.parse(text)
        assert conditions.in_words(tree, {})
        assert all(read.name for read in conditions.reads(tree))
        conditions.check_condition(tree, NAMES)
    except Wrong as wrong:
        assert wrong.problems
        assert all(
            0 <= flaw.offset <= len(text) and flaw.code and flaw.sentence and flaw.cure for flaw in wrong.problems
        )
    else:
        assert conditions.compile(tree, NAMES)({}, CONTEXT) in (True, False, MISSING)


SMALL = {
    "n": Type("number"), "m": Type("number"), "born": Type("date"), "c": Type("choice", ("a", "b")),
    "many": Type("choices", ("a", "b")), "u": Type("yes or no"), "rows": Type("list", inside={"n": Type("number")}),
}  # fmt: skip
ANSWERS = some.fixed_dictionaries(
    {},
    optional={
        "n": some.integers(0, 2), "m": some.integers(0, 2), "c": some.sampled_from("ab"), "u": some.booleans(),
        "born": some.integers(-2, 2).map(lambda days: (CONTEXT.today + timedelta(days)).isoformat()),
        "many": some.lists(some.sampled_from("ab"), unique=True),
        "rows": some.lists(some.fixed_dictionaries({}, optional={"n": some.integers(0, 2)}), max_size=3),
    },
)  # fmt: skip


def numbers(words):
    names = some.sampled_from([node.Name(name) for name in ("n", "m", *(f"{word}.n" for word in words))])
    known = some.integers(1, 2).map(lambda number: node.Constant("number", Decimal(number)))
    counts = some.sampled_from([node.Count(node.Name("rows")), node.Total(node.Name("rows.n"))])
    plain = names | known | counts
    signs = some.sampled_from("+-*/")
    worked_out = some.builds(lambda left, sign, right: node.Arithmetic(left, ((sign, right),)), plain, signs, plain)
    return plain | worked_out | some.builds(node.Negative, plain)


def leaves(words):
    number = numbers(words)
    choice = some.sampled_from([node.Constant("text", "a"), node.Constant("text", "b")])
    orders = some.sampled_from(["is", "is not", "<", "<=", ">", ">="])
    dates = some.sampled_from(["is", "is not", "is before", "is after", "is not before", "is not after"])
    includes = some.sampled_from(["includes", "does not include"])
    return some.one_of(
        some.builds(node.Compare, number, orders, number),
        some.builds(node.Compare, some.just(node.Name("c")), some.sampled_from(["is", "is not"]), choice),
        some.builds(node.Compare, some.just(node.Name("many")), includes, choice),
        some.builds(node.Compare, some.just(node.Name("born")), dates, some.just(node.Clock("today"))),
        some.builds(node.OneOf, number, some.lists(number, min_size=1, max_size=3).map(tuple), some.booleans()),
        some.builds(node.Between, number, number, number),
        some.builds(node.IsMissing, number, some.booleans()),
    )


def trees(words=(), depth=3):
    if not depth:
        return leaves(words)
    inner = some.deferred(lambda: trees(words, depth - 1))
    word = f"row{depth}"
    return some.one_of(
        leaves(words),
        some.builds(node.Not, inner),
        some.builds(node.And, some.lists(inner, min_size=2, max_size=3).map(tuple)),
        some.builds(node.Or, some.lists(inner, min_size=2, max_size=3).map(tuple)),
        some.builds(
            node.Quantified, some.sampled_from(["any", "all", "no"]), some.just(word), some.just(node.Name("rows")),
            some.deferred(lambda: trees((*words, word), depth - 1)),
        ),
        some.builds(node.If, inner, inner, inner),
    )  # fmt: skip


def plainly(tree, answers):
    """The slow reading: None is what is missing, and every part is looked at."""
    match tree:
        case node.Constant(value=value):
            return value
        case node.Clock():
            return CONTEXT.today
        case node.Name(path):
            word, _, key = path.partition(".")
            found = answers[word].get(key) if key else answers.get(path)
            return date.fromisoformat(found) if path == "born" and found else found
        case node.Negative(value):
            return of_all([plainly(value, answers)], lambda number: -number)
        case node.Arithmetic(left, ((sign, right),)):
            return of_all([plainly(left, answers), plainly(right, answers)], lambda a, b: calculated(a, sign, b))
        case node.Count():
            return of_all([answers.get("rows")], len)
        case node.Total():
            return of_all([answers.get("rows")], lambda rows: of_all([row.get("n") for row in rows], lambda *n: sum(n)))
        case node.Compare(left, how, right):
            return of_all([plainly(left, answers), plainly(right, answers)], lambda a, b: compared(a, how, b))
        case node.OneOf(left, options, negated):
            each = [
                of_all([plainly(left, answers), plainly(option, answers)], lambda a, b: a == b) for option in options
            ]
            return contrary(any_of(each)) if negated else any_of(each)
        case node.Between(left, low, high):
            return of_all([plainly(part, answers) for part in (left, low, high)], lambda a, b, c: b <= a <= c)
        case node.IsMissing(left, negated):
            return (plainly(left, answers) is None) is not negated
        case node.Quantified(which, word, _, has):
            if answers.get("rows") is None:
                return None
            each = [plainly(has, {**answers, word: row}) for row in answers["rows"]]
            return {"any": any_of(each), "all": all_of(each), "no": contrary(any_of(each))}[which]
        case node.Not(test):
            return contrary(plainly(test, answers))
        case node.And(parts):
            return all_of([plainly(part, answers) for part in parts])
        case node.Or(parts):
            return any_of([plainly(part, answers) for part in parts])
        case node.If(test, then, otherwise):
            return plainly(then if plainly(test, answers) is True else otherwise, answers)


def of_all(values, work):
    return None if None in values else work(*values)


def any_of(values):
    return True if True in values else None if None in values else False


def all_of(values):
    return contrary(any_of([contrary(value) for value in values]))


def contrary(value):
    return None if value is None else not value


def calculated(left, sign, right):
    left, right = Decimal(left), Decimal(right)
    if sign == "/":
        return left / right if right else None
    return left + right if sign == "+" else left - right if sign == "-" else left * right


def compared(left, how, right):
    if how in ("includes", "does not include"):
        return (right in left) is (how == "includes")
    if left == right:
        return how in ("is", "<=", ">=", "is not before", "is not after")
    if how in ("is", "is not"):
        return how == "is not"
    return (how in ("<", "<=", "is before", "is not after")) is (left < right)


@given(trees(), ANSWERS)
def test_a_compiled_tree_comes_to_what_a_plain_reading_says(tree, answers):
    found = conditions.compile(tree, SMALL)(answers, CONTEXT)

    assert (None if found is MISSING else found) == plainly(tree, answers)


@given(trees(), ANSWERS)
def test_answers_that_are_guarded_cannot_leave_a_test_open_by_being_missing(tree, answers):
    found = conditions.compile(tree, SMALL)(answers, CONTEXT)
    open_names = {read.name for read in conditions.reads(tree) if not read.guarded}

    assert found is not MISSING or open_names or can_fail(tree)


def can_fail(tree):
    """A division by nothing is missing whatever the answers are."""
    divides = isinstance(tree, node.Arithmetic) and tree.rest[0][0] == "/"
    return divides or any(can_fail(part) for part in conditions.parts(tree))
