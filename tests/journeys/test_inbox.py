"""By keyboard: every key that is listed, rows, many tasks at once, what others do meanwhile, a filter that is kept."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Comes
from tests.journeys.people import CaseWorker

#: The inbox asks anew within this, in milliseconds.
SOON = 12_000
IN_A_CASE = re.compile("^POT-.* Report a pothole$")


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


def opens_one(worker: CaseWorker) -> None:
    """One that nobody has and that is not due yet: what is due today is offered no hold."""
    rows = worker.page.get_by_role("row").filter(has_text="Nobody yet").filter(has_text="Inspect the road")
    rows.filter(has_text="Due in").first.get_by_role("link").click()
    worker.stops_at(IN_A_CASE)


def form(worker: CaseWorker, words: str | re.Pattern[str]) -> Locator:
    return worker.page.get_by_role("heading", level=2, name=words)


def test_the_list_of_keys_opens_by_its_key_and_by_its_button_and_none_is_taken_where_somebody_types(
    comes: Comes,
) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    strikes(worker, "/")
    worker.page.keyboard.type("jxc ?gi")
    expect(worker.page.locator("#find-words")).to_have_value("jxc ?gi")
    expect(worker.page.locator("[data-tick]:checked")).to_have_count(0)

    worker.page.locator("#find-words").blur()
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


def test_a_key_opens_its_form_in_a_case_and_control_and_enter_press_its_button_while_somebody_types(
    comes: Comes,
) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    opens_one(worker)
    for key, words in (
        ("h", re.compile("^Hand “.*” over to another team$")),
        ("m", "Ask somebody for something more"),
        ("o", re.compile("^Put “.*” on hold$")),
    ):
        strikes(worker, key)
        expect(form(worker, words)).to_be_focused()
        worker.follows("Leave this and go back to the case")
        expect(form(worker, words)).to_have_count(0)
        worker.stops_at(IN_A_CASE)

    strikes(worker, "w")
    expect(form(worker, "Write to the reporter")).to_be_focused()
    worker.box("Subject").fill("Your report")
    worker.box("Message").fill("We come on Monday.")
    strikes(worker, "Control+Enter")
    worker.reads("Your message is on its way")


def test_a_gives_the_task_to_somebody_by_its_manager_and_the_same_keys_mean_the_row_in_the_inbox(
    comes: Comes,
) -> None:
    worker = in_the_inbox(comes, "Susan Thirtle")
    for key, heading in (("h", "Hand over"), ("w", "Write to them"), ("a", "Give to somebody")):
        strikes(worker, "j", key)
        worker.stops_at(heading)
        worker.page.go_back()
        worker.stops_at("Inbox")

    opens_one(worker)
    strikes(worker, "a")
    expect(form(worker, re.compile("^Give “"))).to_be_focused()
    worker.settles()
    worker.presses("Give it to them")
    worker.reads("Select who should do it")
    worker.picks(re.compile("^Priya"))
    worker.presses("Give it to them")
    worker.reads(re.compile("^Priya .* has the task now"))


def test_g_and_a_letter_go_to_a_screen_and_rows_are_walked_ticked_and_opened(comes: Comes) -> None:
    worker = in_the_inbox(comes, "Daniel Okafor")
    for key, heading in (("h", "Help a resident"), ("b", "Begin a case"), ("i", "Inbox")):
        strikes(worker, "g", key)
        worker.stops_at(heading)

    first = worker.page.locator("[data-row]").first.locator("[data-tick]")
    strikes(worker, "j", "j", "k", "ArrowDown", "ArrowUp", "x")
    expect(first).to_be_checked()
    strikes(worker, "x", "Enter")
    worker.stops_at(IN_A_CASE)


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


def test_a_slip_of_the_fingers_finds_nothing_calmly_and_the_one_case_that_is_found_opens_by_enter(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Tom Larter", at="/find?words=winnifredd")
    worker.stops_at("Cases with “winnifredd”")
    worker.reads("No case that you may see has these words")

    strikes(worker, "/")
    expect(worker.page.locator("#find-words")).to_be_focused()
    worker.page.locator("#find-words").fill("winifred amis")
    strikes(worker, "Enter")
    worker.stops_at("Cases with “winifred amis”")
    worker.reads(re.compile("^Found by: "))
    strikes(worker, "Enter")

    worker.stops_at(re.compile("^FOI-"))
