"""What staff do beside the course of a case, and what its applicant sends for it."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import STREET, CaseWorker, Resident
from tests.journeys.without_pages import a_pothole, about_a_pothole, filled_in

CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b")


class Helper(Resident, CaseWorker):
    """Somebody of the staff who goes through the pages of residents."""


def worker_at(comes: Comes, reference: str, do: str = "", width: int = 1280) -> CaseWorker:
    worker = comes(CaseWorker, width=width)
    worker.signs_in("Marta Kowalska", at=f"/case?ref={reference}" + (f"%26do%3D{do}" if do else ""))
    worker.stops_at(reference)
    return worker


def selects(worker: CaseWorker, words: str) -> None:
    worker.page.locator('[class*="st-key-sheet-"]').get_by_role("combobox").click()
    worker.page.keyboard.type(words)
    worker.page.get_by_role("option", name=words).first.click()
    worker.settles()


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "grey").save(made, "PNG")
    return made.getvalue()


def previews(worker: CaseWorker, name: str) -> None:
    """By keyboard alone; the focus stays where the picture is folded away again."""
    worker.strikes("Enter", worker.page.get_by_role("button", name=f"Preview {name}").first)
    picture = worker.page.get_by_role("img", name=name)
    expect(picture).to_have_js_property("naturalWidth", 40)
    expect(worker.page.get_by_role("button", name=f"Hide {name}")).to_be_focused()


def test_what_is_asked_of_the_applicant_is_answered_by_reference_and_code(comes: Comes, house: House) -> None:
    resident = comes(Resident, width=375)
    resident.opens(filled_in(house, "report-a-pothole", about_a_pothole("Elm Hill, outside number 12")))
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    reference = resident.reference()
    code = CODE.search(resident.page.get_by_role("main").inner_text())
    assert code
    worker = worker_at(comes, reference, "ask")
    selects(worker, "The reporter")
    worker.types("What is it, in a few words?", "Send a photo")
    worker.types("What do you need, and what for?", "A photo of the hole")
    worker.presses("Ask for it")
    worker.reads("The reporter is asked, and a message with the link is on its way to them.")

    elsewhere = comes(Resident, width=375)
    elsewhere.opens("/status")
    elsewhere.stops_at("See how it is going")
    elsewhere.types("Reference", reference.lower())
    elsewhere.types("Code", code[0].lower().replace("-", " "))
    elsewhere.presses("See how it is going")
    elsewhere.stops_at("We are waiting for you")
    elsewhere.presses("Send")
    elsewhere.reads("Enter the answer")
    elsewhere.settles()
    elsewhere.looks()
    elsewhere.types("Your answer", "It is as deep as a hand")
    hole = {"name": "hole.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    photo = {"name": "hole.png", "mimeType": "image/png", "buffer": png()}
    elsewhere.page.locator("input[type=file]").first.set_input_files([hole, photo])
    elsewhere.reads("hole.png")
    elsewhere.settles()
    elsewhere.presses("Send")
    elsewhere.stops_at("We are working on it")
    elsewhere.reads("Thank you. We have what you sent.")

    worker.opens(f"/case?ref={reference}")
    worker.stops_at(reference)
    worker.reads("Read the reply from Zofia Kowalczyk")
    worker.reads("It is as deep as a hand")
    # With the reply, and among the documents of the case.
    expect(worker.page.get_by_role("button", name="Open hole.pdf")).to_have_count(2)
    worker.reads("A PDF. Open it to read it.")
    previews(worker, "hole.png")
    worker.completes()


def test_a_wrong_code_and_an_unknown_reference_are_told_in_the_same_words(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 14")
    for given in (reference, "POT-2222-2222"):
        stranger = comes(Resident)
        stranger.opens("/status")
        stranger.stops_at("See how it is going")
        stranger.types("Reference", given)
        stranger.types("Code", "22222-22222")
        stranger.presses("See how it is going")
        expect(
            stranger.page.get_by_role("alert").filter(has_text="The reference or the code is not right")
        ).to_be_visible()
        stranger.settles()
        stranger.looks()


def test_a_message_is_written_by_keyboard_alone_and_what_is_missing_is_said_there(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 16")
    worker = worker_at(comes, reference)
    page = worker.page

    worker.strikes("Enter", page.get_by_role("link", name="Write to the reporter"))
    heading = page.get_by_role("heading", name="Write to the reporter")
    expect(heading).to_be_focused()
    worker.strikes("Enter", page.get_by_role("button", name="Send the message"))
    worker.reads("Enter the message")
    worker.settles()
    worker.looks()
    worker.tabs_to(worker.box("Message"))
    page.keyboard.type("Which lane is it in?")
    worker.strikes("Enter", page.get_by_role("button", name="Send the message"))

    worker.reads("Your message is on its way.")
    worker.stops_at(reference)


def test_a_task_is_handed_over_and_the_one_who_gets_it_reads_why(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 18")
    worker = worker_at(comes, reference)
    worker.follows("Hand over to another team")
    selects(worker, "Legal services")
    worker.types("A note for them", "Is this road private?")
    worker.presses("Hand it over")

    worker.reads("The task is with Legal services now.")
    worker.stops_at(reference)
    worker.reads("With Legal services")
    worker.reads("Is this road private?")


def test_a_case_is_split_and_the_two_are_linked(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 20")
    worker = worker_at(comes, reference, "split")
    worker.page.get_by_test_id("stCheckbox").locator("label").first.click()
    worker.presses("Go on")
    worker.types(re.compile("^Street"), "Elm Hill, the other end")
    worker.presses("Make the new case")

    worker.reads("The new case is made")
    worker.reads("Split from")
    worker.settles()
    worker.looks()
    assert worker.reference() != reference


def test_somebody_is_helped_on_the_phone_and_gets_their_own_reference_and_code(comes: Comes) -> None:
    worker = comes(Helper)
    worker.signs_in("Marta Kowalska", at="/help")
    worker.stops_at("Help a resident")
    worker.presses("Begin for them")
    worker.reads("Select how you are helping")
    worker.picks("Report a pothole")
    worker.picks("On the phone")
    worker.presses("Begin for them")
    worker.stops_at("Report a pothole")
    worker.reads("You are helping somebody on the phone")
    worker.presses("Send")
    worker.reads("There is a problem")
    worker.types(STREET, "Mill Lane")
    worker.picks(re.compile("^Deep"))
    worker.picks(re.compile("^Yes"))
    worker.reads("Read it back to them")
    worker.settles()
    worker.looks()
    worker.page.reload()
    worker.reads("Read it back to them")
    expect(worker.box(STREET)).to_have_value("Mill Lane")
    worker.settles()
    worker.presses("Send")
    worker.stops_at("Sent")
    worker.reads("Their reference is")
    worker.reads(CODE)
    expect(worker.page.get_by_role("link", name="Inbox")).to_be_visible()

    worker.follows("Open the case")
    worker.stops_at("Report a pothole")
    worker.reads(re.compile("on the phone"))


def test_time_passes_in_a_practice_case_that_is_deleted_afterwards(comes: Comes) -> None:
    worker = comes(Helper, width=375)
    worker.signs_in("Marta Kowalska", at="/practice")
    worker.stops_at("Practice")
    worker.follows("Report a pothole")
    worker.stops_at("Report a pothole")
    worker.follows("Start now")
    worker.answers_about_a_pothole("Practice Road")
    worker.presses("Send")
    worker.stops_at("Sent")
    worker.follows("Open the case")
    worker.stops_at("Report a pothole")

    worker.follows("Let time pass in this practice case")
    worker.picks("A week")
    worker.presses("Let time pass")
    worker.reads("Time has passed.")
    worker.reads(re.compile("^Late by"))
    worker.settles()
    worker.looks()
    worker.follows("Delete this practice case")
    worker.presses("Delete it")
    worker.stops_at("Practice")
    expect(worker.page.get_by_role("link", name=re.compile("^POT-"))).to_have_count(0)


def test_time_away_is_recorded_with_who_stands_in(comes: Comes) -> None:
    worker = comes(CaseWorker, width=375)
    worker.signs_in("Priya Nair", at="/away")
    worker.stops_at("Time away")
    worker.presses("Record it")
    worker.reads("Select who stands in")
    for number, (day, month, year) in enumerate([("1", "3", "2030"), ("5", "3", "2030")]):
        for name, words in (("Day", day), ("Month", month), ("Year", year)):
            worker.page.get_by_role("textbox", name=name, exact=True).nth(number).fill(words)
    selects(worker, "Daniel Okafor")
    worker.presses("Record it")

    worker.reads("It is recorded. Priya Nair and Daniel Okafor can both see it.")
    worker.reads("1 March 2030 to 5 March 2030")
    worker.settles()
    worker.looks()
    worker.presses(re.compile("^Remove this absence"))
    worker.reads("Daniel Okafor does not stand in any more.")


def test_a_name_after_an_at_sign_is_completed_by_keyboard(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    worker.opens_case(worker.unclaimed())
    note, names = worker.box("Add a note"), worker.page.get_by_role("listbox", name="People")

    note.click()
    worker.page.keyboard.type("Ask @su")
    expect(names.get_by_role("option", selected=True)).to_have_text("Susan Thirtle")
    worker.looks()
    worker.page.keyboard.press("Escape")
    expect(names).to_be_hidden()
    worker.page.keyboard.type("s")
    expect(names).to_be_visible()
    worker.page.keyboard.press("Enter")
    expect(note).to_have_value("Ask @Susan Thirtle ")
    worker.page.keyboard.type("or @nobody")
    worker.presses("Add the note")

    worker.reads("Nobody else who may see this case is called “nobody”.")
    expect(note).to_have_value("Ask @Susan Thirtle or @nobody")
    note.fill("Ask @Susan")
    worker.page.keyboard.press("Escape")
    worker.presses("Add the note")

    worker.reads("The note is added. Susan Thirtle will see it.")
    worker.reads("Named: Susan Thirtle")
