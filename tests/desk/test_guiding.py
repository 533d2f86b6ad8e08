"""A guide is answered page by page; the answers stand in its address, and nowhere else."""

import json
from pathlib import Path

import pytest

from desk.applying import Desk
from desk.guiding import LONGEST, Guide, Guided, guide_of
from engine.commands import Actor, Open, Problems, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from tests.engine.making import NINE
from tests.migrated import database_in
from tests.workflows.services import ORGANISATION
from workflows.load import examine, load

NAME = "find-the-owner.yaml"
TEXT = """\
service: find-the-owner
title: Find the owner
owner: highways
law: {basis: none, checked: no}
steps:
- ask: road
  questions:
    sort: {type: choice, label: What is it, options: [Lane, Drive, Bridge]}
    name: {type: text, label: What is it called, limit: 5000, optional: yes}
    width:
      type: number
      label: How wide is it
      when: sort is "Lane"
    words: {type: note, label: Nearly done}
- end: yours
  when: sort is "Drive"
- ask: sure
  title: Are you sure
  pages:
  - title: Look again
    questions:
      sure: {type: yes or no, label: Are you sure}
      since: {type: date, label: Since when, when: sure is yes}
- branch:
  - when: sure is no
    then:
    - go to: road
- end: ours
outcomes:
  yours: {title: It is yours, body: Mend the ((sort)).}
  ours: {title: It is ours}
"""


def made(text: str = TEXT) -> Guide:
    workflow = load({"organisation.yaml": ORGANISATION, NAME: text}, NAME)
    return Guide(workflow, workflow.organisation)


@pytest.fixture
def guide() -> Guide:
    return made()


def fill(guide: Guide, *raws: dict[str, object], kept: str = "", at: str = "") -> Guided:
    view = guide.view(kept, at, NINE)
    for raw in raws:
        turned = guide.answer(view, raw, NINE)
        assert isinstance(turned, Guided), turned
        view = turned
    return view


LANE = ({"sort": "Lane"}, {"name": ""}, {"width": "3"}, {})
DRIVE = ({"sort": "Drive"}, {"name": "Mill Drive"}, {})


def test_the_first_page_is_asked_first_and_nothing_is_kept(guide: Guide) -> None:
    view = guide.view("", "", NINE)

    assert (view.at, view.back, view.kept, view.answers) == ("road.1.0", "", "", ())


def test_answers_lead_to_their_own_questions_and_to_an_outcome(guide: Guide) -> None:
    assert fill(guide, *LANE[:2]).at == "road.1.2"
    assert fill(guide, *LANE).at == "sure.1.0"
    end = fill(guide, *DRIVE)
    assert (end.page, end.outcome, end.heading, end.body) == (None, "yours", "It is yours", "Mend the Drive.")


def test_what_is_not_acceptable_is_said_and_leads_nowhere(guide: Guide) -> None:
    view = fill(guide, *LANE[:2])

    wrong = guide.answer(view, {"width": "wide"}, NINE)

    assert isinstance(wrong, Problems) and list(wrong.by_question) == ["width"]


def test_the_address_alone_brings_somebody_back_to_where_they_were(guide: Guide) -> None:
    for raws in (LANE[:1], LANE[:3], LANE, DRIVE):
        view = fill(guide, *raws)
        assert guide.view(view.kept, view.at, NINE) == view


def test_the_end_tells_every_answer_and_the_page_to_change_it(guide: Guide) -> None:
    answers = fill(guide, {"sort": "Drive"}, {"name": ""}, {}).answers

    assert [(one.label, one.lines, one.at) for one in answers] == [
        ("What is it", ("Drive",), "road.1.0"), ("What is it called", (), "road.1.1"),
    ]  # fmt: skip


def test_a_changed_answer_keeps_the_later_ones_that_are_still_asked(guide: Guide) -> None:
    end = fill(guide, *LANE, {"sure": "yes"}, {"sure": "yes", "since": {"day": "1", "month": "2", "year": "2027"}})
    assert end.outcome == "ours"

    same = fill(guide, {"name": "Mill Lane"}, kept=end.kept, at="road.1.1")
    other = fill(guide, {"sort": "Drive"}, kept=end.kept, at="road.1.0")

    assert same.outcome == "ours"
    assert other.outcome == "yours"
    assert "width" not in other.kept and "sure" not in other.kept


def test_a_page_to_change_shows_what_was_answered_and_leads_back_to_the_one_before(guide: Guide) -> None:
    view = fill(guide, kept=fill(guide, *DRIVE).kept, at="road.1.1")

    assert view.page is not None and view.page.raw == {"name": "Mill Drive"}
    assert view.back == "road.1.0"


def test_nobody_is_led_past_a_question_that_is_not_answered(guide: Guide) -> None:
    assert guide.view("", "road.1.1", NINE).at == "road.1.0"
    assert guide.view("", "sure.1.0", NINE).at == "road.1.0"


def test_a_way_back_asks_again_with_what_was_answered(guide: Guide) -> None:
    view = fill(guide, *LANE, {"sure": "no"})

    assert view.at == "road.2.0"
    assert view.page is not None and view.page.raw == {"sort": "Lane"}
    assert fill(guide, *DRIVE, kept=view.kept).outcome == "yours"


