"""A date and a time of that day, in four boxes."""

import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from components.base import Answer, Problem, Question, Raw, Said, Seen, boxes
from components.controls import Control, Group, Text
from components.dates import PARTS, for_example, in_boxes, in_words, read_date, three, write_date
from components.times import clock
from components.times import in_words as time_in_words
from components.types import Type
from components.wording import says

LONDON = ZoneInfo("Europe/London")
COMES = says("{called} must be a time that comes on that day: the clocks go forward")
WHEN = {"day": "1", "month": "3", "year": "2027", "time": "2:30pm"}


class DateAndTime(Question):
    """Asks for a moment by the clock in London, and keeps it as 2027-03-01T14:30.

    Source: GOV.UK Design System, Dates. For a time it has no pattern yet; the boxes are those of `date` and `time`.
    An hour that does not come, because clocks go forward, is refused: Summer Time Act 1972, section 1,
    which was not read again for this; when clocks change is what Python's time zone data say.
    """

    kind: ClassVar = "date and time"
    wanted: ClassVar = "Enter a date and time"
    sample: ClassVar = {"label": "Start of the event"}
    accepts: ClassVar = [
        (WHEN, "2027-03-01T14:30"),
        (WHEN | {"month": "mar", "time": "1430"}, "2027-03-01T14:30"),
        (WHEN | {"day": "31", "month": "10", "time": "1:30am"}, "2027-10-31T01:30"),
    ]
    refuses: ClassVar = [
        (WHEN | {"time": ""}, "Start of the event must include a time"),
        (WHEN | {"day": ""}, "Start of the event must include a day"),
        (WHEN | {"day": "31", "month": "2"}, "Start of the event must be a real date"),
        (WHEN | {"time": "2:30"}, "Start of the event must say am or pm, like 2:30pm"),
        (WHEN | {"day": "28", "time": "1:30am"}, "Start of the event must be a time that comes"),
        ("tomorrow", "Enter your answer in words"),
    ]

    def gives(self) -> Type:
        return Type("date")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        hint = self.hint or says("{example} at {time}", example=for_example(seen.today), time=time_in_words("14:30"))
        return [
            Group("moment", self.asked, (*three(), Text("time", says("Time"), width=8, spellcheck=False)), hint, True)
        ]

    def read(self, raw: Raw, seen: Seen) -> str:
        called = self.subject("The date and time")
        time = boxes(raw, (*PARTS, "time"))["time"]
        date = read_date(raw, called, seen.language)
        if not time:
            raise Problem(Said(says("{called} must include a time", called=called), "time"))
        try:
            moment = f"{date}T{clock(time, called, seen.language)}"
        except Problem as problem:
            raise Problem(*(Said(said.sentence, "time") for said in problem.said)) from None
        if not _comes(datetime.datetime.fromisoformat(moment)):
            raise Problem(Said(says(COMES, called=called), "time"))
        return moment

    def write(self, answer: Answer) -> Raw:
        date, _, time = answer.partition("T")
        return {**write_date(date), "time": time}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [in_words(answer)]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example may write 2027-03-01 14:30 too."""
        if not isinstance(written, str) or not written:
            return self.answer(written, seen)
        date, _, time = written.replace("T", " ").partition(" ")
        return self.answer({**in_boxes(date), "time": time}, seen)


def _comes(moment: datetime.datetime) -> bool:
    """Whether the clock in London shows this; in the first and last year that there are, nobody changes it."""
    if not datetime.MINYEAR < moment.year < datetime.MAXYEAR:
        return True
    there = moment.replace(tzinfo=LONDON).astimezone(datetime.UTC).astimezone(LONDON)
    return there.replace(tzinfo=None) == moment
