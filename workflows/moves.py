"""What a step may do when a case arrives at it. Verbs say it in these few words; the engine makes it so.

The verbs are open (one file each), the moves are closed: a new verb is said in the same moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from components.base import Answer
from components.types import Type
from workflows.expressions import Context, Expression


@dataclass(frozen=True)
class Standing:
    """What a step may know when a case arrives: the answers that rules may read, and the moment."""

    answers: Mapping[str, Answer]
    context: Context
    names: Mapping[str, Type]

    def holds(self, condition: Expression | None) -> bool:
        return condition is None or condition.holds(self.answers, self.context)

    def value(self, expression: Expression) -> Any:
        return expression.value(self.answers, self.context)

    def who(self, who: str) -> str:
        """The applicant, a team, or the team that an answer names ("" where it is missing)."""
        return str(self.answers.get(who, "")) if who in self.names else who


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
class Halt:
    """The step cannot go on by any rule it has; the owner gets a task that says why."""

    why: str


Move: TypeAlias = Rest | Give | Post | HandOver | Enter | Jump | Close | Halt
