"""A signature: the name is the answer to everybody, and what was drawn is numbers in a box, or nothing."""

from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from components.base import Problem
from components.controls import Words
from components.drawings import MOST, TALL, WIDE, Drawn, as_path, from_path
from components.signature import AGAIN, FOR_ANOTHER, HAND
from components.wording import run
from desk.pictures import image, picture
from desk.spoken import for_templates, spoken
from tests.components.test_every_kind import SEEN, sample
from tests.workflows.conditions_house import CONTEXT
from workflows import conditions
from workflows.conditions.parser import parse as condition
from workflows.filling import Filling, fill
from workflows.templates import parse

QUESTION = sample("signature")
NAMES = {"signed": QUESTION.gives(), "full_name": QUESTION.gives()}
DRAWN = {"value": "Ann Lee", "drawing": HAND}
HOSTILE = [
    "M0 0L1 1", {"x": 1}, 7, True, [7], ["M0 0L1 1"], [["1", "2"]], [[1.0, 2]], [[float("nan"), 1]],
    [[float("inf"), 1]], [[True, False]], [[None, 1]], [[[1, 2], [3, 4]]], [[-1, 0]], [[WIDE + 1, 0]], [[0, TALL + 1]],
    [[10**400, 1]], [[]], [[1]], [[1, 2, 3]], [[0, 0] * (MOST + 1)], [[0, 0]] * (MOST + 1), [[0] * 5_000_000],
    "x" * 10_000_000, ['"><script>canary()</script>'], [{"d": "M0 0"}],
]  # fmt: skip


@pytest.mark.parametrize("drawing", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_drawing_of_ours_is_refused_in_a_sentence_beside_the_box(drawing: Any) -> None:
    with pytest.raises(Problem) as refused:
        QUESTION.answer({"name": "Ann Lee", "drawing": drawing}, SEEN)

    assert [(said.sentence, said.part) for said in refused.value.said] == [(AGAIN, "drawing")]


def test_staff_who_type_it_for_somebody_are_not_told_that_they_sign() -> None:
    seen, means = replace(SEEN, for_another=True), "You agree to our terms."
    asked, theirs = QUESTION, QUESTION.model_copy(update={"means": means})

    assert [one.text for one in asked.controls(None, seen) if isinstance(one, Words)] == [FOR_ANOTHER]
    assert [one.text for one in theirs.controls(None, seen) if isinstance(one, Words)] == [FOR_ANOTHER, means]
    assert FOR_ANOTHER not in [one.text for one in asked.controls(None, SEEN) if isinstance(one, Words)]


def test_as_much_may_be_drawn_as_there_is_room_for() -> None:
    most = [[WIDE, TALL] * (MOST // 2), [0, 0] * (MOST // 2)]

    assert QUESTION.answer({"name": "Ann Lee", "drawing": most}, SEEN) == {"value": "Ann Lee", "drawing": most}


def test_the_name_and_the_drawing_are_both_said_to_be_wrong() -> None:
    with pytest.raises(Problem) as refused:
        QUESTION.answer({"name": "x", "drawing": 7}, SEEN)

    assert [said.part for said in refused.value.said] == ["name", "drawing"]


@pytest.mark.parametrize("answer", ["Ann Lee", DRAWN])
def test_rules_and_wording_read_the_name_whether_it_was_drawn_or_not(answer: Any) -> None:
    answers = {"signed": answer, "full_name": "Ann Lee"}
    for rule in ('signed is "Ann Lee"', "signed is full_name", "signed is not missing"):
        assert conditions.holds(conditions.compile(condition(rule), NAMES), answers, CONTEXT), rule

    filling = Filling(NAMES, answers, CONTEXT, lambda _name, answer: QUESTION.show(answer, SEEN))
    assert fill(parse("Signed by ((signed))"), filling) == "Signed by Ann Lee"


def test_a_path_is_read_back_as_the_strokes_that_it_was_made_of() -> None:
    assert from_path(as_path(HAND)) == HAND
    assert from_path("") == []


@pytest.mark.parametrize(
    "path",
    ["M1 2L3 4", "M1 2L1 2 3", "M1 2", "1 2", "M1 2L1 2Z", "M-1 2L-1 2", "M٣ 2L٣ 2", "M01 2L01 2", "L", "M", "<svg>"],
)
def test_a_path_that_is_not_ours_stays_what_it_is_and_is_refused(path: str) -> None:
    with pytest.raises(Problem):
        QUESTION.answer({"name": "Ann Lee", "drawing": from_path(path)}, SEEN)


@pytest.mark.parametrize("drawn", [picture, image])
def test_a_picture_is_made_of_numbers_and_the_name_is_only_its_words(drawn: Any) -> None:
    say = for_templates("")[0]["say"]
    made = drawn(Drawn('Ann "><script>', [[1, 2, 3, 4]]), say)

    assert isinstance(made, Markup)
    assert "<script" not in made and "Drawn by Ann &#34;&gt;&lt;script&gt;" in made
    assert "M1 2L1 2 3 4" in made.replace("%20", " ")
    assert drawn("Ann Lee", say) == ""


def test_a_picture_is_found_in_what_is_said_of_an_item_of_a_list() -> None:
    line = run(("Ann", run((Drawn("Ann Lee", [[1, 2]]), "12"), "; ")), ": ")

    assert picture(line, for_templates("")[0]["say"]).count("<svg") == 1
    assert spoken(line, "cy") == line
    assert picture(spoken(line, "cy"), for_templates("cy")[0]["say"]).count("<svg") == 1


def test_the_words_beside_a_picture_are_in_the_language_of_the_page() -> None:
    assert "Lluniwyd gan Ann Lee" in for_templates("cy")[0]["picture"](Drawn("Ann Lee", [[1, 2]]))
