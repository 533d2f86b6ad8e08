"""A table: rows that the designer fixes, answered by row and question, and added up."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from components.base import Problem, Seen
from components.controls import Items, Words
from components.table import Table
from components.wording import lines_of

SEEN = Seen(date(2027, 3, 1))
AMOUNT = {"type": "money", "label": "Amount"}


def table(**settings: Any) -> Table:
    written = {"label": "What do you pay?", "rows": ["Rent", "Council tax"], "questions": {"amount": AMOUNT}}
    return Table.model_validate(written | settings)


def test_words_alone_are_a_row_s_label_and_its_value_is_made_of_them() -> None:
    assert [(row.value, row.label) for row in table().rows] == [("rent", "Rent"), ("council_tax", "Council tax")]


@pytest.mark.parametrize("rows", [["Rent", "rent"], ["市税"], [{"value": "a.b", "label": "A"}], []], ids=str)
def test_rows_that_could_not_be_told_apart_are_refused(rows: Any) -> None:
    with pytest.raises(ValidationError):
        table(rows=rows)


@pytest.mark.parametrize("total", ["rent", "paid"])
def test_only_amounts_and_numbers_are_added_up(total: str) -> None:
    with pytest.raises(ValidationError):
        table(total=total, questions={"amount": AMOUNT, "paid": {"type": "yes or no", "label": "Paid?"}})


def test_every_row_is_drawn_whatever_was_typed_and_none_is_added() -> None:
    drawn = table().controls([{"#": "council_tax", "amount": "5"}, {"#": "boat", "amount": "1"}], SEEN)[0]
    assert isinstance(drawn, Items)
    assert drawn.fixed
    assert [(item.id, item.title) for item in drawn.items] == [("rent", "Rent"), ("council_tax", "Council tax")]


def test_the_total_is_of_what_was_answered_so_far() -> None:
    question = table(total="amount")
    assert question.controls([{"#": "rent", "amount": "12.50"}, {"#": "council_tax", "amount": "much"}], SEEN)[1:] == [
        Words("Total: £12.50")
    ]
    assert len(question.controls(None, SEEN)) == 1


def test_people_read_a_line_for_each_row_and_the_total() -> None:
    answer = [{"#": "rent", "amount": 1000}, {"#": "council_tax", "amount": 250}]
    assert table(total="amount").show(answer, SEEN) == ["Rent: £10", "Council tax: £2.50", "Total: £12.50"]


def test_a_page_reads_a_row_of_several_answers_back_a_line_an_answer() -> None:
    question = table(total="amount", questions={"amount": AMOUNT, "late": {"type": "yes or no", "label": "Late?"}})
    answer = [{"#": "rent", "amount": 1000, "late": True}, {"#": "council_tax", "amount": 250, "late": False}]
    assert [lines_of(said) for said in question.read_back(answer, SEEN)] == [
        ["Rent", "Amount: £10", "Late? Yes"], ["Council tax", "Amount: £2.50", "Late? No"], ["Total: £12.50"],
    ]  # fmt: skip


def test_a_page_reads_a_row_of_one_answer_back_on_one_line() -> None:
    answer = [{"#": "rent", "amount": 1000}]
    assert table().read_back(answer, SEEN) == table().show(answer, SEEN) == ["Rent: £10"]


def test_numbers_with_decimals_add_up_to_the_digit() -> None:
    amount = {"type": "number", "label": "Hours", "decimals": "1"}
    question = table(total="amount", questions={"amount": amount})
    answer = question.answer([{"#": "rent", "amount": "0.1"}, {"#": "council_tax", "amount": "0.2"}], SEEN)
    assert question.show(answer, SEEN)[-1] == "Total: 0.3"


def test_what_is_wrong_is_said_after_its_row() -> None:
    with pytest.raises(Problem) as refused:
        table().answer([{"#": "rent", "amount": "1"}, {"#": "council_tax", "amount": "x"}], SEEN)
    assert [(said.sentence, said.part) for said in refused.value.said] == [
        ("Council tax: Amount must be an amount in pounds, like 12 or 1,250.50", "council_tax.amount")
    ]


def test_a_table_left_out_where_it_may_be_is_empty() -> None:
    assert table(optional="yes").answer([{"#": "rent", "amount": ""}], SEEN) == []


def test_an_example_writes_the_rows_by_their_values() -> None:
    told = table().told({"rent": {"amount": "£1"}, "council_tax": {"amount": "£2"}}, SEEN)
    assert told == [{"#": "rent", "amount": 100}, {"#": "council_tax", "amount": 200}]
