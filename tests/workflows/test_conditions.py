"""Every word and sign of a condition does what the language says."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from components.types import Type
from tests.workflows.conditions_house import CONTEXT, NAMES, holds, value
from workflows import conditions
from workflows.calendars import LONDON, NAMED
from workflows.conditions import MISSING, Context, TooManyItems
from workflows.conditions.lexer import MONTHS, tokens
from workflows.durations import Duration


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ('"Very deep"', "text"), ("£16,000", "money"), ("£10.50", "money"), ("24 September 2026", "date"),
        ("5 working days", "duration"), ("1 month", "duration"), ("17:30", "time"), ("12", "number"),
        ("12.5", "number"), ("parent.email", "word"), ("child", "word"), ("<=", "sign"), (">=", "sign"),
        ("<", "sign"), (">", "sign"), ("+", "sign"), ("-", "sign"), ("*", "sign"), ("/", "sign"),
        ("(", "sign"), (")", "sign"), (",", "sign"),
    ],
)  # fmt: skip
def test_each_token_is_read_whole(text, sort):
    first, end = tokens(f"  {text}\n")

    assert (first.sort, first.text, first.at) == (sort, text, 2)
    assert (end.sort, end.at) == ("end", len(text) + 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Deep"', "Deep"), ('"say ""no"""', 'say "no"'), ('"£5, today"', "£5, today"),
        ("£16,000", 1_600_000), ("£1,234,567.89", 123_456_789), ("£0", 0), ("£0.07", 7),
        ("12", Decimal(12)), ("12.50", Decimal("12.5")), ("-3", Decimal(-3)), ("- £4", -400), ("yes", True),
        ("no", False),
        ("17:30", time(17, 30)), ("5 working days", Duration(5, "working day")), ("1 month", Duration(1, "month")),
        ("today", date(2026, 11, 22)), ("now", datetime(2026, 11, 22, 12, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_value_is_what_is_written(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS, start=1)))
