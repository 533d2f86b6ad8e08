"""Payments that staff record by hand: who may, that it counts once, and what becomes of one that is taken as well."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.paying_by_hand import RECORDED, ByHand, Unpaid
from desk.timeline import ForApplicant
from engine.commands import Actor, Complete, RecordPayment, Refusal
from tests.desk.making import office
from tests.desk.test_paying import FEE, House, house_for
from tests.engine.making import ADA, END, INSPECT, LEO, MEI, NINE, OFFICER, REPORT

BY_CHEQUE = RecordPayment(ADA, NINE, "ROA-1", "fee.1", "cheque", " 000123 ", "Came by post", "press")
BOTH = "- together:\n    one:\n    - pay: fee\n      amount: £10\n    two:\n    - pay: deposit\n      amount: £25\n"
LEGAL = "- ask: look\n  who: legal\n  questions: {seen: {type: text, label: Seen}}\n"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from house_for(tmp_path, REPORT + FEE + INSPECT + LEGAL + END)


def by_hand(house: House) -> ByHand:
    return ByHand(house.office.engine)


def test_a_cheque_settles_the_step_and_the_case_goes_on(house: House) -> None:
    assert by_hand(house).record(BY_CHEQUE) is None

    case = house.office.case(ADA, "ROA-1")
    told = next(one for one in case.timeline if "paid" in one.sentence)
    assert [row.task for row in case.tasks] == ["inspect.1"]
    assert (told.who, told.sentence) == ("Ada Osei", "Recorded that £10 was paid by cheque")
    assert told.details == ("Its reference: 000123", "Came by post")
    assert house.begin() == Refusal("There is nothing to pay here now. It may have been paid already")


def test_the_same_press_twice_counts_once_and_stands_in_the_audit_once(house: House) -> None:
    refused = [by_hand(house).record(BY_CHEQUE) for _ in range(2)]
    another = by_hand(house).record(replace(BY_CHEQUE, token="another press"))

    store = house.office.engine.store
    recorded = [(one.actor, one.subject, one.reason) for one in store.audit.recent() if one.what == RECORDED]
    assert refused == [None, None]
    assert another == Refusal("Nothing waits for this any more")
    assert recorded == [("ada", "ROA-1", "fee.1")]
    assert [entry.command for entry in store.cases.history("ROA-1")] == ["RecordPayment", "Open"]


@pytest.mark.parametrize("actor", [LEO, Actor("visitor:ROA-1", "applicant", "The applicant", case="ROA-1")])
def test_only_the_team_that_owns_the_service_records_a_payment(house: House, actor: Actor) -> None:
    assert by_hand(house).record(replace(BY_CHEQUE, actor=actor)) == Refusal("Only Highways may record a payment")
    assert by_hand(house).unpaid(actor, "ROA-1") == ()
    assert house.paid() == {}


def test_whoever_may_not_see_the_case_learns_nothing_of_it(house: House) -> None:
    assert by_hand(house).record(replace(BY_CHEQUE, actor=OFFICER)) == Refusal("You may not see this case")
    assert by_hand(house).unpaid(OFFICER, "ROA-1") == ()


def test_it_is_offered_while_something_waits_to_be_paid_and_not_longer(house: House) -> None:
    before = house.office.case(ADA, "ROA-1").may
    of_legal = house.office.case(LEO, "ROA-1").may
    by_hand(house).record(BY_CHEQUE)

    assert "record payment" in before and "record payment" not in of_legal
    assert "record payment" not in house.office.case(ADA, "ROA-1").may


@pytest.mark.parametrize("wrong", [{"how": "shells"}, {"receipt": "  "}])
def test_a_payment_is_recorded_with_how_and_a_reference(house: House, wrong: dict[str, str]) -> None:
    refused = by_hand(house).record(replace(BY_CHEQUE, **wrong))  # type: ignore[arg-type]

    assert isinstance(refused, Refusal) and "how it was paid" in refused.reason
    assert house.paid() == {}


def test_each_of_several_is_recorded_by_itself(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + BOTH + INSPECT + END)
    here.begin("ROA-1")
    waits = [("fee.1", "Pay the fee", 1000), ("deposit.1", "Pay the deposit", 2500)]

    assert ByHand(here.engine).unpaid(ADA, "ROA-1") == tuple(Unpaid(*one, None) for one in waits)
    ByHand(here.engine).record(replace(BY_CHEQUE, waiting="deposit.1"))
    assert [one.waiting for one in ByHand(here.engine).unpaid(ADA, "ROA-1")] == ["fee.1"]

    here.engine.store.database.close()


def test_what_is_under_way_online_is_said_before_anything_is_recorded(house: House) -> None:
    house.begin()

    assert [one.begun for one in by_hand(house).unpaid(ADA, "ROA-1")] == [NINE]


def test_what_is_taken_online_as_well_is_a_task_to_refund_it_once(house: House) -> None:
    house.begin()
    by_hand(house).record(BY_CHEQUE)
    house.service.becomes("p1", "taken")

    house.look_again()
    house.look_again(timedelta(minutes=5))

    (task,) = (one for one in house.office.case(ADA, "ROA-1").tasks if "refunded" in one.title)
    assert task.title == "Paid twice, to be refunded"
    assert house.told() == [
        "£10 was taken online, and Ada Osei had recorded before that it was paid by cheque, 000123. The payment "
        "service calls this payment p1. Find out why, and pay back what is due"
    ]
    assert house.paid() == {"fee": ""}, "it counts once"


def test_what_is_taken_after_the_case_is_closed_is_a_note_to_refund_it(tmp_path: Path) -> None:
    for house in house_for(tmp_path, REPORT + FEE + END):
        house.begin()
        by_hand(house).record(BY_CHEQUE)
        house.service.becomes("p1", "taken")

        house.look_again()

        latest = house.office.case(ADA, "ROA-1").timeline[0]
        assert latest.details[0].startswith("Paid twice, to be refunded: £10 was taken online, and Ada Osei had")


@pytest.mark.parametrize("receipt", ["p1", "ROA-1 fee.1"])
def test_the_very_payment_that_staff_recorded_is_not_a_second_one(house: House, receipt: str) -> None:
    house.begin()
    by_hand(house).record(replace(BY_CHEQUE, how="online", receipt=receipt))
    house.service.becomes("p1", "taken")

    house.look_again()

    assert house.told() == []
    assert house.office.engine.store.payments.of("ROA-1")[0].state == "taken"


def test_what_failed_online_can_be_paid_by_hand(house: House) -> None:
    house.begin()
    house.service.becomes("p1", "failed")
    house.look_again()

    assert by_hand(house).record(BY_CHEQUE) is None
    assert [row.task for row in house.office.case(ADA, "ROA-1").tasks] == ["inspect.1"]


def test_the_applicant_reads_that_it_was_paid_and_not_what_staff_noted(house: House) -> None:
    by_hand(house).record(BY_CHEQUE)
    engine = house.office.engine
    sight = engine.see(ADA, "ROA-1")
    assert not isinstance(sight, Refusal)

    told = ForApplicant(sight.workflow, sight.house, frozenset()).of(engine.store.cases.history("ROA-1"))

    assert [(one.who, one.sentence, one.details) for one in told if "aid" in one.sentence] == [("", "Paid £10", ())]


def test_what_staff_noted_goes_with_the_content_of_an_erased_case(house: House) -> None:
    by_hand(house).record(BY_CHEQUE)
    store = house.office.engine.store
    house.office.engine.do(Complete(MEI, NINE, "ROA-1", "inspect.1", {"found": "Hole"}, "inspected"))

    store.cases.erase_content("ROA-1", NINE, "ada")

    assert store.cases.verify("ROA-1") == []
    assert "000123" not in str([entry.events for entry in store.cases.history("ROA-1")])
