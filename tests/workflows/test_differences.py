"""What only goes by another name is told as that, and once, however often it is named."""

import pytest

from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows.changes import changes
from workflows.differences import Texts, differences
from workflows.load import load
from workflows.renaming import rename


def texts(text: str) -> Texts:
    return Texts({"organisation.yaml": ORGANISATION, NAME: text}, NAME)


def renamed(*names: tuple[str, str, str], text: str = ROAD) -> str:
    for old, new, sort in names:
        text = rename(texts(text).files, NAME, old, new, sort).files[NAME]
    return text


@pytest.mark.parametrize(
    ("old", "new", "sort", "told"),
    [
        ("found", "seen", "answer", "The question found is called seen now"),
        ("inspect", "look", "step", "The step inspect is called look now"),
        ("answer", "reply", "message", "The letter answer is called reply now"),
        ("mended", "done", "outcome", "The outcome mended is called done now"),
    ],
)
def test_another_name_is_one_change(old: str, new: str, sort: str, told: str) -> None:
    other = renamed((old, new, sort))

    assert differences(texts(ROAD), texts(other)) == (told,)
    assert len(changes(load(*texts(ROAD)), load(*texts(other)))) > 1


def test_several_names_and_what_else_is_different_are_told_beside_one_another() -> None:
    other = renamed(("found", "seen", "answer"), ("inspect", "look", "step"), ("mended", "done", "outcome"))
    other = other.replace("due: 10 working days", "due: 5 working days")

    assert differences(texts(ROAD), texts(other)) == (
        "The question found is called seen now",
        "The outcome mended is called done now",
        "The step inspect is called look now",
        "Inspect the road is due 5 working days sooner: within 5 working days",
    )


def test_a_question_that_asks_something_else_is_another_question() -> None:
    other = renamed(("found", "seen", "answer")).replace("label: What did you find?", "label: What did you see?")
    told = differences(texts(ROAD), texts(other))

    assert "A new question in Inspect the road: What did you see?" in told
    assert not any("is called" in one for one in told)


def test_where_two_are_alike_neither_is_taken_for_the_other() -> None:
    two = ("    found:\n", "    {}:\n      type: text\n      label: What is there?\n      optional: yes\n    found:\n")
    old = ROAD.replace(two[0], two[1].format("first"), 1)
    new = ROAD.replace(two[0], two[1].format("second"), 1).replace(two[0], two[1].format("third"), 1)

    assert not any("is called" in one for one in differences(texts(old), texts(new)))
    assert differences(texts(old), texts(old.replace("first", "second"))) == (
        "The question first is called second now",
    )


def test_nothing_is_told_of_the_same_text() -> None:
    assert differences(texts(ROAD), texts(f"# Ours\n{ROAD}")) == ()
