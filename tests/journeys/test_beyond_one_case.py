"""What a case does beside its own tasks: ways that are taken together, another service, a message, a second life."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from engine.commands import CLOCK, Settle
from engine.engine import Done, Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import PATIENCE, CaseWorker, Resident
from tests.workflows.services import FILES
from workflows.load import load

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
LENT, MAKER = "The bike is yours for a month", re.compile("^Waiting for .*the lock maker")


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with two more services, one of which runs the other."""
    here = House(tmp_path_factory.mktemp("house"))
    here.furnish(like=furniture)
    (here.definitions / "borrow-a-bike.yaml").write_text(LENDING, "utf-8")
    (here.definitions / "check-a-bike.yaml").write_text(CHECKING, "utf-8")
    here.start(works=True)
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


def borrows(resident: Resident, extras: tuple[str, ...], check: str) -> str:
    """From the first page to the reference."""
    resident.opens("/apply?service=borrow-a-bike&page=0")
    resident.stops_at("The bike that you need")
    resident.types("How tall are you, in centimetres?", "168")
    for extra in extras:
        resident.page.get_by_text(extra, exact=True).click()
    resident.picks(check)
    resident.types("What is your email address?", "rider@example.org")
    resident.presses("Continue")
    resident.stops_at("Check your answers")
    resident.presses("Send")
    resident.stops_at("Sent")
    return resident.reference()


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


def hears(house: House, reference: str, step: str, given: dict[str, str]) -> None:
    """What an outside system says comes by the door that every answer from outside comes by."""
    database = Database.open(f"sqlite:///{(house.folder / 'var' / 'wherry.db').as_posix()}")
    store, organisation = Store(database), load(FILES, "report-a-pothole.yaml").organisation
    engine = Engine(store, Library(store, lambda: organisation))
    case = store.cases.load(reference)
    assert case is not None
    (id,) = [id for id, one in case.waiting.items() if one.step == step]
    now = datetime.now(ZoneInfo("Europe/London"))
    done = engine.do(Settle(CLOCK, now, reference, id, "from the lock maker", given))
    database.close()
    assert isinstance(done, Done), done


def test_the_ways_that_hold_are_taken_together_and_another_service_gives_its_answer_back(comes: Comes) -> None:
    reference = borrows(comes(Resident, width=375), ("Helmet", "Lock"), "Yes")
    highways = works_at(comes, "Marta Kowalska", reference)
    highways.reads("Find a lock")
    expect(highways.page.get_by_text("Find a trailer")).to_have_count(0, timeout=PATIENCE)
    highways.types("Which size is it?", "M")
    highways.reads("This completes your part")
    highways.completes()

    libraries = works_at(comes, "Ben Mace", reference)
    libraries.types("What is its number?", "L7")
    libraries.completes()

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
    reference = borrows(resident, (), "No")
    resident.follows("See how it is going")
    resident.stops_at("We are working on it")
    highways = works_at(comes, "Marta Kowalska", reference)
    highways.reads(MAKER)

    hears(house, reference, "key_code", {"code": "4711"})
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
