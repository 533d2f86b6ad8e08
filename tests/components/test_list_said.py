"""What is said of an item of a list names the item, and its question where the sentence does not."""

from datetime import date
from typing import Any

import pytest

from components.base import Problem, Question, Seen
from components.registry import kinds
from desk.spoken import said as spoken

SEEN = Seen(date(2027, 3, 1))
LENGTH = {"type": "number", "label": "How long is it, in metres?", "decimals": 1}
WIDTH = {"type": "number", "label": "Width"}
TOYS = {"type": "list", "label": "Toys", "item": "toy", "optional": True, "questions": {"width": WIDTH}}


def listing(**more: Any) -> Question:
    questions = {"length": LENGTH, "width": WIDTH | {"optional": True}, "toys": TOYS}
    settings = {"label": "Which structures are there?", "item": "structure", "questions": questions}
    return kinds()["list"].model_validate(settings | more)


def told(question: Question, raw: Any, language: str = "") -> list[str]:
    with pytest.raises(Problem) as problem:
        question.answer(raw, SEEN)
    return [one.sentence for one in spoken({"it": problem.value.said}, language)["it"]]


def test_a_sentence_that_does_not_name_its_question_has_it_before() -> None:
    [said] = told(listing(), [{"#": "a", "length": "long"}])

    assert said.startswith("Structure 1, How long is it, in metres?: Your answer must be a number")


def test_a_sentence_that_names_its_question_says_it_once() -> None:
    assert told(listing(), [{"#": "a", "length": "1", "width": "wide"}])[0].startswith("Structure 1: Width must be")
    assert told(listing(), [{"#": "a", "width": "1"}])[0].startswith("Structure 1: How long is it, in metres? Enter")


def test_a_list_in_a_list_names_its_own_item() -> None:
    [said] = told(listing(), [{"#": "a", "length": "1", "toys": [{"#": "b", "width": "wide"}]}])

    assert said.startswith("Structure 1: Toy 1: Width must be")


def test_an_item_that_stands_there_empty_is_to_be_answered_and_none_is_to_be_added() -> None:
    assert told(listing(), [{"#": "a", "length": ""}]) == ["Answer the questions about structure 1"]
    assert told(listing(item="konstrukcja"), [{"#": "a"}], "pl") == ["Odpowiedz na pytania: konstrukcja 1"]
    assert told(listing(), []) == ["Which structures are there? Add at least one"]
    assert listing(optional=True).answer([{"#": "a"}], SEEN) == []
