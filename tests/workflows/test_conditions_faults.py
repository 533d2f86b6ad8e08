"""What is wrong in a condition is said at its character, all of it, with a cure."""

import pytest

from tests.workflows.conditions_house import NAMES
from workflows import conditions
from workflows.conditions import Wrong


def flaws(text):
    with pytest.raises(Wrong) as wrong:
        conditions.check_condition(conditions.parse(text), NAMES)
    return wrong.value.problems


@pytest.mark.parametrize(
    ("text", "offset", "sentence", "cure"),
    [
        ("", 0, "Nothing is written", "Write a condition"),
        ('depth is "Depp"', 9, '"Depp" is not an option of "depth"', 'Did you mean "Deep"?'),
        ('"Depp" is depth', 0, '"Depp" is not an option of "depth"', 'Did you mean "Deep"?'),
        ('depth is one of "Deep", "Blue"', 24, '"Blue" is not an option', 'The options are "Shallow", "Deep"'),
        ('evidence includes "Bil"', 18, '"Bil" is not an option', 'Did you mean "Bill"?'),
        ('dept is "Deep"', 0, '"dept" is not the name of an answer', 'Did you mean "depth"?'),
        ("council is norfolk", 11, "norfolk is an option of council", 'Write it in quotes: "norfolk"'),
        ("council is depth", 11, '"council" and this have no option in common', "Check both"),
        ("urgent and age > 1", 0, '"urgent" alone is not a test', "Write: urgent is yes"),
        ("not paid", 4, '"paid" alone is not a test', "Write: paid is yes"),
        ("age", 0, 'A test is needed here, not "age" (a number)', "Compare it"),
        ("yes", 0, "yes and no alone are not tests", "Compare"),
        ("age > £5", 6, '"age" (a number) cannot be compared with money', "Write a number"),
        ("fee > 5", 6, '"fee" (money) cannot be compared with a number', "Write £5"),
        ("born < today", 0, '"<" does not work on "born" (a date)', "is before"),
        ("age is before today", 0, '"is before" does not work on "age"', "It compares date or time"),
        ('urgent is "yes"', 10, '"urgent" (a yes-or-no answer) cannot be compared', "without quotes"),
        ('evidence is "Bill"', 12, '"evidence" (an answer of several options) cannot', "Write: evidence includes"),
        ('depth includes "Deep"', 0, '"includes" does not work on "depth"', 'Write "is"'),
        ("children > 3", 0, '">" does not work on "children" (a list)', "Write: count of children"),
        ("children is 3", 12, '"children" (a list) cannot be compared', "count of children"),
        ('photo is "a"', 9, '"photo" (a file) cannot be compared', "photo is missing"),
        ("count of age > 1", 9, '"count of" does not work on "age"', "a list"),
        ("total of incomes.amont > £1", 9, '"incomes.amont" is not asked in the items',
         'Did you mean "incomes.amount"?'),
        ("total of children.name > 1", 9, '"total of" does not work on', "numbers and money"),
        ("children.age > 3", 0, '"children.age" is asked in every item', "any item in children has item.age"),
        ("any child in children has child is missing", 26, '"child" is one item of a list', "child.age"),
        ("any child in children has child.age > 1 and child.age < 5", 44, '"child" means nothing', "brackets"),
        ("any age in children has age.age > 1", 0, '"age" is the name of something else', "another word"),
        ("any parent in children has parent.age > 1", 0, '"parent" is the name of something else', "another word"),
        ("any child in age has child.x is 1", 13, '"any … in … has" does not work on "age"', "a list"),
        ("any child in children has child.agge > 1", 26, '"child.agge" is not the name', 'Did you mean "child.age"?'),
        ("today + 5 is before today", 8, "A date + a number cannot be worked out", "Write 5 days"),
        ("fee * fee > £1", 6, "Money * money cannot be worked out", "Check"),
        ("age / 0 > 1", 6, "Nothing can be divided by 0", "another number"),
        ('-route is "x"', 1, 'A minus sign does not work on "route"', "a number or money"),
        ('(if urgent is yes then 1 else "a") is 1', 1, 'This is a number or the text "a"', "of one type"),
        ("due is within 5 of today", 14, '"is within" does not work on a number', "a length of time"),
        ("years between age and today > 1", 14, '"years between" does not work on "age"', "a date"),
        ("age is not between 1 and 2", 11, '"is not between" is not said here', "not"),
        ("age is between 1", 16, '"and" is needed at the end', "age is between 5 and 16"),
        ("due is within 5 days today", 21, '"of" is needed before today', "is within 5 working days of"),
        ("if age > 1 then 2", 17, '"else" is needed at the end', "Write it like"),
        ("any child of children has child.age > 1", 10, '"in" is needed before of', "any child in children"),
        ("(age > 1", 8, '")" is needed at the end', "Close the bracket"),
        ("age > 1)", 7, '")" cannot stand here', "and"),
        ("depth is Very deep", 14, '"deep" cannot stand here', 'in quotes: "Very deep"'),
        ("age is more than 1", 12, '"than" cannot stand here', "Write > instead"),
        ("age is more then 1", 12, '"then" cannot stand here', "Write > instead"),
        ("age is under 5", 13, '"5" cannot stand here', "Write < instead"),
        ("age > 1 adn age < 5", 8, '"adn" cannot stand here', 'Did you mean "and"?'),
        ("age >", 5, "An answer or a value is needed at the end", "Name an answer"),
        ("age is is 5", 7, "An answer or a value is needed before is", "Name an answer"),
        ("age = 5", 4, "An equals sign is not used", 'Write "is"'),
        ("age != 5", 4, "This sign is not used", 'Write "is not"'),
        ("age ≥ 5", 4, "This sign is not used", "Write >="),
        ("age > 5 && age < 9", 8, "This sign is not used", 'Write "and"'),
        ("depth is 'Deep'", 9, "A single quotation mark", "double"),
        ("depth is “Deep”", 9, "A curly quotation mark", "straight"),
        ('depth is "Deep', 9, "The text that begins here has no end", "Close it"),
        ("age > 16,000", 6, "A number is written without commas", "Write 16000"),
        ("fee > £16,00", 6, "This is not an amount of money", "£16,000"),
        ("fee > £1.5", 6, "This is not an amount of money", "£10.50"),
        ("age > 5%", 7, "A percentage is a number", "Leave out"),
        ("age > 5px", 6, "This is not a number", "12.5"),
        ("opens is before 9:7", 16, "This is not a time", "09:30"),
        ("opens is before 25:00", 16, "There is no 25:00", "17:30"),
        ("born is 31 February 2026", 8, "There is no 31 February 2026", "a real date"),
        ("age > 1234567890123456", 6, "A number has at most 15 digits", "smaller"),
        ("born is before today - 10000 years", 23, "10000 years is too long a time", "9,999"),
        ("age @ 5", 4, "The character @ does not belong", "quotes"),
        (f"age > {'1 + ' * 600}1", 2000, "This is longer than 2,000 characters", "Work out"),
        ("(" * 33 + "age > 1" + ")" * 33, 33, "This is nested more than 32 deep", "Work out"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_place_its_sentence_and_its_cure(text, offset, sentence, cure):
    first = flaws(text)[0]

    assert (first.offset, first.sentence[: len(sentence)]) == (offset, sentence)
    assert cure in first.cure


def test_everything_wrong_is_said_at_once_in_reading_order():
    found = flaws('dept is "Deep" and depth is "Depp" and (urgent or age > £5)')

    assert [flaw.offset for flaw in found] == [0, 28, 40, 56]
    assert len({flaw.code for flaw in found}) == 4


def test_a_value_may_be_a_bare_yes_or_no_answer_where_no_test_is_asked_for():
    assert conditions.type_of(conditions.parse("urgent"), NAMES).name == "yes or no"


@pytest.mark.parametrize(
    ("text", "name", "options"),
    [
        ("age + 1", "number", ()), ("fee * 2", "money", ()), ("fee / £2", "number", ()),
        ("today - born", "duration", ()),
        ("today + 1 day", "date", ()), ("count of children", "number", ()), ("total of incomes.amount", "money", ()),
        ('if urgent is yes then "assess" else "automatic"', "choice", ("assess", "automatic")),
        ("if urgent is yes then route else depth", "text", ()), ("age > 1", "yes or no", ()),
        ("if urgent is yes then age > 1 else no", "yes or no", ()), ("17:30", "time", ()), ("5 days", "duration", ()),
    ],
)  # fmt: skip
def test_a_value_has_a_type(text, name, options):
    found = conditions.type_of(conditions.parse(text), NAMES)

    assert (found.name, found.options) == (name, options)


def test_nothing_nested_takes_long_to_check():
    text = "age"
    for _ in range(31):
        text = f"({text} is one of yes, no)"

    assert flaws(text)
