"""Where a question has several controls, each is told only what is said of it."""

from datetime import date

import pytest

from components.base import Problem, Said, Seen
from components.controls import ID, Block, Group, Items
from components.list import List
from components.registry import kinds
from desk.faces import is_wrong, said_inside, said_to

SEEN = Seen(date(2027, 3, 1))
MARCH = {"day": "1", "month": "3", "year": "2027"}


def test_a_wrong_last_day_marks_no_box_of_the_first() -> None:
    question = kinds()["date range"].model_validate(kinds()["date range"].sample)
    block = Block("stay", question.asked, tuple(question.controls(None, SEEN)))
    with pytest.raises(Problem) as refused:
        question.answer({"first": MARCH, "last": MARCH | {"month": "2"}}, SEEN)

    first, last = (said_to(refused.value.said, control, block) for control in block.controls)

    assert list(first) == []
    [*_, asked] = block.controls
    assert isinstance(asked, Group)
    assert [part.name for part in asked.controls if is_wrong(part, last, asked)] == ["day", "month", "year"]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ({"day": " "}, ["day", "month", "year"]),
        (MARCH | {"day": ""}, ["day"]),
        (MARCH | {"month": "", "year": ""}, ["month", "year"]),
        (MARCH | {"day": "32"}, ["day"]),
        (MARCH | {"month": "Juno"}, ["month"]),
        (MARCH | {"day": "31", "month": "4"}, ["day", "month", "year"]),
        (MARCH | {"day": "32", "month": "13"}, ["day", "month", "year"]),
        (MARCH | {"year": "27"}, ["year"]),
        (MARCH | {"year": "2999"}, ["day", "month", "year"]),
    ],
    ids=str,
)
def test_a_date_is_marked_where_it_is_wrong_and_as_a_whole_where_nobody_can_tell(
    typed: dict[str, str], marked: list[str]
) -> None:
    born = {"type": "memorable date", "label": "Date of birth", "must be": "in the past"}
    settings = {"label": "Your children", "questions": {"name": {"type": "name", "label": "Name"}, "born": born}}
    question = List.model_validate(settings)
    with pytest.raises(Problem) as refused:
        question.answer([{ID: "a", "name": "Ann", "born": typed}], SEEN)
    [items] = question.controls([{ID: "a"}], SEEN)
    assert isinstance(items, Items)
    [_, block] = items.items[0].blocks
    [asked] = block.controls
    assert isinstance(asked, Group)

    told = said_to(said_inside(refused.value.said, items.items[0], block), asked, block)

    assert [part.name for part in asked.controls if is_wrong(part, told, asked)] == marked


def test_a_time_is_not_marked_where_its_date_is_wrong() -> None:
    question = kinds()["date and time"].model_validate({"label": "Start"})
    [asked] = question.controls(None, SEEN)
    assert isinstance(asked, Group)
    with pytest.raises(Problem) as refused:
        question.answer(MARCH | {"day": "31", "month": "2", "time": "2pm"}, SEEN)

    assert [part.name for part in asked.controls if is_wrong(part, refused.value.said, asked)] == [*MARCH]


def test_an_only_control_is_told_everything() -> None:
    question = kinds()["date"].model_validate(kinds()["date"].sample)
    block = Block("born", question.asked, tuple(question.controls(None, SEEN)))

    assert said_to([Said("Wrong", "day"), Said("All wrong")], block.controls[0], block) == [
        Said("Wrong", "day"), Said("All wrong"),
    ]  # fmt: skip