def test_each_month_is_known_by_its_name(number, month):
    assert value(f"2 {month} 2027") == date(2027, number, 2)


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("age < 18", {"age": 17}, True), ("age < 18", {"age": 18}, False),
        ("age <= 18", {"age": 18}, True), ("age <= 18", {"age": "18.5"}, False),
        ("age > 18", {"age": "18.1"}, True), ("age > 18", {"age": 18}, False),
        ("age >= 18", {"age": 18}, True), ("age >= 18", {"age": 17}, False),
        ("age is 18", {"age": "18.0"}, True), ("age is not 18", {"age": 18}, False),
        ('depth is "Deep"', {"depth": "Deep"}, True), ('depth is "Deep"', {"depth": "Very deep"}, False),
        ('depth is not "Deep"', {"depth": "Shallow"}, True),
        ("urgent is yes", {"urgent": True}, True), ("urgent is no", {"urgent": True}, False),
        ("urgent is not yes", {"urgent": False}, True),
        ('school is "hethersett-academy"', {"school": "hethersett-academy"}, True),
        ('depth is one of "Deep", "Very deep"', {"depth": "Very deep"}, True),
        ('depth is one of "Deep", "Very deep"', {"depth": "Shallow"}, False),
        ('depth is not one of "Deep", "Very deep"', {"depth": "Shallow"}, True),
        ('depth is not one of "Deep", "Very deep"', {"depth": "Deep"}, False),
        ("age is one of 1,2", {"age": 2}, True),
        ('evidence includes "Bill"', {"evidence": ["Bill", "Licence"]}, True),
        ('evidence includes "Bill"', {"evidence": ["Licence"]}, False),
        ('evidence does not include "Bill"', {"evidence": ["Licence"]}, True),
        ('evidence does not include "Bill"', {"evidence": ["Bill"]}, False),
        ("age is between 5 and 16", {"age": 5}, True), ("age is between 5 and 16", {"age": 16}, True),
        ("age is between 5 and 16", {"age": 17}, False),
        ("fee is between £5 and £10.50", {"fee": 1_050}, True),
        ("opens is between 09:00 and 17:00", {"opens": "17:01"}, False),
        ("age is missing", {}, True), ("age is missing", {"age": 0}, False),
        ("age is not missing", {"age": 0}, True), ("age is not missing", {"age": None}, False),
        ("photo is missing", {"photo": [{"id": "1"}]}, False),
        ("place is not missing", {"place": {"words": "A47"}}, True),
        ("born is before today", {"born": "2026-11-21"}, True), ("born is before today", {"born": "2026-11-22"}, False),
        ("born is after today", {"born": "2026-11-23"}, True), ("born is after today", {"born": "2026-11-22"}, False),
        ("born is not before today", {"born": "2026-11-22"}, True),
        ("born is not after today", {"born": "2026-11-23"}, False),
        ("born is 24 September 1958", {"born": "1958-09-24"}, True),
        ("born is before 1 December 2026", {"born": "2026-11"}, True),
        ("opens is before 09:30", {"opens": "09:29"}, True), ("opens is not after 09:30", {"opens": "09:31"}, False),
        ("fix_within > 1 working day", {"fix_within": "10 working days"}, True),
        ("fix_within <= 2 weeks", {"fix_within": "14 days"}, True),
        ('parent.email is "a@example.org"', {"parent__email": "a@example.org"}, True),
    ],
)  # fmt: skip
def test_a_test_holds_or_does_not(text, answers, expected):
    assert value(text, **answers) is expected


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("age + 2 - 1", {"age": 3}, 4), ("age * 2 / 4", {"age": 3}, Decimal("1.5")), ("1 + 2 * 3", {}, 7),
        ("(1 + 2) * 3", {}, 9), ("2 - 3 - 4", {}, -5), ("-age", {"age": 3}, -3),
        ("fee + £1.50", {"fee": 100}, 250), ("fee - £1.50", {"fee": 100}, -50), ("fee * 1.5", {"fee": 333}, 500),
        ("2 * fee", {"fee": 333}, 666), ("fee / 3", {"fee": 100}, 33), ("fee / £3", {"fee": 600}, 2),
        ("today + 28 days", {}, date(2026, 12, 20)), ("today - 18 years", {}, date(2008, 11, 22)),
        ("today + 1 week", {}, date(2026, 11, 29)), ("today + 3 working days", {}, date(2026, 11, 25)),
        ("31 January 2027 + 1 month", {}, date(2027, 2, 28)),
        ("now + 90 minutes", {}, datetime(2026, 11, 22, 13, 30, tzinfo=UTC)),
        ("now - 1 hour", {}, datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
        ("today - starts_on", {"starts_on": "2026-11-01"}, Duration(21, "day")),
        ("years between born and today", {"born": "2008-11-22"}, 18),
        ("years between born and today", {"born": "2008-11-23"}, 17),
        ("years between today and born", {"born": "2008-11-22"}, 18),
        ("count of children", {"children": [{}, {}]}, 2), ("count of evidence", {"evidence": ["Bill"]}, 1),
        ("total of incomes.amount", {"incomes": [{"amount": 100}, {"amount": 250}]}, 350),
        ("total of incomes.hours", {"incomes": [{"hours": 1}, {"hours": "2.5"}]}, Decimal("3.5")),
        ("total of incomes.amount", {"incomes": []}, 0),
        ("if points >= 8 then £0 else £10", {"points": 8}, 0),
        ("if points >= 8 then £0 else £10", {"points": 7}, 1_000),
        ('if age < 5 then "a" else if age < 9 then "b" else "c"', {"age": 7}, "b"),
    ],
)  # fmt: skip
def test_a_value_is_worked_out_exactly(text, answers, expected):
    assert value(text, **answers) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [("2026-11-27", True), ("2026-11-28", False), ("2026-11-16", True), ("2026-11-15", False)],
)  # fmt: skip
def test_within_reaches_both_ways_and_includes_its_ends(due, expected):
    assert value("due is within 5 working days of 23 November 2026 - 1 day", due=due) is expected


def test_within_hours_counts_by_the_clock():
    assert holds("due is within 72 hours of now", due="2026-11-25T12:00:00+00:00")
    assert not holds("due is within 72 hours of now", due="2026-11-25T12:00:01+00:00")
    assert holds("opens is within 30 minutes of 09:00", opens="08:30")


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        (datetime(2026, 10, 24, 23, 30, tzinfo=LONDON), "due is within 3 hours of now", False),
        (datetime(2026, 10, 24, 23, 30, tzinfo=LONDON), "due is within 210 minutes of now", True),
        (datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), "now is after opened", True),
        (datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), "now is opened", False),
    ],
)  # fmt: skip
def test_an_hour_that_comes_twice_is_counted_twice(now, text, expected):
    names = {"due": Type("date"), "opened": Type("date")}
    tree = conditions.parse(text)
    conditions.type_of(tree, names)

    found = conditions.compile(tree, names)(
        {"due": "2026-10-25T02:00", "opened": "2026-10-25T01:30"}, Context(now, NAMED["england"])
    )

    assert found is expected


