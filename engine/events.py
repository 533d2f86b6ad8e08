"""What happened to a case, one fact a class. A fact carries what changed, so that replay needs no rule.

`personal` names the fields whose words belong to people: they are kept apart from the chain, which
hashes only their salted digest, so that they can be erased and the chain still verifies.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar

from components.base import Answer


@dataclass(frozen=True)
class Event:
    """The base of every fact. `shape` grows when a class changes what it carries."""

    shape: ClassVar[int] = 1
    personal: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class CaseOpened(Event):
    personal: ClassVar = ("language",)
    reference: str
    service: str
    version: int
    at: datetime
    practice: bool = False
    #: Where it is part of another case: that one's reference, what waits there, and how deep it is.
    part_of: str = ""
    settles: str = ""
    depth: int = 0
    #: In which its applicant reads the service, "" for the service's own.
    language: str = ""


@dataclass(frozen=True)
class PartyJoined(Event):
    """A person or organisation with a role: applicant, helper, subject, or a name a service gives."""

    personal: ClassVar = ("name", "contacts")
    role: str
    name: str
    #: Answers that reach them, by channel: {"email": …, "text": …, "letter": …}.
    contacts: dict[str, str]
    person: str = ""


@dataclass(frozen=True)
class Arrived(Event):
    """A thread of the case now stands at this step, for the visit-th time."""

    thread: str
    step: str
    visit: int


@dataclass(frozen=True)
class Forked(Event):
    """A thread stands at a step whose lists are gone through at the same time."""

    thread: str


@dataclass(frozen=True)
class ThreadEnded(Event):
    """One of several threads came to its end."""

    thread: str


@dataclass(frozen=True)
class ThreadTakenAway(Event):
    """A thread that was still open is no longer needed, with all that waits in it."""

    thread: str


@dataclass(frozen=True)
class ThreadsJoined(Event):
    """All that was done at the same time inside this thread is done, and it goes on."""

    thread: str


@dataclass(frozen=True)
class WaitBegun(Event):
    """A step waits: for a moment ("time"), or until what is outside was done. `details` is what that is told."""

    personal: ClassVar = ("details",)
    id: str
    step: str
    thread: str
    what: str
    title: str
    at: datetime
    details: dict[str, Any]


@dataclass(frozen=True)
class WaitEnded(Event):
    """What was waited for has come, or is no longer waited for."""

    id: str


@dataclass(frozen=True)
class WaitFailed(Event):
    """What was waited for failed, for this reason. A payment is waited for still: whoever pays may try again."""

    id: str
    why: str


@dataclass(frozen=True)
class RunBegun(Event):
    """What is waited for runs as another case, of this reference."""

    id: str
    reference: str


@dataclass(frozen=True)
class ResultReturned(Event):
    """The case that this one is part of was told that it ended."""


@dataclass(frozen=True)
class PaymentTaken(Event):
    """`step` is the step's key, `payment` what the payment service calls it, `amount` in pence."""

    step: str
    payment: str
    amount: int


@dataclass(frozen=True)
class DocumentMade(Event):
    """A document was written, its words as they were then."""

    personal: ClassVar = ("title", "body", "translated")
    document: str
    title: str
    body: str
    at: datetime
    #: The same for an applicant who reads another language: {"title": …, "body": …}.
    translated: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswersGiven(Event):
    """The answers of a step, whole: what an earlier visit gave there and this did not is gone.

    Where a step is done once an item, `step` is its key, here and in every event: `visit@children:k1`.
    """

    personal: ClassVar = ("answers",)
    step: str
    answers: dict[str, Answer]


@dataclass(frozen=True)
class AnswersSetAside(Event):
    """A `go to` back went before these steps: their answers are kept to prefill and read by nothing."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class AnswerCorrected(Event):
    personal: ClassVar = ("was", "now", "why")
    step: str
    answer: str
    was: Answer
    now: Answer
    why: str


@dataclass(frozen=True)
class TaskOpened(Event):
    """`who` is "applicant" or a team's id; `id` is the step and its visit."""

    id: str
    step: str
    visit: int
    who: str
    title: str
    at: datetime
    due: datetime | None = None
    thread: str = "main"


