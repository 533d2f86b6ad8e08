"""A manager's month: the figures, narrowed by the keyboard, the picture, why something is late, and the files."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.people import CaseWorker

VIEWS = [
    "What comes in", "Where time goes", "Who has what", "Which way cases go", "What is late", "How far people get",
    "Files",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_of_the_figures_stands(comes: Comes, width: int) -> None:
    manager = comes(CaseWorker, width=width)
    manager.signs_in("Susan Thirtle", at="/outbox")
    manager.stops_at("Outbox")
    manager.follows("Figures")

    for view in VIEWS:
        manager.follows(view)
        manager.stops_at(f"Figures: {view}")


def test_what_is_chosen_is_in_the_address_and_a_file_has_the_numbers(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Susan Thirtle", at="/figures?view=time")
    manager.stops_at("Figures: Where time goes")
    manager.page.locator("#figures-service").select_option("Report a pothole")
    manager.page.locator("#figures-period").select_option("Last month")
    manager.tabs_to(manager.page.get_by_role("button", name="Show", exact=True))
    manager.page.keyboard.press("Enter")
    manager.page.wait_for_url(re.compile("service=report-a-pothole.*period=last-month"))
    manager.stops_at("Figures: Where time goes")

    with manager.page.expect_download() as download:
        manager.presses(re.compile("^Download these numbers"))

    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("Step,Times,Median days")
    expect(manager.page.locator("#figures-period")).to_have_value("last-month")


def test_a_late_case_says_why_and_opens(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Susan Thirtle", at="/figures?view=late")
    manager.stops_at("Figures: What is late")
    manager.reads(re.compile(r"half of the others took|no longer than is usual"))
    reference = manager.reference()

    manager.follows(reference)

    manager.stops_at(re.compile(reference))


def test_the_history_comes_as_a_file_for_other_tools(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Susan Thirtle", at="/figures?view=exports")
    manager.stops_at("Figures: Files")

    with manager.page.expect_download() as download:
        manager.presses(re.compile("^History of the cases"))

    assert download.value.path().read_text(encoding="utf-8").count("<trace>") > 20


def test_who_manages_nobody_has_neither_the_way_there_nor_a_figure(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska", at="/outbox")
    worker.stops_at("Outbox")
    expect(worker.page.get_by_role("link", name="Figures")).to_have_count(0)

    worker.opens("/figures")

    worker.stops_at("These figures cannot be shown")
