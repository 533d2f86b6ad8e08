"""Beside asking and deciding: lists, payments, parts at once, documents, a clock that stands still, withdrawing."""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import REFERENCE, STREET, CaseWorker, Resident
from tests.journeys.without_pages import completed, filled_in

CONSENT, COMPLAINT = "Apply for consent to work on a watercourse", "Make a complaint"
INFORMATION = "Ask us for information"
STRUCTURES = "Which structures do you want to build or change?"


def fills_in_a_day(resident: Resident, question: str, day: date) -> None:
    resident.stops_at(question)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        resident.types(part, str(number))
    resident.presses("Continue")


def adds_a_file(resident: Resident, question: str, folder: Path) -> None:
    resident.stops_at(question)
    plan = folder / "plan.pdf"
    plan.write_bytes(b"%PDF-1.4\n%%EOF")
    resident.page.locator("input[type=file]").first.set_input_files(plan)
    resident.reads("plan.pdf")
    resident.presses("Continue")


def tells_of_two_structures(resident: Resident) -> None:
    resident.stops_at(STRUCTURES)
    resident.picks(re.compile("^A culvert"))
    resident.picks("Build it")
    resident.types(re.compile("^How long is it"), "6")
    resident.picks(re.compile("^No$"))
    resident.presses("Add another structure")
    resident.reads("Structure 2")
    resident.settles()
    title = resident.page.get_by_role("heading", name="Structure 2")
    second = resident.page.locator('[class*="st-key"]').filter(has=title).last
    for option in ("A weir or dam", "Change it", "Yes"):
        second.get_by_role("radio", name=option).locator("xpath=ancestor::label[1]").click()
    second.get_by_role("textbox").first.fill("3")
    resident.presses("Continue")


def applies_for_consent(resident: Resident, folder: Path) -> str:
    """From the first door to the reference, with two structures."""
    resident.begins(CONSENT)
    resident.answers("Where is the work?", "Coltishall, beside the common", box=STREET)
    resident.passes("What is the watercourse called?")
    tells_of_two_structures(resident)
    resident.answers("Why do you need it?", "A way into the field")
    resident.answers("How will you do the work?", "We pump the water past the site")
    fills_in_a_day(resident, "When do you want to start?", date.today() + timedelta(days=200))
    adds_a_file(resident, "Add your drawings", folder)
    resident.chooses("Do you own the land on both banks?", "Yes")
    resident.chooses(re.compile("^Is it in or near a protected site"), "No")
    resident.answers("What is your name?", "Henry Gowing")
    resident.passes("Which organisation are you applying for?")
    resident.answers("What is your email address?", "henry@example.org")
    resident.stops_at("What address should we put on the consent?")
    for line, words in (("Address line 1", "Manor Farm"), ("Town or city", "Coltishall"), ("Postcode", "NR12 7AB")):
        resident.types(re.compile(f"^{line}"), words)
    resident.presses("Continue")
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    return resident.reference()


def works_on(comes: Comes, name: str, reference: str, width: int = 1280) -> CaseWorker:
    worker = comes(CaseWorker, width=width)
    worker.signs_in(name, at=f"/case?ref={reference}")
    worker.stops_at(reference)
    return worker


def chooses_in(worker: CaseWorker, question: str, option: str) -> None:
    """An option of one of several questions with the same options."""
    group = worker.page.get_by_role("radiogroup", name=question)
    group.get_by_role("radio", name=option).locator("xpath=ancestor::label[1]").click()
    worker.settles()


def row_of(worker: CaseWorker, words: str) -> str:
    """The reference of the case in the inbox whose row says this."""
    found = REFERENCE.search(worker.page.get_by_role("row").filter(has_text=words).first.inner_text())
    assert found, f"no row says {words}"
    return found[0]


