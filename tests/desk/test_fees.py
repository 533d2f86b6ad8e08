"""What a service costs is said before it is begun, as far as it is known."""

import pytest

from desk.fees import fee_of
from tests.engine.making import END, REPORT, service
from tests.workflows.services import FILES
from workflows.load import load

TEAM = "- pay: fee\n  amount: £10\n  who: finance\n"
HOLES = "- ask: size\n  questions: {holes: {type: number, label: How many}, deep: {type: yes or no, label: Deep}}\n"


@pytest.mark.parametrize(("name", "fee"), [
    ("watercourse-consent.yaml", "There is a fee of £50 for each structure."),
    ("blue-badge.yaml", "It costs £10."),
    ("report-a-pothole.yaml", ""),
])  # fmt: skip
def test_the_services_that_ship_say_what_they_cost(name: str, fee: str) -> None:
    assert fee_of(load(FILES, name)) == fee


@pytest.mark.parametrize("amount", ["if deep is yes then £20 else £10", "holes * £10"])
def test_of_a_fee_that_is_worked_out_only_that_there_is_one(amount: str) -> None:
    assert fee_of(service(f"{REPORT}{HOLES}- pay: fee\n  amount: {amount}\n{END}")) == "There is a fee."


def test_what_a_team_pays_costs_the_applicant_nothing() -> None:
    assert fee_of(service(REPORT + TEAM + END)) == ""
