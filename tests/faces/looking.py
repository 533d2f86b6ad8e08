"""Somebody who looks over the plain pages of a service at every width, with what was typed right and with it wrong."""

import secrets
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page

from desk.views import Applying
from tests.browsers import axe_findings
from tests.faces.length import WHOLE
from tests.journeys.house import House
from tests.journeys.people import REFERENCE
from tests.journeys.without_pages import office
from workflows.reading import Word
from workflows.workflow import Workflow

#: A desk's, a telephone's, and a desk's at 400%: what 1280 pixels leave of themselves then.
WIDTHS = (1280, 375, 320)
#: Bytes of a page.
LARGEST = 40_000
#: Whatever stands in boxes goes, and what is too long for any of them comes.
SPOIL = """
() => {
  for (const box of document.querySelectorAll('main input:not([type=hidden]), main textarea, main select')) {
    if (box.closest('.trap')) continue
    if (['radio', 'checkbox'].includes(box.type)) box.checked = false
    else if (box.tagName === 'SELECT') box.selectedIndex = 0
    else if (box.type !== 'file') box.value = '!'.repeat(box.tagName === 'TEXTAREA' ? 10001 : 501)
  }
}
"""
#: Of the page as it comes over the line, before anybody squeezes it.
SIZE = "performance.getEntriesByType('navigation')[0].decodedBodySize"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Looker:
    """What is found wrong is kept, by the page; a page that was looked over is not looked over again."""

    page: Page
    wrong: dict[str, list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    widths: "cycle[int]" = field(default_factory=lambda: cycle(WIDTHS))

    def looks(self) -> None:
        """At each width in turn, where time is short, and else at every one."""
        title = f"{urlsplit(self.page.url).path}: {REFERENCE.sub('', self.page.title())}"
        if title in self.seen:
            return
        self.seen.add(title)
        self.sizes[title] = self.page.evaluate(SIZE)
        for width in WIDTHS if WHOLE else (next(self.widths),):
            self.page.set_viewport_size({"width": width, "height": 900})
            found = axe_findings(self.page)
            if (over := self.page.evaluate(WIDE)) > 0:
                found.append(f"{over} pixels have to be scrolled to")
            if found:
                self.wrong[f"{title} at {width}"] = found

    def spoils(self, button: str = "Continue") -> None:
        """Makes everything wrong, and looks at what is said of it."""
        self.page.evaluate(SPOIL)
        self.presses(button)
        self.looks()

    def presses(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).last.click()

    def follows(self, link: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).click()


@dataclass(frozen=True)
class Filled:
    """A draft filled in as a story tells, by somebody: the way back to it, and the pages that none before it led to."""

    service: str
    visitor: str
    link: str
    draft: str
    pages: tuple[int, ...]

    def address(self, page: int | str) -> str:
        return f"/apply/{self.service}/questions?{urlencode({'draft': self.draft, 'page': page})}"


def stories(workflow: Workflow) -> list[dict[str, Any]]:
    """What the first step of each example answers, as it is written."""
    first = [as_told(next(iter(one.play[0].values()))) for one in workflow.file.examples]
    return [one for number, one in enumerate(first) if one not in first[:number]]


def as_told(written: Any) -> Any:
    """Without the place of each word in the file."""
    match written:
        case Word():
            return written.text
        case dict():
            return {str(as_told(name)): as_told(value) for name, value in written.items()}
        case list():
            return [as_told(value) for value in written]
    return written


def filled(house: House, service: str) -> list[Filled]:
    """A draft for each story that leads to pages which none before it led to.

    Stories are of March 2027: what had happened by then may not have happened yet.
    """
    with office(house, service) as here:
        drafts, known = [], set[int]()
        for answers in stories(here.workflow):
            visitor, raw = secrets.token_hex(), here.typed(answers)
            begun = here.desk.begin(visitor, service, here.now)
            assert isinstance(begun, Applying)
            kept = here.desk.save(visitor, begun, raw, here.now, unfinished=True)
            assert isinstance(kept, Applying)
            earlier = {name: {**raw[name], "year": "2020"} for name in kept.problems if "year" in raw.get(name, ())}
            view = here.desk.save_whole(visitor, kept, earlier, here.now)
            assert isinstance(view, Applying)
            new = tuple(page.number for page in view.pages if page.number not in known)
            link = here.desk.link(visitor, view.draft, here.now)
            if new:
                drafts.append(Filled(service, visitor, f"/return/{link}", view.draft, new))
            known.update(new)
    return drafts
