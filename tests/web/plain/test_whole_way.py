"""Somebody applies at the plain pages: from the first page to how it goes, without a script."""

from collections.abc import Callable

from tests.engine.making import END, INSPECT
from tests.web.plain.conftest import REPORT, House
from tests.web.plain.person import Person

ROAD = """\
- ask: report
  next: We will look at it.
  pages:
  - title: The road
    questions:
      place: {type: text, label: Where is it, hint: Name the road}
  - title: You
    questions:
      seen: {type: date, label: When did you see it}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""
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


def test_a_resident_applies_from_the_first_page_to_how_it_goes(house_of: Callable[..., House]) -> None:
    house = house_of(ROAD + INSPECT + END)
    somebody = Person(house.browser())

    somebody.opens("/apply/mend")
    assert somebody.title == "Mend a road – Norfolk & Broads Council"
    somebody.follows("Start now")
    assert somebody.title == "Where is it – Mend a road – Norfolk & Broads Council"
    somebody.sends(place__text="Elm Hill")
    somebody.sends(seen__date__day="1", seen__date__month="feb", seen__date__year="2027", email__email="z@example.org")
    assert "Check your answers" in somebody.title
    assert "Elm Hill" in somebody.says
    somebody.sends("Send")

    assert somebody.title.startswith("Sent – ")
    [panel] = [one for one in somebody.everything() if one.get("class") == "sent"]
    assert panel.words().startswith("Sent Mend a road Your reference is")
    assert "We will look at it." in somebody.says
    assert "/return/" in somebody.says
    assert "Your code is" in somebody.says
    somebody.follows("See how it is going")
    assert "It is with Highways." in somebody.says


def test_what_is_wrong_is_listed_and_said_at_its_box(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(ROAD + END).browser()).opens("/apply/mend/questions").sends(place__text="Elm Hill")

    somebody.sends(seen__date__day="1", email__email="me@")

    assert somebody.title.startswith("Error: ")
    assert [lead for _, lead in somebody.problems()] == ["seen.date.month", "email.email"]
    assert somebody.box("seen.date.day").get("value") == "1"
    assert somebody.box("email.email").get("value") == "me@"
    assert somebody.box("email.email").get("aria-describedby") == "email-problem"
    assert somebody.box("email.email").get("aria-invalid") == "true"


def test_the_list_of_parts_ends_with_the_check_which_opens_when_all_are_done(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(PARTS + END).browser()).opens("/apply/mend/questions")
    somebody.sends("Save and see all parts", place__text="Elm Hill")
    rows = [one.words() for one in somebody.page.every("li")]
    assert rows[:3] == ["The road Done", "You To do", "Check your answers Cannot be started yet"]
    assert "1 of 2 parts done" in somebody.says
    assert not [one for one in somebody.page.every("a") if one.words() == "Check your answers"]

    somebody.follows("You")
    somebody.sends("Save and see all parts", email__email="ann@example.org")

    assert "2 of 2 parts done" in somebody.says
    assert "Elm Hill" in somebody.follows("Check your answers").says


def test_every_page_can_be_left_at_once_where_the_service_says_so(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(ROAD + INSPECT + END, "exit quickly: yes\n").browser())
    pages = [somebody.opens("/apply/mend").page, somebody.follows("Start now").page]
    pages += [somebody.sends(place__text="Elm Hill").page, somebody.sends("Save and come back later").page]
    pages.append(somebody.follows("Go on answering now").page)
    somebody.sends(seen__date__day="1", seen__date__month="2", seen__date__year="2027")
    pages += [somebody.page, somebody.sends("Send").page, somebody.follows("See how it is going").page]

    for page in pages:
        [link] = [one for one in page.every("a") if "data-exit" in one.attributes]
        assert link.words() == "Emergency: Exit this page"
        assert "/exit.js" in [one.get("src") for one in page.every("script")]


def test_a_page_that_nobody_must_leave_at_once_has_no_way_to(house_of: Callable[..., House]) -> None:
    page = Person(house_of(ROAD + END).browser()).opens("/apply/mend").page

    assert not [one for one in page.every("a") if "data-exit" in one.attributes]


def test_every_page_that_has_a_twin_leads_there_and_keeps_the_place_where_scripts_run(
    house_of: Callable[..., House],
) -> None:
    """The way is hidden until the script of the page shows it: without one it would lead in a circle."""
    house = house_of(REPORT + INSPECT + END)
    somebody = Person(house.browser()).opens("/apply/mend")
    found = [ways(somebody), ways(somebody.follows("Start now"))]
    somebody.sends(place__text="Elm Hill")
    found += [ways(somebody), ways(somebody.follows("Change : Where is it"))]
    draft = dict(somebody.answer.url.params)["draft"]

    assert found == [
        ["/apply?service=mend"], ["/apply?service=mend&page=0"],
        [f"/apply?service=mend&draft={draft}"], [f"/apply?service=mend&draft={draft}&page=0"],
    ]  # fmt: skip


def ways(somebody: Person) -> list[str]:
    """To the other version, as somebody without a script does not see them."""
    hidden = [one for one in somebody.page.every("p") if "hidden" in one.attributes and "data-full" in one.attributes]
    shown = [one for one in somebody.page.every("a") if one.words() == "Use the full version of these pages"]
    assert len(shown) == len(hidden)
    return [one.get("href") for footer in hidden for one in footer.every("a")]
