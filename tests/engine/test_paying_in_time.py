"""A payment with a time limit: until when, reminded of, what happens after it, and how many letters go out."""

from datetime import datetime

import pytest

from engine.commands import CLOCK, Settle
from engine.events import MessageSent
from tests.engine.making import DAY, END, INSPECT, NINE, REPORT, Trial, accepted, service, trial
from workflows.calendars import LONDON
from workflows.faults import Faulty

FEE = """\
- send: please_pay
  to: applicant
- pay: fee
  amount: £10
  up to: 28 days
  remind: 7 days before
  if late:
  - send: unpaid
    to: applicant
  - end: not_paid
"""
ASKS = "  please_pay: {subject: Please pay, body: 'Please pay £10: ((link))'}\n"


@pytest.fixture
def case() -> Trial:
    return trial(REPORT + FEE + INSPECT + END, messages=ASKS, email="z@example.org")


def subjects(case: Trial) -> list[str]:
    return [event.subject for event in case.all(MessageSent)]


def test_one_letter_asks_for_it_where_the_service_sends_the_link_itself(case: Trial) -> None:
    assert subjects(case) == ["Please pay"]
    assert case.case.clocks["fee.1"].due == datetime(2027, 3, 29, 23, 59, 59, tzinfo=LONDON)


def test_the_applicant_is_reminded_with_the_link_to_pay(case: Trial) -> None:
    case.later(days=21)

    assert subjects(case)[1:] == ["Due soon: Pay the fee, ROA-1"]
    assert "Use your link to pay: [your link]" in case.all(MessageSent)[-1].body


def test_a_payment_that_failed_can_be_made_again_in_the_same_time_and_sends_nothing(case: Trial) -> None:
    due = case.case.clocks["fee.1"].due
    case.now += DAY
    accepted(case.do(Settle, CLOCK, case="ROA-1", waiting="fee.1", token="one", failed="No"))

    assert (case.case.clocks["fee.1"].due, subjects(case)) == (due, ["Please pay"])
    accepted(case.do(Settle, CLOCK, case="ROA-1", waiting="fee.1", token="two", given={"payment": "p1"}))
    assert (case.waiting, case.case.clocks) == (["inspect"], {})


def test_what_is_not_paid_in_time_ends_as_the_service_says(case: Trial) -> None:
    case.now = NINE + 29 * DAY
    case.later(hours=1)

    assert (case.case.outcome, case.sent) == ("not_paid", ["please_pay", "unpaid"])
    assert not case.case.waiting


@pytest.mark.parametrize(
    "limit", ["  if late:\n  - end: done\n", "  remind: 2 days before\n", "  up to: 2 days\n  remind: 3 days before\n"]
)
def test_what_a_time_limit_brings_about_needs_one_that_is_long_enough(limit: str) -> None:
    with pytest.raises(Faulty) as faulty:
        service(f"{REPORT}- pay: fee\n  amount: £10\n{limit}{END}")

    assert "never-late" in [fault.code for fault in faulty.value.faults]
