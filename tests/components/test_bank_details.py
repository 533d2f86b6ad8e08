"""Bank details: what is said of each box, and what banks say of the two numbers together."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from components.bank_details import NOT_TOGETHER, BankDetails
from components.base import Problem, Seen

QUESTION = BankDetails(label="Your account")
DETAILS = {"name": "Ann Lee", "sort_code": "12-34-56", "account_number": "1234567", "roll_number": ""}


@dataclass
class Bank:
    """Says the same of every account, and remembers what it was asked."""

    fits: bool
    asked: list[tuple[str, str]] = field(default_factory=list)

    def fit(self, sort_code: str, account_number: str) -> bool:
        self.asked.append((sort_code, account_number))
        return self.fits


def seen(bank: Bank | None = None) -> Seen:
    return Seen(today=date(2027, 3, 1), accounts=bank)


def test_without_what_banks_publish_the_shapes_are_enough() -> None:
    assert QUESTION.answer(DETAILS, seen()) == {"name": "Ann Lee", "sort_code": "123456", "account_number": "01234567"}


def test_banks_are_asked_for_the_numbers_in_full() -> None:
    bank = Bank(fits=True)

    assert QUESTION.answer(DETAILS, seen(bank)) == QUESTION.answer(DETAILS, seen())
    assert bank.asked == [("123456", "01234567")]


def test_an_account_number_that_cannot_belong_to_its_sort_code_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        QUESTION.answer(DETAILS, seen(Bank(fits=False)))

    assert [(said.sentence, said.part) for said in refused.value.said] == [(NOT_TOGETHER, "sort_code")]


def test_banks_are_not_asked_for_what_has_the_wrong_shape() -> None:
    bank = Bank(fits=False)

    with pytest.raises(Problem):
        QUESTION.answer({**DETAILS, "sort_code": "12345"}, seen(bank))
    assert bank.asked == []


def test_every_box_that_is_wrong_is_said_at_once_in_its_place() -> None:
    with pytest.raises(Problem) as refused:
        QUESTION.answer({"name": " ", "sort_code": "1", "account_number": "", "roll_number": "£"}, seen())

    assert [said.part for said in refused.value.said] == ["name", "sort_code", "account_number", "roll_number"]


def test_people_read_the_numbers_as_their_cards_show_them() -> None:
    answer = QUESTION.answer({**DETAILS, "roll_number": "a/12"}, seen())

    assert QUESTION.show(answer, seen()) == [
        "Ann Lee",
        "Sort code 12-34-56",
        "Account number 01234567",
        "Roll number A/12",
    ]
