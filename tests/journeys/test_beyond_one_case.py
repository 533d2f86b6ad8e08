"""What a case does beside its own tasks: ways that are taken together, another service, a message, a second life,
and a payment by card on the payment service's own pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, standing
from tests.journeys.people import CaseWorker, Resident
from tests.journeys.without_pages import begun, completed, filled_in, heard
from tests.outside.stubs import pay

LENDING = """\
service: borrow-a-bike
title: Borrow a bike
summary: Borrow a bike for a month
owner: highways
starts: anyone
reference: BIK
contact: [email]
called: rider
law: {basis: Localism Act 2011 s.1, checked: no}
privacy: {purpose: Lending bikes, basis: public task, keep: 1 year after closing}
reopen:
  who: applicant
  within: 28 days
  at: hand_over
steps:
- ask: borrow
  title: Borrow a bike
  next: We will get a bike ready.
  pages:
  - title: The bike that you need
    questions:
      height: {type: number, label: "How tall are you, in centimetres?"}
      extras: {type: choices, label: What do you need with it?, optional: yes, options: [Helmet, Lock, Trailer]}
      check: {type: yes or no, label: Should we check the brakes?}
      email: {type: email, label: What is your email address?}
- branch all:
  - when: extras includes "Helmet"
    then:
    - ask: find_helmet
      who: highways
      title: Find a helmet
      questions: {size: {type: text, label: Which size is it?}}
  - when: extras includes "Lock"
    then:
    - ask: find_lock
      who: libraries
      title: Find a lock
      questions: {lock_number: {type: text, label: What is its number?}}
  - when: extras includes "Trailer"
    then:
    - ask: find_trailer
      who: highways
      title: Find a trailer
      questions: {trailer_number: {type: text, label: What is its number?}}
- run: check-a-bike
  when: check is yes
  with:
    rider_height: height
  gives:
    brakes: choice of Good, Mended
- wait for: key_code
  from: the lock maker
  gives:
    code: text
- ask: hand_over
  who: highways
  title: Hand over the bike
  questions: {lent: {type: yes or no, label: Have they taken it?}}
- end: lent
outcomes:
  lent: {title: The bike is yours for a month}
examples:
- story: A rider borrows a bike with everything
  play:
  - borrow: {height: 170, extras: [Helmet, Lock, Trailer], check: yes, email: a@example.org}
  - find_helmet: {size: M}
  - find_lock: {lock_number: L7}
  - find_trailer: {trailer_number: T2}
  - run_1: {brakes: Good}
  - key_code: {code: "4711"}
  - hand_over: {lent: yes}
  - reopens: applicant
  - hand_over: {lent: yes}
  ends: lent
"""
CHECKING = """\
service: check-a-bike
title: Check a bike
summary: For highways, before a bike is lent
owner: highways
starts: [highways]
reference: CHK
law: {basis: Localism Act 2011 s.1, checked: no}
privacy: {purpose: Lending safe bikes, basis: public task, keep: 1 year after closing}
steps:
- ask: wanted
  title: Check a bike
  questions:
    rider_height: {type: number, label: How tall is the rider?}
- ask: test_brakes
  who: highways
  title: Test the brakes
  questions:
    brakes: {type: choice, label: How are the brakes?, options: [Good, Mended]}
- end: checked
outcomes:
  checked: {title: The bike is checked}
examples:
- story: The brakes are mended
  play:
  - wanted: {rider_height: 170}
  - test_brakes: {brakes: Mended}
  ends: checked
