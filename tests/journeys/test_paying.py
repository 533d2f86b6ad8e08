"""A resident pays by card on the payment service's own pages, gives up once, and comes back to a case that goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from tests.journeys.house import House
from tests.journeys.people import Resident
from tests.outside.stubs import pay

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
    here = House(tmp_path_factory.mktemp("house"))
    here.furnish(like=furniture)
    (here.definitions / "hire-a-skip.yaml").write_text(HIRE, "utf-8")
    here.start(works=True, WHERRY_PAY_KEY=pay.KEY, WHERRY_PAY_SECRET=pay.SECRET, WHERRY_PAY_URL=theirs.address)
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


@pytest.fixture
def payer(browser: Browser, house: House, theirs: pay.Pay) -> Iterator[Payer]:
    Payer.theirs = theirs.address
    somebody = Payer(browser, house, 1280, 900)
    yield somebody
    somebody.leaves()


def test_a_resident_cancels_tries_again_and_pays(payer: Payer, theirs: pay.Pay) -> None:
    payer.opens("/apply?service=hire-a-skip&page=0")
    payer.types("Where will it stand?", "Elm Hill")
    payer.presses("Continue")
    payer.types("What is your email address?", "z@example.org")
    payer.presses("Continue")
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
