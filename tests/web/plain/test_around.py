"""What stands around a page: the council's name leads to its services, its own pages are at the foot."""

from collections.abc import Callable

import pytest

from desk.from_applicant import not_paid
from tests.engine.making import END, REPORT
from tests.web.plain.conftest import House
from tests.web.plain.person import Person
from workflows.speaking import voice

PARTS = """\
- ask: report
  next: We will look at it.
  pages:
  - section: The road
    questions:
      place: {type: text, label: Where is it}
  - section: You
    questions:
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""


@pytest.mark.parametrize("page", ["/apply/", "/apply/mend", "/apply/mend/questions", "/apply/-/status", "/apply/gone"])
def test_every_page_has_the_councils_own_pages_at_its_foot(house_of: Callable[..., House], page: str) -> None:
    somebody = Person(house_of(REPORT + END).browser()).opens(page)

    (foot,) = somebody.page.every("footer")
    assert [(one.words(), one.get("href")) for one in foot.every("a") if "example.org" in one.get("href")] == [
        ("Privacy", "https://norfolk.example.org/privacy"), ("Easy read", "https://norfolk.example.org/easy"),
    ]  # fmt: skip
    (head,) = somebody.page.every("header")
    assert [one.get("href") for one in head.every("a")] == ["/apply/"]


def test_usual_pages_are_named_in_the_language_of_the_page(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(REPORT + END).browser()).opens("/apply/?lang=pl")

    assert {"Prywatność", "Easy read"} <= {one.words() for one in somebody.page.every("footer")[0].every("a")}


def test_the_list_of_parts_ends_with_the_check_which_opens_when_all_are_done(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(PARTS + END).browser()).opens("/apply/mend/questions")
    somebody.sends("Save and see all parts", place__text="Elm Hill")
    rows, says = [one.words() for one in somebody.page.every("li")], somebody.says
    assert rows[:3] == ["The road Done", "You To do", "Check your answers Cannot be started yet"]
    assert "1 of 2 parts done" in says
    assert not [one for one in somebody.page.every("a") if one.words() == "Check your answers"]

    somebody.follows("You")
    somebody.sends("Save and see all parts", email__email="ann@example.org")

    assert "2 of 2 parts done" in somebody.says
    assert "Elm Hill" in somebody.follows("Check your answers").says


def test_who_could_not_pay_reads_that_nothing_was_taken_and_whom_to_ring() -> None:
    said = "The payment failed. Nothing was taken. You can try again."
    assert not_paid("") == said
    assert not_paid("01632 960 100") == f"{said} If you need help, call 01632 960 100."
    assert "01632 960 100" in voice("cy").say(not_paid("01632 960 100")).split("Os oes angen help")[1]
