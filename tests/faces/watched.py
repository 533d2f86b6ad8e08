"""A browser that tells of everything that was executed, and of every request to another host."""

import re

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Request, expect

from screens.text import JOINER
from tests.journeys.house import House
from tests.journeys.people import ASKED_IN_VAIN, PATIENCE, is_drawn

#: Whatever a string did, if it did anything, is seen here; in frames, too.
MARKER = """
window.executed = [];
for (const name of ['canary', 'alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...all) => { window.top.executed.push([name, ...all].join(' ')) };
"""
#: Everything that a page has no use for, and whatever leads or would lead elsewhere.
SUSPECT = r"""
() => {
  const none = 'iframe, object, embed, base, meta[http-equiv=refresh], math, main svg[onload]'
  const ways = 'href src srcset srcdoc action formaction data poster style background xlink:href'.split(' ')
  const bad = /evil\.example|canary|^\s*(javascript|vbscript):/i
  const leads = way => way.startsWith('/') ? way.startsWith('//') : bad.test(way)
  const acts = one => [...one.attributes].some(each =>
    /^on/i.test(each.name) || (ways.includes(each.name) && leads(each.value)))
  const written = [...document.querySelectorAll('script:not([src]), style')].filter(one => bad.test(one.textContent))
  const all = [...document.querySelectorAll(none), ...written, ...[...document.querySelectorAll('*')].filter(acts)]
  return all.map(one => one.outerHTML.slice(0, 300))
}
"""
#: All that can be read, and all that stands in boxes.
WORDS = """
() => [document.body.textContent, ...[...document.querySelectorAll('input, textarea')].map(box => box.value)].join(' ')
"""
POLICY = "Content Security Policy"


class Watched:
    """Somebody in a new browser; what it should not have done is kept in `wrong`."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.house = house
        self.wrong: list[str] = []
        self.context = browser.new_context(locale="en-GB", timezone_id="Europe/London", viewport=None)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(MARKER)
        self.context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        self.context.on("console", self._heard)
        self.context.on("request", self._asked)
        self.context.on("dialog", self._asked_back)
        self.page = self.context.new_page()

    def _heard(self, said: ConsoleMessage) -> None:
        """Where the page's own policy had to stop something, something had begun already."""
        if POLICY in said.text and not ASKED_IN_VAIN.search(said.location["url"]):
            self.wrong.append(said.text)

    def _asked_back(self, dialog: Dialog) -> None:
        self.wrong.append(dialog.message)
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.house.address, "data:", "blob:")):
            self.wrong.append(request.url)

    # What somebody does there

    def signs_in(self, name: str) -> None:
        self.page.goto(f"{self.house.address}/sign-in?next=/inbox")
        self.presses(re.compile(f"^{name}"))
        self.stands_at("Inbox")

    def opens(self, path: str) -> None:
        self.page.goto(self.house.address + path)

    def presses(self, button: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=button, exact=isinstance(button, str)).first.click()

    def follows(self, link: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def stands_at(self, heading: str | re.Pattern[str]) -> None:
        expect(self.heading(heading)).to_be_visible()
        if self.page.get_by_test_id("stApp").count():
            is_drawn(self.page)

    def heading(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("heading", level=1, name=name)

    # What is owed to them

    def is_unharmed(self, *shown: str) -> None:
        """Nothing acted, and every word stands there as it was typed."""
        assert self.page.evaluate("window.executed") == []
        assert self.page.evaluate(SUSPECT) == []
        assert self.wrong == []
        read = squeezed(self.page.evaluate(WORDS))
        missing = [words for words in shown if squeezed(words) not in read]
        assert not missing, (self.page.url, missing)


def squeezed(words: str) -> str:
    return " ".join(words.replace(JOINER, "").split())
