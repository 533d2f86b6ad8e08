"""The inbox by keyboard: rows, selections, many tasks at once, what others do meanwhile, and a filter that is kept."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.people import CaseWorker

#: The inbox asks anew within this, in milliseconds.
SOON = 12_000


def in_the_inbox(comes: Comes, name: str) -> CaseWorker:
    worker = comes(CaseWorker)
    worker.signs_in(name)
    worker.stops_at("Inbox")
    return worker


def strikes(worker: CaseWorker, *keys: str) -> None:
    for key in keys:
        worker.page.keyboard.press(key)


def row_of(worker: CaseWorker, reference: str) -> Locator:
    return worker.page.get_by_role("row").filter(has_text=reference)


def test_the_list_of_keys_opens_by_its_key_and_by_its_button(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    keys = worker.page.get_by_role("dialog", name="Keyboard shortcuts")

    strikes(worker, "?")
    expect(keys).to_be_visible()
    worker.looks()
    strikes(worker, "Escape")
    expect(keys).to_be_hidden()

    worker.presses(re.compile("^Keys"))
    keys.get_by_label("Switch off keys of a single letter").check()
    worker.page.get_by_role("button", name="Close").click()
    strikes(worker, "?", "j")
    expect(keys).to_be_hidden()
    expect(worker.page.locator("[data-row]:focus-within")).to_have_count(0)


def test_no_key_is_taken_where_somebody_types(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")

    strikes(worker, "/")
    worker.page.keyboard.type("jxc ?gi")

    expect(worker.page.locator("#find-words")).to_have_value("jxc ?gi")
    expect(worker.page.locator("[data-tick]:checked")).to_have_count(0)


def test_several_tasks_are_claimed_by_keyboard_and_the_results_stay(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    worker.follows(re.compile(r"^\d+ Unclaimed"))
    worker.reads("show all again")
    worker.settles()

    strikes(worker, "j", "x", "j", "x", "x", "j", "x")
    worker.reads("With the 2 selected:")
    worker.page.reload()
    worker.reads("With the 2 selected:")
    worker.settles()
    strikes(worker, "c")

    worker.stops_at("Claim: 2 of 2 done")
    worker.page.reload()
    worker.stops_at("Claim: 2 of 2 done")
    worker.follows("Back to the inbox")
    worker.stops_at("Inbox")
    assert "figure=unclaimed" in worker.page.url


def test_one_task_is_claimed_where_it_stands(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    reference = worker.unclaimed()
    row_of(worker, reference).get_by_role("link").focus()

    strikes(worker, "c")

    worker.reads(f"{reference}: Claimed")
    expect(row_of(worker, reference)).to_contain_text("You")
    worker.settles()
    worker.looks()


def test_a_claim_by_somebody_else_shows_without_a_reload(comes: Comes) -> None:
    first, second = in_the_inbox(comes, "Daniel Okafor"), in_the_inbox(comes, "Marta Kowalska")
    reference = first.unclaimed()
    row_of(first, reference).get_by_role("link").focus()
    unclaimed = first.page.get_by_role("link", name=re.compile(r"^\d+ Unclaimed"))
    count = int(unclaimed.inner_text().split()[0])

    second.opens_case(reference)
    second.presses("Claim this task")
    second.reads("You have this task")

    expect(row_of(first, reference)).to_contain_text("Marta Kowalska", timeout=SOON)
    expect(row_of(first, reference).get_by_role("link")).to_be_focused()
    expect(unclaimed).to_contain_text(str(count - 1))


def test_several_tasks_are_handed_over_and_completed_together(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    worker.presses("Hand over")
    worker.reads("Select tasks first")

    selects(worker, 2)
    worker.presses("Hand over")
    worker.stops_at("Hand over")
    worker.presses("Hand over 2 tasks")
    worker.reads("There is a problem")
    worker.opens("/inbox?figure=unclaimed")
    worker.stops_at("Inbox")
    selects(worker, 2)
    worker.presses("Complete together")
    worker.stops_at("Complete together")
    worker.picks("Repaired")
    worker.presses("Complete 2 tasks")

    worker.stops_at("Complete: 2 of 2 done")


def test_what_an_answer_leads_to_shows_at_once_for_many_and_is_there_after_a_reload(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    worker.opens("/inbox?figure=unclaimed")
    worker.stops_at("Inbox")
    selects(worker, 2)
    worker.presses("Complete together")
    worker.stops_at("Complete together")

    worker.picks("Not our road")
    worker.reads("Whose road is it?")
    worker.settles()
    worker.looks()
    worker.page.reload()
    worker.reads("Whose road is it?")
    expect(worker.page.get_by_role("radio", name="Not our road")).to_be_checked()
    worker.settles()
    worker.presses("Complete 2 tasks")
    worker.reads("There is a problem")
    worker.settles()
    worker.picks("National Highways")
    worker.settles()
    worker.presses("Complete 2 tasks")

    worker.stops_at("Complete: 2 of 2 done")


def selects(worker: CaseWorker, count: int) -> None:
    for number in range(count):
        worker.page.locator("[data-tick]").nth(number).check()
    worker.reads(f"With the {count} selected:")


def test_a_filter_is_kept_under_a_name(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    worker.opens("/inbox?view=all&figure=late")
    worker.stops_at("Inbox")

    worker.unfolds("Save this filter")
    worker.page.get_by_role("textbox", name="Its name").fill("Late roads")
    worker.presses("Save it")
    worker.reads("is among your saved filters")
    worker.settles()
    worker.looks()
    worker.follows("Mine")
    worker.page.wait_for_url(re.compile("view=mine"))
    worker.follows("Late roads")

    worker.page.wait_for_url(re.compile("figure=late"))
    worker.reads("show all again")


def test_the_one_case_that_is_found_opens_by_enter(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Tom Larter")

    strikes(worker, "/")
    worker.page.keyboard.type("winifred amis")
    strikes(worker, "Enter")
    worker.stops_at("Cases with “winifred amis”")
    worker.reads(re.compile("^Found by: "))
    strikes(worker, "Enter")

    worker.stops_at(re.compile("^FOI-"))


def test_a_slip_of_the_fingers_finds_nothing_calmly(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Tom Larter")

    worker.opens("/find?words=winnifredd")

    worker.stops_at("Cases with “winnifredd”")
    worker.reads("No case that you may see has these words")
