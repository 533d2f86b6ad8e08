"""Who takes a journey: a resident, a case worker, a designer. At each stop, what every page owes them is checked."""

import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, WebError, expect

from tests.browsers import axe_findings
from tests.journeys.house import House

PATIENCE = 120_000
#: Streamlit's own furniture, in its own words.
FURNITURE = re.compile(r"^Deploy$|Press Enter to|Limit \d+ ?MB|Made with Streamlit|Press ⌘|Press Ctrl")
#: Streamlit looks for its server below each page's address first, and finds it at the root.
ASKED_IN_VAIN = re.compile(r"/\w+/_stcore/(health|host-config)$")
#: Until nothing slides or unfolds on the page, from two pictures on; a second at most, for what turns for ever.
STILL = """async () => {
  const still = async () => {
    for (let picture = 0; picture < 2; picture++) await new Promise(requestAnimationFrame)
    await Promise.allSettled(document.getAnimations().map(one => one.finished))
  }
  await Promise.race([still(), new Promise(over => setTimeout(over, 1000))])
}"""
#: Nothing runs and nothing is shown there.
PLAIN = "/healthz"
REFERENCE = re.compile(r"[A-Z]{3}-[2-9A-Z]{4}-[2-9A-Z]{4}")
#: Where all who test keep a note of each screen that was looked over: to ask axe of it again is a third of their time.
LOOKED_OVER: Path | None = None
#: Pages that people left, for whoever comes next: a new one takes twice as long, to read the program.
LEFT: defaultdict[tuple[Browser, int, int], list[Page]] = defaultdict(list)
PLACE, DEPTH, CYCLES = "Where is the pothole?", "How deep is it?", "Is it on a cycle route?"
STREET = "Street, or words that say where it is"
PHOTO, NAME, EMAIL = "Add a photo", "What is your name?", "Where can we send updates?"