def test_a_question_that_its_neighbour_brings_up_is_asked_on_the_same_page(guide: Guide) -> None:
    view = fill(guide, *LANE, {"sure": "yes"})

    assert view.at == "sure.1.0"
    assert view.page is not None and [one.id for one in view.page.asked] == ["sure", "since"]
    assert view.page.raw == {"sure": "yes"}


def test_where_no_way_fits_there_is_an_end_without_an_outcome() -> None:
    gap = TEXT.replace("- end: ours\n", '- branch:\n  - {when: width > 9, then: [{end: ours}]}\n'
                       '  - {when: width > 5, then: [{end: yours}]}\n- end: ours\n')  # fmt: skip
    workflow = examine({"organisation.yaml": ORGANISATION, NAME: gap}, NAME).built
    assert workflow is not None
    date = {"day": "1", "month": "2", "year": "2027"}

    end = fill(Guide(workflow, workflow.organisation), *LANE, {"sure": "yes"}, {"sure": "yes", "since": date})

    assert (end.page, end.outcome, end.heading) == (None, "", "")
    assert [one.label for one in end.answers][-1] == "Since when"


@pytest.mark.parametrize(
    "kept",
    [
        "{", "[]", "7", "null", "[" * 5_500, '{"road.1": 7}', '{"road.1": {"sort": ["Lane"]}}', "9" * 5_500,
        '{"road.1": {"sort": {"a": NaN}}}', '{"sure.1": {"sure": "no"}}', '{"road.1": {"sort": "Castle"}}',
    ],
)  # fmt: skip
def test_an_address_that_somebody_made_up_leads_to_the_first_page(guide: Guide, kept: str) -> None:
    view = guide.view(kept, "", NINE)

    assert (view.at, view.kept) == ("road.1.0", "")
    assert view.page is not None and view.page.raw == {}


def test_answers_too_long_for_an_address_are_refused_in_words(guide: Guide) -> None:
    long = guide.answer(fill(guide, {"sort": "Drive"}), {"name": "ż" * (LONGEST // 6)}, NINE)

    assert isinstance(long, Problems)
    assert long.by_question["name"][0].sentence.startswith("Your answers are too long for this guide")


def test_what_the_address_keeps_is_what_was_typed_and_no_more(guide: Guide) -> None:
    kept = fill(guide, {"sort": "Drive", "colour": "red"}, {"name": "Mill Drive"}).kept

    assert json.loads(kept) == {"road.1": {"sort": "Drive", "name": "Mill Drive"}}


# Beside the services that keep cases


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    kept = {"definitions/organisation.yaml": ORGANISATION, f"definitions/{NAME}": TEXT}
    store.versions.publish("find-the-owner", "one", kept, NINE, "ada", "Ada Osei")
    return Desk(Engine(store, Library(store, lambda: made().house)), lambda size: bytes(size))


def test_a_guide_is_listed_as_something_to_find_out(desk: Desk) -> None:
    assert [(card.id, card.guide) for card in desk.services(None)] == [("find-the-owner", True)]
    assert isinstance(guide_of(desk.engine.library, "find-the-owner", None), Guide)
    assert guide_of(desk.engine.library, "find-another", None) is None


def test_nothing_makes_a_draft_or_a_case_of_a_guide(desk: Desk) -> None:
    opened = Open(Actor("anna", "applicant"), NINE, "find-the-owner", 1, "-1", {"sort": "Drive"}, "token")

    assert desk.begin("anna", "find-the-owner", NINE) == Refusal("This service is a guide: it keeps nothing")
    assert desk.engine.do(opened) == Refusal("This service is a guide: it keeps nothing")


def test_a_guide_for_staff_is_read_by_staff_alone(desk: Desk) -> None:
    workflow = load({"organisation.yaml": ORGANISATION, NAME: TEXT.replace("law:", "starts: staff\nlaw:")}, NAME)
    marta = Actor("marta", name="Marta", teams=frozenset({"highways"}))

    class Staffed(Library):
        def latest(self, service: str) -> tuple[int, object]:  # type: ignore[override]
            return 2, workflow

    library = Staffed(desk.engine.store, lambda: workflow.organisation)
    assert isinstance(guide_of(library, "find-the-owner", None), Refusal)
    read = guide_of(library, "find-the-owner", marta)
    assert isinstance(read, Guide) and fill(read, *LANE).at == "sure.1.0"


def test_a_guide_is_read_in_another_language_and_its_answers_stay(guide: Guide) -> None:
    welsh = "service: find-the-owner\ntitle: Dod o hyd i'r perchennog\noutcomes:\n  yours: {title: Chi sydd biau hi}\n"
    workflow = load({"organisation.yaml": ORGANISATION, NAME: TEXT, f"cy/{NAME}": welsh}, NAME)
    told = Guide(workflow, workflow.organisation)
    kept = fill(guide, *DRIVE).kept

    end = told.view(kept, "", NINE, "cy")

    assert (end.language, end.title, end.heading) == ("cy", "Dod o hyd i'r perchennog", "Chi sydd biau hi")
    assert end.languages == (("en", "English"),)
    assert end.kept == kept
