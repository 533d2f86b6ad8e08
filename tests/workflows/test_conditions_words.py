"""A condition can be said in plain English."""

import pytest

from workflows import conditions

LABELS = {"depth": "How deep is it?", "children.age": "Age", "fee": "Fee"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('depth is "Deep"', "“How deep is it?” is “Deep”"),
        ('cycle_route is yes and depth is not "Deep"', "cycle route is yes and “How deep is it?” is not “Deep”"),
        ("age < 5", "age is less than 5"), ("age <= 5", "age is 5 or less"),
        ("age > 5", "age is more than 5"), ("age >= 5.5", "age is 5.5 or more"),
        ("fee is between £5 and £16,000.50", "“Fee” is between £5 and £16,000.50"),
        ('depth is one of "Deep", "Very deep", "Blue"', "“How deep is it?” is “Deep”, “Very deep” or “Blue”"),
        ('depth is not one of "Deep", "Blue"', "“How deep is it?” is not “Deep” or “Blue”"),
        ('evidence includes "Bill"', "evidence includes “Bill”"),
        ('evidence does not include "Bill"', "evidence does not include “Bill”"),
        ("photo is missing", "photo has no answer"), ("photo is not missing", "photo has an answer"),
        ("born is before today - 18 years", "born is before 18 years before today"),
        ("born is not after 24 September 1958", "born is not after 24 September 1958"),
        ("today + 1 month is after due", "1 month after today is after due"),
        ("due is within 5 working days of today", "due is within 5 working days of today"),
        ("opens is after 17:30", "opens is after 5:30pm"),
        ("any child in children has child.age < 5", "at least one child in children has: “Age” is less than 5"),
        ("all child in children has child.name is missing", "every child in children has: child’s name has no answer"),
        ("no child in children has (child.age < 5 and urgent is yes)",
         "no child in children has: “Age” is less than 5 and urgent is yes"),
        ("count of children > 3", "the number of children is more than 3"),
        ("total of incomes.amount > £16,000", "the total of amount in incomes is more than £16,000"),
        ("years between born and today >= 18", "the whole years between born and today is 18 or more"),
        ("not (age > 5 or age < 2)", "it is not so that (age is more than 5 or age is less than 2)"),
        ("if points >= 8 then £0 else £10", "£0 if points is 8 or more, otherwise £10"),
        ("(fee + £1) * 2", "(“Fee” plus £1) times 2"), ("-fee / 2", "minus “Fee” divided by 2"),
        ("now is after due", "now is after due"), ("parent.email is missing", "parent’s email has no answer"),
        ("urgent is yes or (paid is no and age > 1)", "urgent is yes or (paid is no and age is more than 1)"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_english(text, said):
    assert conditions.in_words(conditions.parse(text), LABELS) == said
