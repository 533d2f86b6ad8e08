"""Every screen that residents meet of every service that ships: nothing for axe to find at A or AA, nothing cut off.

Where time is short, a share of its pages, at one width each; each service has its turn at others.
"""

import re

import pytest

from tests.faces.length import WHOLE
from tests.faces.looking import filled
from tests.faces.looking_at_screens import ScreenLooker
from tests.faces.test_looked_over import GUIDE, MOST, SERVICES, SOME
from tests.journeys.house import House

SENT = re.compile(r"/(sent|status)\?ref=")


def turn(pages: tuple[int, ...], service: str) -> tuple[int, ...]:
    """All of them; or one, another for each service."""
    return pages if WHOLE or not pages else (pages[SERVICES.index(service) % len(pages)],)


@pytest.mark.parametrize("service", SOME)
def test_every_screen_of_a_service(house: House, looker: ScreenLooker, service: str) -> None:
    looker.opens(f"/apply?service={service}")
    looker.looks()
    drafts = filled(house, service)
    for draft in drafts if WHOLE else drafts[:1]:
        looker.opens(draft.link)
        looker.looks()
        for number in turn(draft.pages, service):
            looker.turns_to_page(draft, number)
            looker.looks()
        # From the last on: what is wrong on a page may take away those that come after it.
        for number in reversed(turn(draft.pages, service)):
            looker.spoils(draft, number)

    assert looker.wrong == {}
    assert len(looker.seen) >= (5 if WHOLE else 3), looker.seen
    assert not WHOLE or any(": Error: " in title for title in looker.seen)


@pytest.mark.parametrize("service", SERVICES if WHOLE else SERVICES[-1:])
def test_every_screen_after_the_questions(house: House, looker: ScreenLooker, service: str) -> None:
    """Kept for later, all its parts, sent, how it is going, and each thing that can be done there."""
    draft, page = filled(house, service)[0], looker.page
    looker.opens(draft.link)
    looker.turns(f"/apply?service={service}&draft={draft.draft}&parts=yes", "h1:text('All parts')")
    looker.looks()
    looker.turns(f"/later?service={service}&draft={draft.draft}", "h1:text('Your answers are saved')")
    looker.looks()
    looker.turns(f"/apply?service={service}&draft={draft.draft}", "h1:text('Check your answers')")
    looker.presses("Send")
    page.wait_for_url(SENT)
    looker.settles()
    looker.looks()
    page.get_by_role("link", name="See how it is going").first.click()
    page.wait_for_url("**/status?ref=*")
    looker.settles()
    looker.looks()
    status = page.url.removeprefix(house.address)
    for way in [one.get_attribute("href") or "" for one in page.locator(".stMain .w-more a, a.w-button").all()]:
        looker.opens(way)
        looker.looks()
        if (button := page.locator("[data-testid=stForm] button[kind=primaryFormSubmit]")).count():
            button.first.click()
            looker.settles()
            looker.looks()
        looker.opens(status)

    assert looker.wrong == {}
    assert len(looker.seen) >= 5, looker.seen


def test_the_screens_of_no_service(looker: ScreenLooker) -> None:
    for path in ("/", "/apply", "/apply?service=nowhere", "/apply?service=safeguarding-referral", "/status"):
        looker.opens(path)
        looker.looks()
    looker.presses("See how it is going")
    looker.page.locator(".w-summary").wait_for()
    looker.settles()
    looker.looks()

    assert looker.wrong == {}
    assert len(looker.seen) >= 5, looker.seen


def test_every_screen_of_a_guide(looker: ScreenLooker) -> None:
    page = looker.page
    looker.opens(f"/apply?service={GUIDE}")
    looker.looks()
    page.get_by_role("link", name="Start now").click()
    page.wait_for_url("**at=*")
    for _ in range(MOST):
        looker.settles()
        looker.looks()
        if not page.get_by_role("button", name="Continue").count():
            break
        before = page.url
        looker.presses("Continue")
        page.locator(".w-summary").wait_for()
        looker.settles()
        looker.looks()
        page.get_by_role("radio").first.locator("xpath=ancestor::label[1]").click()
        looker.presses("Continue")
        page.wait_for_function("before => location.href !== before", arg=before)

    assert looker.wrong == {}
    assert len(looker.seen) >= 4, looker.seen