@dataclass(frozen=True)
class TaskClaimed(Event):
    """`name` is kept as it was then; an empty `person` gives the task back to its team."""

    personal: ClassVar = ("name",)
    task: str
    person: str
    name: str


@dataclass(frozen=True)
class TaskHandedOver(Event):
    task: str
    who: str
    why: str = ""


@dataclass(frozen=True)
class TaskDone(Event):
    task: str
    step: str
    person: str
    at: datetime


@dataclass(frozen=True)
class TaskTakenAway(Event):
    task: str


@dataclass(frozen=True)
class StepPassed(Event):
    """A step that needs no person was done; its moment is what a clock may count `from:`."""

    step: str
    at: datetime


@dataclass(frozen=True)
class ClockSet(Event):
    """A clock runs, or runs anew, from `since` until `due`. Its id is a task's, or "deadline"."""

    clock: str
    since: datetime
    due: datetime
    statutory: bool = False


@dataclass(frozen=True)
class ClockPaused(Event):
    clock: str
    at: datetime


@dataclass(frozen=True)
class ClockResumed(Event):
    clock: str
    due: datetime


@dataclass(frozen=True)
class ClockExtended(Event):
    """Somebody made the time longer, which they may once."""

    personal: ClassVar = ("why",)
    clock: str
    due: datetime
    why: str


@dataclass(frozen=True)
class ClockStopped(Event):
    clock: str


@dataclass(frozen=True)
class ClockLate(Event):
    """The clock's moment passed and what the service says for it was done."""

    clock: str


@dataclass(frozen=True)
class MessageSent(Event):
    """A message was written and put in the outbox. An empty `address` says why it went nowhere in `unsent`."""

    personal: ClassVar = ("to_name", "address", "subject", "body")
    id: str
    message: str
    to: str
    channel: str
    to_name: str
    address: str
    subject: str
    body: str
    unsent: str = ""
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteAdded(Event):
    personal: ClassVar = ("text",)
    text: str


@dataclass(frozen=True)
class FileAttached(Event):
    """A file joined the case outside any question; `file` is `{id, name, size, type}`."""

    personal: ClassVar = ("file",)
    file: dict[str, Any]


@dataclass(frozen=True)
class CaseStuck(Event):
    """The case moved 10,000 times without a person and stopped; the owner has a task that says why."""

    why: str


@dataclass(frozen=True)
class CaseClosed(Event):
    outcome: str
    at: datetime


@dataclass(frozen=True)
class CaseReopened(Event):
    """A closed case was taken up again."""

    at: datetime


CLASSES: dict[str, type[Event]] = {
    kind.__name__: kind for kind in list(globals().values()) if isinstance(kind, type) and issubclass(kind, Event)
}
_FIELDS: dict[type[Event], tuple[tuple[str, bool, bool], ...]] = {
    kind: tuple((f.name, f.name in kind.personal, "datetime" in str(f.type)) for f in fields(kind))
    for kind in CLASSES.values()
}


def write(events: Iterable[Event]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two lists of the same length, plain but for moments: what the chain hashes, and what is people's."""
    facts, contents = [], []
    for event in events:
        fact = {"event": type(event).__name__, "shape": event.shape, **vars(event)}
        contents.append({name: fact.pop(name) for name in event.personal})
        facts.append(fact)
    return facts, contents


def read(facts: list[dict[str, Any]], contents: list[dict[str, Any]] | None) -> list[Event]:
    """The events again. Where the content was erased, its fields are empty values of their kind."""
    found = []
    for number, fact in enumerate(facts):
        kind = CLASSES[fact["event"]]
        content = contents[number] if contents else {}
        values = {}
        for name, personal, moment in _FIELDS[kind]:
            if not personal and name not in fact:
                continue  # a field that this event did not have yet when it was written
            value = content.get(name, ERASED.get(name, "")) if personal else fact[name]
            if moment and value is not None:
                value = datetime.fromisoformat(value)
            values[name] = tuple(value) if isinstance(value, list) and name in ("steps", "attached") else value
        found.append(kind(**values))
    return found


#: What stands for a field whose words were erased.
ERASED: dict[str, Any] = {"answers": {}, "contacts": {}, "file": {}, "details": {}, "translated": {}}
