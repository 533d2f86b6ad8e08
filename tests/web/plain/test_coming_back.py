"""Somebody saves what they typed, and comes back to it."""

from collections.abc import Callable

import pytest

from tests.engine.making import END, INSPECT
from tests.web.conftest import ORIGIN
from tests.web.plain.conftest import REPORT, House
from tests.web.plain.person import Person

FIRST = "/apply/mend/questions"


@pytest.fixture
def house(house_of: Callable[..., House]) -> House:
    return house_of(REPORT + INSPECT + END)


def test_what_is_saved_half_done_opens_elsewhere_by_its_link(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)
    somebody.sends("Save and come back later", place__text="Elm Hill", email__email="not yet")
    assert "Your answers are saved" in somebody.title
    link = somebody.link

    elsewhere = Person(house.browser()).opens(link)

    assert elsewhere.box("place.text").get("value") == "Elm Hill"
    assert elsewhere.box("email.email").get("value") == "not yet"
    assert not elsewhere.problems()
    assert "/return/" not in elsewhere.address


def test_the_link_is_there_at_the_first_press_and_can_be_followed(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST).sends("Save and come back later", place__text="Elm Hill")

    assert not [one for one in somebody.page.every("button") if one.words() == "Get a link"]
    assert "Elm Hill" in somebody.follows(somebody.link).says


def test_from_the_answers_to_check_the_link_is_there_at_the_first_press_too(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill").sends("Save and come back later")

    assert somebody.link.startswith(f"{ORIGIN}/return/")


def test_a_link_is_told_again_where_its_page_is_loaded_again_and_to_nobody_else(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST).sends("Save and come back later", place__text="Elm Hill")
    link = somebody.link
    (kept,) = [one for one in somebody.answer.history[0].headers.get_list("set-cookie") if "told" in one]
    assert "httponly" in kept.lower()

    assert somebody.opens(somebody.address).link == link
    assert link not in Person(house.browser()).opens(somebody.address).says


def test_the_link_of_the_confirmation_shows_how_it_goes_and_the_code_opens_it_too(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill").sends("Send")
    link, reference = somebody.link, somebody.reference
    code = next(one.words() for one in somebody.everything() if one.get("class") == "code")

    by_link = Person(house.browser()).opens(link)
    by_code = Person(house.browser()).opens("/apply/-/status")
    by_code.sends("See how it is going", reference__text=reference, code__text=code)
    wrong = Person(house.browser()).opens("/apply/-/status")
    wrong.sends("See how it is going", reference__text=reference, code__text="AAAAA-AAAAA")

    assert reference in by_link.title
    assert reference in by_code.title
    assert [lead for _, lead in wrong.problems()] == ["reference.text", "code.text"]


def test_what_is_begun_stands_in_the_list_of_services(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill")

    somebody.opens("/apply/").follows("Mend a road, not sent yet")

    assert "Check your answers" in somebody.title


def test_the_list_of_services_leads_to_each(house: House) -> None:
    somebody = Person(house.browser()).opens("/apply/")

    assert somebody.follows("Mend a road").title.startswith("Mend a road")


def test_the_copy_says_why_it_leaves_an_answer_out(house_of: Callable[..., House]) -> None:
    asks = REPORT.replace("label: Where is it", "label: Where is it, sensitive: yes")
    somebody = Person(house_of(asks + INSPECT + END).browser()).opens(FIRST).sends(place__text="Elm Hill").sends("Send")
    why = "We have this answer. It is not shown here, because others may see this page"

    assert why in somebody.says and "Elm Hill" not in somebody.says
    assert why in somebody.follows("See how it is going").says
