"""Paper asks what the screens ask, in the same order, and says what is asked only sometimes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components.base import Question, Seen
from components.money import Money
from components.wording import says
from desk import applying, blanks, helping
from desk.only_if import Known, OnlyIf
from desk.play import Player
from desk.views import Applying
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.ports import Blank
from engine.store import Store
from tests.desk.making import Office, office
from tests.engine.making import END, NINE, REPORT
from tests.migrated import database_in
from tests.workflows.services import FILES, SERVICES
from workflows.conditions import parse
from workflows.load import load
from workflows.speaking import voice
from workflows.workflow import Workflow

SHIPPED = {path.stem: load(FILES, path.name) for path in SERVICES}
PRINTED = [name for name, workflow in SHIPPED.items() if blanks.prints(workflow)]
STAFF = Actor("sam", name="Sam Lee", teams=frozenset({"highways"}))
ROAD = """\
- ask: report
  pages:
  - questions:
      seen: {type: yes or no, label: Did you see it}
      what: {type: choices, label: What was there, options: [Hole, {value: sign, label: A broken sign}]}
  - title: The sign
    section: More
    when: what includes "sign"
    questions:
      deep: {type: choice, label: How deep, options: [Deep, {value: flat, label: Not deep}]}
  - section: More
    questions:
      why:
        type: text
        label: Why
        when: seen is no and deep is not one of "Deep", "flat"
      again: {type: text, label: And again, when: why is not missing or what does not include "Hole"}
      many: {type: number, label: How many, optional: yes}
      cost: {type: text, label: What it cost, when: many > 3}
      told: {type: note, label: Thank you}
      said: {type: summary, label: What you said, of: [seen]}
      cars:
        type: list
        label: Cars
        item: car
        questions:
          ours: {type: yes or no, label: Is it yours}
          whose: {type: text, label: Whose, when: ours is no}
          how: {type: text, label: How, when: seen is yes}
      road: {type: text, label: Which road, when: count of cars is 2}
  - when: count of what > 0 or (seen is yes and many <= 2)
    questions:
      name: {type: text, label: Your name, when: many >= 1}
  - questions:
      place: {type: text, label: Where is it}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[applying.Desk]:
    """Every service that ships, published."""
    database = database_in(tmp_path_factory.mktemp("shipped"))
    store = Store(database)
    kept = {f"definitions/{name}": text for name, text in FILES.items()}
    for name in SHIPPED:
        store.versions.publish(name, name, kept, NINE, "sam", "Sam Lee")
    house = next(iter(SHIPPED.values())).organisation
    numbers = iter(range(1, 10_000))
    yield applying.Desk(Engine(store, Library(store, lambda: house)), lambda n: next(numbers).to_bytes(n, "big"))
    database.close()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    offices = []

    def make(steps: str, top: str = "") -> Office:
        offices.append(office(tmp_path, steps, top))
        return offices[-1]

    yield make
    for one in offices:
        one.engine.store.database.close()


def printed(office: Office, language: str = "") -> Blank:
    found = blanks.blank(office.engine, "mend", language)
    assert isinstance(found, Blank), found
    return found


def sometimes(blank: Blank) -> dict[str, str]:
    return {
        f"{one.block.name}.{path}".rstrip("."): said
        for page in blank.pages for one in page.questions for path, said in one.only_if.items()
    }  # fmt: skip


def asked_of(workflow: Workflow) -> dict[str, Question]:
    """What the beginning of a service asks."""
    return {one.id: one.question for one in workflow.first.asked() if one.question.asks}


@pytest.mark.parametrize("service", PRINTED)
def test_staff_type_a_form_in_the_order_in_which_it_is_printed(desk: applying.Desk, service: str) -> None:
    """For every example of the service: what the screen for helping asks of it, paper asks in the same order."""
    workflow, view = SHIPPED[service], helping.begin(desk, "browser", STAFF, service, "letter", NINE)
    paper = blanks.blank(desk.engine, service)
    assert isinstance(view, Applying)
    assert isinstance(paper, Blank)
    shown_ever: set[str] = set()

    for example in workflow.file.examples:
        (step, given), *_ = example.play[0].items()
        raw = Player(workflow, NINE).raw(workflow.first, given, example.place)
        typed = desk.save_whole("browser", view, {**dict.fromkeys(asked_of(workflow)), **raw}, NINE)
        assert isinstance(typed, Applying)
        shown = [one.id for page in typed.pages for one in page.asked if one.question.asks]
        assert step == workflow.first.id
        assert shown == [name for name in blanks.in_order(paper) if name in shown]
        shown_ever |= set(shown)

    assert set(blanks.in_order(paper)) == set(asked_of(workflow)) >= shown_ever


