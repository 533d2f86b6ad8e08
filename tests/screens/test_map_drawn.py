"""A map on the screens: drawn beside the box that its pin fills, with all that the page’s script needs to know."""

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from components.base import Seen
from components.controls import Map

NORWICH = Map("TG2308", 11, "© Somebody <b>2027</b>")


def opened(map: Map | None, language: str = "") -> AppTest:
    page = AppTest.from_file(Path(__file__).with_name("questions.py"), default_timeout=60)
    page.session_state["asked"] = [("location", {"label": "Where?"})]
    page.session_state["raw"] = {"q0": {"words": "", "postcode": "", "grid_reference": "TG 231 088"}}
    page.session_state["seen"] = Seen(date(2027, 3, 1), map=map, language=language)
    page.session_state["language"] = language
    page.run()
    assert not page.exception
    return page


def drawn(page: AppTest) -> list[str]:
    return [str(one.proto.body) for one in page.get("html")]


def told(page: AppTest) -> Any:
    [found] = [one for one in drawn(page) if "w-map" in one]
    written = re.search(r'data-map="([^"]*)"', found)
    assert written is not None
    return json.loads(html.unescape(written.group(1)))


def test_a_map_names_its_box_and_where_it_begins() -> None:
    page = opened(NORWICH)

    assert told(page)["box"] == "st-key-test-q0-location-grid_reference"
    assert (told(page)["start"], told(page)["deepest"]) == ([623_500, 308_500], 11)
    assert any('src="/pin.js"' in one for one in drawn(page))
    assert "<b>2027</b>" not in "".join(drawn(page))


def test_what_a_map_says_is_in_the_language_of_the_page() -> None:
    assert told(opened(NORWICH, "pl"))["words"]["in"] == "Przybliż"


def test_what_counts_is_in_the_box() -> None:
    page = opened(NORWICH)
    next(one for one in page.text_input if one.label.startswith("Grid")).input("TG 2310 0884").run()

    assert page.session_state["told back"]["q0"] == {
        "words": "", "postcode": "", "grid_reference": "TG 2310 0884",
    }  # fmt: skip


def test_where_the_council_has_no_map_the_page_has_no_script_for_one() -> None:
    assert not [one for one in drawn(opened(None)) if "pin.js" in one or "w-map" in one]
