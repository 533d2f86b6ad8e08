"""What stands around a page: the council's name leads to its services, its own pages are at the foot."""

from collections.abc import Callable

import pytest

from desk.from_applicant import not_paid
from tests.engine.making import END, REPORT
from tests.web.plain.conftest import House
from tests.web.plain.person import Person
from workflows.speaking import voice


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


def test_who_could_not_pay_reads_that_nothing_was_taken_and_whom_to_ring() -> None:
    said = "The payment failed. Nothing was taken. You can try again."
    assert not_paid("") == said
    assert not_paid("01632 960 100") == f"{said} If you need help, call 01632 960 100."
    assert "01632 960 100" in voice("cy").say(not_paid("01632 960 100")).split("Os oes angen help")[1]