def test_what_is_asked_only_sometimes_says_when_by_the_numbers_and_words_of_the_paper(
    made: Callable[..., Office],
) -> None:
    blank = printed(made(ROAD + END))

    assert [page.only_if for page in blank.pages] == [
        "", "Answer this part only if you ticked “A broken sign” at question 2.", "", "", "",
    ]  # fmt: skip
    assert sometimes(blank) == {
        "why": "Answer this only if you answered “No” to question 1 and your answer to question 3 is not “Deep” or "
        "“Not deep”.",
        "again": "Answer this only if you answered question 4 or you did not tick “Hole” at question 2.",
        "cost": "Answer this only if your answer to question 6 is more than 3.",
        "road": "Answer this only if the number of “Cars” is 2.",
        "name": "Answer this only if you answered question 2 or (you answered “Yes” to question 1 and your answer to "
        "question 6 is 2 or less). Answer this only if your answer to question 6 is 1 or more.",
        "cars.whose": "Answer this only if you answered “No” to “Is it yours”.",
        "cars.how": "Answer this only if you answered “Yes” to question 1.",
    }


def test_what_shows_earlier_answers_is_not_printed_and_what_only_says_something_has_no_number(
    made: Callable[..., Office],
) -> None:
    numbers = [(one.block.name, one.number) for page in printed(made(ROAD + END)).pages for one in page.questions]

    assert numbers[5:9] == [("many", 6), ("cost", 7), ("told", 0), ("cars", 8)]


def test_it_says_what_the_first_page_says(made: Callable[..., Office]) -> None:
    blank = printed(made(REPORT + END, "summary: Tell us about a road\n"))

    assert (blank.title, blank.summary) == ("Mend a road", "Tell us about a road")
    assert blank.council == "Norfolk County Council"
    assert [said for _, said in blank.privacy] == ["Keeping roads safe", "Public task", "3 years after closing"]
    assert blank.at == NINE


@pytest.mark.parametrize("top", ["starts: staff\n", "starts: [highways]\n"])
def test_a_service_that_not_everybody_may_begin_is_not_printed(made: Callable[..., Office], top: str) -> None:
    office = made(REPORT + END, top)

    assert isinstance(blanks.blank(office.engine, "mend"), Refusal)
    assert isinstance(blanks.blank(office.engine, "nothing"), Refusal)


def test_the_first_page_says_whether_it_can_be_printed(made: Callable[..., Office]) -> None:
    office = made(REPORT + END)
    view = applying.Desk(office.engine, office.random).begin("zoe", "mend", NINE)

    assert isinstance(view, Applying)
    assert view.prints


def test_a_guide_is_not_printed() -> None:
    guides = [workflow for workflow in SHIPPED.values() if workflow.guide]

    assert guides
    assert not any(map(blanks.prints, guides))


def test_it_is_printed_in_the_language_of_the_service(made: Callable[..., Office]) -> None:
    office = made(REPORT.replace("label: Name,", 'label: Name, when: place is "Deep",') + END)
    polish = "service: mend\ntitle: Napraw drogę\nsteps: {report: {questions: {place: {label: Gdzie to jest}}}}\n"
    version = office.engine.store.versions.get("mend", 1)
    assert version
    kept = version.files | {"definitions/pl/mend.yaml": polish}
    office.engine.store.versions.publish("mend", "two", kept, NINE, "ada", "Ada Osei")

    found, english = printed(office, "pl"), printed(office, "xx")

    assert (found.language, found.title, english.language, english.title) == ("pl", "Napraw drogę", "en", "Mend a road")
    assert found.pages[0].questions[0].block.label == "Gdzie to jest"
    assert found.ours["one"] == voice("pl").say("Tick one.") != english.ours["one"]
    assert sometimes(found) == {"full_name": "Odpowiedz tylko wtedy, gdy odpowiedź to „Deep” (pytanie 1)."}


def test_a_value_that_decides_is_written_as_the_language_of_the_paper_writes_it() -> None:
    known = {
        name: Known(says("question {number}", number=1), Money(label="Rent")) for name in ("rent", "since", "long")
    }
    only_if = OnlyIf(known, Seen(NINE.date()))

    said = {
        rule: voice("pl").say(only_if.said(parse(rule))).replace("\xa0", " ")
        for rule in ("rent > £16,000", "since is before 1 March 2027", "long >= 1.5")
    }

    assert list(said.values()) == [
        "odpowiedź jest większa niż 16 000 £ (pytanie 1)", "odpowiedź to data przed 1 marca 2027 (pytanie 1)",
        "odpowiedź to 1,5 lub więcej (pytanie 1)",
    ]  # fmt: skip
    assert only_if.said(parse("rent > £16,000")) == "your answer to question 1 is more than £16,000"
