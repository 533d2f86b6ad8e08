"""What is wrong with one of several boxes is said at that box of a plain page."""

from collections.abc import Callable

from tests.engine.making import END
from tests.web.plain.conftest import House
from tests.web.plain.person import Person

HOME = """\
- ask: report
  pages:
  - questions:
      place: {type: address, label: Where is it}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""
TOWN, POSTCODE = "Enter a town or city", "Enter a full UK postcode, like NR1 1AA"


def test_each_box_of_an_address_says_what_is_wrong_with_it(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(HOME + END).browser()).opens("/apply/mend/questions")
    somebody.sends()
    boxes = [one.get("id") for one in somebody.page.every("input") if one.get("id").startswith("place.")]
    line, town, postcode = boxes[0], boxes[2], boxes[4]

    somebody.sends(**{line: "1 Elm Hill"})

    assert somebody.problems() == [(TOWN, town), (POSTCODE, postcode)]
    for box, said in ((town, TOWN), (postcode, POSTCODE)):
        told = somebody.box(box).get("aria-describedby").split()
        assert [somebody.box(id).words() for id in told] == [f"Error: {said}"]
    assert not somebody.box(line).get("aria-describedby")
    assert somebody.says.count(TOWN) == 2, "in the list of problems and at the box"
