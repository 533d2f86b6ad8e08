"""What kinds that ask for a date have in common: three boxes, and a month that may be a word.

Source: GOV.UK Design System, Dates, and the sentences of Date input, as they were on 23 November 2026.
"""

import datetime
import re
from collections.abc import Sequence

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.joining import listed
from components.local_times import month_in
from components.times import in_words as time_in_words
from components.types import Type
from components.wording import Day, says

PARTS = ("day", "month", "year")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def three() -> tuple[Text, ...]:
    """The boxes of a date."""
    widths = zip(PARTS, (2, 2, 4), strict=True)
    return tuple(Text(part, says(part.capitalize()), width=w, mode="numeric", spellcheck=False) for part, w in widths)


def for_example(date: datetime.date) -> str:
    """The hint that shows how to write one."""
    return says("For example, {example}", example=f"{date.day} {date.month} {date.year}")


def read_date(raw: Raw, called: str, language: str = "") -> str:
    """A date as 2027-03-01, from its three boxes, or all of it from the first; `called` is what a sentence is about."""
    box = boxes(raw, PARTS)
    if box["day"] and not (box["month"] or box["year"]) and (whole := _in_one_box(box["day"], language)):
        return whole
    left_out = [part for part in PARTS if not box[part]]
    if left_out:
        raise _at(left_out, says("{called} must include a {parts}", called=called, parts=listed(map(says, left_out))))
    if not (box["year"].isdecimal() and len(box["year"]) == 4):
        raise Problem(Said(says("Year must include 4 numbers"), "year"))
    day, month_, year = _day(box["day"]), month(box["month"], language), int(box["year"])
    try:
        return datetime.date(year, month_, day).isoformat()
    except ValueError:
        raise _at(_unreal(day, month_, year), says("{called} must be a real date", called=called)) from None


def _in_one_box(words: str, language: str) -> str:
    """A whole date as people write one into the box for its day, also as 1952-01-03; "" where it is none."""
    parts = re.sub(r"\bof\b", " ", words.casefold()).replace(",", " ")
    first, *others = re.split(r"\s*[\s./-]\s*", parts.strip())
    if len(others) != 2:
        return ""
    day, month_, year = (others[1], others[0], first) if len(first) == len("1952") else (first, *others)
    try:
        whole = year.isdecimal() and len(year) == len("1952")
        return datetime.date(int(year), month(month_, language), _day(day)).isoformat() if whole else ""
    except ValueError:
        return ""


def _at(parts: Sequence[str], sentence: str) -> Problem:
    return Problem(Said(sentence, parts[0], tuple(parts[1:])))


def _unreal(day: int, month: int, year: int) -> Sequence[str]:
    """The one box that no date has; where that is none or several, the date is wrong as a whole."""
    real = {"day": 1 <= day <= 31, "month": 1 <= month <= 12, "year": year >= datetime.MINYEAR}
    wrong = [part for part in PARTS if not real[part]]
    return wrong if len(wrong) == 1 else PARTS


def write_date(date: str) -> dict[str, str]:
    """What to put into the three boxes of a date."""
    year, month, day = date.split("-")
    return {"day": str(int(day)), "month": str(int(month)), "year": year}


def in_words(date: str) -> Day:
    """2027-03-01 as people read it: 1 March 2027; with a time of day after it: 1 March 2027, 2:30pm."""
    date, _, time = date.partition("T")
    year, month, day = date.split("-")
    shown = f"{int(day)} {MONTHS[int(month) - 1]} {int(year)}"
    if not time:
        return Day(shown, date)
    minute = time[: len("14:30")]
    return Day(f"{shown}, {time_in_words(minute)}", f"{date}T{minute}")


def in_boxes(written: str) -> dict[str, str]:
    """The boxes of a date that an example writes as 2027-03-01."""
    if written.count("-") != 2:
        raise Problem("Write the date like 2027-03-01")
    return dict(zip(reversed(PARTS), written.split("-"), strict=True))


class ThreeBoxes(Question):
    """Asks for a date and keeps it as 2027-03-01."""

    def gives(self) -> Type:
        return Type("date")

    def example(self, seen: Seen) -> datetime.date:
        """The date that the hint shows."""
        return seen.today

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Group("date", self.asked, three(), hint=self.hint or for_example(self.example(seen)), beside=True)]

    def read(self, raw: Raw, seen: Seen) -> str:
        return read_date(raw, self.subject("The date"), seen.language)

    def write(self, answer: Answer) -> Raw:
        return write_date(answer)

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [in_words(answer)]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write 2027-03-01 too."""
        if not isinstance(written, str) or not written:
            return self.answer(written, seen)
        return self.answer(in_boxes(written), seen)


def _day(words: str) -> int:
    """A day's number: 1, 01, 1st; 0 where it is none."""
    figures = re.sub(r"(st|nd|rd|th)$", "", words.casefold())
    return int(figures) if figures.isdecimal() and len(figures) <= len("31") else 0


def month(words: str, language: str = "") -> int:
    """A month's number, from figures or from at least three letters, also with a point, in the language of the page or
    in English; 0 where it is none."""
    words = words.removesuffix(".")
    if words.isdecimal():
        return int(words) if len(words) <= len("12") else 0
    if found := month_in(language, words):
        return found
    named = [name.casefold().startswith(words.casefold()) for name in MONTHS]
    return named.index(True) + 1 if len(words) >= 3 and any(named) else 0
