"""A resident reports a pothole: one question at a time, and never lost."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import CYCLES, DEPTH, PHOTO, PLACE, REFERENCE, STREET, Resident
from tests.journeys.without_pages import about_a_pothole, filled_in

FIRST_PAGE = "/apply?service=report-a-pothole&page=0"


def with_all_answered(comes: Comes, house: House, place: str) -> Resident:
    """Somebody who has answered every page and has still to send it."""
    resident = comes(Resident, width=375)
    resident.opens(filled_in(house, "report-a-pothole", about_a_pothole(place)))
    resident.stops_at("Check your answers")
    return resident


def adds(resident: Resident, name: str, kind: str, content: bytes) -> None:
    resident.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def is_printed_on_one_page_without_what_only_a_screen_needs(resident: Resident, reference: str) -> None:
    resident.page.emulate_media(media="print")

    resident.reads(reference)
    resident.reads("A copy of your answers")
    for words in ("Print this page to keep a copy.", "This is a demo."):
        expect(resident.page.get_by_text(words)).to_be_hidden()
    expect(resident.page.get_by_role("link", name="See how it is going")).to_have_count(0)
    expect(resident.page.get_by_role("button")).to_have_count(0)
    assert resident.page.pdf().count(b"/Type /Page\n") == 1
    resident.page.emulate_media(media="screen")


def test_a_pothole_is_reported_one_question_at_a_time_and_what_was_sent_can_be_printed(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.begins("Report a pothole")
    resident.answers_about_a_pothole("Elm Hill, outside number 12")

    resident.follows(re.compile("^Change.*How deep is it"))
    resident.stops_at(DEPTH)
    expect(resident.page.get_by_role("radio", name=re.compile("^Deep"))).to_be_checked()
    resident.chooses(DEPTH, "Very deep")
    resident.stops_at("Check your answers")
    resident.reads("Very deep")
    resident.reads("Elm Hill, outside number 12")

    resident.presses("Send")
    resident.stops_at("Sent")
    reference = resident.reference()
    resident.reads("What happens next")
    resident.reads("We will look at the pothole and mend it if it is dangerous")
    is_printed_on_one_page_without_what_only_a_screen_needs(resident, reference)

    resident.follows("See how it is going")
    resident.stops_at("We are working on it")
    resident.reads("It is with Highways")
    assert reference in resident.page.title()


def test_an_answer_that_is_not_acceptable_is_told_on_top_and_beside_it(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.opens(FIRST_PAGE)
    resident.stops_at(PLACE)

    resident.presses("Continue")

    summary = resident.page.get_by_role("alert")
    expect(summary.get_by_role("heading", name="There is a problem")).to_be_visible()
    resident.settles()
    expect(summary).to_be_focused()
    resident.looks()
    assert resident.page.title().startswith("Error: ")
    box = resident.box(STREET)
    expect(box).to_have_attribute("aria-invalid", "true")

    summary.get_by_role("link").first.click()
    expect(box).to_be_focused()
    resident.page.keyboard.type("Magdalen Street")
    resident.presses("Continue")
    resident.stops_at(DEPTH)
    assert not resident.page.title().startswith("Error: ")


def test_a_file_that_is_not_acceptable_is_told_and_never_dropped_in_silence(comes: Comes, house: House) -> None:
    resident = with_all_answered(comes, house, "Surrey Street")
    resident.follows(re.compile(f"^Change.*{PHOTO}"))
    resident.stops_at(PHOTO)
    expect(resident.page.locator("input[type=file]")).to_have_attribute("accept", re.compile("[.]jpg"))

    adds(resident, "hole.txt", "text/plain", b"deep")
    resident.reads("hole.txt")
    resident.settles()
    resident.presses("Continue")

    expect(resident.page.get_by_role("alert")).to_contain_text("The photo “hole.txt” must be a JPG")
    resident.settles()
    resident.looks()
    expect(resident.page.get_by_text("Remove this file")).to_have_count(0)
    resident.presses("Continue")
    resident.stops_at("Check your answers")

    resident.follows(re.compile(f"^Change.*{PHOTO}"))
    resident.stops_at(PHOTO)
    adds(resident, "hole.jpg", "image/jpeg", bytes(11_000_000))

    said = resident.reads(re.compile("must be 10.0MB or smaller"))
    assert said.evaluate("one => getComputedStyle(one, '::after').content") == '" This file was not added."'
    assert said.evaluate("one => one.getBoundingClientRect().width") > 100
    resident.looks()


def test_a_doubled_click_on_send_makes_one_case(comes: Comes, house: House) -> None:
    resident = with_all_answered(comes, house, "Dereham Road")

    resident.page.get_by_role("button", name="Send", exact=True).dblclick()
    resident.stops_at("Sent")

    resident.opens("/apply")
    resident.stops_at("What do you want to do?")
    expect(resident.page.get_by_role("link", name=REFERENCE)).to_have_count(1)


def test_what_was_answered_comes_back_on_another_browser_after_a_restart(comes: Comes, house: House) -> None:
    resident = comes(Resident, width=375)
    resident.opens(FIRST_PAGE)
    resident.answers(PLACE, "Riverside Road", box=STREET)
    resident.chooses(DEPTH, "Shallow")
    resident.stops_at(CYCLES)
    resident.presses("Save and come back later")
    resident.stops_at("Your answers are saved")
    link = resident.reads(f"{house.address}/return/").inner_text()
    resident.context.close()
    house.restart()

    elsewhere = comes(Resident, width=375)
    elsewhere.opens(link.removeprefix(house.address))
    elsewhere.stops_at(CYCLES)
    assert "/return/" not in elsewhere.page.url
    elsewhere.follows("Back")
    elsewhere.stops_at(DEPTH)
    expect(elsewhere.page.get_by_role("radio", name=re.compile("^Shallow"))).to_be_checked()


def test_a_browser_that_is_only_closed_goes_on_where_it_was(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.opens(FIRST_PAGE)
    resident.answers(PLACE, "Prince of Wales Road", box=STREET)
    resident.stops_at(DEPTH)
    resident.page.close()

    resident.page = resident.context.new_page()
    resident.opens("/apply")
    resident.stops_at("What do you want to do?")
    resident.follows(re.compile("not sent yet"))
    resident.stops_at(DEPTH)
    resident.follows("Back")
    resident.stops_at(PLACE)
    expect(resident.box(STREET)).to_have_value("Prince of Wales Road")
