"""The HTML of a message in a browser: accessible, and nothing is fetched."""

import pytest
from playwright.sync_api import Page

from outside.mailing import written
from tests.browsers import axe_findings
from tests.outside.conftest import COUNCIL, LETTER, changed


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_message_is_accessible_and_fetches_nothing(page: Page, language: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    body = f"{LETTER.body}\n\nPlease bring:\n- a photo\n- https://forms.example.gov.uk/{'x' * 200}"

    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(written(changed(body=body, language=language), COUNCIL).html)

    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert fetched == []
