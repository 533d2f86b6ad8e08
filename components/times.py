"""What kinds that ask for a time of the day have in common."""

import datetime
import re

from components.base import Problem
from components.local_times import has_24_hours
from components.wording import Day, says

SHAPE = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?")
#: 9h and 14h30, as some languages have it.
BY_H = re.compile(r"([0-9]) ?h ?([0-9]{2})?$")
NAMED = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}
NOON = 12
#: How to write one, where the shape is not plain.
SHAPELESS = says("{called} must be a time, like 9:30am or 14:00")
HALFLESS = says("{called} must say am or pm, like {time}")


def clock(typed: str, called: str, language: str = "") -> str:
    """A time of the day as 13:30, from what was typed; `called` is what a sentence is about."""
    whole_day = has_24_hours(language)
    words = typed.strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    words = BY_H.sub(r"\1:\2", words).rstrip(":") if whole_day else words
    found = SHAPE.fullmatch(NAMED.get(words, words))
    if found is None:
        raise Problem(says(SHAPELESS, called=called))
    hour, half = found[1], found[3]
    if half is None and not whole_day and (len(hour) == 1 or not found[2]):
        likely = "pm" if 1 <= int(hour) < 8 else "am"
        raise Problem(says(HALFLESS, called=called, time=f"{words}{likely}"))
    if half and not 1 <= int(hour) <= NOON:
        raise Problem(says(SHAPELESS, called=called))
    try:
        return datetime.time(_hour(int(hour), half), int(found[2] or 0)).isoformat("minutes")
    except ValueError:
        raise Problem(says(SHAPELESS, called=called)) from None


def _hour(typed: int, half: str | None) -> int:
    return typed if half is None else typed % NOON + (NOON if half == "pm" else 0)


def in_words(time: str) -> Day:
    """13:30 as people read it: 1:30pm."""
    hour, minute = (int(part) for part in time.split(":"))
    if minute == 0 and hour in (0, NOON):
        return Day("midday" if hour else "midnight", time)
    past = f":{minute:02}" if minute else ""
    return Day(f"{hour % NOON or NOON}{past}{'am' if hour < NOON else 'pm'}", time)
