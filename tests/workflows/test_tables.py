"""A decision table gives the answers of the row that matches, and says what is wrong in it cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.workflows.conditions_house import CONTEXT, NAMES
from workflows.conditions import Wrong, in_words
from workflows.hits import TwoRowsHold
from workflows.tables import given_type, read_table

TRIAGE = """\
depth     | urgent || priority | fix_within
Very deep | -      || high     | 1 working day
Deep      | yes    || high     | 1 working day
Deep      | no     || low      | 10 working days
Shallow   | -      || none     | 60 working days
"""
GIVES = {"priority": "choice of high, low, none", "fix_within": "duration"}


def decide(text, gives=None, hit="unique", **answers):
    return read_table(text, gives or {"given": "text"}, NAMES, hit).decide(answers, CONTEXT)


def cell(column, text, answer):
    """Whether a cell takes an answer."""
    answers = {} if answer is None else {column: answer}
    return decide(f"{column} || given\n{text} || it matches", **answers) is not None


def flaws(text, gives=None, hit="unique"):
    with pytest.raises(Wrong) as wrong:
        read_table(text, gives or {"given": "text"}, NAMES, hit)
    return wrong.value.problems


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"depth": "Deep", "urgent": False}, {"priority": "low", "fix_within": "10 working days"}),
        ({"depth": "Very deep", "urgent": False}, {"priority": "high", "fix_within": "1 working day"}),
        ({"depth": "Shallow"}, {"priority": "none", "fix_within": "60 working days"}),
        ({"depth": "Deep"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_row_that_matches_gives_its_answers(answers, expected):
    assert decide(TRIAGE, GIVES, **answers) == expected


@pytest.mark.parametrize(
    ("column", "text", "takes", "leaves"),
    [
        ("points", ">= 8", [8, 9], [7, None]), ("points", "<= 8", [8], ["8.5"]), ("points", "> 8", ["8.1"], [8]),
        ("points", "<8", [7], [8]), ("points", "10..20", [10, 20], [9, 21, None]), ("points", "8", [8], [7, None]),
        ("points", "1, 2", [1, 2], [3]), ("points", "not 1, 2", [3], [1, 2, None]), ("points", "-5", [-5], [5]),
        ("fee", "£5..£16,000", [500, 1_600_000], [499]), ("fee", "> £10.50", [1_051], [1_050]),
        ("fee", "£1,000, £2,000", [100_000, 200_000], [1, 2]),
        ("depth", "Deep", ["Deep"], ["Very deep", None]),
        ("depth", "Deep, Very deep", ["Deep", "Very deep"], ["Shallow"]),
        ("depth", "not Deep", ["Shallow"], ["Deep", None]), ("depth", "not Deep, Shallow", ["Very deep"], ["Deep"]),
        ("depth", '"Deep"', ["Deep"], ["Shallow"]), ("depth", "missing", [None], ["Deep"]),
        ("depth", "not missing", ["Deep"], [None]), ("depth", "-", ["Deep", None], []),
        ("route", '"a, b", c', ["a, b", "c"], ["a"]), ("route", '"a | b"', ["a | b"], ["a"]),
        ("route", '"say ""no"""', ['say "no"'], ["no"]), ("route", '"-"', ["-"], ["x", None]),
        ("route", '"missing"', ["missing"], [None]),
        ("school", "hethersett-academy", ["hethersett-academy"], ["other"]),
        ("urgent", "yes", [True], [False, None]), ("urgent", "not yes", [False], [True, None]),
        ("evidence", "Bill", [["Bill", "Passport"]], [["Passport"], [], None]),
        ("evidence", "Bill, Licence", [["Licence"]], [["Passport"]]),
        ("evidence", "not Bill, Licence", [["Passport"], []], [["Licence"], None]),
        ("born", "before 1 April 1950", ["1950-03-31"], ["1950-04-01"]),
        ("born", "after today", ["2026-11-23"], ["2026-11-22"]),
        ("born", "not before today - 18 years", ["2008-11-22"], ["2008-11-21"]),
        ("born", "not after 1 April 1950", ["1950-04-01"], ["1950-04-02"]),
        ("born", "1 April 1950..31 March 1951", ["1950-04-01", "1951-03-31"], ["1951-04-01"]),
        ("fix_within", "> 5 working days", ["2 weeks"], ["5 working days"]),
        ("opens", "09:00..17:00", ["12:30"], ["17:01"]), ("photo", "missing", [None], [[{"id": "1"}]]),
        ("parent.email", "a@example.org", ["a@example.org"], ["b@example.org"]),
    ],
)  # fmt: skip
def test_a_cell_takes_what_it_says_and_leaves_the_rest(column, text, takes, leaves):
    assert [answer for answer in takes if not cell(column, text, answer)] == []
    assert [answer for answer in leaves if cell(column, text, answer)] == []


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("text", "Ring the depot, now", "Ring the depot, now"), ("text", '"a | b"', "a | b"), ("number", "12", 12),
        ("number", "1.50", "1.5"), ("number", "-3", -3), ("money", "£16,000", 1_600_000), ("money", "£10.50", 1_050),
        ("date", "24 September 2026", "2026-09-24"), ("duration", "10 working days", "10 working days"),
        ("yes or no", "yes", True), ("yes or no", "no", False),
        ("choice of urgent, very soon", "very soon", "very soon"),
        ("team", "highways", "highways"), ("number", "0.0000001", "0.0000001"),
    ],
)  # fmt: skip
def test_each_type_can_be_given(kind, text, answer):
    assert decide(f"age || given\n- || {text}", {"given": kind}) == {"given": answer}


