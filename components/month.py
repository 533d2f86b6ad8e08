"""A month and its year."""

import re
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.dates import MONTHS, month
from components.joining import listed
from components.types import Type
from components.wording import Day, says

PARTS = {"month": 2, "year": 4}


class Month(Question):
    """Asks for a month and keeps it as 2027-03; it may be typed as a word. To a rule it is its first day.

    Source: GOV.UK Design System, Date input: a date of which the day is not needed.
    """

    kind: ClassVar = "month"
    wanted: ClassVar = "Enter a month and a year"
    sample: ClassVar = {"label": "First month of the benefit"}
    accepts: ClassVar = [
        ({"month": "3", "year": "2027"}, "2027-03"),
        ({"month": "jan", "year": "2027 "}, "2027-01"),
        ({"month": "September", "year": "1948"}, "1948-09"),
    ]
    refuses: ClassVar = [
        ({"month": "", "year": "2027"}, "First month of the benefit must include a month"),
        ({"month": "3"}, "First month of the benefit must include a year"),
        ({"month": "13", "year": "2027"}, "First month of the benefit must be a real month"),
        ({"month": "Juno", "year": "2027"}, "First month of the benefit must be a real month"),
        ({"month": "3", "year": "27"}, "Year must include 4 numbers"),
    ]

    def gives(self) -> Type:
        return Type("date")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("For example, {example}", example=f"{seen.today.month} {seen.today.year}")
        parts = (
            Text(part, says(part.capitalize()), width=w, mode="numeric", spellcheck=False) for part, w in PARTS.items()
        )
        return [Group("month", self.asked, tuple(parts), hint=hint, beside=True)]

    def read(self, raw: Raw, seen: Seen) -> str:
        box = boxes(raw, PARTS)
        called = self.subject("The month")
        left_out = [part for part in PARTS if not box[part]]
        if left_out:
            missing = says("{called} must include a {parts}", called=called, parts=listed(map(says, left_out)))
            raise Problem(Said(missing, left_out[0]))
        if not re.fullmatch(r"\d{4}", box["year"]) or int(box["year"]) == 0:
            raise Problem(Said(says("Year must include 4 numbers"), "year"))
        number = month(box["month"], seen.language)
        if not 1 <= number <= len(MONTHS):
            raise Problem(Said(says("{called} must be a real month", called=called), "month"))
        return f"{int(box['year']):04}-{number:02}"

    def write(self, answer: Answer) -> Raw:
        """The boxes of a month, or of the month that a day is in."""
        year, number = answer[: len("2027-03")].split("-")
        return {"month": str(int(number)), "year": year}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        year, number = answer.split("-")
        return [Day(f"{MONTHS[int(number) - 1]} {int(year)}", answer)]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write 2027-03 too."""
        if not isinstance(written, str) or not written:
            return self.answer(written, seen)
        if written.count("-") != 1:
            raise Problem("Write the month like 2027-03")
        return self.answer(dict(zip(("year", "month"), written.split("-"), strict=True)), seen)