def test_consent_for_two_structures_is_paid_at_the_second_try_and_comes_as_a_document(
    comes: Comes, house: House, tmp_path: Path
) -> None:
    resident = comes(Resident, width=375)
    reference = applies_for_consent(resident, tmp_path)
    ours = {"whose": "Ours", "complete": "yes", "ask_ecology": "yes"}
    completed(house, reference, "validate", "George Bullard", ours)

    resident.opens(f"/status?ref={reference}")
    resident.stops_at("We are waiting for you")
    resident.reads("There is something to pay")
    resident.reads("£100")
    resident.reads(re.compile(r"^Pay by \d+ \w+ \d{4}\.$"))
    resident.reads(re.compile(r"in all £100\. Please pay it within 28 days, by \d+ \w+ \d{4} on this page"))
    officer = works_on(comes, "George Bullard", reference)
    officer.reads("Waiting for the applicant to pay £100")
    resident.presses("Let the payment fail")
    resident.reads("The payment failed. Nothing was taken.")
    resident.reads("There is something to pay")
    resident.presses("Pay now")
    resident.reads("Thank you, it is paid.")
    resident.stops_at("We are working on it")

    completed(house, reference, "ecology_view", "Rosie Meek", {"ecology_says": "No harm"})
    officer.opens_case(reference)
    officer.reads("Work out the effect of the structure: A culvert")
    officer.picks(re.compile("^Nothing$"))
    officer.types("How do you know?", "A culvert is small")
    officer.completes()
    officer.opens_case(reference)
    officer.reads("Work out the effect of the structure: A weir or dam")
    completed(house, reference, "inspect", "George Bullard", {"effect": "None", "working": "It is small"})
    manager = works_on(comes, "Ana Silva", reference)
    manager.picks("We consent")
    manager.reads(re.compile("^This writes “Land drainage consent"))
    manager.completes()
    manager.opens_case(reference)
    manager.follows("Land drainage consent")
    manager.stops_at("Land drainage consent")
    manager.reads(re.compile("Given to Henry Gowing"))

    resident.opens(f"/status?ref={reference}")
    resident.stops_at("We consent to the work")
    resident.follows("Land drainage consent")
    resident.stops_at("Land drainage consent")
    resident.reads(re.compile("Manor Farm"))
    for ending, kind in (("pdf", "PDF"), ("docx", "Word")):
        with resident.page.expect_download() as kept:
            resident.presses(f"Download as {kind}")
        assert kept.value.suggested_filename == f"{reference}-consent.{ending}"
        assert kept.value.path().stat().st_size > 10_000


