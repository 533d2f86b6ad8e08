"""The languages that people may select."""

import pytest

from components.controls import One
from components.language import NONE, SIGNED, Language, names
from tests.components.test_every_kind import SEEN

QUESTION = Language(label="Which language do you speak?")


@pytest.mark.parametrize("name", [
    "English", "Welsh", "Scottish Gaelic", "Irish", "Cornish", "Scots", "Polish", "Lithuanian", "Portuguese", "Urdu",
    "Punjabi", "Bangla", "Romanian", "Cantonese", "Dari", "Pashto", "Tigrinya", "Twi", "Romany", *SIGNED,
])  # fmt: skip
def test_what_is_spoken_and_signed_here_is_on_the_list(name: str) -> None:
    assert name in names()


@pytest.mark.parametrize(
    "name", ["Klingon", "Old English", "Unknown language", "Multiple languages", "British English"]
)
def test_what_nobody_grew_up_with_is_not_on_the_list(name: str) -> None:
    assert name not in names()


def test_every_language_stands_once_in_the_order_of_the_alphabet() -> None:
    assert len(set(names())) == len(names())
    assert names().index("Maltese") < names().index("Māori") < names().index("Mari") < names().index("Polish")


def test_a_language_is_found_by_what_people_here_call_it() -> None:
    (control,) = QUESTION.controls(None, SEEN)

    assert isinstance(control, One)
    assert {"Persian (Farsi)", "Bangla (Bengali)"} <= {option.label for option in control.options}
    assert QUESTION.answer("Persian", SEEN) == "Persian"


def test_a_rule_knows_every_language() -> None:
    assert QUESTION.gives().options == names()
    assert not NONE & set(names())
