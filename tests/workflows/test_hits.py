"""Each `hit:` of a table chooses among the rows that hold as DMN says, and gives what rules may read."""

import pytest

from components.types import Type
from tests.workflows.conditions_house import CONTEXT, NAMES
from workflows import conditions
from workflows.hits import HITS, TwoRowsHold, given_by, unfit
from workflows.tables import given_type, read_table

#: Rows that hold for 9 points: all but the third. The options stand in another order than the rows.
POINTS = """\
points || given
>= 1   || {}
>= 8   || {}
< 5    || {}
-      || {}
"""


def decide(hit, kind, *given, points=9):
    table = read_table(POINTS.format(*given), {"given": kind}, NAMES, hit)
    found = table.decide({"points": points}, CONTEXT)
    return found and found["given"]


CHOICE = "choice of high, middle, low"


@pytest.mark.parametrize(
    ("hit", "kind", "given", "gets"),
    [
        ("first", CHOICE, ("low", "high", "middle", "middle"), "low"),
        ("any", CHOICE, ("low", "low", "high", "low"), "low"),
        ("priority", CHOICE, ("low", "middle", "high", "low"), "middle"),
        ("collect", CHOICE, ("low", "high", "middle", "low"), ["low", "high"]),
        ("rule order", CHOICE, ("low", "high", "middle", "low"), ["low", "high"]),
        ("output order", CHOICE, ("low", "high", "middle", "low"), ["high", "low"]),
        ("collect count", CHOICE, ("low", "high", "middle", "low"), 3),
        ("collect sum", "number", ("1", "2.50", "100", "-1"), "2.5"),
        ("collect sum", "money", ("£1", "£2.50", "£100", "£0"), 350),
        ("collect min", "number", ("10", "9", "1", "9.5"), 9),
        ("collect max", "number", ("10", "9", "100", "9.5"), 10),
        ("collect max", "money", ("£1", "£2.50", "£100", "£0"), 250),
        ("collect min", "date", ("2 May 2027", "1 June 2027", "1 May 2027", "3 May 2027"), "2027-05-02"),
        ("collect max", "duration", ("8 days", "1 week", "1 year", "2 hours"), "8 days"),
    ],
)  # fmt: skip
def test_several_rows_that_hold_come_to_what_the_policy_says(hit, kind, given, gets):
    assert decide(hit, kind, *given) == gets


@pytest.mark.parametrize(
    ("hit", "kind", "cell", "gets"),
    [
        ("first", CHOICE, "low", None), ("any", CHOICE, "low", None), ("priority", CHOICE, "low", None),
        ("unique", CHOICE, "low", None), ("collect", CHOICE, "low", {"given": []}),
        ("rule order", CHOICE, "low", {"given": []}), ("output order", CHOICE, "low", {"given": []}),
        ("collect count", CHOICE, "low", {"given": 0}), ("collect sum", "number", "5", {"given": 0}),
        ("collect sum", "money", "£5", {"given": 0}), ("collect min", "number", "5", None),
        ("collect max", "number", "5", None),
    ],
)  # fmt: skip
def test_no_row_that_holds_is_nothing_an_empty_list_or_nought(hit, kind, cell, gets):
    table = read_table(f"points || given\n>= 8 || {cell}", {"given": kind}, NAMES, hit)

    assert table.decide({"points": 1}, CONTEXT) == gets
    assert HITS[hit].takes_none == (gets is not None)


def test_rows_of_an_any_table_that_differ_are_named():
    with pytest.raises(TwoRowsHold, match=r"Rows 1 and 4 .* differ in what they give") as both:
        decide("any", CHOICE, "low", "low", "high", "middle")

    assert both.value.rows == (1, 4)


def test_of_two_choices_the_one_given_first_counts_more():
    gives = {"second": "choice of b, a", "first": "choice of x, y"}
    table = read_table("points || first | second\n- || x | a\n- || y | b", gives, NAMES, "priority")

    assert table.decide({}, CONTEXT) == {"first": "y", "second": "b"}


@pytest.mark.parametrize(
    ("hit", "test"),
    [
        ("collect", 'given includes "high"'), ("output order", "count of given > 1"), ("collect count", "given >= 2"),
        ("priority", 'given is "high"'),
    ],
)  # fmt: skip
def test_what_a_table_gives_can_be_read_by_conditions(hit, test):
    names = {**NAMES, **given_by(HITS[hit], {"given": given_type(CHOICE)})}

    assert conditions.check_condition(conditions.parse(test), names) == Type("yes or no")


@pytest.mark.parametrize(
    ("hit", "kind", "why"),
    [
        ("collect", "number", "collect works on choice of …, and given is number"),
        ("collect sum", CHOICE, "collect sum works on number or money, and given is choice"),
        ("collect max", "yes or no", "collect max works on number, money, date or duration"),
        ("priority", "number", "priority goes by the order of a choice's options"),
    ],
)  # fmt: skip
def test_a_policy_says_what_it_cannot_work_on(hit, kind, why):
    found = unfit(HITS[hit], {"given": given_type(kind)})

    assert found is not None and found[0].startswith(why)


def test_every_policy_says_what_it_does():
    assert all(hit.does for hit in HITS.values())
    assert next(iter(HITS)) == "unique"
