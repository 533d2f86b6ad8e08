"""Steering: a case closed early, put on hold or split by hand; people who are away; a month by its figures."""

import re
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import CaseWorker
from tests.journeys.test_beside_the_course import selects, worker_at
from tests.journeys.test_whole_language import row_of
from tests.journeys.without_pages import a_pothole
from workflows.calendars import LONDON

VIEWS = [
    "What comes in", "Where time goes", "Who has what", "Which way cases go", "What is late", "How far people get",
    "Files",
]  # fmt: skip


def today() -> date:
    """Where the council is."""
    return datetime.now(LONDON).date()


def fills_days(worker: CaseWorker, *days: date) -> None:
    """Each in its three boxes, in the order in which they are asked for."""
    for number, day in enumerate(days):
        for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            worker.page.get_by_role("textbox", name=name, exact=True).nth(number).fill(str(value))


def test_a_complaint_is_closed_early_with_a_reason_and_writing_is_offered_next(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Kathleen Mobbs")
    worker.stops_at("Inbox")
    reference = row_of(worker, "A blocked footpath at Reedham")
    worker.opens_case(reference)
    worker.follows("Close it early")
    expect(worker.page.get_by_role("heading", name="Close this case early")).to_be_focused()
    worker.presses("Close the case")
    worker.reads("Select how it ends")
    worker.reads("Enter why it is closed early")
    worker.settles()
    worker.looks()

    worker.picks(re.compile("^Already put right"))
    worker.types("Why is it closed early?", "She rang to say that the path is clear")
    worker.presses("Close the case")
    worker.reads("The case is closed. Write to the complainant now, or go back to the case.")
    worker.stops_at(reference)
    worker.types("Message", "Thank you for telling us. We have closed your complaint.")
    worker.presses("Send the message")

    worker.reads("Your message is on its way.")
    worker.stops_at(reference)
    worker.reads("She rang to say that the path is clear")
    expect(worker.page.get_by_role("button", name="Complete", exact=True)).to_have_count(0)


def test_a_task_is_put_on_hold_found_there_and_taken_off_again(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 22")
    worker = worker_at(comes, reference, width=375)
    worker.presses("Claim this task")
    worker.reads("You have this task.")
    worker.follows("Put it on hold")
    expect(worker.page.get_by_role("heading", name="Put “Inspect the road” on hold")).to_be_focused()
    worker.presses("Put it on hold")
    worker.reads("Enter the day it waits until")
    worker.settles()
    worker.looks()

    until = today() + timedelta(days=1)
    fills_days(worker, until)
    worker.types("Why does it wait?", "The road is closed")
    worker.presses("Put it on hold")
    worker.reads("The task is on hold.")
    worker.reads(re.compile("^On hold until"))
    worker.settles()
    worker.looks()
    worker.opens("/inbox?view=teams&of=highways")
    worker.stops_at("Inbox")
    expect(worker.page.get_by_role("link", name=reference)).to_have_count(0)
    worker.follows("On hold")
    worker.reads("On hold until")
    worker.settles()
    worker.looks()

    worker.follows(reference)
    worker.stops_at(reference)
    worker.presses("Take it off hold")
    worker.reads("The task is off hold and back in the inbox.")
    worker.stops_at(reference)
    expect(worker.page.get_by_text(re.compile("^On hold until"))).to_have_count(0)
    worker.opens("/inbox?view=mine")
    worker.stops_at("Inbox")
    expect(worker.page.get_by_role("link", name=reference)).to_have_count(1)


def test_what_is_late_cannot_be_put_on_hold_and_the_page_says_so(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    reference = row_of(worker, "Gaywood Road")
    worker.opens_case(reference)
    expect(worker.page.get_by_role("link", name="Put it on hold")).to_have_count(0)
    worker.opens(f"/case?ref={reference}&task=inspect.1&do=hold")

    worker.reads(re.compile("so it cannot wait any longer"))
    worker.reads("What you can do instead")
    worker.settles()
    worker.looks()


def test_a_manager_records_that_somebody_is_away_and_that_they_are_back(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Susan Thirtle", at="/away")
    manager.stops_at("Time away")
    manager.follows("Priya Nair")
    manager.reads("Time away of Priya Nair")
    manager.settles()
    fills_days(manager, today(), today() + timedelta(days=3))
    selects(manager, "Daniel Okafor")
    manager.presses("Record it")
    manager.reads("It is recorded. Priya Nair and Daniel Okafor can both see it.")
    manager.settles()
    manager.looks()

    substitute = comes(CaseWorker, width=375)
    substitute.signs_in("Daniel Okafor")
    substitute.stops_at("Inbox")
    substitute.follows("For Priya Nair")
    substitute.reads(re.compile("away until"))
    substitute.settles()
    substitute.looks()

    manager.presses(re.compile("^Priya Nair is back"))
    manager.reads("Daniel Okafor does not stand in any more.")
    substitute.opens("/inbox")
    substitute.stops_at("Inbox")
    expect(substitute.page.get_by_role("link", name="For Priya Nair")).to_have_count(0)


def test_what_is_not_the_same_is_asked_anew_when_a_case_is_split_in_two(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 24")
    worker = worker_at(comes, reference)
    worker.follows("Split it in two")
    worker.reads("What is the same in both?")
    worker.settles()
    worker.looks()
    for label in ("Where is the pothole?", "How deep is it?"):
        worker.page.get_by_test_id("stCheckbox").filter(has_text=label).locator("label").click()
    worker.presses("Go on")
    worker.reads(re.compile("^The same in both: “Is it on a cycle route"))
    worker.presses("Make the new case")
    worker.settles()
    worker.looks()
    worker.types(re.compile("^Street"), "Elm Hill, at the top")
    worker.picks(re.compile("^Shallow"))
    worker.presses("Make the new case")

    worker.reads("The new case is made")
    worker.reads("Elm Hill, at the top")
    other = worker.reference()
    worker.opens(f"/case?ref={reference}")
    worker.stops_at(reference)
    worker.follows(other)
    worker.stops_at(other)


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_of_the_figures_stands(comes: Comes, width: int) -> None:
    manager = comes(CaseWorker, width=width)
    manager.signs_in("Susan Thirtle", at="/outbox")
    manager.stops_at("Outbox")
    manager.follows("Figures")

    for view in VIEWS:
        manager.follows(view)
        manager.stops_at(f"Figures: {view}")


def test_what_is_chosen_is_in_the_address_a_file_has_the_numbers_and_another_the_history(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Susan Thirtle", at="/figures?view=time")
    manager.stops_at("Figures: Where time goes")
    manager.page.locator("#figures-service").select_option("Report a pothole")
    manager.page.locator("#figures-period").select_option("Last month")
    manager.tabs_to(manager.page.get_by_role("button", name="Show", exact=True))
    manager.page.keyboard.press("Enter")
    manager.page.wait_for_url(re.compile("service=report-a-pothole.*period=last-month"))
    manager.stops_at("Figures: Where time goes")

    with manager.page.expect_download() as numbers:
        manager.presses(re.compile("^Download these numbers"))

    assert numbers.value.path().read_text(encoding="utf-8-sig").startswith("Step,Times,Median days")
    expect(manager.page.locator("#figures-period")).to_have_value("last-month")

    manager.opens("/figures?view=exports")
    manager.stops_at("Figures: Files")
    with manager.page.expect_download() as history:
        manager.presses(re.compile("^History of the cases"))

    assert history.value.path().read_text(encoding="utf-8").count("<trace>") > 20


def test_a_late_case_says_why_and_opens(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Susan Thirtle", at="/figures?view=late")
    manager.stops_at("Figures: What is late")
    manager.reads(re.compile(r"half of the others took|no longer than is usual"))
    reference = manager.reference()

    manager.follows(reference)

    manager.stops_at(re.compile(reference))


def test_who_manages_nobody_has_neither_the_way_there_nor_a_figure(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska", at="/outbox")
    worker.stops_at("Outbox")
    expect(worker.page.get_by_role("link", name="Figures")).to_have_count(0)

    worker.opens("/figures")

    worker.stops_at("These figures cannot be shown")
