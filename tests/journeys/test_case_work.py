"""Case workers: the inbox, a task done by keyboard alone, finding a case, two people at one task, what is held back."""

import re
import time

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.people import CaseWorker
from tests.journeys.test_whole_language import row_of


def in_the_inbox(comes: Comes, name: str) -> CaseWorker:
    worker = comes(CaseWorker)
    worker.signs_in(name)
    worker.stops_at("Inbox")
    return worker


def test_what_is_late_is_on_top_and_each_figure_is_a_filter(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Marta Kowalska")
    rows = worker.page.get_by_role("row").filter(has=worker.page.get_by_role("cell"))
    expect(rows.first).to_contain_text("Late by")
    late = worker.page.get_by_role("link", name=re.compile(r"^\d+ Late"))
    count = int(late.inner_text().split()[0])

    late.click()
    worker.reads("show all again")
    worker.settles()
    worker.looks()

    expect(rows).to_have_count(count)
    assert "figure=late" in worker.page.url
    worker.follows("Mine")
    worker.page.wait_for_url(re.compile("view=mine"))
    worker.settles()
    worker.looks()


def test_a_problem_goes_when_its_question_is_answered(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Marta Kowalska")
    worker.opens_case(worker.unclaimed())

    worker.presses("Complete")
    summary = worker.page.get_by_role("heading", name="There is a problem")
    expect(summary).to_be_visible()
    worker.picks("Repaired")

    expect(summary).to_have_count(0)
    worker.settles()
    worker.looks()


def test_what_is_wrong_with_a_note_is_said_beside_it_and_that_it_is_added_on_top(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Marta Kowalska")
    worker.opens_case(worker.unclaimed())

    worker.presses("Add the note")
    expect(worker.reads("Enter the note first")).to_be_in_viewport()
    for words in ("Rang the reporter", "Rang again"):
        worker.box("Add a note").fill(words)
        worker.presses("Add the note")
        told = worker.page.get_by_role("status").filter(has_text="The note is added.")
        expect(told).to_be_focused()
        expect(told).to_be_in_viewport()
        worker.settles()
    worker.looks()


def test_on_a_phone_the_answers_stand_above_the_notes(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Marta Kowalska")
    reference = worker.unclaimed()
    worker.opens_case(reference)
    answers = worker.page.locator(".st-key-decided-on")
    note = worker.page.get_by_role("textbox", name="Add a note")
    expect(note).to_be_visible()
    beside = answers.bounding_box(), note.bounding_box()
    worker.page.set_viewport_size({"width": 375, "height": 800})
    worker.settles()
    below = answers.bounding_box(), note.bounding_box()

    assert beside[0] and beside[1] and beside[1]["y"] < beside[0]["y"]
    assert below[0] and below[1] and below[0]["y"] + below[0]["height"] <= below[1]["y"]


def test_the_outbox_leads_from_a_message_to_its_case(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Marta Kowalska")
    worker.opens("/outbox")
    worker.stops_at("Outbox")

    worker.follows(re.compile("^POT-"))

    worker.stops_at("Report a pothole")


def test_a_task_is_claimed_and_completed_by_keyboard_alone(comes: Comes) -> None:
    worker = comes(CaseWorker)
    page = worker.page
    worker.opens("/sign-in?next=/inbox")
    worker.strikes("Enter", page.get_by_role("button", name=re.compile("^Daniel Okafor")))
    worker.stops_at("Inbox")
    reference = worker.unclaimed()

    worker.strikes("Enter", page.get_by_role("link", name=reference))
    worker.stops_at(reference)
    worker.strikes("Enter", page.get_by_role("button", name="Claim this task"))
    worker.reads("You have this task")
    worker.settles()
    worker.looks()
    worker.strikes("Space", page.get_by_role("radio", name="Repaired"))
    worker.reads(re.compile("^This .*closes the case"))
    worker.settles()
    worker.strikes("Enter", page.get_by_role("button", name="Complete"))

    worker.stops_at("Done")
    worker.reads("Completed “Inspect the road”")
    worker.strikes("Enter", page.get_by_role("link", name=re.compile(reference)))
    worker.stops_at(reference)
    worker.reads("Repaired")


def test_a_case_is_found_by_a_name_a_postcode_a_word_or_its_reference(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Tom Larter")
    found = set()
    for words in ("Winifred Amis", "NR12 0YA", "nr120ya", "hickling"):
        began = time.monotonic()
        finds(worker, words)
        worker.follows(re.compile("^FOI-"))
        worker.stops_at("FOI-")
        print(f"found by {words!r} in {time.monotonic() - began:.1f} s, two looks by axe included")
        worker.reads(re.compile("Winifred Amis"))
        found.add(worker.reference())
    assert len(found) == 1

    reference = found.pop()
    finds(worker, reference.lower())
    expect(worker.page.get_by_role("link", name=reference)).to_have_count(1)


def finds(worker: CaseWorker, words: str) -> None:
    worker.box(re.compile("^Find a case")).fill(words)
    worker.page.keyboard.press("Enter")
    worker.stops_at(f"Cases with “{words}”")


def test_the_second_to_claim_a_task_is_told_who_has_it(comes: Comes) -> None:
    first, second = in_the_inbox(comes, "Marta Kowalska"), in_the_inbox(comes, "Daniel Okafor")
    reference = first.unclaimed()
    first.opens_case(reference)
    second.opens_case(reference)

    first.presses("Claim this task")
    first.reads("You have this task")
    second.presses("Claim this task")

    second.reads(re.compile("Marta Kowalska has"))
    second.settles()
    second.looks()


def test_the_second_to_complete_a_task_is_told_who_did_it(comes: Comes) -> None:
    first, second = in_the_inbox(comes, "Marta Kowalska"), in_the_inbox(comes, "Daniel Okafor")
    reference = first.unclaimed()
    for worker in (first, second):
        worker.opens_case(reference)
        worker.picks(re.compile("^No repair needed"))
        worker.reads(re.compile("^This .*closes the case"))
        worker.settles()

    first.completes()
    second.presses("Complete")

    second.reads(re.compile("Marta Kowalska"))
    second.settles()
    second.looks()


def test_a_message_with_a_sensitive_answer_is_shown_when_asked_for(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Lesley Thurgar")
    manager.stops_at("Inbox")
    manager.opens_case(row_of(manager, "See the child: Alfie Smith"))
    message = manager.page.locator("details.w-message").last  # the oldest
    message.locator("summary").click()
    expect(message.get_by_text("Contains a sensitive answer")).to_be_visible()
    manager.looks()

    manager.page.locator("[class*='st-key-message']").get_by_role("button").first.click()
    expect(message.locator(".w-body")).to_be_visible()
    expect(manager.page.get_by_text("Contains a sensitive answer")).to_have_count(0)
    manager.looks()
