"""What is said to somebody who left out what has to be answered."""

from datetime import date
from typing import Any

import pytest

from components.base import Problem, Seen
from components.registry import kinds


def said(kind: str, label: str, **settings: Any) -> str:
    question = kinds()[kind].model_validate({"label": label} | settings)
    with pytest.raises(Problem) as refused:
        question.answer(None, Seen(date(2027, 3, 1)))
    return refused.value.said[0].sentence


@pytest.mark.parametrize(
    ("kind", "label", "sentence"),
    [
        ("location", "Where is the pothole?", "Where is the pothole? Enter the street, or words that say where it is"),
        ("yes or no", "is it on a cycle route?", "Is it on a cycle route? Select yes or no"),
        ("name", "Full name", "Enter a name: Full name"),
        ("date", "The day it began.", "Enter a date: The day it began"),
    ],
)
def test_the_question_is_said_before_what_to_do_and_a_name_after_it(kind: str, label: str, sentence: str) -> None:
    assert said(kind, label) == sentence


@pytest.mark.parametrize(("kind", "label"), [("long text", "describe what you saw"), ("photo", "Upload a picture.")])
def test_a_label_that_is_a_request_is_said_by_itself(kind: str, label: str) -> None:
    assert said(kind, label) == f"{label[0].upper()}{label[1:].rstrip('.')}"


@pytest.mark.parametrize(
    ("kind", "label", "sentence"),
    [("postcode", "Postcode", "Enter a postcode"), ("nhs number", "NHS number", "Enter an NHS number")],
)
def test_what_the_kind_says_already_is_not_said_twice(kind: str, label: str, sentence: str) -> None:
    assert said(kind, label) == sentence


def test_a_services_own_words_are_said_in_place_of_ours() -> None:
    assert said("choice", "How deep is it?", options=["Deep"], **{"if empty": "Select how deep it is"}) == (
        "Select how deep it is"
    )
