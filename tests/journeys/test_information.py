"""A request for information: asked back while the clock stands still, then decided by more than one person."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import CaseWorker, Resident

SERVICE = "Ask us for information"
UNCLEAR = "Which library do you mean, and which years?"


def asks_for_information(resident: Resident) -> str:
    """Ask by email; the secret link to come back by is the answer."""
    resident.begins(SERVICE)
    resident.stops_at("What you would like to know")
    resident.types("What is your request about?", "Opening hours")
    resident.types("What information would you like?", "All minutes about opening hours")
    resident.presses("Continue")
    resident.chooses("How should we reply?", "Email")
    resident.answers("What is your email address?", "adaeze@example.org")
    resident.passes("Do you need it in a particular format?")
    resident.stops_at("About you")
    resident.types("What is your name?", "Adaeze Obi")
    resident.presses("Continue")
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    return resident.reads(re.compile("/return/")).inner_text()


def comes_to(comes: Comes, name: str, reference: str) -> CaseWorker:
    worker = comes(CaseWorker)
    worker.signs_in(name)
    worker.stops_at("Inbox")
    worker.opens_case(reference)
    return worker


def test_seeing_all_parts_keeps_what_was_typed(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.begins(SERVICE)
    resident.stops_at("What you would like to know")
    resident.types("What is your request about?", "Parks")
    resident.types("What information would you like?", "All plans of parks")
    resident.presses("Continue")
    resident.stops_at("How should we reply?")
    resident.picks("Post")

    resident.presses("Save and see all parts")
    resident.stops_at("All parts")
    resident.follows("How we reply")

    resident.stops_at("How should we reply?")
    expect(resident.page.get_by_role("radio", name="Post")).to_be_checked()


def test_a_request_is_asked_back_collected_decided_and_signed_off(comes: Comes, house: House) -> None:
    resident = comes(Resident)
    link = asks_for_information(resident)
    reference = resident.reference()

    officer = comes_to(comes, "Rūta Petrauskaitė", reference)
    officer.picks("No")
    officer.types("What do we need to know?", UNCLEAR)
    officer.completes()
    officer.opens_case(reference)
    officer.reads("Waiting for the requester")
    officer.reads("The clock stands still")
    officer.reads(re.compile("The clock stopped on"))

    elsewhere = comes(Resident)
    elsewhere.opens(link.removeprefix(house.address))
    elsewhere.stops_at("We are waiting for you")
    elsewhere.follows("Tell us more about your request")
    elsewhere.stops_at("What else can you tell us?")
    elsewhere.reads(re.compile("^We wrote to you: "))
    elsewhere.reads(UNCLEAR)
    elsewhere.answers("What else can you tell us?", "Hickling, 2025 and 2026")
    elsewhere.stops_at("Check your answers")
    elsewhere.presses("Send")
    elsewhere.stops_at("Sent")
    elsewhere.reads("Our time to answer goes on from today")

    officer.opens_case(reference)
    officer.reads(re.compile("^The clock goes on: due by"))
    officer.picks("Freedom of Information Act 2000")
    officer.picks(re.compile("^Yes, or a team"))
    officer.picks("Libraries")
    officer.completes()

    librarian = comes_to(comes, "Ben Mace", reference)
    librarian.types("Where did you look, and what did you find?", "The minutes of 2025 and 2026")
    librarian.completes()

    officer.opens_case(reference)
    officer.picks("None of it")
    officer.page.get_by_text("Section 22, intended for future publication").click()
    officer.types("Why do we not release it?", "The minutes are published next month.")
    officer.completes()
    officer.opens_case(reference)
    officer.reads(re.compile("so somebody else must do this$"))

    second = comes_to(comes, "João Ferreira", reference)
    second.picks("Yes")
    second.completes()
    second.opens("/outbox")
    second.stops_at("Outbox")
    second.reads(f"Our answer to your request, {reference}")
