"""A condition knows what it reads, and where what it reads is known to be there."""

import pytest

from workflows import conditions


def guarded(text):
    return {read.name: read.guarded for read in conditions.reads(conditions.parse(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 > 3", {}),
        ('depth is "Deep"', {"depth": False}),
        ("age is missing", {"age": True}),
        ("age is not missing and age > 5", {"age": True}),
        ("age > 5 and age is not missing", {"age": False}),
        ("age is missing or age > 5", {"age": True}),
        ("age is not missing or age > 5", {"age": False}),
        ("not (age is missing) and age > 5", {"age": True}),
        ("(age is not missing and fee is not missing) and age > fee", {"age": True, "fee": True}),
        ("(age is not missing or fee is not missing) and age > fee", {"age": False, "fee": False}),
        ("not (age is missing or fee is missing) and age > fee", {"age": True, "fee": True}),
        ("if age is missing then 0 else age", {"age": True}),
        ("if age is not missing then age else 0", {"age": True}),
        ("if age is not missing then 0 else age", {"age": False}),
        ("if age > 5 then age else 0", {"age": True}),
        ("if age > 5 then 0 else age", {"age": False}),
        ("if not age > 5 then age else 0", {"age": True}),
        ("if age > 5 then fee else £0", {"age": True, "fee": False}),
        ("parent.email is missing", {"parent.email": True}),
        ("count of children > 3", {"children": False}),
        ("total of incomes.amount > £5", {"incomes": False, "incomes.amount": False}),
        ("any child in children has child.age < 5", {"children": False, "children.age": False}),
        ("any child in children has (child.age is not missing and child.age < 5)", {"children": False,
         "children.age": True}),
        ("any child in children has any toy in child.toys has toy.cost > £5",
         {"children": False, "children.toys": False, "children.toys.cost": False}),
        ("any paper in evidence has paper is \"Bill\"", {"evidence": False}),
    ],
)  # fmt: skip
def test_it_says_what_it_reads_and_whether_that_is_guarded(text, expected):
    assert guarded(text) == expected
