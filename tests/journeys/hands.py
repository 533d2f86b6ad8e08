"""Hands on a keyboard: every key pressed is counted by its sort, every screen that was turned to, and the time."""

import re
import time
from collections import Counter
from dataclasses import dataclass

from playwright.sync_api import Frame, Locator, expect

from tests.journeys.people import Visitor

#: The columns of a tally; a key that is none of these by name is a shortcut.
SORTS = ("Tab", "arrows", "Enter", "shortcuts", "typed")
NAMED = {
    "Tab": "Tab",
    "Shift+Tab": "Tab",
    "Enter": "Enter",
    "Space": "Enter",
    "ArrowDown": "arrows",
    "ArrowUp": "arrows",
}
#: What is ticked stands in the address, and is no screen of its own.
TICKED = re.compile(r"[?&]tick=[^&]*")
MOST_TABS = 150


@dataclass(frozen=True)
class Tally:
    """What one piece of work took. Enter counts the space bar, too; seconds are a machine's."""

    work: str
    keys: Counter[str]
    screens: int
    seconds: float

    def line(self) -> str:
        counts = " | ".join(str(self.keys[sort]) for sort in SORTS)
        return f"| {self.work} | **{self.keys.total()}** | {counts} | {self.screens} | {self.seconds:.1f} |"


class Hands:
    """Somebody's two hands, who never touch the mouse."""

    def __init__(self, person: Visitor) -> None:
        self.person = person
        self.page = person.page
        self.keys: Counter[str] = Counter()
        self._seen: list[str] = []
        self._began = time.monotonic()
        self.page.on("framenavigated", self._turned)

    def begin(self) -> None:
        self.keys.clear()
        self._seen = [self._address(self.page.url)]
        self._began = time.monotonic()

    def done(self, work: str) -> Tally:
        return Tally(work, Counter(self.keys), len(self._seen) - 1, time.monotonic() - self._began)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys[NAMED.get(key, "shortcuts")] += key.count("+") + 1  # a key held down with another is pressed, too

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys["typed"] += len(words)

    def to(self, there: Locator, *, by: str = "Tab") -> None:
        """By Tab alone, from wherever the focus stands; no press where it stands there already."""
        expect(there).to_be_visible()
        for _ in range(MOST_TABS):
            if there.evaluate("there => there.contains(document.activeElement)"):
                return
            self.press(by)
        raise AssertionError(f"{by} never came to {there}")

    def to_box(self, label: str | re.Pattern[str]) -> None:
        self.to(self.person.box(label).first)

    def hit(self, name: str | re.Pattern[str]) -> None:
        """Go to a button and press it."""
        self.to(self.page.get_by_role("button", name=name, exact=isinstance(name, str)).first)
        self.press("Enter")

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.to(self.page.get_by_role("link", name=name).first)
        self.press("Enter")

    def choose(self, group: str | re.Pattern[str], option: str | re.Pattern[str]) -> None:
        """One of the options of a question that shows them all: Tab comes to the first, arrows go down."""
        group_ = self.page.get_by_role("radiogroup", name=group).first
        self.to(group_)
        radios = group_.get_by_role("radio")
        wanted = group_.get_by_role("radio", name=option).first
        same = "(one, other) => one === other"
        place = next(n for n in range(radios.count()) if wanted.evaluate(same, radios.nth(n).element_handle()))
        self.press("Space")
        expect(radios.first).to_be_checked()
        for number in range(1, place + 1):
            self.press("ArrowDown")
            expect(radios.nth(number)).to_be_checked()

    def _turned(self, frame: Frame) -> None:
        if frame == self.page.main_frame and self._seen and self._address(frame.url) != self._seen[-1]:
            self._seen.append(self._address(frame.url))

    @staticmethod
    def _address(url: str) -> str:
        return TICKED.sub("", url)
