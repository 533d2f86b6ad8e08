"""A message that says a sensitive answer is read only by those who may, when they ask for it."""

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.people import CaseWorker
from tests.journeys.test_whole_language import row_of


def test_a_message_with_a_sensitive_answer_is_shown_when_asked_for(comes: Comes) -> None:
    manager = comes(CaseWorker)
    manager.signs_in("Lesley Thurgar")
    manager.stops_at("Inbox")
    manager.opens_case(row_of(manager, "See the child: Alfie Smith"))
    message = manager.page.locator("details.w-message").last  # the oldest
    message.locator("summary").click()
    expect(message.get_by_text("Contains a sensitive answer")).to_be_visible()
    manager.looks()

    manager.page.locator("[class*='st-key-message']").get_by_role("button").first.click()
    expect(message.locator(".w-body")).to_be_visible()
    expect(manager.page.get_by_text("Contains a sensitive answer")).to_have_count(0)
    manager.looks()