def test_first_takes_the_row_that_stands_first():
    table = "points || given\n>= 8 || a\n>= 5 || b\n- || c"

    assert [decide(table, hit="first", points=points)["given"] for points in (9, 6, 1)] == ["a", "b", "c"]


def test_two_rows_that_match_a_unique_table_are_named():
    with pytest.raises(TwoRowsHold, match="Rows 1 and 3 of the table both match") as both:
        decide("points || given\n>= 8 || a\n< 8 || b\n9 || c", points=9)

    assert both.value.rows == (1, 3)


def test_a_row_is_a_condition_that_can_be_said_in_words():
    rows = read_table(TRIAGE, GIVES, NAMES).rows

    assert in_words(rows[1].test, {}) == "depth is “Deep” and urgent is yes"
    assert TRIAGE[rows[1].offset :].startswith("Deep      | yes")


def test_a_table_may_read_no_answer_at_all():
    assert decide("age || given\n- || always") == {"given": "always"}


@pytest.mark.parametrize(
    ("text", "at", "sentence", "cure"),
    [
        ("", "", "The table is empty", "Write a header"),
        ("depth || given", "", "The table has no rows", "at least one"),
        ("depth | given\nDeep | a", "depth", "A row has || once", "Deep | yes || urgent"),
        ("depth || given || x\nDeep || a || b", "depth", "A row has || once", "Deep | yes"),
        ("dept || given\nDeep || a", "dept", '"dept" is not the name of an answer', 'Did you mean "depth"?'),
        ("depth || givn\nDeep || a", "givn", '"givn" is not the name of an answer', 'Did you mean "given"?'),
        ("depth | depth || given\nDeep | Deep || a", "depth ||", '"depth" has two columns', "Keep one"),
        ("depth || given | given\nDeep || a | b", "given\n", '"given" has two columns', "Keep one"),
        ("depth | age || given\nDeep || a", "Deep",
            "On one side of || this row has 1 and the header 2", "one cell for each"),
        ("depth || given\nDepp || a", "Depp", '"Depp" is not an option of "depth"', 'Did you mean "Deep"?'),
        ("depth || given\nDeep, Blue || a", "Blue", '"Blue" is not an option of "depth"', "The options are"),
        ("depth || given\n || a", "|| a", "A value is missing here", '"-"'),
        ("depth || given\nDeep || ", "", "A value is missing here", "Write one"),
        ('depth || given\n"Deep || a', '"Deep', "The text that begins here has no end", "Close it"),
        ("age || given\n>= £8 || a", "£8", '"age" (a number) cannot be compared with money', "Write a number"),
        ("age || given\nold || a", "old", '"old" is not the name of an answer', "quotes"),
        ("age || given\n1.. || a", " || a", "A value is missing here", "Write one"),
        ("born || given\n> today || a", "> today", '">" does not work on', "is before"),
        ("children || given\n3 || a", "3", '"children" (a list) cannot be compared', "count of children"),
    ],
)  # fmt: skip
def test_each_mistake_is_said_at_its_cell(text, at, sentence, cure):
    first = flaws(text)[0]

    assert first.sentence.startswith(sentence)
    assert cure in first.cure
    assert text[first.offset :].startswith(at)


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("choice of urgent, soon", "urgnt", '"urgnt" is not an option of this column'),
        ("duration", "5", '"5" is not a length of time'), ("money", "5", '"5" is not money'),
        ("number", "£5", '"£5" is not a number'), ("duration", "-5 days", '"-5 days" is not a length of time'),
        ("date", "today", '"today" is not a date'), ("yes or no", "maybe", '"maybe" is not a yes-or-no answer'),
        ("number", "1 + 1", '"1 + 1" is not a number'), ("date", "31 February 2026", "There is no 31 February 2026"),
    ],
)  # fmt: skip
def test_what_a_row_gives_is_of_the_type_that_is_promised(kind, text, sentence):
    assert flaws(f"age || given\n- || {text}", {"given": kind})[0].sentence == sentence


def test_what_is_promised_needs_a_column():
    assert flaws("depth || priority\nDeep || low", GIVES)[0].sentence == '"fix_within" is given but has no column'


def test_everything_wrong_is_said_at_once():
    found = flaws("depth | age || given\nDepp | >= £8 || 5\nDeep || a\nBlue | 3 || 1 day", {"given": "duration"})

    assert [flaw.offset for flaw in found] == [21, 31, 37, 39, 49]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("choice of a, a", "An option is empty or stands twice"), ("choice of ", '"choice of" is not something'),
        ("durashun", '"durashun" is not something'), ("list", '"list" is not something'),
    ],
)  # fmt: skip
def test_what_cannot_be_given_is_refused(words, sentence):
    with pytest.raises(Wrong, match=sentence):
        given_type(words)


PIECES = [
    "depth", "age", "urgent", "evidence", "given", "|", "||", "\n", "Deep", ">=", "..", "8", "£5", "not", "missing",
    "-", '"', ",", "yes", "before", "today", "5 days", "children",
]  # fmt: skip


@given(some.text() | some.lists(some.sampled_from(PIECES)).map(" ".join), some.sampled_from([GIVES, {"given": "text"}]))
def test_any_text_gives_a_table_or_says_what_is_wrong(text, gives):
    for written in (text, f"depth | age || given\n{text}"):
        try:
            table = read_table(written, gives, NAMES)
        except Wrong as wrong:
            assert all(0 <= flaw.offset <= len(written) for flaw in wrong.problems) and wrong.problems
        else:
            assert set(table.gives) == set(gives)
