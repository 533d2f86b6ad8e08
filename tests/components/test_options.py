"""Options as designers write them."""

from datetime import date

import pytest
from pydantic import ValidationError

from components.base import Seen
from components.choice import Choice
from components.choices import Choices
from components.controls import One, Option

SEEN = Seen(today=date(2027, 3, 1))


def test_a_word_alone_is_value_and_label() -> None:
    question = Choice.model_validate({"label": "Depth", "options": ["Deep", {"value": "low", "label": "Shallow"}]})

    assert question.options == (Option("Deep", "Deep"), Option("low", "Shallow"))
    assert question.gives().options == ("Deep", "low")


@pytest.mark.parametrize(("number", "look"), [(15, "radios"), (16, "select")])
def test_many_options_are_a_select(number: int, look: str) -> None:
    question = Choice.model_validate({"label": "Ward", "options": [f"Ward {n}" for n in range(number)]})
    drawn = question.controls(None, SEEN)[0]

    assert isinstance(drawn, One)
    assert drawn.look == look


@pytest.mark.parametrize(
    "options",
    [[], ["Deep", "Deep"], [""], [{"value": "deep"}], [{"value": "a", "label": "A", "colour": "red"}], "Deep"],
)
def test_options_that_cannot_be_told_apart_are_no_question(options: object) -> None:
    with pytest.raises(ValidationError):
        Choice.model_validate({"label": "Depth", "options": options})


def test_choices_left_empty_are_empty_and_not_missing() -> None:
    question = Choices.model_validate({"label": "Seen", "options": ["Smoke"], "optional": "yes"})

    assert question.answer(None, SEEN) == []
    assert question.show([], SEEN) == ["Nothing selected"]
