"""A designer writes a service: faults show at once, the file is the draft, publishing changes new cases alone.

And a guide, of which nothing is kept: a resident finds something out, one question at a time, and nothing is lost.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import PLACE, CaseWorker, Designer, Resident
from tests.journeys.without_pages import a_pothole

GUIDE = "Find out who mends the road"
NORFOLK, SORT, TROUBLE = "Is it in Norfolk?", "What is it?", "What is wrong with the path?"


@pytest.fixture
def file(house: House) -> Iterator[Path]:
    """The pothole service's file, put back afterwards."""
    found = house.definitions / "report-a-pothole.yaml"
    before = found.read_bytes()
    yield found
    found.write_bytes(before)


def is_titled(designer: Designer, title: str) -> None:
    expect(designer.page.get_by_role("heading", level=1)).to_have_text(title)


def below_the_heading(designer: Designer) -> int:
    """How far below it the text begins, however far the page is scrolled."""
    heading, text = designer.page.get_by_role("heading", level=1).bounding_box(), designer.text.bounding_box()
    assert heading is not None and text is not None
    return round(text["y"] - heading["y"])


def test_a_wrong_word_is_told_with_its_line_and_a_whole_step_is_put_in_where_it_may_stand(
    comes: Comes, file: Path
) -> None:
    designer = comes(Designer)
    designer.opens_service()
    designer.turns_to("Try it")
    designer.reads(PLACE)

    designer.replaces("type: location", "type: lokation")

    designer.reads("1 to fix")
    designer.reads("This is how it was before the last word that needs fixing")
    designer.reads(PLACE)
    designer.looks()
    designer.turns_to("To fix")
    designer.reads("1 thing to fix before you can publish")
    line = file.read_text(encoding="utf-8").split("\n").index("      type: location") + 1
    designer.reads(re.compile(f"^Line {line}:"))
    designer.reads(re.compile("Did you mean .?location"))
    expect(designer.page.get_by_role("button", name="Publish version 2")).to_be_disabled()
    designer.looks()

    designer.replaces("type: lokation", "type: location")
    designer.reads("Nothing to fix")
    designer.settles()
    designer.looks()

    designer.turns_to("What can I write here?")
    designer.looks()
    below = below_the_heading(designer)
    designer.presses("Put it in after ask report")

    designer.reads(re.compile("^“ask” is put in after ask report, on lines"))
    assert below_the_heading(designer) == below
    expect(designer.text).to_have_value(re.compile("- ask: inspect_2\n"))
    designer.reads("4 examples come out differently.")
    designer.turns_to("Picture")
    expect(designer.page.get_by_role("figure")).to_be_visible()
    designer.looks()

    designer.text.fill(file.read_text(encoding="utf-8"))  # what is not saved would be there the next time
    designer.page.keyboard.press("Tab")
    expect(designer.page.get_by_text("Your changes are not saved yet")).to_have_count(0)


def test_what_another_editor_saves_shows_and_two_who_write_one_draft_see_the_difference_and_choose(
    comes: Comes, file: Path
) -> None:
    before = file.read_text(encoding="utf-8")
    designer = comes(Designer)
    designer.opens_service()

    file.write_text(before.replace("title: Report a pothole", "title: Tell us of a pothole"))
    is_titled(designer, "Tell us of a pothole")
    expect(designer.text).to_have_value(re.compile("title: Tell us of a pothole"))
    file.write_text(before.replace("owner: highways", "owner: hihgways"))
    designer.reads("1 to fix")
    file.write_text(before)
    designer.reads("Nothing to fix")

    designer.replaces("title: Report a pothole", "title: Report a hole")
    designer.reads("Your changes are not saved yet")
    file.write_text(before.replace("title: Report a pothole", "title: Tell us of a pothole"))

    designer.reads("Somebody else saved this draft while you were writing")
    designer.settles()
    designer.looks()
    designer.presses("Take theirs")
    is_titled(designer, "Tell us of a pothole")


