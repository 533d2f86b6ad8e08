"""A designer writes a service: faults show at once, the file is the draft, publishing changes new cases alone."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import PLACE, CaseWorker, Designer, Resident
from tests.journeys.without_pages import a_pothole


@pytest.fixture
def file(house: House) -> Iterator[Path]:
    """The pothole service's file, put back afterwards."""
    found = house.definitions / "report-a-pothole.yaml"
    before = found.read_bytes()
    yield found
    found.write_bytes(before)


def test_a_wrong_word_is_told_with_its_line_and_the_last_good_page_stays(comes: Comes, file: Path) -> None:
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


def test_what_is_saved_in_the_browser_is_the_file_byte_for_byte(comes: Comes, file: Path) -> None:
    before = file.read_bytes()
    designer = comes(Designer)
    designer.opens_service()

    designer.replaces("Add a photo", "Add a picture – if it’s safe")
    designer.reads("Your changes are not saved yet")
    designer.presses("Save draft")
    designer.reads("The draft is saved. Residents still see what was published last.")

    assert file.read_bytes() == before.replace(b"Add a photo", "Add a picture – if it’s safe".encode())
    designer.turns_to("Changes")
    designer.reads(re.compile("1 change since version 1"))
    designer.reads(re.compile("Add a picture – if it’s safe"))
    designer.looks()


def test_what_another_editor_saves_shows_in_the_browser(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.opens_service()
    began = time.monotonic()

    file.write_text(file.read_text(encoding="utf-8").replace("title: Report a pothole", "title: Tell us of a pothole"))
    designer.stops_at("Tell us of a pothole")

    print(f"shown {time.monotonic() - began:.1f} s after it was saved, a look by axe included")
    expect(designer.text).to_have_value(re.compile("title: Tell us of a pothole"))
    file.write_text(file.read_text(encoding="utf-8").replace("owner: highways", "owner: hihgways"))
    designer.reads("1 to fix")


def test_two_who_write_one_draft_see_the_difference_and_choose(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.opens_service()
    designer.replaces("title: Report a pothole", "title: Report a hole")
    designer.reads("Your changes are not saved yet")

    file.write_text(file.read_text(encoding="utf-8").replace("title: Report a pothole", "title: Tell us of a pothole"))

    designer.reads("Somebody else saved this draft while you were writing")
    designer.settles()
    designer.looks()
    designer.presses("Take theirs")
    designer.stops_at("Tell us of a pothole")


def below_the_heading(designer: Designer) -> int:
    """How far below it the text begins, however far the page is scrolled."""
    heading, text = designer.page.get_by_role("heading", level=1).bounding_box(), designer.text.bounding_box()
    assert heading is not None and text is not None
    return round(text["y"] - heading["y"])


def test_a_whole_step_is_put_in_where_it_may_stand(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.opens_service()
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


def test_what_is_typed_and_not_saved_is_there_again_after_a_reload(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.opens_service()
    designer.replaces("title: Report a pothole", "title: Report a hole")
    designer.reads("Your changes are not saved yet")
    designer.settles()

    designer.page.reload()

    designer.stops_at("Report a hole")
    designer.reads("You have changes here that are not saved. Save the draft, or throw them away.")
    designer.presses("Throw them away")
    designer.stops_at("Report a pothole")


def test_the_text_can_be_written_in_the_editor_with_completion(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.signs_in("Imran Hussain", at="/design?service=report-a-pothole")
    designer.stops_at("Report a pothole")
    editor = designer.page.frame_locator("iframe").first
    editor.get_by_text("report-a-pothole").first.click()

    designer.page.keyboard.press("Control+Home")
    designer.page.keyboard.press("ArrowDown")
    designer.page.keyboard.press("End")
    designer.page.keyboard.type(" today")

    designer.stops_at("Report a pothole today")
    designer.page.keyboard.type(" or later")
    designer.stops_at("Report a pothole today or later")
    designer.presses("Save draft")
    designer.reads("The draft is saved. Residents still see what was published last.")
    assert b"title: Report a pothole today or later\n" in file.read_bytes()


def test_the_editor_completes_a_word_and_explains_it(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.signs_in("Imran Hussain", at="/design?service=report-a-pothole")
    designer.stops_at("Report a pothole")
    editor, keyboard = designer.page.frame_locator("iframe").first, designer.page.keyboard
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
    designer.presses("Throw them away")
    designer.reads("Your changes are gone.")


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
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    worker.opens_case(designer.reference())
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
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    worker.opens_case(old)
    worker.reads("What did you find?")
    worker.opens_case(new)
    worker.reads("What did you see there?")


def test_who_published_what_and_why_is_shown_and_its_text_can_be_the_draft_again(comes: Comes, file: Path) -> None:
    designer = comes(Designer)
    designer.opens_service()
    designer.unfolds("Show versions")
    designer.reads("Version 1")
    designer.settles()
    designer.looks()
    before = file.read_bytes()
    designer.replaces("label: What did you find?", "label: What is there?")
    designer.presses("Save draft")
    designer.reads("The draft is saved. Residents still see what was published last.")
    designer.presses("Bring version 1 back")
    designer.reads("The draft has changes that no version has. Press “Bring version 1 back” again to replace them")
    designer.settles()
    assert file.read_bytes() != before
    designer.presses("Bring version 1 back")
    designer.reads("The text of version 1 is the draft again. Publish it when you are ready.")
    designer.settles()

    assert file.read_bytes() == before
