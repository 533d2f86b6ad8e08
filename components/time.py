"""A time of the day."""

import datetime
import re
from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.types import Type

SHAPE = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?")
NAMED = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}
NOON = 12


class Time(Question):
    """Asks for a time of the day and keeps it as 13:30."""

    kind: ClassVar = "time"
    wanted: ClassVar = "Enter a time"
    sample: ClassVar = {"label": "Start time"}
    accepts: ClassVar = [
        ("9:30am", "09:30"),
        (" 1.05 PM ", "13:05"),
        ("5 p.m.", "17:00"),
        ("1330", "13:30"),
        ("09:30", "09:30"),
        ("12am", "00:00"),
        ("12:15pm", "12:15"),
        ("Midday", "12:00"),
    ]
    refuses: ClassVar = [
        ("soon", "Start time must be a time, like 9:30am or 14:00"),
        ("25:00", "Start time must be a time, like 9:30am or 14:00"),
        ("13pm", "Start time must be a time, like 9:30am or 14:00"),
        ("9:75am", "Start time must be a time, like 9:30am or 14:00"),
        ("1:30", "Start time must say am or pm, like 1:30pm"),
        ("9", "Start time must say am or pm, like 9am"),
    ]

    def gives(self) -> Type:
        return Type("time")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [Text("time", self.asked, hint=self.hint or "For example, 9:30am or 14:00", width=8, spellcheck=False)]

    def read(self, raw: Raw, seen: Seen) -> str:
        words = typed(raw).strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
        called = self.subject("The time")
        found = SHAPE.fullmatch(NAMED.get(words, words))
        if found is None:
            raise Problem(f"{called} must be a time, like 9:30am or 14:00")
        hour, half = found[1], found[3]
        if half is None and (len(hour) == 1 or not found[2]):
            likely = "pm" if 1 <= int(hour) < 8 else "am"
            raise Problem(f"{called} must say am or pm, like {words}{likely}")
        if half and not 1 <= int(hour) <= NOON:
            raise Problem(f"{called} must be a time, like 9:30am or 14:00")
        try:
            return datetime.time(_hour(int(hour), half), int(found[2] or 0)).isoformat("minutes")
        except ValueError:
            raise Problem(f"{called} must be a time, like 9:30am or 14:00") from None

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        hour, minute = (int(part) for part in answer.split(":"))
        if minute == 0 and hour in (0, NOON):
            return ["midday" if hour else "midnight"]
        past = f":{minute:02}" if minute else ""
        return [f"{hour % NOON or NOON}{past}{'am' if hour < NOON else 'pm'}"]


def _hour(typed: int, half: str | None) -> int:
    return typed if half is None else typed % NOON + (NOON if half == "pm" else 0)