def test_a_stranger_reads_no_document(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Ana Silva", at="/find?words=Saxthorpe")
    worker.follows(REFERENCE)
    worker.follows("Land drainage consent")
    worker.stops_at("Land drainage consent")
    address = worker.page.url.removeprefix(worker.house.address)

    stranger = comes(Resident)
    stranger.opens(address)

    stranger.stops_at("This document cannot be opened")


def test_a_child_is_added_and_a_partner_sees_only_their_share(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Lesley Thurgar")
    manager.stops_at("Inbox")
    reference = row_of(manager, "See the child: Alfie Smith")
    manager.opens_case(reference)
    manager.unfolds("Add another child")
    manager.settles()
    manager.looks()
    manager.types("What is the child’s name?", "Rose Smith")
    manager.types("Where are they now?", "With her aunt")
    manager.presses("Add")
    manager.reads("It is added.")
    manager.reads("See the child: Rose Smith")

    nurse = works_on(comes, "Chidi Okoye", reference, width=375)
    expect(nurse.page.get_by_text("Timeline")).to_have_count(0)
    expect(nurse.page.get_by_text("Where do they live?")).to_have_count(0)
    chooses_in(nurse, "Is there anything in their records that worries you?", "No")
    chooses_in(nurse, "Should a paediatrician see a child?", "No")
    nurse.reads("This completes your part")
    nurse.completes()


def test_a_partner_reads_their_inbox_on_a_phone(comes: Comes) -> None:
    officer = comes(CaseWorker, width=375)
    officer.signs_in("Claire Bunting")
    officer.stops_at("Inbox")

    officer.settles()

    expect(officer.page.get_by_role("link", name="Waiting for others")).to_have_count(0)
    assert officer.page.evaluate("document.documentElement.scrollWidth") <= 375
    officer.looks()


def test_a_school_begins_a_case_that_only_some_may_begin(comes: Comes) -> None:
    head = comes(CaseWorker)
    head.opens("/apply?service=safeguarding-referral")
    head.stops_at("This page cannot be opened")
    head.follows("Sign in")
    head.presses(re.compile("^Judith Vane"))
    head.stops_at("Tell us that you are worried about a child")

    head.follows("Start now")

    head.reads("If a child is in danger now, ring 999 first. Then tell us")


def test_a_time_limit_is_extended_once_with_a_reason(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Elena Popa")
    worker.stops_at("Inbox")
    reference = row_of(worker, COMPLAINT)
    worker.opens_case(reference)
    worker.follows("Extend the time for this task")
    worker.reads("Why is more time needed?")
    worker.presses("Extend it")
    worker.reads("Enter why more time is needed")
    worker.looks()
    worker.types("Why is more time needed?", "The contractor is to answer first")
    worker.presses("Extend it")

    worker.reads("There is more time now.")
    worker.reads("Because: The contractor is to answer first")
    expect(worker.page.get_by_text("Extend the time for this task")).to_have_count(0)


def test_a_complaint_is_withdrawn(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.begins(COMPLAINT)
    resident.stops_at("What went wrong")
    resident.types("What is your complaint about?", "A rude call")
    resident.types("What happened?", "Somebody put the phone down")
    resident.presses("Continue")
    fills_in_a_day(resident, "When did it happen, or when did you find out?", date.today() - timedelta(days=3))
    resident.answers("What should we do to put it right?", "An apology")
    resident.passes("Add letters, photos or anything else that helps")
    resident.chooses("Who is the complaint for?", "Myself")
    resident.answers("What is your name?", "Pat Howell")
    resident.chooses("How should we write to you?", "Email")
    resident.answers("What is your email address?", "pat@example.org")
    resident.passes("Do you need anything from us to make your complaint?")
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    resident.follows("See how it is going")
    resident.stops_at("We are working on it")
    resident.follows("Withdraw this")
    resident.follows("Back")
    resident.follows("Withdraw this")
    resident.presses("Withdraw it")

    resident.reads("You have withdrawn it.")
    resident.stops_at(re.compile("withdr"))


def test_seeing_all_parts_keeps_what_was_typed(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.begins(INFORMATION)
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
    resident.chooses("How should we reply?", "Email")
    resident.answers("What is your email address?", "adaeze@example.org")
    resident.passes("Do you need it in a particular format?")
    resident.stops_at("About you")
    resident.types("What is your name?", "Adaeze Obi")
    resident.presses("Continue")
    resident.stops_at("Check your answers")
    resident.reads("All plans of parks")


def test_a_request_is_asked_back_collected_decided_and_signed_off(comes: Comes, house: House) -> None:
    asked = {"subject": "Opening hours", "wanted": "All minutes about opening hours", "name": "Adaeze Obi"}
    by_email = {"reply_by": "Email", "email": "adaeze@example.org"}
    unclear = "Which library do you mean, and which years?"
    resident = comes(Resident, width=375)
    resident.opens(filled_in(house, "freedom-of-information", asked | by_email))
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    link, reference = resident.reads(re.compile("/return/")).inner_text(), resident.reference()

    back = {"clear_enough": "no", "what_is_unclear": unclear}
    completed(house, reference, "triage", "Rūta Petrauskaitė", back)
    officer = works_on(comes, "Rūta Petrauskaitė", reference)
    officer.reads("Waiting for the requester")
    officer.reads("The clock stands still")
    officer.reads(re.compile("The clock stopped on"))

    elsewhere = comes(Resident, width=375)
    elsewhere.opens(link.removeprefix(house.address))
    elsewhere.stops_at("We are waiting for you")
    elsewhere.follows("Tell us more about your request")
    elsewhere.stops_at("What else can you tell us?")
    elsewhere.reads(re.compile("^We wrote to you: "))
    elsewhere.reads(unclear)
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

    completed(house, reference, "collect", "Ben Mace", {"searched": "The minutes of 2025 and 2026"})
    officer.opens_case(reference)
    officer.picks("None of it")
    officer.page.get_by_text("Section 22, intended for future publication").click()
    officer.types("Why do we not release it?", "The minutes are published next month.")
    officer.completes()
    officer.opens_case(reference)
    officer.reads(re.compile("so somebody else must do this$"))

    completed(house, reference, "sign_off", "João Ferreira", {"approved": "yes"})
    officer.opens("/outbox")
    officer.stops_at("Outbox")
    officer.reads(f"Our answer to your request, {reference}")
