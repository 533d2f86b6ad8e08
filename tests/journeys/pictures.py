"""Takes the pictures of the README from the program as it runs: `make pictures`."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browsers import launch
from tests.journeys.house import ROOT, House
from tests.journeys.people import PLACE, STREET, CaseWorker, Designer, Resident, Visitor

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1280, 800
#: A picture that is larger would make the README slow.
LARGEST = 200_000


def take() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright, launch(playwright) as browser:
        house = House(Path(folder))
        house.furnish()
        house.start()
        apply(browser, house)
        status(browser, house)
        inbox(browser, house)
        case(browser, house)
        figures(browser, house)
        design(browser, house)
        house.stop()


def apply(browser: Browser, house: House) -> None:
    resident = Resident(browser, house, WIDTH, HEIGHT)
    resident.begins("Report a pothole")
    resident.stops_at(PLACE)
    resident.types(STREET, "Elm Hill, outside number 12")
    keep(resident, "apply")


def status(browser: Browser, house: House) -> None:
    """How a resident sees it once the council has asked them something."""
    resident = Resident(browser, house, WIDTH, HEIGHT)
    reference = resident.reports_a_pothole("Elm Hill, outside number 12")
    worker = CaseWorker(browser, house, WIDTH, HEIGHT)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    worker.opens(f"/case?ref={reference}&do=write")
    worker.stops_at(reference)
    worker.types("Subject", "Where in Elm Hill is the pothole?")
    worker.types("Message", "Is it nearer the church, or nearer the bridge?")
    worker.presses("Send the message")
    worker.reads("Your message is on its way.")
    worker.leaves()
    resident.opens(f"/status?ref={reference}")
    resident.stops_at("We are working on it")
    keep(resident, "status")


def inbox(browser: Browser, house: House) -> None:
    worker = CaseWorker(browser, house, WIDTH, HEIGHT)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    keep(worker, "inbox")


def case(browser: Browser, house: House) -> None:
    """The one that is on top."""
    worker = CaseWorker(browser, house, WIDTH, HEIGHT)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    reference = worker.reference()
    worker.opens_case(reference)
    worker.reads("What did you find?")
    worker.picks(re.compile("^Repaired"))
    worker.reads(re.compile("^This "))
    keep(worker, "case")


def figures(browser: Browser, house: House) -> None:
    manager = CaseWorker(browser, house, WIDTH, HEIGHT)
    manager.signs_in("Susan Thirtle", at="/figures?view=people")
    manager.stops_at("Figures: Who has what")
    manager.page.locator("canvas, svg.marks").first.wait_for()
    keep(manager, "figures")


def design(browser: Browser, house: House) -> None:
    designer = Designer(browser, house, WIDTH, HEIGHT)
    designer.signs_in("Imran Hussain", at="/design?service=report-a-pothole")
    designer.stops_at("Report a pothole")
    designer.page.frame_locator("iframe").first.get_by_text("report-a-pothole").first.wait_for()
    designer.turns_to("Picture")
    designer.page.get_by_role("figure").wait_for()
    keep(designer, "design")


def keep(person: Visitor, name: str) -> None:
    person.settles()
    file = IMAGES / f"{name}.png"
    person.page.screenshot(path=file, animations="disabled")
    assert file.stat().st_size < LARGEST, f"{file.name} is too large"
    person.leaves()


if __name__ == "__main__":
    take()
