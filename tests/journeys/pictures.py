"""Takes the pictures of the README from the program as it runs: `make pictures`."""

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
        inbox(browser, house)
        design(browser, house)
        house.stop()


def apply(browser: Browser, house: House) -> None:
    resident = Resident(browser, house, WIDTH, HEIGHT)
    resident.begins("Report a pothole")
    resident.stops_at(PLACE)
    resident.types(STREET, "Elm Hill, outside number 12")
    keep(resident, "apply")


def inbox(browser: Browser, house: House) -> None:
    worker = CaseWorker(browser, house, WIDTH, HEIGHT)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    keep(worker, "inbox")


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
