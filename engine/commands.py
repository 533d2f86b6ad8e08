"""What somebody asks the engine to do. A command carries who asks and when, so that deciding needs no clock."""

from collections.abc import Mapping
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
    #: Of `teams`, those that are theirs only while they stand in: team → the absent people who lend it.
    lent: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    #: The absent people for whom they stand in, with their names.
    stands_in: Mapping[str, str] = field(default_factory=dict, hash=False)


#: How staff may help somebody with their answers, as the record says it.
HELPED: Mapping[str, str] = {
    "phone": "on the phone", "desk": "at a desk", "visit": "on a visit", "letter": "from a letter",
}  # fmt: skip
#: How something was paid that staff record by hand, as the record says it.
PAID_BY: Mapping[str, str] = {
    "cheque": "by cheque", "phone": "by card over the phone", "transfer": "by bank transfer",
    "desk": "at a desk", "online": "online",
}  # fmt: skip
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
    #: How staff helped the applicant, where they type for them: one of `HELPED`.
    helped: str = ""
    #: Whether it is only to practise, and how many seconds its clock is ahead then.
    practice: bool = False
    ahead: int = 0
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
    """Where `helped` says how, staff give the answers of the applicant."""

    raw: dict[str, Raw]
    token: str
    helped: str = ""
    #: In which it was typed, "" for English.
    language: str = ""


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
    token: str


@dataclass(frozen=True)
class AddNote(OfCase):
    text: str
    token: str
    #: People whom it is meant to reach.
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attach(OfCase):
    file: dict[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """A file joins a case once."""
        return f"file {self.case} {self.file['id']}"


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

    why: str


@dataclass(frozen=True)
class Settle(OfCase):
    """What a case waited for outside has come (`given`), or has failed for a reason."""

    waiting: str
    token: str
    given: dict[str, Answer] = field(default_factory=dict)
    failed: str = ""


@dataclass(frozen=True)
class RecordPayment(OfCase):
    """Staff say that what a case waits for was paid: `how` is one of `PAID_BY`, `receipt` what it is found by."""

    waiting: str
    how: str
    receipt: str
    note: str
    token: str


@dataclass(frozen=True)
class Begun(OfCase):
    """What a case waits for runs as this other case."""

    waiting: str
    reference: str


@dataclass(frozen=True)
class Returned(OfCase):
    """The case that this one is part of has been told that it ended."""


@dataclass(frozen=True)
class MoveOn(OfCase):
    """The clock of a practice case goes forward by so many seconds, and what is due then is done."""

    seconds: int
    token: str


@dataclass(frozen=True)
class AddTask(OfCase):
    """A task that the service did not foresee, for any team or partner, or for the applicant."""

    who: str
    title: str
    asks: str
    token: str
    due: datetime | None = None


@dataclass(frozen=True)
class Write(OfCase):
    """Staff write to the applicant, who can answer by the link in it."""

    subject: str
    body: str
    token: str


@dataclass(frozen=True)
class AskAgain(OfCase):
    """A file of the applicant's could not be taken after all: they are written to, once for each file, and can answer.

    `said` says why, in words of ours.
    """

    file: str
    said: str

    @property
    def token(self) -> str:
        return f"ask again {self.case} {self.file}"


@dataclass(frozen=True)
class Reply(OfCase):
    """The applicant answers what was written to them. Each file is {id, name, size, type}."""

    text: str
    token: str
    files: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class ChangeContact(OfCase):
    """The applicant puts right where they are reached, by question."""

    raw: dict[str, Raw]
    token: str


@dataclass(frozen=True)
class HandOver(OfTask):
    """Give a task to another team, with a note."""

    who: str
    why: str
    token: str


@dataclass(frozen=True)
class Hold(OfTask):
    """Put a task away until a moment before it is due."""

    until: datetime
    why: str
    token: str


@dataclass(frozen=True)
class EndHold(OfTask):
    """Take a task up again that was put away."""

    token: str


@dataclass(frozen=True)
class LinkCases(OfCase):
    """Link a case with another that the actor may see, or say that the two are not alike (`apart`)."""

    other: str
    token: str
    apart: bool = False
    why: str = ""


@dataclass(frozen=True)
class UnlinkCases(OfCase):
    other: str
    token: str


@dataclass(frozen=True)
class Split(OfCase):
    """Begin another case of the same service with some of this one's first answers, and what else was typed.

    `version`, `given` and `language` are the engine's to fill: what is asked for by name is taken from the case itself.
    """

    answers: tuple[str, ...]
    raw: dict[str, Raw]
    reference: str
    token: str
    version: int = 0
    given: dict[str, Answer] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True)
class CloseEarly(OfCase):
    outcome: str
    why: str
    token: str


@dataclass(frozen=True)
class Rewind(OfCase):
    """Take the case back to an earlier step."""

    step: str
    why: str
    token: str


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
