"""Every screen of staff, with each task that waits in the demo; documents; and what somebody asked by email meets.

Looked over as those of residents are. Where time is short, a few, at one size each.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from components.registry import kinds
from tests.faces.length import WHOLE
from tests.faces.looking_at_screens import ScreenLooker
from tests.journeys.house import House
from tests.journeys.test_by_link import ASKED, VOLUNTEER
from tests.journeys.without_pages import begun, link_sent, office

#: One of a service that uses several kinds of step.
SHOWN = "blue-badge"
FOR_ALL = ("/inbox", "/inbox?view=mine", "/inbox?view=held", "/find?words=road", "/find?words=zzz", "/away", "/help",
           "/practice", "/not-done", "/outbox", "/apply", "/case?ref=NOT-HERE")  # fmt: skip
FOR_MANAGERS = ("/inbox", "/figures")
FOR_DESIGNERS = ("/design", f"/design?service={SHOWN}", f"/preview?service={SHOWN}", "/gallery")
KINDS = sorted(kinds())


@dataclass(frozen=True)
class Waiting:
    """A task, and the name of somebody who may do it."""

    reference: str
    task: str
    step: str
    name: str

    @property
    def address(self) -> str:
        return f"/case?ref={self.reference}&task={self.task}"


@pytest.fixture(scope="module")
def added() -> Mapping[str, str]:
    return {"look-after-a-verge.yaml": VOLUNTEER}


def waiting(house: House) -> list[Waiting]:
    """One at each step of each service: what is on hold or asked of others beside the course is not among them."""
    with office(house, SHOWN) as here:
        with here.engine.store.registers.read() as register:
            people = register.people.everyone()
        teams = {team for one in people for team in one.teams}
        rows, _ = here.engine.store.tasks.inbox(
            teams, "", "teams", limit=1000, now=here.now, end_of_today=here.now + timedelta(days=1)
        )
    found: dict[str, Waiting] = {}
    for row in rows:
        step = f"{row.service} {re.split('[.@]', row.task)[0]}"
        able = (one.name for one in people if (row.person or one.id) == one.id and row.who in one.teams)
        if name := next(able, ""):
            found.setdefault(step, Waiting(row.reference, row.task, step, name))
    return list(found.values())


def signs_in(looker: ScreenLooker, name: str) -> None:
    looker.page.context.clear_cookies()
    looker.page.goto(f"{looker.house.address}/sign-in?next=/away")
    looker.presses(re.compile(f"^{re.escape(name)}"))
    looker.page.locator(".stHtml h1").first.wait_for()


def test_every_task_of_staff(house: House, looker: ScreenLooker) -> None:
    """As it comes, claimed, and with nothing answered."""
    found = sorted(waiting(house), key=lambda one: (one.name, one.step))
    signed_in = ""
    for one in found if WHOLE else found[:1]:
        if signed_in != one.name:
            signs_in(looker, one.name)
            signed_in = one.name
        looker.opens(one.address)
        looker.looks(one.step)
        if looker.page.get_by_role("button", name="Claim this task").count():
            looker.presses("Claim this task")
            looker.page.locator(".st-key-release").wait_for()
            looker.settles()
            looker.looks(f"{one.step} claimed")
        looker.presses("Complete")
        looker.page.locator(".w-summary, h1:text('Done')").first.wait_for()
        looker.settles()
        looker.looks(f"{one.step} sent")

    assert looker.wrong == {}
    assert len(found) > 30, found
    assert len(looker.seen) >= (3 * len(found) - 30 if WHOLE else 2), looker.seen


@pytest.mark.parametrize(
    ("name", "paths"),
    [("Marta Kowalska", FOR_ALL), ("Susan Thirtle", FOR_MANAGERS), ("Imran Hussain", FOR_DESIGNERS)],
)
def test_every_screen_of_staff(looker: ScreenLooker, name: str, paths: tuple[str, ...]) -> None:
    signs_in(looker, name)
    for path in paths if WHOLE else paths[-1:]:
        looker.opens(path)
        looker.looks(path)
        tabs = looker.page.get_by_role("tab")
        for place in range(tabs.count() if WHOLE else 0):
            tabs.nth(place).click()
            looker.settles()
            looker.looks(f"{path} {tabs.nth(place).inner_text()}")

    assert looker.wrong == {}
    assert looker.seen


def test_the_gallery(looker: ScreenLooker) -> None:
    signs_in(looker, "Imran Hussain")
    for kind in KINDS if WHOLE else KINDS[:1]:
        looker.opens(f"/gallery?kind={kind}")
        looker.looks(kind)

    assert looker.wrong == {}
    assert len(looker.seen) == (len(KINDS) if WHOLE else 1), looker.seen


def documents(house: House) -> dict[str, str]:
    """The address of one of each document that was sent to an applicant, and the link by which they come to it."""
    found: dict[str, tuple[str, str]] = {}
    with office(house, SHOWN) as here:
        messages = here.engine.store.messages
        for one in messages.outbox(1000):
            made = here.case(one.reference).documents if one.to == "applicant" else {}
            links = (here.desk.link_in(one.reference, each.number, here.now) for each in messages.of(one.reference))
            link = next((each for each in links if isinstance(each, str)), "")
            found |= {
                name: (f"/document?ref={one.reference}&name={name}", f"/return/{link}")
                for name in one.attached
                if name in made and link
            }
    return dict(found.values())


def test_every_document(house: House, looker: ScreenLooker) -> None:
    found = documents(house)
    for address, link in list(found.items())[: None if WHOLE else 1]:
        looker.opens(link)
        looker.opens(address)
        looker.looks()
        looker.page.context.clear_cookies()
    looker.opens("/document?ref=NOT-HERE&name=letter")
    looker.looks("not here")

    assert looker.wrong == {}
    assert len(looker.seen) == (len(found) + 1 if WHOLE else 2), looker.seen


def test_every_screen_of_somebody_asked_by_email(house: House, looker: ScreenLooker) -> None:
    """What is asked, each question with nothing answered, and what they are told when it is sent."""
    answers = {"place": "Magdalen Street", "email": "zofia@example.org", "neighbour": "neighbour@example.org"}
    reference = begun(house, "look-after-a-verge", answers)
    looker.opens(link_sent(house, reference, "neighbour@example.org"))
    looker.reads(ASKED)
    looker.looks()
    looker.page.get_by_role("link", name="Start now").click()
    looker.reads("How long have you known them?")
    looker.looks()
    looker.presses("Continue")
    looker.page.locator(".w-summary").wait_for()
    looker.settles()
    looker.looks()

    assert looker.wrong == {}
    assert len(looker.seen) == 3, looker.seen
