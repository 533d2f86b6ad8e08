"""Every key that the list of keys names, pressed where it is of use."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.people import CaseWorker

IN_A_CASE = re.compile("^POT-.* Report a pothole$")


def arrives(comes: Comes, name: str = "Daniel Okafor") -> CaseWorker:
    worker = comes(CaseWorker)
    worker.signs_in(name)
    worker.stops_at("Inbox")
    return worker


def opens_one(worker: CaseWorker) -> None:
    """One that nobody has and that is not due yet: what is due today is offered no hold."""
    rows = worker.page.get_by_role("row").filter(has_text="Nobody yet").filter(has_text="Inspect the road")
    worker.opens(f"/case?ref={rows.filter(has_text='Due in').first.get_by_role('link').inner_text()}")
    worker.stops_at(IN_A_CASE)


def strikes(worker: CaseWorker, *keys: str) -> None:
    for key in keys:
        worker.page.keyboard.press(key)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("h", re.compile("^Hand “.*” over to another team$")), ("w", "Write to the reporter"),
        ("m", "Ask somebody for something more"), ("o", re.compile("^Put “.*” on hold$")),
    ],
)  # fmt: skip
def test_a_key_opens_its_form_in_a_case_with_the_focus_on_it(
    comes: Comes, key: str, words: str | re.Pattern[str]
) -> None:
    worker = arrives(comes)
    opens_one(worker)

    strikes(worker, key)

    expect(worker.page.get_by_role("heading", level=2, name=words)).to_be_focused()


def test_a_gives_the_task_to_somebody_by_its_manager(comes: Comes) -> None:
    worker = arrives(comes, "Susan Thirtle")
    opens_one(worker)

    strikes(worker, "a")
    expect(worker.page.get_by_role("heading", level=2, name=re.compile("^Give “"))).to_be_focused()
    worker.settles()
    worker.presses("Give it to them")
    worker.reads("Select who should do it")
    worker.picks(re.compile("^Priya"))
    worker.presses("Give it to them")

    worker.reads(re.compile("^Priya .* has the task now"))


@pytest.mark.parametrize(("key", "heading"), [("a", "Give to somebody"), ("h", "Hand over"), ("w", "Write to them")])
def test_the_same_keys_mean_the_row_in_the_inbox(comes: Comes, key: str, heading: str) -> None:
    worker = arrives(comes, "Susan Thirtle")

    strikes(worker, "j", key)

    worker.stops_at(heading)


def test_g_and_a_letter_go_to_a_screen(comes: Comes) -> None:
    worker = arrives(comes)
    for key, heading in (("h", "Help a resident"), ("b", "Begin a case"), ("i", "Inbox")):
        strikes(worker, "g", key)
        worker.stops_at(heading)


def test_control_and_enter_press_the_main_button_while_somebody_types(comes: Comes) -> None:
    worker = arrives(comes)
    opens_one(worker)
    strikes(worker, "w")
    worker.box("Subject").fill("Your report")
    worker.box("Message").fill("We come on Monday.")

    strikes(worker, "Control+Enter")

    worker.reads("Your message is on its way")


def test_rows_are_walked_ticked_and_opened(comes: Comes) -> None:
    worker = arrives(comes)
    first = worker.page.locator("[data-row]").first.locator("[data-tick]")

    strikes(worker, "j", "j", "k", "ArrowDown", "ArrowUp", "x")
    expect(first).to_be_checked()
    strikes(worker, "x", "Enter")

    worker.stops_at(IN_A_CASE)
