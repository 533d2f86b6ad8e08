"""A case worker's morning by keyboard alone, each piece of work counted: `python -m tests.journeys.morning`."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsers import launch
from tests.journeys.hands import SORTS, Hands, Tally
from tests.journeys.house import House
from tests.journeys.people import CYCLES, DEPTH, EMAIL, NAME, STREET, CaseWorker

POTHOLE = "Report a pothole"
FORESEEN = re.compile("^This (writes|sends|closes)")
MAIN = "Control+Enter"
#: Nobody reads a screen in less, in milliseconds: what was turned to may begin to draw only then.
REST = 400


def find(hands: Hands) -> None:
    """Somebody rings: when is hers due?"""
    hands.press("/")
    hands.type("shahida")
    hands.press("Enter")
    stands(hands, "Cases with")
    hands.press("Enter")
    stands(hands, POTHOLE)
    hands.person.reads(re.compile("^(Late by|Due)"))


def most_urgent(hands: Hands) -> None:
    hands.press("j", "Enter")
    stands(hands, POTHOLE)
    if hands.page.get_by_role("button", name="Claim this task").count():
        hands.press("c")
        hands.person.reads("You have claimed this task")
        stands(hands, POTHOLE)
    hands.choose("What did you find?", "Repaired")
    completes(hands)


def branch(hands: Hands) -> None:
    opens(hands)
    hands.choose("What did you find?", "Not our road")
    hands.choose("Whose road is it?", "National Highways")
    completes(hands)


def assign(hands: Hands) -> None:
    goes_to(hands, unclaimed(hands))
    hands.press("a")
    stands(hands, "Give to somebody")
    hands.choose("Who should do them?", "Priya")
    hands.press("Enter")
    stands(hands, "Give to somebody: 1 of 1 done")


def claim_three(hands: Hands) -> None:
    for number in range(3):
        goes_to(hands, unclaimed(hands, number))
        hands.press("x")
    hands.person.reads("With the 3 selected:")
    hands.press("c")
    stands(hands, "Claim: 3 of 3 done")


def write(hands: Hands) -> None:
    opens(hands)
    begins(hands, "w", "Send the message")
    fills(hands, Subject="Your report", Message="We come on Monday.")
    hands.press(MAIN)
    hands.person.reads("Your message is on its way")


def ask(hands: Hands) -> None:
    opens(hands)
    begins(hands, "m", "Ask for it")
    hands.to(hands.page.get_by_role("combobox").first)
    hands.type("rep")
    expect(hands.page.get_by_role("option")).to_have_count(1)
    hands.press("Enter")
    fills(hands, **{"What is it": "Send a photo", "What do you need": "To see how deep it is"})
    hands.press(MAIN)
    hands.person.reads("The reporter is asked")


def hand_over(hands: Hands) -> None:
    opens(hands)
    begins(hands, "h", "Hand it over")
    hands.to(hands.page.get_by_role("combobox", name="Which team?"))
    hands.type("waste")
    expect(hands.page.get_by_role("option")).to_have_count(1)
    hands.press("Enter")
    fills(hands, **{"A note": "Oil on the road, please clear"})
    hands.press(MAIN)
    hands.person.reads(re.compile("^The task is with .+ now"))


def hold(hands: Hands) -> None:
    held = hands.page.get_by_role("row").filter(has_text=POTHOLE).filter(has_text="Inspect the road")
    last = held.last.get_by_role("link")
    goes_to(hands, last.inner_text())
    hands.press("Enter")
    stands(hands, POTHOLE)
    begins(hands, "o", "Until which day?")
    until = date.today() + timedelta(days=1)
    fills(hands, Day=str(until.day), Month=str(until.month), Year=str(until.year), Why="Road closed")
    hands.press(MAIN)
    hands.person.reads("The task is on hold")


def on_the_phone(hands: Hands) -> None:
    """Somebody without a computer reports a pothole."""
    hands.press("g", "h")
    stands(hands, "Help a resident")
    hands.choose("What do they need?", POTHOLE)
    hands.choose("How are you helping?", re.compile("phone"))
    hands.press("Enter")
    stands(hands, POTHOLE)
    fills(hands, **{STREET: "Magdalen Street"})
    hands.choose(DEPTH, "Shallow")
    hands.choose(CYCLES, "No")
    fills(hands, **{NAME[:-1]: "Ann Lee", EMAIL[:-1]: "a@example.org"})
    hands.press(MAIN)
    stands(hands, "Sent")


MORNING: tuple[tuple[str, str, Callable[[Hands], None]], ...] = (
    ("Find the caller’s pothole by name, say when it is due", "Marta Kowalska", find),
    ("Complete the most urgent", "Marta Kowalska", most_urgent),
    ("Complete one that branches", "Daniel Okafor", branch),
    ("Give one to a colleague", "Susan Thirtle", assign),
    ("Claim three together", "Daniel Okafor", claim_three),
    ("Write to a resident", "Daniel Okafor", write),
    ("Ask a resident for more", "Daniel Okafor", ask),
    ("Hand one over with a note", "Daniel Okafor", hand_over),
    ("Hold one until tomorrow", "Marta Kowalska", hold),
    ("Open one for a resident on the phone", "Marta Kowalska", on_the_phone),
)


def stands(hands: Hands, heading: str) -> None:
    expect(hands.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    hands.person.settles()
    hands.page.wait_for_timeout(REST)
    hands.person.settles()


def unclaimed(hands: Hands, number: int = 0) -> str:
    """The reference of a pothole that nobody has, by its place among them."""
    rows = hands.page.get_by_role("row").filter(has_text="Nobody yet").filter(has_text=POTHOLE)
    return rows.nth(number).get_by_role("link").inner_text()


def goes_to(hands: Hands, reference: str) -> None:
    """Row by row."""
    while focused(hands.page) != reference:
        hands.press("j")


def focused(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.closest('[data-row]')?.querySelector('a') || {}).textContent"))


def opens(hands: Hands) -> None:
    goes_to(hands, unclaimed(hands))
    hands.press("Enter")
    stands(hands, POTHOLE)


def begins(hands: Hands, key: str, words: str) -> None:
    """A small form, by its key; it takes the focus."""
    hands.press(key)
    hands.person.reads(words)
    hands.person.settles()
    expect(hands.page.locator(".w-lead")).to_be_focused()


def fills(hands: Hands, **boxes: str) -> None:
    for label, words in boxes.items():
        hands.to_box(re.compile(f"^{label}"))
        hands.type(words)


def completes(hands: Hands) -> None:
    hands.person.reads(FORESEEN)
    hands.person.settles()
    hands.press(MAIN)
    stands(hands, "Done")


def one_piece(browser: Browser, house: House, work: str, who: str, act: Callable[[Hands], None]) -> Tally:
    worker = CaseWorker(browser, house, 1280, 800)
    worker.signs_in(who)
    hands = Hands(worker)
    stands(hands, "Inbox")
    hands.begin()
    act(hands)
    tally = hands.done(work)
    worker.leaves()
    return tally


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright, launch(playwright) as browser:
        house = House(Path(folder))
        house.furnish()
        house.start()
        print(f"| work | keys | {' | '.join(SORTS)} | screens | seconds |", "|---" * (len(SORTS) + 4) + "|", sep="\n")
        for work, who, act in MORNING:
            print(one_piece(browser, house, work, who, act).line(), flush=True)
        house.stop()


if __name__ == "__main__":
    main()
