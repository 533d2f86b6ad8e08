"""Addresses and options that another system knows, without a script: found, selected, and by hand all the same."""

from collections.abc import Callable, Mapping

import pytest

from outside.look_ups import OF_ONE, asking
from tests.engine.making import ORGANISATION
from tests.web.plain.conftest import House
from tests.web.plain.person import Person

STEPS = """\
- ask: report
  next: We will look at it.
  pages:
  - title: Where you live
    questions:
      place: {type: address, label: What is your address?}
  - title: And then
    questions:
      parish: {type: choice, label: Which parish?, options: {from: parishes}}
  - title: How we reach you
    questions:
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
- end: done
"""
HOUSE = {"line_1": "1 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000001"}
FLAT = {"line_1": "11 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN", "uprn": "100090000011"}
BOXES = {"line_1": "2 Elm Hill", "town": "Norwich", "postcode": "NR3 1HN"}
FIND, BY_HAND = "Find address", "Enter the address by hand"


class Theirs:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.down = False
        self.known: tuple[Mapping[str, str], ...] = (HOUSE, FLAT)

    def at(self, postcode: str) -> tuple[Mapping[str, str], ...]:
        self.asked.append(postcode)
        if self.down:
            raise OSError
        return self.known if postcode == "NR3 1HN" else ()

    def parishes(self) -> list[tuple[str, str]]:
        if self.down:
            raise OSError
        return [("E1", "Acle"), ("E2", "Alby")]


@pytest.fixture
def theirs() -> Theirs:
    return Theirs()


@pytest.fixture
def house(house_of: Callable[..., House], theirs: Theirs) -> House:
    made = house_of(STEPS, organisation=ORGANISATION + "look ups: [parishes]\n")
    made.office.engine.library.house().asks = asking({"parishes": theirs.parishes}, theirs.at, lambda: 1e6)
    return made


@pytest.fixture
def ada(house: House) -> Person:
    return Person(house.browser()).opens("/apply/mend/questions")


def boxes(**typed: str) -> dict[str, str]:
    return {f"place__address__{name}": words for name, words in typed.items()}


def test_an_address_is_found_by_its_postcode_and_selected(house: House, ada: Person) -> None:
    ada.sends(FIND, place__find__postcode="nr31hn")
    assert (ada.problems(), "There is more" in ada.says) == ([], False)
    options = [one.words() for one in ada.page.every("label") if "Elm Hill" in one.words()]
    assert options == ["1 Elm Hill, Norwich, NR3 1HN", "11 Elm Hill, Norwich, NR3 1HN"]

    ada.sends(place__found=value_of(ada, "11 Elm Hill"))
    assert ada.title.startswith("Which parish?")
    ada.sends(parish__choice=value_of(ada, "Alby"))
    ada.sends().sends("Send")

    case = house.case(ada.reference)
    assert case.values()["place"] == FLAT
    assert case.values()["parish"] == {"value": "E2", "label": "Alby"}


def value_of(person: Person, begins: str) -> str:
    found = next(one for one in person.page.every("label") if one.words().startswith(begins))
    return person.box(found.get("for")).get("value")


def test_who_goes_on_with_a_postcode_alone_is_shown_the_addresses_without_reproach(ada: Person) -> None:
    ada.sends(place__find__postcode="NR3 1HN")

    assert ada.problems() == []
    assert "There is more to answer" in ada.says
    assert "11 Elm Hill" in ada.says


def test_who_selects_none_is_told(ada: Person) -> None:
    ada.sends(FIND, place__find__postcode="NR3 1HN").sends()

    [(sentence, box)] = ada.problems()
    assert sentence == "Find the address and select it, or enter it by hand"
    assert ada.box(box).tag == "input"


def test_by_hand_is_always_there(ada: Person) -> None:
    ada.sends(BY_HAND).sends(**boxes(**BOXES))

    assert ada.title.startswith("Which parish?")


def test_what_is_wrong_by_hand_is_said_at_its_box(ada: Person) -> None:
    ada.sends(BY_HAND).sends(**boxes(line_1="2 Elm Hill", postcode="NR3 1HN"))

    assert ada.problems() == [("Enter a town or city", "place.address.town")]
    assert ada.box("place.address.line_1").get("value") == "2 Elm Hill"
    assert ada.sends(**boxes(town="Norwich")).title.startswith("Which parish?")


