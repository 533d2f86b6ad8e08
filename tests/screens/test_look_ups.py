"""An address by look-up on the screens: found, selected, and by hand all the same."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.address import Address
from components.addresses import as_typed
from components.base import Seen
from components.list import List

HOUSE = {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000001"}
FLAT = {"line_1": "11 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000011"}
HOME = Address(label="Home")
WHERE = {"where": {"type": "address", "label": "Its address"}}
HOMES = List.model_validate({"label": "Homes", "item": "home", "questions": WHERE})


class Known:
    def __init__(self) -> None:
        self.down = False

    def at(self, postcode: str) -> tuple[Mapping[str, str], ...] | None:
        return None if self.down else (HOUSE, FLAT) if postcode == "NR3 1HN" else ()


@pytest.fixture
def known() -> Known:
    return Known()


def opened(known: Known, raw: Any = None, *, several: bool = False) -> AppTest:
    """`several`: a list of homes is asked for, each with its address."""
    page = AppTest.from_file(Path(__file__).with_name("address.py"), default_timeout=60)
    page.session_state["seen"] = Seen(date(2027, 3, 1), addresses=known)
    page.session_state["raw"] = {"home": raw} if raw else {}
    page.session_state["list"] = several
    return well(page.run())


def well(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def press(page: AppTest, words: str) -> AppTest:
    return well(next(one for one in page.button if one.label == words).click().run())


def type_(page: AppTest, label: str, words: str) -> AppTest:
    return well(next(one for one in page.text_input if one.label == label).input(words).run())


def answer(page: AppTest) -> Any:
    raw = press(page, "Continue").session_state["told back"]
    return HOME.answer(raw, Seen(date(2027, 3, 1)))


def test_an_address_is_found_by_its_postcode_and_selected(known: Known) -> None:
    page = press(type_(opened(known), "Postcode", "nr31hn"), "Find address")
    well(page.radio[0].set_value(as_typed(FLAT)).run())

    assert answer(page) == FLAT


def test_by_hand_is_always_there_and_stays_there(known: Known) -> None:
    page = press(opened(known), "Enter the address by hand")
    for label, words in (("Address line 1", "2 Elm Hill"), ("Town or city", "Norwich"), ("Postcode", "NR3 1HN")):
        page = type_(page, label, words)

    assert answer(page) == {"line_1": "2 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}


def test_while_nobody_answers_the_boxes_are_there_and_what_is_typed_is_kept(known: Known) -> None:
    known.down = True
    page = type_(opened(known), "Postcode", "nr31hn")
    assert any("We cannot look up addresses" in one.proto.body for one in page.get("html"))

    page = type_(page, "Address line 1", "2 Elm Hill")
    known.down = False
    page = type_(type_(page, "Town or city", "Norwich"), "Postcode", "NR3 1HN")

    assert answer(page) == {"line_1": "2 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}


@pytest.mark.parametrize("before", [HOUSE, FLAT, {"line_1": "2 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}])
def test_what_was_answered_before_comes_back_from_the_page(known: Known, before: dict[str, str]) -> None:
    assert answer(opened(known, HOME.write(before))) == before


def test_who_turns_back_to_the_postcode_may_select(known: Known) -> None:
    page = press(press(opened(known), "Enter the address by hand"), "Find the address by its postcode")
    page = type_(page, "Postcode", "NR3 1HN")
    well(page.radio[0].set_value(as_typed(HOUSE)).run())

    assert answer(page) == HOUSE


def test_an_address_in_a_list_is_found_item_by_item(known: Known) -> None:
    page = opened(known, [{"#": "a"}, {"#": "b", "where": HOME.write(HOUSE)}], several=True)
    page = type_(page, "Postcode", "nr31hn")
    well(page.radio[0].set_value(as_typed(FLAT)).run())

    raw = press(page, "Continue").session_state["told back"]

    assert HOMES.answer(raw, Seen(date(2027, 3, 1))) == [{"#": "a", "where": FLAT}, {"#": "b", "where": HOUSE}]
