"""Options that another system keeps: selected while it answers, typed while it does not, kept as they were chosen."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base import Problem, Seen
from components.choice import Choice
from components.choices import Choices
from components.controls import Many, One, Option, Text

PARISH = Choice.model_validate({"label": "Which parish?", "options": {"from": "parishes"}})
ACLE = {"value": "E1", "label": "Acle"}


class Known:
    def __init__(self, *options: Option) -> None:
        self.known = options

    def options(self, name: str) -> tuple[Option, ...] | None:
        return self.known if name == "parishes" and self.known else None


SEEN = Seen(date(2027, 3, 1), lists=Known(Option("E1", "Acle"), Option("Alby", "Alby")))
DOWN = replace(SEEN, lists=Known())


def control(raw: Any, seen: Seen = SEEN) -> Any:
    return PARISH.controls(raw, seen)[0]


def test_it_is_selected_from_the_list() -> None:
    assert isinstance(control(None), One)
    assert [one.label for one in control(None).options] == ["Acle", "Alby"]
    assert PARISH.answer(control(None).options[0].value, SEEN) == ACLE
    assert PARISH.show(ACLE, SEEN) == ["Acle"]


def test_where_nobody_answers_it_is_typed_and_where_words_are_the_value_it_is_the_same_answer() -> None:
    assert isinstance(control(None, DOWN), Text)
    assert PARISH.answer("Alby", DOWN) == PARISH.answer(control(None).options[1].value, SEEN)


def test_nothing_that_reads_an_answer_asks_another_system() -> None:
    assert PARISH.answer(control(None).options[0].value, replace(SEEN, lists=None)) == ACLE


def test_what_was_chosen_stays_whatever_the_list_says_now() -> None:
    raw = PARISH.write({"value": "E9", "label": "Gone"})

    assert [one.label for one in control(raw).options] == ["Acle", "Alby", "Gone"]
    assert [one.label for one in control(raw, DOWN).options] == ["Gone"]
    assert PARISH.answer(raw, SEEN) == {"value": "E9", "label": "Gone"}


def test_what_was_typed_can_be_changed_while_nobody_answers() -> None:
    assert isinstance(control("Alby", DOWN), Text)


@pytest.mark.parametrize("written", ["Acle", {"value": "E1", "label": "Acle"}])
def test_an_example_writes_what_was_typed_or_what_was_chosen(written: Any) -> None:
    answer = PARISH.told(written, DOWN)

    assert answer is not None
    assert answer["label"] == "Acle"
    assert answer["value"] == ("Acle" if written == "Acle" else "E1")


def test_what_is_too_long_is_told() -> None:
    with pytest.raises(Problem, match="200 characters or less"):
        PARISH.answer("x" * 201, SEEN)


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_answer_reads_as_itself_when_it_is_changed(value: str, label: str) -> None:
    try:
        answer = PARISH.answer(PARISH.write({"value": value, "label": label}), SEEN)
    except Problem:
        return
    assert PARISH.answer(PARISH.write(answer), SEEN) == answer


@given(st.text() | st.recursive(st.text(), lambda inside: st.lists(inside, max_size=3)).map(str))
def test_whatever_is_typed_is_an_answer_or_a_sentence(words: str) -> None:
    try:
        answer = PARISH.answer(words, SEEN)
    except Problem as problem:
        assert problem.said[0].sentence
    else:
        assert PARISH.answer(PARISH.write(answer), SEEN) == answer


def test_to_a_rule_its_value_is_text_that_nobody_knows() -> None:
    assert (PARISH.gives().name, PARISH.gives().options) == ("text", ())


PARISHES = Choices.model_validate({"label": "Which parishes?", "options": {"from": "parishes"}})
BOTH = [ACLE, {"value": "Alby", "label": "Alby"}]


def several(raw: Any, seen: Seen = SEEN) -> Any:
    return PARISHES.controls(raw, seen)[0]


def test_several_are_selected_from_the_list() -> None:
    shown = several(None)

    assert isinstance(shown, Many)
    assert PARISHES.answer([one.value for one in shown.options], SEEN) == BOTH
    assert PARISHES.show(BOTH, SEEN) == ["Acle", "Alby"]


def test_where_nobody_answers_each_is_typed_on_a_line_and_once() -> None:
    shown = several(None, DOWN)

    assert isinstance(shown, Text) and shown.lines > 1
    assert shown.hint == "Write each on a line of its own."
    assert PARISHES.answer(" Alby\n\nAcle\nAlby\n", DOWN) == [BOTH[1], {"value": "Acle", "label": "Acle"}]
    assert isinstance(several("Alby", SEEN), Text), "what is being typed is changed where it was typed"


def test_several_that_were_chosen_stay_whatever_the_list_says_now() -> None:
    raw = PARISHES.write([*BOTH, {"value": "E9", "label": "Gone"}])

    assert [one.label for one in several(raw).options] == ["Acle", "Alby", "Gone"]
    assert [one.label for one in several(raw, DOWN).options] == ["Acle", "Alby", "Gone"]
    assert PARISHES.answer(raw, DOWN) == [*BOTH, {"value": "E9", "label": "Gone"}]


@pytest.mark.parametrize("raw", [[1], [""], [["Acle"]], {"Acle": "Acle"}, ["x" * 201], ["Acle"] * 1_001])
def test_what_is_none_of_several_is_told(raw: Any) -> None:
    with pytest.raises(Problem):
        PARISHES.answer(raw, SEEN)


def test_an_example_writes_several() -> None:
    assert PARISHES.told([ACLE, "Alby"], DOWN) == BOTH


def test_left_out_where_they_may_be_several_are_none_and_not_missing() -> None:
    optional = PARISHES.model_copy(update={"optional": True})

    assert optional.answer("", DOWN) == optional.answer([], SEEN) == []
    assert optional.show([], SEEN) == ["Nothing selected"]


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_several_read_as_themselves_when_they_are_changed(labels: list[str]) -> None:
    try:
        answer = PARISHES.answer(labels, SEEN)
    except Problem:
        return
    assert PARISHES.answer(PARISHES.write(answer), SEEN) == answer
