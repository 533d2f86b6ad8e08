"""A number is the same whatever stands between its characters, seen or unseen."""

from datetime import date
from typing import Any

import pytest

from components.base import Problem, Question, Seen
from components.registry import kinds
from components.together import seen_only, together

SEEN = Seen(today=date(2027, 3, 1))
#: Kinds that ask for a number or a code in one box, and one that is right.
NUMBERS = {
    "national insurance number": "JG123456C",
    "nhs number": "9434765919",
    "unique pupil number": "B801200005001",
    "company number": "SC123456",
    "vat number": "980780684",
    "vehicle registration": "AB51ABC",
    "driving licence number": "MORGA657054SM9IJ",
    "uprn": "100023336956",
    "national grid reference": "TG231088",
}


def asked(kind: str) -> Question:
    return kinds()[kind].model_validate(kinds()[kind].sample)


@pytest.mark.parametrize("between", [" ", "-", "\u00a0", "\u2011", "–", "\u200b", "\u00ad", "\t"], ids=ascii)
@pytest.mark.parametrize(("kind", "number"), NUMBERS.items())
def test_what_stands_between_is_left_away(kind: str, number: str, between: str) -> None:
    assert asked(kind).answer(between.join(number), SEEN) == number


@pytest.mark.parametrize(("kind", "number"), NUMBERS.items())
def test_small_and_wide_letters_are_the_same(kind: str, number: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)

    assert asked(kind).answer(wide, SEEN) == number
    assert asked(kind).answer(number.lower(), SEEN) == number


@pytest.mark.parametrize(("kind", "number"), NUMBERS.items())
def test_a_wrong_last_character_or_ten_too_many_are_refused(kind: str, number: str) -> None:
    for slip in (f"{number[:-1]}!", f"{number}0000000000"):
        with pytest.raises(Problem):
            asked(kind).answer(slip, SEEN)


def test_what_cannot_be_seen_is_left_away_and_no_more() -> None:
    assert seen_only(" \u200bann@example.org\ufeff ") == "ann@example.org"
    assert together("nr1\u00a01-aa") == "NR11AA"


@pytest.mark.parametrize(("kind", "raw", "answer"), [
    ("email", "\u200bann@example.org", "ann@example.org"),
    ("postcode", "NR1\u200b 1AA", "NR1 1AA"),
    ("phone", "\u202a01603 222222\u202c", "+441603222222"),
    ("charity number", "234567\u20111", "234567-1"),
])  # fmt: skip
def test_what_was_copied_along_does_no_harm(kind: str, raw: str, answer: Any) -> None:
    assert asked(kind).answer(raw, SEEN) == answer


def test_a_name_of_nothing_that_can_be_seen_is_left_out() -> None:
    with pytest.raises(Problem, match="Enter a name"):
        asked("name").answer("\u200b\u200f ", SEEN)


def test_a_joiner_inside_a_name_is_kept() -> None:
    assert asked("name").answer("علی\u200cرضا", SEEN) == "علی\u200cرضا"