"""
HIRE = """\
service: hire-a-skip
title: Hire a skip
summary: Ask to put a skip on the road
owner: highways
starts: anyone
reference: SKI
contact: [email]
law: {basis: Highways Act 1980 s.139, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: request
  title: Ask for a skip
  questions:
    place: {type: text, label: Where will it stand?}
    email: {type: email, label: What is your email address?}
- pay: fee
  amount: £42.50
- ask: allow
  who: highways
  title: Say whether it may stand there
  questions: {allowed: {type: yes or no, label: May it stand there?}}
- end: answered
outcomes:
  answered: {title: We have answered you}
examples:
- story: A skip
  play:
  - request: {place: Elm Hill, email: z@example.org}
  - fee: paid
  - allow: {allowed: yes}
  ends: answered
"""
LENT, MAKER = "The bike is yours for a month", re.compile("^Waiting for .*the lock maker")


class Payer(Resident):
    """They leave our pages for those of the payment service, and nothing else does."""

    theirs = ""

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.theirs):
            super()._asked(request)


@pytest.fixture(scope="module")
def theirs() -> Iterator[pay.Pay]:
    with pay.serving() as stub:
        yield stub


@pytest.fixture(scope="module")
def house(furniture: Path, theirs: pay.Pay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with three more services, one of which runs another."""
    services = {"borrow-a-bike.yaml": LENDING, "check-a-bike.yaml": CHECKING, "hire-a-skip.yaml": HIRE}
    by_them = {"WHERRY_PAY_KEY": pay.KEY, "WHERRY_PAY_SECRET": pay.SECRET, "WHERRY_PAY_URL": theirs.address}
    with standing(tmp_path_factory.mktemp("house"), furniture, services, works=True, **by_them) as here:
        yield here


@pytest.fixture
def payer(browser: Browser, house: House, theirs: pay.Pay) -> Iterator[Payer]:
    Payer.theirs = theirs.address
    somebody = Payer(browser, house, 1280, 900)
    yield somebody
    somebody.leaves()


def works_at(comes: Comes, name: str, reference: str) -> CaseWorker:
    worker = comes(CaseWorker)
    worker.signs_in(name, at=f"/case?ref={reference}")
    worker.stops_at(reference)
    return worker


def comes_to_read(worker: CaseWorker, reference: str, words: re.Pattern[str]) -> None:
    """What follows by itself is there after a second or two."""
    for _ in range(20):
        worker.opens_case(reference)
        if worker.page.get_by_text(words).count():
            return
    raise AssertionError(f"{reference} never said {words.pattern}")


def test_the_ways_that_hold_are_taken_together_and_another_service_gives_its_answer_back(
    comes: Comes, house: House
) -> None:
    wanted = {"height": "168", "extras": ["Helmet", "Lock"], "check": "yes", "email": "rider@example.org"}
    reference = begun(house, "borrow-a-bike", wanted)
    highways = works_at(comes, "Marta Kowalska", reference)
    highways.reads("Find a lock")
    expect(highways.page.get_by_text("Find a trailer")).to_have_count(0)
    highways.types("Which size is it?", "M")
    highways.reads("This completes your part")
    highways.completes()

    completed(house, reference, "find_lock", "Ben Mace", {"lock_number": "L7"})
    comes_to_read(highways, reference, re.compile("^CHK-"))
    highways.reads("Waiting for “Check a bike” to end")
    highways.follows(re.compile("^CHK-"))
    highways.stops_at(re.compile("^CHK-"))
    highways.reads("168")
    highways.picks("Mended")
    highways.completes()

    comes_to_read(highways, reference, MAKER)
    highways.reads("Mended")


def test_a_message_lets_a_case_go_on_and_its_applicant_has_it_taken_up_again(comes: Comes, house: House) -> None:
    resident = comes(Resident, width=375)
    resident.opens(filled_in(house, "borrow-a-bike", {"height": "168", "check": "no", "email": "rider@example.org"}))
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    reference = resident.reference()
    resident.follows("See how it is going")
    resident.stops_at("We are working on it")
    highways = works_at(comes, "Marta Kowalska", reference)
    highways.reads(MAKER)

    heard(house, reference, "key_code", {"code": "4711"})
    highways.opens_case(reference)
    highways.reads("4711")
    highways.picks("Yes")
    highways.reads("This closes the case")
    highways.completes()
    resident.opens(f"/status?ref={reference}")
    resident.stops_at(LENT)
    resident.unfolds("Ask us to look at this again")
    resident.presses("Ask us to look again")
    resident.reads("Say why we should look at it again")
    resident.types("Why should we look at it again?", "The lock has come loose")
    resident.presses("Ask us to look again")

    resident.reads("We will look at it again.")
    resident.stops_at("We are working on it")
    highways.opens_case(reference)
    highways.reads("Taken up again")
    highways.reads("Because: The lock has come loose")
    highways.reads("Hand over the bike")


def test_a_resident_cancels_tries_again_and_pays(payer: Payer, theirs: pay.Pay, house: House) -> None:
    payer.opens(filled_in(house, "hire-a-skip", {"place": "Elm Hill", "email": "z@example.org"}))
    payer.presses("Send")
    payer.follows("Pay £42.50")
    payer.follows("Pay £42.50 now")

    payer.presses("Cancel payment")
    payer.stops_at_plain("Nothing has been paid")
    payer.follows("Go back and try again")
    payer.follows("Pay £42.50 now")
    payer.presses("Confirm payment")

    payer.stops_at_plain("Thank you, it is paid")
    payer.follows("See how it is going")
    payer.stops_at("We are working on it")
    assert [one["state"]["status"] for one in theirs.payments.values()] == ["failed", "success"]
    assert {one["amount"] for one in theirs.payments.values()} == {4250}
