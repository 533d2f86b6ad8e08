"""A policy owner without an account tries a draft by a link; partners read their small inbox on a phone."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.people import PLACE, STREET, CaseWorker, Designer, Resident


def test_a_preview_link_opens_the_draft_for_somebody_without_an_account_until_it_is_taken_back(comes: Comes) -> None:
    designer = comes(Designer)
    designer.opens_service()
    designer.turns_to("Try it")
    designer.page.locator("summary", has_text="Show it to somebody without an account").click()
    designer.types("For whom is it? (optional)", "Rita")
    designer.presses("Make a link")
    made = designer.reads(re.compile("/preview.key="))
    address = made.inner_text().strip()
    designer.reads(re.compile("^For Rita: made by"))
    designer.settles()
    designer.looks()

    owner = comes(Resident, width=375)
    owner.opens(address[address.index("/preview") :])
    owner.reads("This draft is the same as the service that people use now.")
    owner.reads(re.compile("^Tell .* what you think of it"))
    owner.reads(PLACE)
    owner.types(STREET, "Elm Hill")
    owner.presses("Continue")
    owner.settles()
    expect(owner.box(STREET)).to_have_count(0)
    owner.looks()

    designer.presses("Take it back")
    expect(designer.page.get_by_text("works until")).to_have_count(0)

    owner.page.reload()
    owner.stops_at("This link opens nothing")
    owner.looks()


def test_a_partner_reads_their_inbox_on_a_phone(comes: Comes) -> None:
    officer = comes(CaseWorker, width=375)
    officer.signs_in("Claire Bunting")
    officer.stops_at("Inbox")

    officer.settles()

    expect(officer.page.get_by_role("link", name="Waiting for others")).to_have_count(0)
    assert officer.page.evaluate("document.documentElement.scrollWidth") <= 375
    officer.looks()
