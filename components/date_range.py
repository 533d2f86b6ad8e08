"""Two dates: the first day of something, and its last."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Said, Seen
from components.controls import Control, Group
from components.dates import PARTS, for_example, in_boxes, in_words, read_date, three, write_date
from components.types import Type
from components.wording import run, says

ENDS = ("first", "last")
MARCH = {"day": "1", "month": "3", "year": "2027"}
MAY = {"day": "2", "month": "May", "year": "2027"}


class DateRange(Question):
    """Asks for two dates and keeps both; the last may be the first.

    Source: GOV.UK Design System, Dates, for the boxes and the sentences.
    """

    kind: ClassVar = "date range"
    wanted: ClassVar = "Enter both dates"
    sample: ClassVar = {"label": "When will you be away?"}
    accepts: ClassVar = [
        ({"first": MARCH, "last": MAY}, {"first": "2027-03-01", "last": "2027-05-02"}),
        ({"first": MAY, "last": MAY}, {"first": "2027-05-02", "last": "2027-05-02"}),
    ]
    refuses: ClassVar = [
        ({"first": MARCH, "last": {}}, "Enter a date: Last day"),
        ({"first": {"day": "1"}, "last": MAY}, "First day must include a month and year"),
        ({"first": MAY, "last": MARCH}, "Last day must be the same as or after 2 May 2027"),
        ("in May", "Enter a date: First day"),
    ]

    first: str = Field(default="First day", min_length=1, max_length=40, description="What the first date is called")
    last: str = Field(default="Last day", min_length=1, max_length=40, description="What the last date is called")

    def parts(self) -> Mapping[str, Type]:
        return {end: Type("date") for end in ENDS}

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = "" if self.hint else for_example(seen.today)
        return [
            Group("first", self._called("first"), three(), hint=hint, beside=True),
            Group("last", self._called("last"), three(), beside=True),
        ]

    def read(self, raw: Raw, seen: Seen) -> dict[str, str]:
        given = raw if isinstance(raw, Mapping) else {}
        found, said = {}, list[Said]()
        for end, called in zip(ENDS, map(self._called, ENDS), strict=True):
            try:
                found[end] = self._date(given.get(end), called, seen.language)
            except Problem as problem:
                said += [replace(each, part=f"{end}.{each.part}") for each in problem.said]
        if said:
            raise Problem(*said)
        if found["last"] < found["first"]:
            since, called = in_words(found["first"]), self._called("last")
            sentence = says("{called} must be the same as or after {day}", called=called, day=since)
            raise Problem(Said(sentence, "last.day", PARTS[1:]))
        return found

    def _called(self, end: str) -> str:
        """What a date is called: our own words, unless the service has others."""
        said: str = getattr(self, end)
        return says(said) if said == type(self).model_fields[end].default else said

    def _date(self, raw: Raw, called: str, language: str) -> str:
        if not isinstance(raw, Mapping) or self.empty(raw):
            raise Problem(Said(run((says("Enter a date"), called), ": "), PARTS[0], PARTS[1:]))
        return read_date(raw, called, language)

    def write(self, answer: Answer) -> Raw:
        return {end: write_date(answer[end]) for end in ENDS}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [says("{first} to {last}", first=in_words(answer["first"]), last=in_words(answer["last"]))]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write each as 2027-03-01."""
        if not isinstance(written, Mapping):
            return self.answer(written, seen)
        ends = {end: written.get(end) for end in ENDS}
        typed = {end: in_boxes(one) if isinstance(one, str) and one else one for end, one in ends.items()}
        return self.answer(typed, seen)
