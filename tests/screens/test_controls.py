"""The Streamlit face, held to every kind that is installed: what is drawn can be typed back."""

from collections.abc import Iterable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base import Question, Seen
from components.registry import kinds

TEAMS = {"national-highways": "National Highways", "norwich": "Norwich City Council"}
SEEN = Seen(date(2027, 3, 1), TEAMS, {"road-owners": tuple(TEAMS)})
ASKING = [kind for kind in kinds().values() if kind.asks]
PLAN = {"id": "f1", "name": "plan.pdf", "size": 9, "type": "application/pdf"}


def drawn(typed: Iterable[tuple[type[Question], Any]]) -> AppTest:
    """A page with a sample question of each kind and what was typed into it before."""
    page = AppTest.from_file(Path(__file__).with_name("questions.py"))
    questions = list(typed)
    page.session_state["asked"] = [(kind.kind, kind.sample) for kind, _ in questions]
    page.session_state["raw"] = {f"q{number}": raw for number, (_, raw) in enumerate(questions)}
    page.session_state["seen"] = SEEN
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
