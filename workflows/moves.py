"""What a step may do when a case arrives at it. Verbs say it in these few words; the engine makes it so.

The verbs are open (one file each), the moves are closed: a new verb is said in the same moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from components.base import Answer
from components.types import Type
from workflows.calendars import Calendar
from workflows.expressions import Context, Expression

#: A person asked by email stands as this and the answer that says who they are.
GUEST = "guest:"


@dataclass(frozen=True)
class Standing:
    """What a step may know when a case arrives: the answers that rules may read, and the moment."""

    answers: Mapping[str, Answer]
    context: Context
    names: Mapping[str, Type]
    calendars: Mapping[str, Calendar]

    def holds(self, condition: Expression | None) -> bool:
        return condition is None or condition.holds(self.answers, self.context)

    def value(self, expression: Expression) -> Any:
        return expression.value(self.answers, self.context)

    def who(self, who: str) -> str:
        """The applicant, a team, or whom an answer names: a team, or a person by email ("" where it is missing)."""
        if who not in self.names:
            return who
        if self.names[who].name == "team" or who not in self.answers:
            return str(self.answers.get(who, ""))
        return GUEST + who


@dataclass(frozen=True)
class Rest:
    """Wait for somebody: a task for `who`."""

    who: str
    title: str


@dataclass(frozen=True)
class Give:
    """Answers that the step gives by itself."""

    answers: dict[str, Answer]


@dataclass(frozen=True)
class Post:
    message: str
    to: str
    attach: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandOver:
    """Inside `if late`: the task goes to that team."""

    who: str


@dataclass(frozen=True)
class Enter:
    """Go into one of the step's own lists, by its number."""

    lane: int


@dataclass(frozen=True)
class Jump:
    step: str


@dataclass(frozen=True)
class Close:
    outcome: str


@dataclass(frozen=True)
class Sleep:
    """Wait until a moment."""

    until: datetime


#: Who settles what a step waits for: an outside system, somebody who pays, an action, another case.
Awaits: TypeAlias = Literal["message", "payment", "action", "run"]


@dataclass(frozen=True)
class Await:
    """Wait until something outside has been done, or has failed."""

    what: Awaits
    title: str
    details: dict[str, Any] = field(default_factory=dict)
    #: False where the case goes on at once and only asks for it to be done.
    waits: bool = True


@dataclass(frozen=True)
class Compose:
    """Write a document, its words as they are now."""

    document: str


@dataclass(frozen=True)
class Branch:
    """One thread of several: the list it goes through, and the item it is about, where it is about one.

    `name` tells it from its neighbours and never changes: a part's name, or an item's id.
    """

    name: str
    lane: int
    about: str = ""


@dataclass(frozen=True)
class Fork:
    """Go into several lists at the same time."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Join:
    """The threads of a fork are one again: what is still open in them is taken away."""


@dataclass(frozen=True)
class Joined:
    """What a fork may know when something changed in it: which of its threads are open, and which are done."""

    open: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True)
class Halt:
    """The step cannot go on by any rule it has; the owner gets a task that says why."""

    why: str


Move: TypeAlias = (
    Rest | Give | Post | HandOver | Enter | Jump | Close | Halt | Sleep | Await | Compose | Fork | Join
)  # fmt: skip
