"""What a command comes to: what happens by it, or what is wrong with it."""

from datetime import datetime
from typing import TypeAlias

from engine import events as e
from engine.case import Case
from engine.commands import Problems, Refusal
from engine.course.letters import Words
from engine.course.walk import Walk


class Happened(tuple[e.Event, ...]):
    """What happens by a command, the case after it, and what fills its wording."""

    case: Case
    words: Words
    #: When it happens: a practice case has a clock of its own.
    at: datetime

    @classmethod
    def on(cls, walk: Walk) -> "Happened":
        made = cls(walk.events)
        made.case = walk.case
        made.words = walk.words()
        made.at = walk.at
        return made


Decision: TypeAlias = Happened | Problems | Refusal


def only(walk: Walk, event: e.Event) -> Happened:
    """One thing happens, and nothing follows from it."""
    walk.happen(event)
    return Happened.on(walk)