def test_enter_in_a_box_goes_on_and_does_not_turn_the_question(ada: Person) -> None:
    first = ada.sends(BY_HAND).page.every("form")[-1].every("button")[0]

    assert (first.words(), first.get("value")) == ("Continue", "")


def test_who_comes_back_finds_what_they_selected(ada: Person) -> None:
    ada.sends(FIND, place__find__postcode="NR3 1HN")
    ada.sends(place__found=value_of(ada, "11 Elm Hill")).follows("Back")

    chosen = [one for one in ada.page.every("input") if "checked" in one.attributes]
    assert ["11 Elm Hill" in one.get("value") for one in chosen] == [True]
    assert ada.box("place.find.postcode").get("value") == "NR3 1HN"


def test_who_comes_back_finds_what_they_entered_by_hand(ada: Person) -> None:
    ada.sends(BY_HAND).sends(**boxes(**BOXES)).follows("Back")

    assert ada.box("place.address.line_1").get("value") == "2 Elm Hill"
    assert ada.sends().title.startswith("Which parish?")


def test_while_nobody_answers_the_boxes_are_there_and_what_is_typed_is_kept(ada: Person, theirs: Theirs) -> None:
    theirs.down = True
    ada.sends(FIND, place__find__postcode="NR3 1HN")
    assert "We cannot look up addresses at the moment" in ada.says

    ada.sends(**boxes(line_1="2 Elm Hill"))
    assert ada.box("place.address.line_1").get("value") == "2 Elm Hill"
    theirs.down = False
    assert ada.sends(**boxes(**BOXES)).title.startswith("Which parish?")


def test_while_nobody_answers_a_choice_is_typed(house: House, ada: Person, theirs: Theirs) -> None:
    theirs.down = True
    ada.sends(BY_HAND).sends(**boxes(**BOXES)).sends(parish__choice="Acle")
    ada.sends().sends("Send")

    assert house.case(ada.reference).values()["parish"] == {"value": "Acle", "label": "Acle"}


def test_nobody_searches_addresses_all_day_for_nothing(ada: Person, theirs: Theirs) -> None:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    for number in range(OF_ONE + 5):
        ada.sends(FIND, place__find__postcode=f"NR{number % 9 + 1} {number // 9 + 1}A{letters[number % 20]}")

        if "at the moment" in ada.says:
            ada.sends("Find the address by its postcode")

    assert len(theirs.asked) == OF_ONE


def test_a_page_stays_small_with_a_hundred_addresses(ada: Person, theirs: Theirs) -> None:
    theirs.known = tuple(
        FLAT | {"line_1": f"Flat {number}, Saint Andrew's House", "line_2": "Elm Hill", "uprn": f"1000900{number}"}
        for number in range(1, 101)
    )
    ada.sends(FIND, place__find__postcode="NR3 1HN")

    assert len(ada.page.every("option")) == 101
    assert len(ada.answer.content) < 40_000


HOMES = """\
- ask: report
  next: We will look at it.
  pages:
  - title: Where you lived
    questions:
      homes:
        type: list
        label: Where have you lived?
        item: home
        questions:
          where: {type: address, label: Its address}
  - title: And then
    questions:
      place: {type: text, label: Where is it}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
- end: done
"""


def test_an_address_in_a_list_is_found_item_by_item(house_of: Callable[..., House], theirs: Theirs) -> None:
    made = house_of(HOMES)
    made.office.engine.library.house().asks = asking({}, theirs.at, lambda: 1e6)
    bo = Person(made.browser()).opens("/apply/mend/questions")
    [first] = [one.get("id") for one in bo.everything() if one.get("class") == "item"]

    bo.sends(FIND, **{f"{first}.where.find.postcode": "NR3 1HN"})
    bo.sends("Add another home", **{f"{first}.where.found": value_of(bo, "11 Elm Hill")})
    second = [box.get("value") for box in bo.page.every("input") if box.get("name") == "homes.items.#"][1]
    by_hand = [one for one in bo.page.every("button") if one.get("value").endswith(f"{second}.where.step by hand")]
    assert len(by_hand) == 1
    kept = [one.get("value") for one in bo.page.every("input") if "checked" in one.attributes]
    assert ["11 Elm Hill" in one for one in kept] == [True], "what was selected before stays"
