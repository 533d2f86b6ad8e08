"""What a command comes to: what happens by it, or what is wrong with it."""

from typing import TypeAlias

from engine import events as e
from engine.case import Case
from engine.commands import Problems, Refusal
from engine.walk import Walk


class Happened(tuple[e.Event, ...]):
    """What happens by a command, and the case after it."""

    case: Case

    @classmethod
    def on(cls, walk: Walk) -> "Happened":
        made = cls(walk.events)
        made.case = walk.case
        return made


Decision: TypeAlias = Happened | Problems | Refusal