def test_a_moment_and_a_date_are_compared_by_their_days_in_london():
    assert holds("due is today", due="2026-11-22T23:59:59+00:00")
    assert holds("due is 2 July 2026", due="2026-07-01T23:30:00+00:00")
    assert holds("due is after now", due="2026-11-22T12:00:01+00:00")


@pytest.mark.parametrize(
    ("which", "ages", "expected"),
    [
        ("any", [4, 9], True), ("any", [9, 9], False), ("any", [], False),
        ("all", [4, 3], True), ("all", [4, 9], False), ("all", [], True),
        ("no", [9, 9], True), ("no", [4, 9], False), ("no", [], True),
    ],
)  # fmt: skip
def test_a_quantifier_looks_at_every_item(which, ages, expected):
    assert value(f"{which} child in children has child.age < 5", children=[{"age": age} for age in ages]) is expected


def test_a_quantifier_goes_through_the_options_that_were_chosen():
    assert holds('any paper in evidence has paper is "Bill"', evidence=["Passport", "Bill"])
    assert holds('no paper in evidence has paper is "Bill"', evidence=["Passport"])


def test_lists_nest():
    children = [{"toys": [{"cost": 500}]}, {"toys": []}]

    assert holds("any child in children has any toy in child.toys has toy.cost >= £5", children=children)
    assert holds("any child in children has count of child.toys is 0", children=children)
    assert holds("any child in children has total of child.toys.cost is £5", children=children)
    assert not holds("all child in children has any toy in child.toys has toy.cost > £0", children=children)


def test_what_a_quantifier_has_is_one_test_and_more_stand_in_brackets():
    children = [{"age": 4, "name": "Ada"}]

    assert holds("any child in children has child.age < 5 and urgent is yes", children=children, urgent=True)
    assert holds('any child in children has (child.age < 5 and child.name is "Ada")', children=children)


def test_and_binds_closer_than_or_and_not_closest():
    assert holds("urgent is yes or paid is yes and age > 5", urgent=True, paid=False, age=1)
    assert not holds("(urgent is yes or paid is yes) and age > 5", urgent=True, paid=False, age=1)
    assert holds("not urgent is yes and age > 5", urgent=False, age=6)


@pytest.mark.parametrize("text", ["age / 0.0 + points", "fee / points", "age / points", "fee / fee"])
def test_what_cannot_be_worked_out_is_missing(text):
    assert value(text.replace("0.0", "(1 - 1)"), age=1, points=0, fee=0) is MISSING


def test_a_date_that_no_calendar_has_is_missing():
    assert value("today + 9999 years") is MISSING
    assert value("born - 9999 years", born="0001-01-01") is MISSING


def test_a_number_too_large_to_keep_is_missing():
    assert value("age * age", age="1e59") is MISSING
    assert value("age > 1", age="1e9999999") is MISSING


def test_who_was_born_on_29_february_is_a_year_older_on_1_march():
    assert value("years between born and 28 February 2026", born="2008-02-29") == 17
    assert value("years between born and 1 March 2026", born="2008-02-29") == 18


def test_lists_too_long_to_look_through_are_refused_by_name():
    pairs = "any child in children has any other in children has other.age > child.age"
    run = conditions.compile(conditions.parse(pairs), NAMES)

    with pytest.raises(TooManyItems):
        run({"children": [{"age": 1}] * 200}, CONTEXT)


def test_every_sample_of_the_language_page_is_read():
    samples = [
        'age >= 18 and council is "norfolk"', 'route is one of "assess", "automatic"', "evidence is missing",
        "born is before today - 18 years", "any child in children has child.age < 5", "count of children > 3",
        "total of incomes.amount > £16,000", 'depth is not "Deep" or (urgent is yes and paid is no)',
        "if points >= 8 then £0 else £10", "due is within 5 working days of today",
    ]  # fmt: skip

    assert all(conditions.type_of(conditions.parse(text), NAMES) for text in samples)