def test_what_is_saved_is_the_file_byte_for_byte_and_the_text_of_a_version_can_be_the_draft_again(
    comes: Comes, file: Path
) -> None:
    before = file.read_bytes()
    designer = comes(Designer)
    designer.opens_service()
    designer.unfolds("Show versions")
    designer.reads("Version 1")
    designer.settles()
    designer.looks()

    designer.replaces("Add a photo", "Add a picture – if it’s safe")
    designer.reads("Your changes are not saved yet")
    designer.presses("Save draft")
    designer.reads("The draft is saved. Residents still see what was published last.")

    assert file.read_bytes() == before.replace(b"Add a photo", "Add a picture – if it’s safe".encode())
    designer.turns_to("Changes")
    designer.reads(re.compile("1 change since version 1"))
    designer.reads(re.compile("Add a picture – if it’s safe"))
    designer.looks()

    designer.presses("Bring version 1 back")
    designer.reads("The draft has changes that no version has. Press “Bring version 1 back” again to replace them")
    designer.settles()
    assert file.read_bytes() != before
    designer.presses("Bring version 1 back")
    designer.reads("The text of version 1 is the draft again. Publish it when you are ready.")
    designer.settles()
    assert file.read_bytes() == before


def test_the_editor_keeps_what_is_typed_over_a_reload_completes_a_word_and_explains_it(
    comes: Comes, file: Path
) -> None:
    designer = comes(Designer)
    designer.signs_in("Imran Hussain", at="/design?service=report-a-pothole")
    designer.stops_at("Report a pothole")
    editor, keyboard = designer.page.frame_locator("iframe").first, designer.page.keyboard
    editor.get_by_text("report-a-pothole").first.click()

    for key in ("Control+Home", "ArrowDown", "End"):
        keyboard.press(key)
    keyboard.type(" today")
    is_titled(designer, "Report a pothole today")
    keyboard.type(" or later")
    is_titled(designer, "Report a pothole today or later")
    designer.settles()
    designer.presses("Save draft")
    designer.reads("The draft is saved. Residents still see what was published last.")
    assert b"title: Report a pothole today or later\n" in file.read_bytes()

    editor.get_by_text("report-a-pothole").first.click()
    for key in ("Control+Home", "ArrowDown", "End", "Enter"):
        keyboard.press(key)
    keyboard.type("dead")
    keyboard.press("Control+Space")
    expect(editor.locator(".suggest-widget")).to_contain_text("deadline")
    keyboard.press("Enter")
    expect(editor.locator(".view-lines")).to_contain_text("deadline:")
    editor.locator(".view-line").get_by_text("summary", exact=True).hover()
    expect(editor.locator(".monaco-hover").filter(has_text="One sentence under the title").first).to_be_visible()

    designer.reads("Your changes are not saved yet")
    designer.settles()
    designer.page.reload()
    designer.reads("You have changes here that are not saved. Save the draft, or throw them away.")
    expect(editor.locator(".view-lines")).to_contain_text("deadline:")
    designer.presses("Throw them away")
    designer.reads("Your changes are gone.")
    is_titled(designer, "Report a pothole today or later")


class TryingOut(Designer, Resident):
    """A designer who does what a resident does."""


def test_what_a_designer_sends_as_a_resident_is_not_in_their_name(comes: Comes) -> None:
    designer = comes(TryingOut)
    designer.signs_in("Imran Hussain", at="/apply?service=report-a-pothole%26as%3Dresident")
    designer.stops_at("Report a pothole")
    designer.reads("You see this as a resident does.")
    designer.follows("Start now")
    designer.answers_about_a_pothole("Rose Lane")
    designer.presses("Send")
    designer.stops_at("Sent")

    worker = comes(CaseWorker)
    reference = designer.reference()
    worker.signs_in("Marta Kowalska", at=f"/case?ref={reference}")
    worker.stops_at(reference)
    worker.reads(re.compile("^The applicant, "))
    expect(worker.page.get_by_text("Imran Hussain")).to_have_count(0)


