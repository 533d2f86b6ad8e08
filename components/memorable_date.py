"""A date that somebody knows by heart or has before them, such as a date of birth."""

import datetime
from typing import ClassVar, Literal

from pydantic import Field

from components.base import Problem, Raw, Said, Seen
from components.dates import ThreeBoxes
from components.wording import says

When = Literal["in the past", "today or in the past", "today or in the future", "in the future"]
MUST_BE: dict[When, str] = {
    "in the past": says("{called} must be in the past"),
    "today or in the past": says("{called} must be today or in the past"),
    "today or in the future": says("{called} must be today or in the future"),
    "in the future": says("{called} must be in the future"),
}
#: Longer ago than anybody lives.
LONGEST_AGO = 130


class MemorableDate(ThreeBoxes):
    """Asks for a date that somebody remembers or can look up, and holds it to the past or the future.

    Source: GOV.UK Design System, Dates (memorable dates).
    """

    kind: ClassVar = "memorable date"
    wanted: ClassVar = "Enter a date"
    sample: ClassVar = {"label": "Date of birth", "must be": "in the past"}
    accepts: ClassVar = [
        ({"day": "31", "month": "3", "year": "1980"}, "1980-03-31"),
        ({"day": "1", "month": "jan", "year": "2000"}, "2000-01-01"),
    ]
    refuses: ClassVar = [
        ({"day": "31", "month": "3"}, "Date of birth must include a year"),
        ({"day": "31", "month": "4", "year": "1980"}, "Date of birth must be a real date"),
        ({"day": "31", "month": "3", "year": "2999"}, "Date of birth must be in the past"),
        ({"day": "31", "month": "3", "year": "1080"}, "Year must be 1897 or later"),
    ]

    must_be: When | None = Field(default=None, description="When it must be; left out, any day")

    def example(self, seen: Seen) -> datetime.date:
        return seen.today if "future" in (self.must_be or "") else datetime.date(1980, 3, 31)

    def read(self, raw: Raw, seen: Seen) -> str:
        answer = super().read(raw, seen)
        date, earliest = datetime.date.fromisoformat(answer), seen.today.year - LONGEST_AGO
        if date.year < earliest:
            raise Problem(Said(says("Year must be {year} or later", year=str(earliest)), "year"))
        if not self._fits(date, seen.today):
            raise Problem(says(MUST_BE[self.must_be or "in the past"], called=self.subject("The date")))
        return answer

    def _fits(self, date: datetime.date, today: datetime.date) -> bool:
        if self.must_be is None or date == today:
            return self.must_be is None or self.must_be.startswith("today")
        return self.must_be.endswith("past" if date < today else "future")