def is_new(path: str, heading: str, width: int) -> bool:
    """Whether nobody has looked this screen over; it is noted that somebody does."""
    if LOOKED_OVER is None:
        return True
    try:
        (LOOKED_OVER / sha256(f"{path} {heading} {width}".encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def is_drawn(page: Page) -> None:
    """Waits until a screen has drawn what it was asked for."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, browser: Browser, house: House, width: int, height: int) -> None:
        self.house = house
        self.width = width
        self.browser = browser, width, height
        self.page = LEFT[self.browser].pop() if LEFT[self.browser] else self._new().new_page()
        self.context = self.page.context
        self.wrong: list[str] = []
        #: A word of the only complaint of the browser's that the story has a reason for.
        self.expected = "nothing is expected to go wrong"
        self._listen()

    def _new(self) -> BrowserContext:
        browser, width, height = self.browser
        made = browser.new_context(
            locale="en-GB", timezone_id="Europe/London", viewport={"width": width, "height": height},
            is_mobile=width < 600,
        )  # fmt: skip
        made.set_default_timeout(PATIENCE)
        return made

    def _listen(self) -> None:
        self.context.on("console", self._heard)
        self.context.on("weberror", self._broke)
        self.context.on("request", self._asked)

    def _is_forgotten(self) -> None:
        """All that the browser knows of them, but for the program's own files."""
        for told, listener in (("console", self._heard), ("weberror", self._broke), ("request", self._asked)):
            self.context.remove_listener(told, listener)
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self.page.goto(self.house.address + PLAIN)  # elsewhere, the browser would begin a process anew
        self.page.evaluate("sessionStorage.clear()")
        everything = {"origin": self.house.address, "storageTypes": "all"}
        self.context.new_cdp_session(self.page).send("Storage.clearDataForOrigin", everything)
        self.context.clear_cookies()
        LEFT[self.browser].append(self.page)

    def _heard(self, said: ConsoleMessage) -> None:
        place = said.location["url"]
        if said.type == "error" and not ASKED_IN_VAIN.search(place) and self.expected not in said.text:
            self.wrong.append(f"{said.text} {place}")

    def _broke(self, error: WebError) -> None:
        self.wrong.append(str(error.error))

    def _asked(self, request: Request) -> None:
        """Nothing is asked of another machine."""
        if not request.url.startswith((self.house.address, "data:", "blob:")):
            self.wrong.append(request.url)

    def leaves(self) -> None:
        if self.page.is_closed():  # they closed it themselves, with all that was in it
            self.context.close()
        else:
            self._is_forgotten()
        assert not self.wrong, self.wrong

    # What they do

    def opens(self, path: str) -> None:
        self.page.goto(self.house.address + path)

    def follows(self, link: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def presses(self, button: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=button, exact=isinstance(button, str)).first.click()

    def unfolds(self, title: str) -> None:
        """What is folded away under a title; a button that still slides would go away from under a press."""
        self.page.get_by_text(title).first.click()
        self.page.evaluate(STILL)

    def types(self, label: str | re.Pattern[str], words: str) -> None:
        self.box(label).fill(words)

    def picks(self, option: str | re.Pattern[str]) -> None:
        """An option of a question that shows them all."""
        self.page.get_by_role("radio", name=option).locator("xpath=ancestor::label[1]").click()

    def tabs_to(self, there: Locator) -> None:
        """By the Tab key alone, as somebody without a mouse."""
        expect(there).to_be_visible()
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if there.evaluate("there => there.contains(document.activeElement)"):
                return
        raise AssertionError(f"the Tab key never came to {there}")

    def strikes(self, key: str, on: Locator) -> None:
        self.tabs_to(on)
        self.page.keyboard.press(key)

    # What they see

    def box(self, label: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("textbox", name=label, exact=isinstance(label, str))

    def reads(self, words: str | re.Pattern[str]) -> Locator:
        found = self.page.get_by_text(words).filter(visible=True).first
        expect(found).to_be_visible()
        return found

    def stops_at(self, heading: str | re.Pattern[str]) -> None:
        """Wait for a screen to stand, and look it over if nobody has stood at one like it."""
        found = self.page.get_by_role("heading", level=1, name=heading)
        expect(found).to_be_visible()
        self.settles()
        # Another case is the same screen.
        if is_new(urlsplit(self.page.url).path, REFERENCE.sub("", found.first.inner_text()), self.width):
            self.looks()
        else:  # nobody is as quick as this: what was turned to may begin to draw only now
            self.page.wait_for_timeout(400)
            self.settles()

    def stops_at_plain(self, heading: str) -> None:
        """The same for a page that is served beside Streamlit."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        self.looks()

    def settles(self) -> None:
        is_drawn(self.page)

    def looks(self) -> None:
        """What every screen owes: nothing for axe to find, nothing of Streamlit's, nothing broken, nothing fetched."""
        found = axe_findings(self.page)
        assert not found, found
        furniture = self.page.get_by_text(FURNITURE).filter(visible=True).all_inner_texts()
        assert not furniture, furniture
        assert self.page.get_by_test_id("stMainMenu").filter(visible=True).count() == 0
        wide = self.page.get_by_role("main").evaluate("main => main.scrollWidth - main.clientWidth")
        assert wide <= 0, f"{wide} pixels have to be scrolled to"
        assert not self.wrong, self.wrong

    def reference(self) -> str:
        """The first reference that the page shows."""
        found = REFERENCE.search(self.page.get_by_role("main").inner_text())
        assert found, "no reference is shown"
        return found[0]


class Resident(Visitor):
    #: The button that goes on, in the language that they read.
    goes_on = "Continue"

    def begins(self, service: str) -> None:
        self.opens("/")
        self.stops_at("Norfolk County Council services")
        self.follows("Apply or report")
        self.stops_at("What do you want to do?")
        self.follows(service)
        self.stops_at(service)
        self.follows("Start now")

    def reports_a_pothole(self, place: str) -> str:
        """From the first door to the reference."""
        self.begins("Report a pothole")
        self.answers_about_a_pothole(place)
        self.presses("Send")
        self.stops_at("Sent")
        return self.reference()

    def answers_about_a_pothole(self, place: str) -> None:
        self.answers(PLACE, place, box=STREET)
        self.chooses(DEPTH, "Deep")
        self.chooses(CYCLES, "Yes")
        self.passes(PHOTO)
        self.answers(NAME, "Zofia Kowalczyk", box=f"{NAME} (optional)")
        self.answers(EMAIL, "zofia@example.org", box=f"{EMAIL} (optional)")
        self.stops_at("Check your answers")

    def answers(self, question: str, words: str, box: str = "") -> None:
        """A question on a page of its own, answered in words; `box` where it has several."""
        self.stops_at(question)
        self.types(box or question, words)
        self.presses(self.goes_on)

    def chooses(self, question: str | re.Pattern[str], option: str) -> None:
        """A question on a page of its own, answered by one of its options."""
        self.stops_at(question)
        self.picks(re.compile(f"^{option}"))
        self.presses(self.goes_on)

    def passes(self, question: str) -> None:
        """A question that may be left unanswered."""
        self.stops_at(question)
        self.presses(self.goes_on)


class Staff(Visitor):
    def signs_in(self, name: str, at: str = "/inbox") -> None:
        """By one click, as the demo lets them."""
        self.opens(f"/sign-in?next={at}")
        self.presses(re.compile(f"^{name}"))


class CaseWorker(Staff):
    def types(self, label: str | re.Pattern[str], words: str) -> None:
        """And leave the box: what is typed is kept from then on."""
        super().types(label, words)
        self.page.keyboard.press("Tab")

    def opens_case(self, reference: str) -> None:
        self.opens(f"/case?ref={reference}")
        self.stops_at(reference)

    def unclaimed(self, service: str = "Report a pothole") -> str:
        """The reference of the most urgent case in the inbox that nobody has."""
        row = self.page.get_by_role("row").filter(has_text="Nobody yet").filter(has_text=service).first
        return row.get_by_role("link").inner_text()

    def completes(self) -> None:
        """Press Complete when what it will do is said."""
        foreseen = self.reads(re.compile("^This (writes|sends|gives|closes|completes)")).inner_text()
        self.settles()
        heading = self.page.get_by_role("heading", level=1).inner_text()
        if is_new(urlsplit(self.page.url).path, REFERENCE.sub("", f"{heading} {foreseen}"), self.width):
            self.looks()
        self.presses("Complete")
        self.stops_at("Done")


class Designer(Staff):
    def opens_service(self, title: str = "Report a pothole") -> None:
        """To write it in the plain box, which keyboards and screen readers prefer."""
        self.signs_in("Imran Hussain", at="/design")
        self.stops_at("Services")
        self.follows(title)
        self.stops_at(title)
        self.page.get_by_text("Edit as plain text").click()
        expect(self.text).to_be_visible()
        self.settles()

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name="The service", exact=True)

    def replaces(self, before: str, after: str) -> None:
        """Write other words in the place of some, and pause."""
        expect(self.text).to_have_value(re.compile(re.escape(before)))
        self.text.fill(self.text.input_value().replace(before, after))
        self.page.keyboard.press("Tab")

    def turns_to(self, panel: str) -> None:
        self.page.get_by_role("tab", name=panel).click()
        expect(self.page.get_by_role("tabpanel", name=panel)).to_be_visible()
        self.settles()
