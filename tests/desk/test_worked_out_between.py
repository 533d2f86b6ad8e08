"""What is worked out between questions: it heads its page, and stands beside the answers that it comes from."""

from pathlib import Path

from components.controls import Words
from desk.applying import Desk as Applicants
from desk.faces import block_of, heading_of
from desk.views import Applying, Section
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE
from web.plain.drawing import drawn

ASKS = """\
- ask: report
  questions:
    place: {type: text, label: Where is it}
    rent: {type: money, label: Your rent}
    heating: {type: money, label: Your heating, sensitive: HOW}
    in_all: {type: working out, label: What you pay in all, value: rent + heating}
    full_name: {type: name, label: Your name, optional: yes}
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
    by_then: {type: working out, label: What day it is, value: today + 1 day}
"""
TYPED = {"place": "Elm Hill", "rent": "400", "heating": "50"}


def made(folder: Path, sensitive: str = "no") -> Office:
    return office(folder, ASKS.replace("HOW", sensitive) + INSPECT + END)


def applying(here: Office) -> tuple[Applicants, Applying]:
    desk = Applicants(here.engine, here.random)
    view = desk.begin("anna", "mend", NINE)
    for page in ({name: typed} for name, typed in TYPED.items()):
        assert isinstance(view, Applying)
        saved = desk.save("anna", view, page, NINE)
        assert isinstance(saved, Applying)
        view = saved
    assert isinstance(view, Applying)
    return desk, view


def lines(sections: tuple[Section, ...]) -> dict[str, tuple[str, ...]]:
    return {line.label: line.lines for section in sections for line in section.lines}


def test_its_page_is_headed_by_its_label_with_the_sum_below(tmp_path: Path) -> None:
    _, view = applying(made(tmp_path))
    assert view.page is not None
    heading = heading_of(view.page, view.title)
    (control,) = block_of(view.page.asked[0], None, view.seen).controls
    html = str(drawn(view.page.asked, {}, view.seen, {}, alone=heading[1]))

    assert heading == ("What you pay in all", True)
    assert control == Words("", "What you pay in all", "£450")
    assert '<h1 class="asks">What you pay in all</h1>' in html
    assert '<p class="shows">£450</p>' in html


def test_check_your_answers_shows_it_with_nothing_to_change(tmp_path: Path) -> None:
    desk, view = applying(made(tmp_path))
    for _ in range(5):
        answer = desk.save("anna", view, {}, NINE)
        assert isinstance(answer, Applying)
        view = answer
    worked = [line for section in view.check for line in section.lines if line.answer == "in_all"]

    assert [(line.lines, line.asked) for line in worked] == [(("£450",), False)]


def test_the_case_shows_it_but_not_what_the_day_would_change(tmp_path: Path) -> None:
    here = made(tmp_path)
    case = here.case(ADA, here.begin("AAA-1", **TYPED))

    assert lines(case.sections)["What you pay in all"] == ("£450",)
    assert "What day it is" not in lines(case.sections)


def test_what_comes_from_a_sensitive_answer_is_not_shown_beside_it(tmp_path: Path) -> None:
    here = made(tmp_path, "yes")
    shown = lines(here.case(ADA, here.begin("AAA-1", **TYPED)).sections)

    assert not shown.get("Your heating")
    assert "What you pay in all" not in shown
