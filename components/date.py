"""A date, in three boxes."""

import datetime
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.types import Type

PARTS = ("day", "month", "year")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Date(Question):
    """Asks for a date and keeps it as 2027-03-01; a month may be typed as a word.

    Source: GOV.UK Design System, Dates.
    """

    kind: ClassVar = "date"
    wanted: ClassVar = "Enter a date"
    sample: ClassVar = {"label": "Date of birth"}
    accepts: ClassVar = [
        ({"day": "1", "month": "3", "year": "2027"}, "2027-03-01"),
        ({"day": " 29", "month": "feb", "year": "2028"}, "2028-02-29"),
        ({"day": "05", "month": "September", "year": "1948"}, "1948-09-05"),
    ]
    refuses: ClassVar = [
        ({"day": "1", "month": "", "year": "2027"}, "Date of birth must include a month"),
        ({"day": "1"}, "Date of birth must include a month and year"),
        ({"day": "29", "month": "2", "year": "2027"}, "Date of birth must be a real date"),
        ({"day": "1", "month": "Juno", "year": "2027"}, "Date of birth must be a real date"),
        ({"day": "1", "month": "3", "year": "27"}, "Year must include 4 numbers"),
    ]

    def gives(self) -> Type:
        return Type("date")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or f"For example, {seen.today.day} {seen.today.month} {seen.today.year}"
        widths = zip(PARTS, (2, 2, 4), strict=True)
        parts = tuple(Text(part, part.capitalize(), width=w, mode="numeric", spellcheck=False) for part, w in widths)
        return [Group("date", self.asked, parts, hint=hint, beside=True)]

    def read(self, raw: Raw, seen: Seen) -> str:
        box = boxes(raw, PARTS)
        called = self.subject("The date")
        left_out = [part for part in PARTS if not box[part]]
        if left_out:
            raise Problem(Said(f"{called} must include a {' and '.join(left_out)}", left_out[0]))
        if not (box["year"].isdecimal() and len(box["year"]) == 4):
            raise Problem(Said("Year must include 4 numbers", "year"))
        try:
            return datetime.date(int(box["year"]), _month(box["month"]), int(box["day"])).isoformat()
        except ValueError:
            raise Problem(Said(f"{called} must be a real date", "day")) from None

    def write(self, answer: Answer) -> Raw:
        year, month, day = answer.split("-")
        return {"day": str(int(day)), "month": str(int(month)), "year": year}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        year, month, day = answer.split("-")
        return [f"{int(day)} {MONTHS[int(month) - 1]} {int(year)}"]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write 2027-03-01 too."""
        if not isinstance(written, str) or not written:
            return self.answer(written, seen)
        if written.count("-") != 2:
            raise Problem("Write the date like 2027-03-01")
        return self.answer(dict(zip(reversed(PARTS), written.split("-"), strict=True)), seen)


def _month(words: str) -> int:
    """A month's number, from figures or from at least three letters; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    named = [name.casefold().startswith(words.casefold()) for name in MONTHS]
    return named.index(True) + 1 if len(words) >= 3 and any(named) else 0
