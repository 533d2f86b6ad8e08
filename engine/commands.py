"""What somebody asks the engine to do. A command carries who asks and when, so that deciding needs no clock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from components.base import Answer
from components.controls import Raw


@dataclass(frozen=True)
class Actor:
    """Who acts: a member of staff or a partner (`person`), the applicant by their link, somebody asked
    by email for one thing in a case (`guest`), or the clock.

    `teams` are what they belong to, `manages` what they manage; an applicant has only `case`.
    """

    id: str
    kind: Literal["person", "applicant", "guest", "clock"] = "person"
    name: str = ""
    teams: frozenset[str] = frozenset()
    manages: frozenset[str] = frozenset()
    #: Services they may edit, and may publish; "*" is every one.
    edits: frozenset[str] = frozenset()
    publishes: frozenset[str] = frozenset()
    case: str = ""
    #: Of somebody asked by email (a guest): who they are in that case.
    role: str = ""


#: Who acts when time does.
CLOCK = Actor("clock", "clock", "The clock")


@dataclass(frozen=True)
class Command:
    """Where a command has a `token`, a doubled click, a second tab or a resend of it acts once."""

    actor: Actor
    at: datetime


@dataclass(frozen=True)
class Open(Command):
    """Begin a case with what was typed at the service's first `ask`, by question."""

    service: str
    version: int
    reference: str
    raw: dict[str, Raw]
    token: str
    #: Answers that another case gives it, by question: they are not asked.
    given: dict[str, Answer] = field(default_factory=dict)
    #: Where it is part of another case: that one's reference, what waits there, and how deep it is.
    part_of: str = ""
    settles: str = ""
    depth: int = 0
    #: In which the applicant reads the service, "" for its own.
    language: str = ""


@dataclass(frozen=True)
class OfCase(Command):
    """What is asked of one case."""

    case: str


@dataclass(frozen=True)
class OfTask(OfCase):
    task: str


@dataclass(frozen=True)
class Complete(OfTask):
    raw: dict[str, Raw]
    token: str


@dataclass(frozen=True)
class Claim(OfTask):
    """Somebody takes a task of their team, which is theirs from then on."""


@dataclass(frozen=True)
class Release(OfTask):
    """Give a task back to its team."""


@dataclass(frozen=True)
class Assign(OfTask):
    """A manager of the team gives the task to one of its people."""

    person: str
    name: str


@dataclass(frozen=True)
class AddNote(OfCase):
    text: str
    token: str


@dataclass(frozen=True)
class Attach(OfCase):
    file: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Correct(OfCase):
    step: str
    answer: str
    raw: Raw
    why: str


@dataclass(frozen=True)
class Extend(OfCase):
    """Make a time limit longer, once: that of a task, or "deadline"."""

    clock: str
    why: str


@dataclass(frozen=True)
class AddItem(OfTask):
    """Add an item to the list that a task's `for each` goes through."""

    raw: dict[str, Raw]
    token: str


@dataclass(frozen=True)
class Withdraw(OfCase):
    """The applicant no longer wants what they asked for."""


@dataclass(frozen=True)
class Reopen(OfCase):
    """Take a closed case up again."""


@dataclass(frozen=True)
class Settle(OfCase):
    """What a case waited for outside has come (`given`), or has failed for a reason."""

    waiting: str
    token: str
    given: dict[str, Answer] = field(default_factory=dict)
    failed: str = ""


@dataclass(frozen=True)
class Begun(OfCase):
    """What a case waits for runs as this other case."""

    waiting: str
    reference: str


@dataclass(frozen=True)
class Returned(OfCase):
    """The case that this one is part of has been told that it ended."""


@dataclass(frozen=True)
class Tick(OfCase):
    """Deal with every clock of the case that is due."""


@dataclass(frozen=True)
class Refusal:
    """This actor may not, or came too late; `reason` is said to them. `holder` has the task, where one has."""

    reason: str
    holder: str = ""


@dataclass(frozen=True)
class Problems:
    """What is wrong with what was typed: question → sentences with the part each is at."""

    by_question: dict[str, tuple[Any, ...]]
