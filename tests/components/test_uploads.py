"""Files as questions take them: each once, and by endings of which some may be of the past."""

from datetime import date

import pytest

from components.base import Problem, Seen
from components.controls import File
from components.file import Files
from components.photo import HOLE, Photo
from components.uploads import TYPES, fits

SEEN = Seen(date(2027, 3, 1))
PLAN = {"id": "f1", "name": "plan.gif", "size": 1200, "type": "image/gif"}


def test_a_file_that_is_named_twice_is_one() -> None:
    assert Photo(label="Add a photo").read([HOLE, HOLE], SEEN) == [HOLE]


def test_spaces_around_a_name_are_nothing_to_a_question_nor_to_what_is_listed_of_it() -> None:
    spaced = HOLE | {"name": f" {HOLE['name']}\u00a0"}

    assert Photo(label="Add a photo").read([spaced], SEEN) == [HOLE]
    assert fits(spaced, [".jpg"], 10_000_000)
    assert not fits(spaced, [".pdf"], 10_000_000)


def test_an_ending_that_cannot_be_looked_into_is_told_by_its_word_and_the_question_is_there_all_the_same() -> None:
    question = Files.model_validate({"label": "Add your plan", "endings": [".gif", "PDF"]})

    assert question.outdated().keys() == {"endings"}
    assert question.outdated()["endings"].startswith('".gif" cannot be accepted: .pdf, ')
    assert question.read([PLAN], SEEN) == [PLAN], "as it was given while that was taken"


def test_nothing_is_said_of_the_endings_that_can_be() -> None:
    assert Files.model_validate({"label": "Add your plan", "endings": list(TYPES)}).outdated() == {}


def test_where_none_of_them_can_be_looked_into_whatever_can_is_taken() -> None:
    question = Files.model_validate({"label": "Add your plan", "endings": [".gif"]})
    (control,) = question.controls(None, SEEN)

    assert isinstance(control, File) and control.accept == (".gif", *TYPES)
    assert question.read([PLAN | {"name": "plan.pdf"}], SEEN)
    with pytest.raises(Problem):
        question.read([PLAN | {"name": "plan.exe"}], SEEN)
