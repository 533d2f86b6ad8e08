"""A test on a missing answer does not hold, and neither does its contrary; only `is missing` sees it."""

import pytest

from tests.workflows.conditions_house import holds, value
from workflows.conditions import MISSING

HOLDS, FAILS, UNKNOWN = "points is 1", "points is 2", "age is 1"


@pytest.mark.parametrize(
    "test",
    [
        "age > 5", "age is 5", "age is between 1 and 2", "age is one of 1, 2", 'depth is "Deep"', "urgent is yes",
        'evidence includes "Bill"', "born is before today", "due is within 5 days of today", "count of children > 0",
        "any child in children has child.age < 5", "all child in children has child.age < 5",
        "no child in children has child.age < 5", "total of incomes.amount > £1", "age + 1 > 0", "points > age",
        "years between born and today > 1", "points is between age and 3",
    ],
)  # fmt: skip
def test_neither_a_test_on_a_missing_answer_nor_its_contrary_holds(test):
    assert value(test, points=1) is MISSING
    assert not holds(test, points=1)
    assert not holds(f"not ({test})", points=1)
    assert not holds(f"not (not ({test}))", points=1)


@pytest.mark.parametrize(
    ("test", "contrary"),
    [
        ('depth is "Deep"', 'depth is not "Deep"'), ("age < 5", "age >= 5"), ("age > 5", "age <= 5"),
        ("born is before today", "born is not before today"), ("born is after today", "born is not after today"),
        ('evidence includes "Bill"', 'evidence does not include "Bill"'), ("urgent is yes", "urgent is no"),
        ('route is one of "a", "b"', 'route is not one of "a", "b"'),
    ],
)  # fmt: skip
def test_neither_spelling_holds_of_a_missing_answer(test, contrary):
    assert not holds(test)
    assert not holds(contrary)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HOLDS} and {HOLDS}", True), (f"{HOLDS} and {FAILS}", False), (f"{HOLDS} and {UNKNOWN}", MISSING),
        (f"{FAILS} and {HOLDS}", False), (f"{FAILS} and {FAILS}", False), (f"{FAILS} and {UNKNOWN}", False),
        (f"{UNKNOWN} and {HOLDS}", MISSING), (f"{UNKNOWN} and {FAILS}", False), (f"{UNKNOWN} and {UNKNOWN}", MISSING),
        (f"{HOLDS} or {HOLDS}", True), (f"{HOLDS} or {FAILS}", True), (f"{HOLDS} or {UNKNOWN}", True),
        (f"{FAILS} or {HOLDS}", True), (f"{FAILS} or {FAILS}", False), (f"{FAILS} or {UNKNOWN}", MISSING),
        (f"{UNKNOWN} or {HOLDS}", True), (f"{UNKNOWN} or {FAILS}", MISSING), (f"{UNKNOWN} or {UNKNOWN}", MISSING),
        (f"not {HOLDS}", False), (f"not {FAILS}", True), (f"not {UNKNOWN}", MISSING),
    ],
)  # fmt: skip
def test_or_needs_one_side_that_holds_and_and_needs_both(text, expected):
    assert value(text, points=1) is expected


@pytest.mark.parametrize(
    ("which", "ages", "expected"),
    [
        ("any", [None, 4], True), ("any", [None, 9], MISSING), ("any", [None], MISSING),
        ("all", [None, 9], False), ("all", [None, 4], MISSING),
        ("no", [None, 4], False), ("no", [None, 9], MISSING),
    ],
)  # fmt: skip
def test_a_missing_answer_in_one_item_leaves_open_what_the_others_do_not_decide(which, ages, expected):
    children = [{} if age is None else {"age": age} for age in ages]

    assert value(f"{which} child in children has child.age < 5", children=children) is expected


def test_one_of_several_answers_is_enough_though_another_is_missing():
    assert holds("points is one of age, 1", points=1)
    assert value("points is one of age, 2", points=1) is MISSING
    assert not holds("points is not one of age, 2", points=1)


def test_only_is_missing_sees_a_missing_answer():
    assert holds("age is missing")
    assert not holds("age is not missing")
    assert holds("not (age is not missing)")
    assert holds("age + 1 is missing")
    assert holds("any child in children has child.age is missing", children=[{"age": 1}, {}])


def test_a_list_or_choices_left_empty_is_empty_and_not_missing():
    empty = {"children": [], "evidence": []}

    assert holds("children is not missing and evidence is not missing", **empty)
    assert holds("count of children is 0 and count of evidence is 0", **empty)
    assert holds('evidence does not include "Bill"', **empty)


def test_a_total_with_a_missing_amount_is_missing():
    assert value("total of incomes.amount", incomes=[{"amount": 1}, {}]) is MISSING


def test_an_if_whose_test_does_not_hold_takes_its_else():
    assert value("if age > 5 then 1 else 2") == 2
    assert value("if not age > 5 then 1 else 2") == 2
    assert value("if age is missing then 1 else age", age=7) == 7
    assert value("if points is 1 then age else 2", points=1) is MISSING


def test_no_and_zero_are_answers():
    assert holds("urgent is no", urgent=False)
    assert holds("age is 0 and age is not missing", age=0)
