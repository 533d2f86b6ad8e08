"""Somebody who looks over the screens of a service at every width, as `looking` does with the plain pages."""

import re
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from desk.views import Applying
from screens.controls import anchor
from tests.browsers import axe_findings
from tests.faces.length import WHOLE
from tests.faces.looking import Filled
from tests.journeys.house import House
from tests.journeys.people import REFERENCE, STILL, is_drawn
from tests.journeys.without_pages import office

#: A desk's, a telephone's, and a desk's at 400%: what 1280 by 1024 pixels leave of themselves then.
SIZES = ((1280, 900), (375, 800), (320, 256))
#: As the page's own script turns to another screen, without loading everything again.
TURN = "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate', {state: {}})) }"
#: What somebody would have to scroll sideways for: Streamlit cuts it off, so that no scrollbar tells of it.
CUT = """
() => {
  const main = document.querySelector('.stMain'), right = main.clientWidth + 1
  const parts = 'h1, h2, h3, p, a, label, button, input, textarea, dt, dd, li, summary, strong, select'
  const within = one => one.closest('.w-scroll, .w-unseen, .w-skip, pre, dialog')
  const cut = one => {
    const place = one.getBoundingClientRect()
    return place.width > 1 && place.height > 1 && (place.right > right || place.left < -1) && !within(one)
  }
  const seen = one => one.checkVisibility({visibilityProperty: true})
  return [...main.querySelectorAll(parts)].filter(one => cut(one) && seen(one))
    .map(one => `${one.tagName} ${one.textContent.slice(0, 60)}`)
}
"""
WIDE = "() => { const main = document.querySelector('.stMain'); return main.scrollWidth - main.clientWidth }"
#: In milliseconds: what the page's own script waits for, and some more, until it ties labels and hints to their boxes.
TIED = 150
TOO_LONG = "!" * 501
#: Boxes are filled until something is surely wrong: each takes a turn of the screen where questions change.
BOXES = 3


@dataclass
class ScreenLooker:
    """What is found wrong is kept, by the page; a page that was looked over is not looked over again."""

    page: Page
    house: House
    wrong: dict[str, list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    sizes: "cycle[tuple[int, int]]" = field(default_factory=lambda: cycle(SIZES))

    def opens(self, path: str) -> None:
        self.page.goto(self.house.address + path)
        self.page.locator(".stHtml h1").first.wait_for()
        self.settles()

    def turns(self, path: str, to: str) -> None:
        """`to`: what is there only when the screen has turned."""
        self.page.evaluate(TURN, path)
        self.page.locator(to).first.wait_for()
        self.settles()

    def settles(self) -> None:
        is_drawn(self.page)
        self.page.evaluate(STILL)
        self.page.wait_for_timeout(TIED)

    def looks(self, of: str = "") -> None:
        """`of`: what tells it from another screen with the same title."""
        address = urlsplit(self.page.url)
        form = "".join(parse_qs(address.query).get("do", []))
        title = f"{address.path} {form}{of}: {REFERENCE.sub('', self.page.title())}"
        if title in self.seen:
            return
        self.seen.add(title)
        for width, height in SIZES if WHOLE else (next(self.sizes),):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate(STILL)
            found = axe_findings(self.page)
            if (over := self.page.evaluate(WIDE)) > 0:
                found.append(f"{over} pixels have to be scrolled to")
            found += [f"is cut off: {one}" for one in self.page.evaluate(CUT)]
            if found:
                self.wrong[f"{title} at {width}"] = found

    def turns_to_page(self, draft: Filled, number: int) -> str:
        """What finds its questions."""
        sheet = f'.w-ask[id^="{anchor(f"{draft.service}...{draft.draft}.{number}", "")}"]'
        self.turns(f"/apply?service={draft.service}&draft={draft.draft}&page={number}", sheet)
        return sheet

    def spoils(self, draft: Filled, number: int) -> None:
        """Sends the page without what was answered there, and with what is too long for any box."""
        emptied(self.house, draft, number)
        sheet = self.turns_to_page(draft, number)
        boxes = self.page.locator('[class*="st-key-ask-"] :is(input[type=text], textarea):not([role=combobox])')
        for place in range(min(BOXES, boxes.count())):
            boxes.nth(place).fill(TOO_LONG)
        self.presses("Continue")
        self.page.wait_for_function("sheet => document.querySelector('.w-summary') || !document.querySelector(sheet)",
                                    arg=sheet)  # fmt: skip
        self.settles()
        self.looks()

    def presses(self, button: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=button, exact=isinstance(button, str)).first.click()

    def reads(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        self.settles()


def emptied(house: House, draft: Filled, number: int) -> None:
    """Takes away what was answered on a page of a draft."""
    with office(house, draft.service) as here:
        view = here.desk.resume(draft.visitor, draft.draft, number, here.now)
        assert isinstance(view, Applying) and view.page, view
        nothing = {one.id: None for one in view.page.asked}
        here.desk.save(draft.visitor, view, nothing, here.now, unfinished=True)
