"""The Streamlit face, held to every kind that is installed: what is drawn can be typed back."""

from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base import Question, Said, Seen
from components.registry import kinds
from screens import answers, at_once, check, sheet

TEAMS = {"national-highways": "National Highways", "norwich": "Norwich City Council"}
SEEN = Seen(date(2027, 3, 1), TEAMS, {"road-owners": tuple(TEAMS)})
ASKING = [kind for kind in kinds().values() if kind.asks]
PLAN = {"id": "f1", "name": "plan.pdf", "size": 9, "type": "application/pdf"}


def drawn(typed: Iterable[tuple[type[Question], Any]], problems: Mapping[str, Any] = MappingProxyType({})) -> AppTest:
    """A page with a sample question of each kind and what was typed into it before."""
    page = AppTest.from_file(Path(__file__).with_name("questions.py"), default_timeout=60)
    questions = list(typed)
    page.session_state["asked"] = [(kind.kind, kind.sample) for kind, _ in questions]
    page.session_state["raw"] = {f"q{number}": raw for number, (_, raw) in enumerate(questions)}
    page.session_state["seen"], page.session_state["problems"] = SEEN, dict(problems)
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("kind", ASKING, ids=lambda kind: str(kind.kind))
def test_what_was_typed_comes_back_from_the_page(kind: type[Question]) -> None:
    told = drawn((kind, raw) for raw, _ in kind.accepts).session_state["told back"]

    question = kind.model_validate(kind.sample)
    assert [question.answer(raw, SEEN) for raw in told.values()] == [answer for _, answer in kind.accepts]


@pytest.mark.parametrize("raw", [None, "nonsense", 7, {"day": ["x"]}, [{"name": "no id"}], [3]], ids=str)
def test_every_kind_is_drawn_whatever_stands_in_the_draft(raw: Any) -> None:
    told = drawn((kind, raw) for kind in kinds().values()).session_state["told back"]

    assert len(told) == len(ASKING)


def test_every_question_stands_on_the_page_in_its_own_words() -> None:
    page = drawn((kind, None) for kind in ASKING)

    words = unescape(" ".join(element.proto.body for element in page.get("html")))

    assert [kind for kind in ASKING if kind.model_validate(kind.sample).asked not in words] == []


def test_a_browser_that_missed_a_drawing_is_told_the_same_by_the_next() -> None:
    """A second click breaks a drawing off, and what was only set in it would never come to the browser."""
    typed: dict[str, Any] = {"text": "before", "long text": "two\nlines", "yes or no": "yes", "country": "France"}
    typed["declaration"] = ["agreed"]
    page = drawn((kinds()[kind], raw) for kind, raw in typed.items())

    page.run()

    assert [one.proto.default for one in (*page.text_input, *page.text_area)] == ["before", "two\nlines"]
    assert [one.options[one.proto.default] for one in (*page.radio, *page.selectbox)] == ["Yes", "France"]
    assert [one.proto.default for one in page.checkbox] == [True]
    assert not page.warning


def test_what_is_changed_on_the_page_is_what_counts() -> None:
    page = drawn([(kinds()["text"], "before")])

    page.text_input[0].set_value("after").run()

    assert page.session_state["told back"] == {"q0": "after"}


def test_a_kept_file_stays_until_it_is_removed() -> None:
    page = drawn([(kinds()["file"], [PLAN])])
    assert page.session_state["told back"] == {"q0": [PLAN]}

    page.checkbox[0].check().run()

    assert page.session_state["told back"] == {"q0": []}


def test_a_refused_file_is_gone_with_the_next_press_and_nobody_has_to_remove_it() -> None:
    page = drawn([(kinds()["file"], [PLAN, PLAN | {"id": "f2", "name": "plan.exe"}])])

    assert [one.key for one in page.checkbox] == ["test.q0.files.remove.f1"]
    assert page.session_state["told back"] == {"q0": [PLAN]}


CHILD = {"#": "a", "name": "Ann", "born": {"day": "1", "month": "3", "year": "2020"}, "toys": []}
BLANK = {"name": "", "born": {"day": "", "month": "", "year": ""}, "toys": []}


def told_back(page: AppTest) -> Any:
    return page.session_state["told back"]["q0"]


def test_a_list_begins_with_one_item_to_fill_in() -> None:
    page = drawn([(kinds()["list"], None)])

    assert told_back(page) == [BLANK | {"#": "k0"}]


def test_an_item_added_has_an_id_of_its_own_and_leaves_its_neighbours() -> None:
    page = drawn([(kinds()["list"], [CHILD])])

    page.button(key="test.q0.items.add").click().run()

    assert told_back(page) == [CHILD, BLANK | {"#": "k0"}]


@pytest.mark.parametrize("name", [check.PROBLEMS, answers.PROBLEMS, sheet.WRONG, at_once.WRONG])
def test_where_an_item_is_added_nothing_is_said_of_those_that_stand_there(name: str) -> None:
    page = drawn([(kinds()["list"], [CHILD])])
    page.session_state[name] = {"q0": ("Enter a date",)}

    page.run()
    assert name in page.session_state
    page.button(key="test.q0.items.add").click().run()

    assert name not in page.session_state


def test_an_item_removed_leaves_its_neighbours_and_its_id_to_nobody() -> None:
    page = drawn([(kinds()["list"], [CHILD, CHILD | {"#": "b", "name": "Bo"}])])

    page.button(key="test.q0.items.remove.a").click().run()
    page.button(key="test.q0.items.add").click().run()

    assert [(item["#"], item["name"]) for item in told_back(page)] == [("b", "Bo"), ("k0", "")]


def test_the_fewest_items_cannot_be_removed_nor_more_than_the_most_be_added() -> None:
    one = drawn([(kinds()["list"], [CHILD])])
    three = drawn([(kinds()["list"], [CHILD | {"#": id} for id in "abc"])])

    assert [button.label for button in one.button] == ["Add toy", "Add another child"]
    assert "Add another child" not in [button.label for button in three.button]


def test_a_list_in_an_item_has_items_of_its_own() -> None:
    page = drawn([(kinds()["list"], [CHILD])])

    page.button(key="test.q0.items.a.toys.items.add").click().run()
    page.text_input(key="test.q0.items.a.toys.items.k0.called.text").set_value("Bear").run()

    assert told_back(page) == [CHILD | {"toys": [{"#": "k0", "called": "Bear"}]}]


def test_a_table_stands_there_whole_and_none_of_its_rows_is_added_or_removed() -> None:
    page = drawn([(kinds()["table"], None)])

    assert [button.label for button in page.button] == []
    assert told_back(page) == [{"#": "rent", "amount": ""}, {"#": "heat", "amount": ""}]


def test_what_is_wrong_with_a_box_of_an_address_stands_at_it() -> None:
    typed = {"line_1": "1 Elm Hill", "line_2": "", "town": "", "county": "", "postcode": "NR3 1HN"}
    page = drawn([(kinds()["address"], typed)], {"q0": [Said("Enter a town or city", "town")]})
    told = [one.proto.body for one in page.get("html") if "Enter a town or city" in one.proto.body]

    assert len(told) == 1, "and not above all five"
    assert 'data-of="st-key-test-q0-address-town"' in told[0]
    assert page.text_input(key="test.q0.address.town").label == "Town or city"
