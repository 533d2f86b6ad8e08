"""Lists of things and files at the plain pages: every button works without a script."""

from collections.abc import Callable

import pytest

from tests.engine.making import END, INSPECT
from tests.web.plain.conftest import House
from tests.web.plain.person import Person
from web.plain.questions import MORE

FAMILY = """\
- ask: report
  pages:
  - questions:
      place: {type: text, label: Where}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
  - questions:
      children:
        type: list
        label: Your children
        item: child
        at most: 3
        questions:
          name: {type: name, label: Name}
          school: {type: yes or no, label: At school}
          which: {type: text, label: Which school, when: school is yes}
          toys:
            type: list
            label: Toys
            item: toy
            optional: yes
            questions: {called: {type: text, label: Called}}
"""
PAPERS = """\
- ask: report
  pages:
  - questions:
      place: {type: text, label: Where}
  - questions:
      plan: {type: file, label: Add your plans, at most: 2, endings: [.txt, .pdf]}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""
FIRST = "/apply/mend/questions"
PLAN = ("plan.txt", b"a wall, a door", "text/plain")


@pytest.fixture
def family(house_of: Callable[..., House]) -> Person:
    return Person(house_of(FAMILY + INSPECT + END).browser()).opens(FIRST).sends(place__text="Elm Hill")


@pytest.fixture
def papers(house_of: Callable[..., House]) -> Person:
    return Person(house_of(PAPERS + END).browser()).opens(FIRST).sends(place__text="Elm Hill")


def items(somebody: Person) -> list[str]:
    return [one.get("id") for one in somebody.everything() if one.get("class") == "item"]


def test_the_first_item_stands_there_and_others_are_added_and_removed(family: Person) -> None:
    [first] = items(family)
    family.sends("Add another child", **{f"{first}.name.name": "Ann"})
    _, second = items(family)
    family.sends("Add another child", **{f"{second}.name.name": "Bo"})
    assert not [one for one in family.page.every("button") if one.words() == "Add another child"], "three at most"
    family.sends("Remove child 1")

    assert items(family)[0] == second
    assert family.box(f"{second}.name.name").get("value") == "Bo"


def test_a_list_in_a_list_grows_by_itself(family: Person) -> None:
    [first] = items(family)
    family.sends("Add toy", **{f"{first}.name.name": "Ann"})

    assert len(items(family)) == 2
    assert items(family)[1].startswith(f"{first}.toys.items.")
    assert family.box(f"{first}.name.name").get("value") == "Ann"


def focused(somebody: Person) -> list[str]:
    return [one.get("id") for one in somebody.everything() if "autofocus" in one.attributes]


def test_whoever_adds_or_removes_an_item_goes_on_there_and_is_told_nothing(family: Person) -> None:
    [first] = items(family)
    family.sends("Add another child", **{f"{first}.name.name": "Ann"})
    _, second = items(family)
    assert focused(family) == [second]
    assert MORE not in family.says

    family.sends("Remove child 2")
    assert focused(family) == [first]

    family.sends("Add toy")
    family.sends("Remove toy 1")
    assert focused(family) == [f"{first}.toys.items"], "where no toy is left, the list of toys"
    assert MORE not in family.says


def test_an_item_is_read_back_under_its_title_a_line_an_answer(family: Person) -> None:
    [first] = items(family)
    radio = next(box for box in family.page.every("input") if box.get("type") == "radio")
    family.sends("Add toy", **{f"{first}.name.name": "Ann", radio.get("name"): "no"})
    family.sends(**{f"{items(family)[1]}.called.text": "Bear"})

    lines = [(one.get("class"), one.words()) for one in family.page.every("span") if "line" in one.get("class")]

    assert lines[-5:] == [
        ("line of-item", "Child 1"), ("line", "Name: Ann"), ("line", "At school: No"), ("line", "Toys:"),
        ("line", "Toy 1: Bear"),
    ]  # fmt: skip


def test_what_an_answer_leads_to_is_asked_before_anything_is_said_of_it(family: Person) -> None:
    [first] = items(family)
    radio = next(box for box in family.page.every("input") if box.get("type") == "radio")
    answers = {f"{first}.name.name": "Ann", radio.get("name"): "yes"}

    family.sends(**answers)

    assert not family.problems()
    assert MORE in family.says
    family.sends()
    assert [lead for _, lead in family.problems()] == [f"{first}.which.text"]
    family.sends(**{f"{first}.which.text": "Elm Hill Infants"})
    assert "Check your answers" in family.title
    assert "Elm Hill Infants" in family.says


def test_whoever_saves_for_later_is_asked_nothing_more(family: Person) -> None:
    [first] = items(family)
    radio = next(box for box in family.page.every("input") if box.get("type") == "radio")

    family.sends("Save and come back later", **{f"{first}.name.name": "Ann", radio.get("name"): "yes"})

    assert "Your answers are saved" in family.title
    assert family.follows("Go on answering now").box(f"{first}.name.name").get("value") == "Ann"


def test_enter_presses_the_main_button(family: Person) -> None:
    """A browser takes the first button of a form."""
    form, _ = family.form("Continue")

    assert not form.every("button")[0].get("name")
    assert form.every("button")[0].words() == "Continue"


def test_a_file_is_kept_shown_and_taken_out_again(papers: Person) -> None:
    papers.sends(plan__files=PLAN)
    assert "Check your answers" in papers.title
    assert "plan.txt" in papers.says

    papers.follows("Change : Add your plans")
    [box] = [one for one in papers.page.every("input") if one.get("type") == "checkbox"]
    papers.sends(**{box.get("name"): box.get("value")})

    assert [lead for _, lead in papers.problems()] == ["plan.files"]
    assert "plan.txt" not in papers.says


def test_a_file_outlives_what_is_wrong_elsewhere_on_its_page(papers: Person) -> None:
    papers.sends(plan__files=PLAN, email__email="me@")
    assert papers.problems()
    assert "plan.txt" in papers.says

    papers.sends(email__email="me@example.org")

    assert "Check your answers" in papers.title
    assert "plan.txt" in papers.says


def test_a_file_of_a_wrong_kind_says_so(papers: Person) -> None:
    papers.sends(plan__files=("plan.exe", b"MZ", "application/pdf"))

    assert papers.answer.status_code == 422
    assert "plan.exe" in papers.says


def test_a_refused_file_is_told_of_once_and_does_not_block_the_way(papers: Person) -> None:
    papers.sends(plan__files=("plan.exe", b"MZ", "application/pdf"))
    [(said, lead)] = papers.problems()
    assert lead == "plan.files" and "plan.exe" in said
    assert not [one for one in papers.everything() if one.get("class") == "kept"], "it is not there to be removed"

    papers.sends(plan__files=PLAN)

    assert "Check your answers" in papers.title
    assert "plan.txt" in papers.says and "plan.exe" not in papers.says


def test_a_good_file_outlives_a_refused_one_beside_it(papers: Person) -> None:
    papers.sends(plan__files=PLAN).follows("Change : Add your plans")
    papers.sends(plan__files=("plan.exe", b"MZ", "application/pdf"))
    assert [one.words().split(" ")[0] for one in papers.everything() if one.get("class") == "kept"] == ["plan.txt"]

    papers.sends()

    assert "Check your answers" in papers.title and "plan.txt" in papers.says


def test_where_one_is_allowed_a_refused_file_takes_no_place(house_of: Callable[..., House]) -> None:
    one = PAPERS.replace("at most: 2, ", "")
    papers = Person(house_of(one + END).browser()).opens(FIRST).sends(place__text="Elm Hill")
    papers.sends(plan__files=PLAN).follows("Change : Add your plans")

    papers.sends(plan__files=("other.pdf", b"no such thing", "application/pdf"))
    assert [lead for _, lead in papers.problems()] == ["plan.files"]
    assert "The file “other.pdf”" in papers.says, "who sees plan.txt listed is told which was refused"
    papers.sends()

    assert "Check your answers" in papers.title and "plan.txt" in papers.says


def test_an_optional_question_goes_on_without_the_file_that_was_refused(house_of: Callable[..., House]) -> None:
    optional = PAPERS.replace("at most: 2", "optional: yes")
    papers = Person(house_of(optional + END).browser()).opens(FIRST).sends(place__text="Elm Hill")
    papers.sends(plan__files=("plan.exe", b"MZ", "application/pdf"))
    assert papers.problems()

    papers.sends()

    assert "Check your answers" in papers.title and "plan.exe" not in papers.says


def test_a_file_that_was_not_kept_is_told_of_where_the_page_comes_again_with_nothing_said(papers: Person) -> None:
    papers.sends("Save and come back later", plan__files=("plan.pdf", b"no such thing", "application/pdf"))
    papers.follows("Go on answering now")
    (kept,) = [one for one in papers.everything() if one.get("class") == "kept"]
    assert kept.words().startswith("plan.pdf") and "It was not kept" in kept.words()
    assert not kept.every("input"), "nobody has to remove what is not there"

    papers.sends(plan__files=PLAN)

    assert "Check your answers" in papers.title and "plan.pdf" not in papers.says


def test_a_virus_found_before_it_is_sent_is_told_of_and_gone_at_the_next_press(house_of: Callable[..., House]) -> None:
    house = house_of(PAPERS + INSPECT + END)
    papers = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill").sends(plan__files=PLAN)
    store = house.office.engine.store
    draft = store.drafts.get(dict(papers.answer.url.params)["draft"])
    assert draft
    [found] = store.files.held("draft", draft.holder)
    store.files.settle(found.id, "infected", "Test.Signature")

    papers.sends("Send")
    [(said, lead)] = papers.problems()
    assert lead == "plan.files" and "contains a virus" in said
    papers.sends(plan__files=("other.txt", b"a wall", "text/plain"))

    assert "Check your answers" in papers.title
    assert "other.txt" in papers.says and "plan.txt" not in papers.says


def test_a_file_in_which_a_virus_was_found_is_asked_for_again(house_of: Callable[..., House]) -> None:
    house = house_of(PAPERS + INSPECT + END)
    somebody = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill").sends(plan__files=PLAN)
    somebody.sends("Send").follows("See how it is going")
    store = house.office.engine.store
    (file,) = store.files.held("case", somebody.reference)
    assert "virus" not in somebody.says

    store.files.settle(file.id, "infected", "Test.Signature")
    somebody.opens(somebody.address)

    assert "We found a virus in “plan.txt”, so we did not open it." in somebody.says


def test_a_file_that_was_added_in_another_browser_belongs_to_the_case_that_is_sent(
    house_of: Callable[..., House],
) -> None:
    house = house_of(PAPERS + INSPECT + END)
    phone = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill")
    phone.sends("Save and come back later", plan__files=PLAN)

    desktop = Person(house.browser()).opens(phone.link)
    reference = desktop.sends("Send").reference

    held = house.office.engine.store.files.held("case", reference)
    assert [one.name for one in held] == [PLAN[0]]
