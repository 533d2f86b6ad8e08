"""What kinds that ask for a date have in common: three boxes, and a month that may be a word.

Source: GOV.UK Design System, Dates.
"""

import datetime

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.joining import joined
from components.types import Type

PARTS = ("day", "month", "year")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class ThreeBoxes(Question):
    """Asks for a date and keeps it as 2027-03-01."""

    def gives(self) -> Type:
        return Type("date")

    def example(self, seen: Seen) -> datetime.date:
        """The date that the hint shows."""
        return seen.today

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        shown = self.example(seen)
        hint = self.hint or f"For example, {shown.day} {shown.month} {shown.year}"
        widths = zip(PARTS, (2, 2, 4), strict=True)
        parts = tuple(Text(part, part.capitalize(), width=w, mode="numeric", spellcheck=False) for part, w in widths)
        return [Group("date", self.asked, parts, hint=hint, beside=True)]

    def read(self, raw: Raw, seen: Seen) -> str:
        box = boxes(raw, PARTS)
        called = self.subject("The date")
        left_out = [part for part in PARTS if not box[part]]
        if left_out:
            raise Problem(Said(f"{called} must include a {joined(left_out)}", left_out[0]))
        if not (box["year"].isdecimal() and len(box["year"]) == 4):
            raise Problem(Said("Year must include 4 numbers", "year"))
        try:
            return datetime.date(int(box["year"]), month(box["month"]), int(box["day"])).isoformat()
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


def month(words: str) -> int:
    """A month's number, from figures or from at least three letters; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    named = [name.casefold().startswith(words.casefold()) for name in MONTHS]
    return named.index(True) + 1 if len(words) >= 3 and any(named) else 0