def test_a_case_under_way_stays_on_its_version_and_a_new_one_has_the_new(
    comes: Comes, house: House, file: Path
) -> None:
    old = a_pothole(house, "Grapes Hill")
    designer = comes(Designer)
    designer.opens_service()
    designer.turns_to("Examples")
    designer.reads("All 4 examples come out as written")
    designer.looks()

    designer.replaces("label: What did you find?", "label: What did you see there?")
    designer.reads("Your changes are not saved yet")
    designer.settles()
    designer.presses("Publish version 2")
    designer.types(re.compile("^Why"), "Clearer words")
    designer.page.keyboard.press("Tab")
    designer.presses("Publish it now")
    designer.reads("Version 2 is published.")
    designer.settles()
    designer.looks()

    new = a_pothole(house, "Ber Street")
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska", at=f"/case?ref={old}")
    worker.stops_at(old)
    worker.reads("What did you find?")
    worker.opens_case(new)
    worker.reads("What did you see there?")


def test_a_guide_leads_to_its_outcome_and_any_answer_can_be_changed(comes: Comes) -> None:
    resident = comes(Resident)
    resident.begins(GUIDE)
    resident.chooses(NORFOLK, "Yes")
    resident.chooses(SORT, "A footpath")
    resident.chooses(TROUBLE, "A gate")
    resident.stops_at("Whoever owns the land mends it")

    resident.follows(re.compile("^Change.*What is it"))
    resident.stops_at(SORT)
    expect(resident.page.get_by_role("radio", name=re.compile("^A footpath"))).to_be_checked()
    resident.chooses(SORT, "The A11")
    resident.stops_at("National Highways mends it")
    expect(resident.page.get_by_text(TROUBLE)).to_have_count(0)

    resident.follows("Start again")
    resident.stops_at(GUIDE)
    resident.follows("Start now")
    resident.stops_at(NORFOLK)
    expect(resident.page.get_by_role("radio", name="Yes")).not_to_be_checked()


def begins_the_guide(resident: Resident) -> None:
    resident.opens("/apply?service=find-out-who-mends-the-road")
    resident.stops_at(GUIDE)
    resident.follows("Start now")


def test_a_reload_and_the_way_back_lose_no_answer(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    begins_the_guide(resident)
    resident.presses("Continue")
    resident.reads("There is a problem")
    resident.looks()
    resident.chooses(NORFOLK, "Yes")
    resident.stops_at(SORT)

    resident.page.reload()
    resident.stops_at(SORT)
    resident.follows("Back")

    resident.stops_at(NORFOLK)
    expect(resident.page.get_by_role("radio", name="Yes")).to_be_checked()


def test_the_address_alone_opens_the_same_outcome_elsewhere(comes: Comes) -> None:
    resident, friend = comes(Resident), comes(Resident)
    begins_the_guide(resident)
    resident.chooses(NORFOLK, "No")
    resident.stops_at("The council of that county mends it")

    friend.opens(resident.page.url.removeprefix(resident.house.address))

    friend.stops_at("The council of that county mends it")
    friend.opens("/apply")
    friend.stops_at("What do you want to do?")
    expect(friend.page.get_by_role("heading", name="Go on with")).to_have_count(0)


def test_a_designer_tries_a_guide_as_its_readers_meet_it(comes: Comes) -> None:
    designer = comes(Designer)
    designer.opens_service(GUIDE)
    designer.turns_to("Try it")
    designer.reads(NORFOLK)
    designer.picks("Yes")
    designer.presses("Continue")
    designer.reads(SORT)
    designer.picks(re.compile("^A private road"))
    designer.presses("Continue")
    designer.reads("Whoever owns the land mends it")
    designer.looks()

    designer.presses("Start again")
    designer.reads(NORFOLK)
