"""What a case was paid and what it waits to be paid, as staff and the applicant read it."""

from datetime import datetime
from pathlib import Path

from desk import afterwards
from desk.views import ToPay
from engine.commands import CLOCK, RecordPayment, Settle
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, OFFICER, REPORT
from workflows.calendars import LONDON

BOTH = """\
- together:
    fees:
    - pay: inspection_fee
      amount: £50
      up to: 28 days
    deposits:
    - pay: deposit
      amount: £12.50
    police:
    - ask: look
      who: police
      sees: [place]
      questions: {known: {type: text, label: Known}}
"""


def here(folder: Path) -> Office:
    made = office(folder, REPORT + BOTH + INSPECT + END)
    made.begin("ROA-1")
    return made


def test_what_is_not_paid_yet_says_until_when(tmp_path: Path) -> None:
    case = here(tmp_path).case(ADA, "ROA-1")

    assert case.payments == (
        ("Inspection fee", "£50, not paid yet, until 29 March 2027"), ("Deposit", "£12.50, not paid yet"),
    )  # fmt: skip


def test_what_was_paid_says_when_and_what_it_is_found_by(tmp_path: Path) -> None:
    made = here(tmp_path)
    made.engine.do(Settle(CLOCK, NINE, "ROA-1", "inspection_fee.1", "paid", {"payment": "p7"}))
    made.engine.do(RecordPayment(ADA, NINE, "ROA-1", "deposit.1", "cheque", "000123", "", "press"))

    assert made.case(ADA, "ROA-1").payments == (
        ("Inspection fee", "£50, paid 1 March 2027, reference p7"),
        ("Deposit", "£12.50, paid by cheque 1 March 2027, reference 000123"),
    )


def test_a_partner_is_told_of_no_payments(tmp_path: Path) -> None:
    assert here(tmp_path).case(OFFICER, "ROA-1").payments == ()


def test_the_applicant_reads_until_when_to_pay(tmp_path: Path) -> None:
    case = here(tmp_path).engine.store.cases.load("ROA-1")

    assert case and afterwards.payments(case) == (
        ToPay("inspection_fee.1", "Pay the inspection fee", 5000, datetime(2027, 3, 29, 23, 59, 59, tzinfo=LONDON)),
        ToPay("deposit.1", "Pay the deposit", 1250),
    )
