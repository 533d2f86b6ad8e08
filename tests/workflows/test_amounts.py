"""An amount that nobody could pay is a fault; one that some answers make nothing is worth a remark."""

import pytest

from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.faults import Fault
from workflows.load import examine

TABLE = """\
- look up: cost
  gives:
    price: money
  table: |
    depth   || price
    Deep    || £35
    Shallow || {shallow}
- pay: fee
  amount: price
"""
GIFT = "    gift:\n      type: money\n      label: What would you like to give?\n"
EMAIL = "    email:\n      type: email\n"


def said(steps: str, asked: str = "") -> list[Fault]:
    text = ROAD.replace("- branch:\n", f"{steps}- branch:\n", 1).replace(EMAIL, f"{asked}{EMAIL}", 1)
    found = examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults
    return [fault for fault in found if fault.level == "fault" or fault.code == "nothing-to-pay"]


@pytest.mark.parametrize("amount", ["£0", "-£35", "£10 - £10", "0 * £5"])
def test_an_amount_that_nobody_could_pay_is_a_fault(amount: str) -> None:
    (fault,) = said(f"- pay: fee\n  amount: {amount}\n")

    assert (fault.level, fault.code) == ("fault", "nothing-to-pay")
    assert fault.sentence == f"“{amount}” is nothing that anybody could pay"


@pytest.mark.parametrize("amount", ["£35", "£0.01", "£50 - £10", 'if depth is "Deep" then £35 else £1'])
def test_an_amount_that_can_be_paid_is_none(amount: str) -> None:
    assert said(f"- pay: fee\n  amount: {amount}\n") == []


def test_what_a_table_or_a_rule_makes_nothing_is_told_with_the_answers() -> None:
    (table,) = said(TABLE.format(shallow="£0"))
    (rule,) = said('- pay: fee\n  amount: if depth is "Deep" then £35 else £0\n')
    (given,) = said("- pay: fee\n  amount: gift\n", GIFT)

    assert {one.level for one in (table, rule, given)} == {"remark"}
    assert table.sentence.startswith("There is nothing to pay for: ")
    assert rule.sentence == "There is nothing to pay for: depth Shallow"
    assert given.sentence == "There is nothing to pay for: gift £0"


def test_nothing_is_said_where_it_never_is_nothing_or_nobody_can_tell() -> None:
    assert said("- work out:\n    owed: gift * 2\n- pay: fee\n  amount: owed\n", GIFT) == []
    assert said(TABLE.format(shallow="£5")) == []
    assert said(TABLE.format(shallow="£0") + "  when: price > £0\n") == []
    assert said("- pay: fee\n  amount: gift\n", f"{GIFT}      at least: £1\n") == []
