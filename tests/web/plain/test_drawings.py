"""A signature at the plain pages without a script: the box for the name alone, and what was drawn elsewhere stays."""

from collections.abc import Callable

import pytest

from components.drawings import MOST, TALL, WIDE, as_path
from components.signature import AGAIN, HAND
from tests.engine.making import END
from tests.web.plain.conftest import House
from tests.web.plain.person import Person

SIGNED = """\
- ask: report
  pages:
  - questions:
      place: {type: text, label: Where}
  - questions:
      signed: {type: signature, label: Sign it}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""


@pytest.fixture
def house(house_of: Callable[..., House]) -> House:
    return house_of(SIGNED + END)


@pytest.fixture
def somebody(house: House) -> Person:
    return Person(house.browser()).opens("/apply/mend/questions").sends(place__text="Elm Hill")


def pictures(somebody: Person) -> list[str]:
    """What is drawn on the page, outside the box that only a script makes."""
    shown = [one for one in somebody.page.every("svg") if one.get("class") == "drawn"]
    return [one.every("path")[0].get("d") for one in shown]


def test_the_name_is_enough(somebody: Person) -> None:
    (box,) = [one for one in somebody.page.every("div") if "data-pad" in one.attributes]
    assert "hidden" in box.attributes

    somebody.sends(signed__name="Ann Lee")

    assert "Check your answers" in somebody.title
    assert "Ann Lee" in somebody.says and pictures(somebody) == []


def test_what_was_drawn_is_read_back_stays_while_the_name_changes_and_can_be_taken_away(somebody: Person) -> None:
    somebody.sends(signed__name="Ann Lee", signed__drawing=as_path(HAND))
    assert pictures(somebody) == [as_path(HAND)]

    somebody.follows("Change : Sign it")
    assert pictures(somebody) == [as_path(HAND)]
    somebody.sends(signed__name="Ann Mary Lee")
    assert "Ann Mary Lee" in somebody.says and pictures(somebody) == [as_path(HAND)]

    somebody.follows("Change : Sign it").sends(**{"signed__drawing__#": "remove"})
    assert "Ann Mary Lee" in somebody.says and pictures(somebody) == []


def test_the_page_of_the_largest_drawing_is_small(somebody: Person) -> None:
    most = [[WIDE, TALL] * MOST]

    somebody.sends(signed__name="Ann Lee", signed__drawing=as_path(most)).follows("Change : Sign it")

    assert pictures(somebody) == [as_path(most)]
    assert len(somebody.answer.content) < 40_000


def test_a_drawing_that_is_none_is_said_beside_its_box_and_can_be_taken_away(somebody: Person) -> None:
    somebody.sends(signed__name="Ann Lee", signed__drawing='"><script>canary()</script>')

    assert somebody.problems() == [(AGAIN, "signed.drawing")]
    assert "canary" not in somebody.answer.text
    somebody.sends(**{"signed__drawing__#": "remove"})
    assert "Check your answers" in somebody.title
