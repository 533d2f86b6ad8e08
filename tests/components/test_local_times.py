"""Months and times of the day are read as the language of the page writes them; English stays as it is."""

from datetime import date

import pytest

from components.base import Problem, Seen
from components.date import Date
from components.date_and_time import DateAndTime
from components.date_range import DateRange
from components.local_times import has_24_hours, month_in
from components.memorable_date import MemorableDate
from components.month import Month
from components.time import Time
from workflows.speaking import voice

TODAY = date(2027, 3, 1)


def seen(language: str) -> Seen:
    return Seen(TODAY, language=language)


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("pl", "maj", 5), ("pl", "maja", 5), ("pl", "sty", 1), ("pl", "Wrzesień", 9), ("pl", "wrzesien", 9),
        ("pl", "lis", 11), ("pl", "lip", 7), ("cy", "Mai", 5), ("cy", "Ionawr", 1), ("cy", "rhag", 12),
        ("lt", "gegužės", 5), ("lt", "rugp.", 8), ("pt", "março", 3), ("pt", "Marco", 3),
        ("lt", "rug", 0), ("pl", "ma", 0), ("cy", "maj", 0), ("", "maj", 0), ("zz", "maj", 0), ("pl", "", 0),
    ],
)  # fmt: skip
def test_a_month_is_known_by_its_name_or_by_enough_of_it(language: str, typed: str, number: int) -> None:
    assert month_in(language, typed) == number


def test_every_question_of_a_date_takes_a_month_of_its_page_and_one_in_english() -> None:
    polish = seen("pl")
    boxes = {"day": "3", "month": "maj", "year": "2026"}

    assert Date(label="Start").read(boxes, polish) == "2026-05-03"
    assert Date(label="Start").read(boxes | {"month": "may"}, polish) == "2026-05-03"
    assert Date(label="Start").read({"day": "3 maja 2026"}, polish) == "2026-05-03"
    assert MemorableDate(label="Born").read(boxes, polish) == "2026-05-03"
    assert Month(label="From").read({"month": "maja", "year": "2026"}, polish) == "2026-05"
    assert DateRange(label="When").read({"first": boxes, "last": boxes}, polish)["last"] == "2026-05-03"
    assert DateAndTime(label="When").read(boxes | {"time": "9:30"}, polish) == "2026-05-03T09:30"
    with pytest.raises(Problem, match="must be a real date"):
        Date(label="Start").read(boxes, seen(""))


@pytest.mark.parametrize("typed", ["9:30", "9.30", "09:30", "9h30", "0930", "9:30am"])
@pytest.mark.parametrize("language", ["pl", "lt", "pt", "pt-br", "fr"])
def test_where_a_day_has_24_hours_no_half_of_it_is_asked_for(language: str, typed: str) -> None:
    assert Time(label="Start").read(typed, seen(language)) == "09:30"


def test_an_hour_alone_is_one_of_24_and_a_half_that_is_said_counts() -> None:
    assert [Time(label="Start").read(typed, seen("pl")) for typed in ("9", "14h", "2:30pm")] == [
        "09:00", "14:00", "14:30",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["", "cy", "gd", "ar", "zz"])
def test_where_people_say_am_and_pm_the_half_is_asked_for(language: str) -> None:
    assert not has_24_hours(language)
    with pytest.raises(Problem, match="must say am or pm"):
        Time(label="Start").read("9:30", seen(language))


@pytest.mark.parametrize("language", ["", "cy", "lt", "pl", "pt"])
def test_the_times_that_a_hint_shows_may_be_typed(language: str) -> None:
    [control] = Time(label="Start").controls(None, seen(language))
    shown = [word.strip(".,") for word in voice(language).say(control.hint).split() if word[0].isdigit()]  # type: ignore[union-attr]

    assert [Time(label="Start").read(word, seen(language)) for word in shown] == ["09:30", "14:00"]
