"""A service with a page for each sort of control, that can be left at once, in English and in Arabic; and a hand that
has a keyboard and no mouse."""

import re

from playwright.sync_api import Locator, Page, expect

from components.controls import Raw
from tests.faces.looking_at_screens import TIED
from tests.journeys.house import House
from tests.journeys.people import is_drawn

SERVICE = "lost-and-found"
TITLE = "Report something lost"
DEFINITION = """\
service: lost-and-found
title: Report something lost
summary: Tell us what you lost on a bus
owner: highways
starts: anyone
reference: LOS
contact: [email]
list as: ((name))
exit quickly: yes
law: {basis: none, checked: no}
privacy: {purpose: Finding what is lost, basis: public task, keep: 1 years after closing}
steps:
- ask: report
  title: What you lost
  next: We look for it.
  questions:
    name:
      type: text
      label: What did you lose?
      hint: A few words, such as a red umbrella
    bus:
      type: choice
      label: Which bus was it on?
      why: Each garage keeps what its drivers find
      options:
      - {value: First, label: The blue line, hint: It stops at the castle}
      - {value: Second, label: The green line, hint: It stops at the station}
      - {value: Third, label: I do not know}
    marks:
      type: choices
      label: What is it like?
      hint: Select all that are right
      options:
      - {value: New, label: New, hint: Bought this year}
      - {value: Wet, label: Wet}
      - {value: Torn, label: Torn}
    made_in:
      type: country
      label: Where was it made?
    lost_on:
      type: date
      label: When did you lose it?
      hint: For example 27 3 2026
    things:
      type: list
      item: thing
      label: What was in it?
      hint: Add each thing
      at most: 5
      questions:
        what: {type: text, label: What is it?}
        dear: {type: yes or no, label: Is it worth much?, hint: More than ten pounds}
    picture:
      type: file
      label: Add a picture of it
      hint: If you have one
      endings: [.pdf, .jpg]
      optional: yes
    email:
      type: email
      label: Where can we write to you?
      optional: yes
- ask: look
  who: highways
  title: Look for it
  questions: {found: {type: yes or no, label: Is it there?}}
- end: looked
outcomes: {looked: {title: We have looked}}
"""
ARABIC = """\
service: lost-and-found
title: الإبلاغ عن شيء مفقود
summary: أخبرنا بما فقدته في الحافلة
privacy: {purpose: العثور على المفقودات}
steps:
  report:
    title: ما فقدته
    next: سنبحث عنه.
    questions:
      name: {label: ماذا فقدت؟, hint: كلمات قليلة، مثل مظلة حمراء}
      bus:
        label: في أي حافلة كان؟
        why: يحتفظ كل مرآب بما يجده سائقوه
        options:
          First: {label: الخط الأزرق, hint: يتوقف عند القلعة}
          Second: {label: الخط الأخضر, hint: يتوقف عند المحطة}
          Third: لا أعرف
      marks:
        label: كيف يبدو؟
        hint: اختر كل ما هو صحيح
        options: {New: {label: جديد, hint: اشتري هذا العام}, Wet: مبلل, Torn: ممزق}
      made_in: {label: أين صنع؟}
      lost_on: {label: متى فقدته؟, hint: مثلا 27 3 2026}
      things:
        label: ماذا كان فيه؟
        hint: أضف كل شيء
        item: شيء
        questions: {what: {label: ما هو؟}, dear: {label: هل هو ثمين؟, hint: أكثر من عشرة جنيهات}}
      picture: {label: أضف صورة له, hint: إن وجدت}
      email: {label: أين يمكننا أن نكتب إليك؟}
outcomes: {looked: {title: لقد بحثنا}}
"""
FILES = {f"{SERVICE}.yaml": DEFINITION, f"ar/{SERVICE}.yaml": ARABIC}
#: As somebody types them.
ANSWERS: dict[str, Raw] = {
    "name": "A red umbrella", "bus": "Second", "marks": ["New"], "made_in": "Portugal",
    "lost_on": {"day": "1", "month": "2", "year": "2026"}, "things": [{"#": "k1", "what": "Keys", "dear": "no"}],
}  # fmt: skip
MOST_TABS = 60
#: What has the focus: its role or tag, and the words that name it.
FOCUS = """
() => {
  const one = document.activeElement
  const words = one.ariaLabel || (one.labels && one.labels.length ? one.labels[0].innerText : '')
    || one.innerText || one.name || ''
  return [one.getAttribute('role') || one.tagName.toLowerCase(), words.trim().split('\\n')[0]]
}
"""
#: A ring stands at what has the focus or at what lies close around it.
RINGED = """
() => {
  for (let one = document.activeElement, up = 0; one && up < 4; one = one.parentElement, up++) {
    const style = getComputedStyle(one)
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true
  }
  return false
}
"""
#: WCAG 2.2, 2.4.11: what has the focus is not wholly behind something that stands still while the page is scrolled.
COVERED = """
() => {
  const one = document.activeElement
  const around = one.closest('label') || one
  const place = around.getBoundingClientRect()
  if (place.width < 2 || place.height < 2) return false
  const across = [.02, .25, .5, .75, .98], points = across.flatMap(x => across.map(y =>
    [place.left + place.width * x, place.top + place.height * y]))
  return !points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y)
    return top && (around.contains(top) || top.contains(around))
  })
}
"""
Stop = tuple[str, str]


class Keyboard:
    """Presses keys, and on its way to anything sees at each stop that the focus can be seen. What is wrong it keeps."""

    def __init__(self, page: Page, house: House) -> None:
        self.page, self.house = page, house
        self.wrong: list[str] = []

    def press(self, key: str) -> Stop:
        self.page.keyboard.press(key)
        return self.at()

    def at(self) -> Stop:
        role, words = self.page.evaluate(FOCUS)
        return role, words

    def to(self, there: Locator, key: str = "Tab") -> None:
        expect(there).to_be_visible()
        stops: list[Stop] = []
        for _ in range(MOST_TABS):
            if there.evaluate("there => there.contains(document.activeElement)"):
                return
            stops.append(self.press(key))
            if stops[-1][0] == "body":  # around the end of the page, by the browser's own buttons
                continue
            self.page.wait_for_timeout(30)  # the page scrolls to it
            if not self.page.evaluate(RINGED):
                self.wrong.append(f"nobody sees the focus at {stops[-1]} of {self.page.title()}")
            if self.page.evaluate(COVERED):
                self.wrong.append(f"{stops[-1]} is covered, of {self.page.title()}")
        raise AssertionError(f"{key} never comes to {there}: {stops}")

    def hit(self, role: str, name: str | re.Pattern[str]) -> None:
        self.to(self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first)  # type: ignore[arg-type]
        self.page.keyboard.press("Enter")

    def types(self, box: str, words: str) -> None:
        self.to(self.page.get_by_role("textbox", name=box).first)
        self.page.keyboard.type(words)

    def stands_at(self, heading: str, title: str = "") -> None:
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        expect(self.page).to_have_title(re.compile(f"^{re.escape(title or heading)}"))
        self.settles()

    def is_led_to(self, words: str) -> None:
        """Without a press of theirs."""
        self.settles()
        self.page.wait_for_function("words => document.activeElement.innerText.includes(words)", arg=words)

    def settles(self) -> None:
        """The script of the screens, where there is one, has drawn it and moved the focus."""
        if self.page.get_by_test_id("stApp").count():
            is_drawn(self.page)
            self.page.wait_for_timeout(TIED)
