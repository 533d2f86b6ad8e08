"""A time of the day."""

from typing import ClassVar

from components.base import Answer, Question, Raw, Seen, typed
from components.controls import Control, Text
from components.times import clock, in_words
from components.types import Type
from components.wording import says


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
        return [
            Text("time", self.asked, hint=self.hint or says("For example, 9:30am or 14:00"), width=8, spellcheck=False)
        ]

    def read(self, raw: Raw, seen: Seen) -> str:
        return clock(typed(raw), self.subject("The time"), seen.language)

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [in_words(answer)]
