"""The page on which staff record a payment by hand, as it is drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, LEO, REPORT
from tests.screens.standing import opened, run, says, stand

FEE = "- pay: fee\n  amount: £10\n"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + FEE + INSPECT + END)
    made.begin("ROA-1")
    stand(made, (ADA, LEO), tmp_path)
    yield made
    made.engine.store.database.close()


def form() -> AppTest:
    return opened("case", person=ADA.id, ref="ROA-1", do="record-payment")


def press(page: AppTest) -> AppTest:
    next(button for button in page.button if button.label == "Record the payment").click()
    return run(page)


def test_the_amount_is_read_before_anything_is_recorded(here: Office) -> None:
    page = form()

    assert "£10 is to be paid for “Pay the fee”." in says(page)
    assert page.radio[0].options[0].startswith("By cheque")


def test_what_is_left_out_is_said_at_its_place_and_what_was_typed_stays(here: Office) -> None:
    page = form()
    page.text_input[0].set_value("000123")

    page = press(page)

    assert "Select how it was paid" in says(page)
    assert page.text_input[0].value == "000123"
    assert here.case(ADA, "ROA-1").tasks == ()


def test_a_cheque_is_recorded_and_the_case_goes_on(here: Office) -> None:
    page = form()
    page.radio[0].set_value("cheque")
    page.text_input[0].set_value("000123")

    page = press(page)

    assert "The payment is recorded." in says(page)
    assert [row.task for row in here.case(ADA, "ROA-1").tasks] == ["inspect.1"]
