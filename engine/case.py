"""Where a case stands: plain facts, frozen. Nothing here touches a disk, a clock or a screen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from components.base import Answer
from workflows import items

#: The thread of a case's own steps. One inside it is named by what it is in: `main>checks.police`, or where it
#: is about an item, `main>visits@children:k1`.
MAIN = "main"
#: The clock that reminds of another is named by it.
REMINDER = "remind "
#: The clock that ends the hold of a task is named by it.
HOLD = "hold "
#: The clock of the whole case.
DEADLINE = "deadline"
#: The step of every task that the service did not foresee, and the thread it stands in: no step can have this name,
#: and no thread of the course moves when such a task is done.
EXTRA, BESIDE = "(extra)", "(beside)"


@dataclass(frozen=True)
class Task:
    """A step waiting for somebody. `who` is "applicant" or a team; `person` has claimed it, or ""."""

    id: str
    step: str
    visit: int
    who: str
    title: str
    opened: datetime
    due: datetime | None = None
    person: str = ""
    name: str = ""
    thread: str = MAIN
    #: The absent person by whose right a substitute has it.
    on_behalf_of: str = ""
    #: Until when it is put on hold.
    held: datetime | None = None
    #: Of an extra task: what is asked, who of which team asked it, and what files came with that.
    asks: str = ""
    asker: str = ""
    asking_team: str = ""
    files: tuple[dict[str, Any], ...] = ()

    @property
    def extra(self) -> bool:
        return self.thread == BESIDE


@dataclass(frozen=True)
class Waiting:
    """A step waiting for a moment ("time") or for something outside. `details` is what that is told."""

    step: str
    thread: str
    what: str
    title: str
    since: datetime
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Clock:
    """Runs from `since` until `due`, unless it stands still since `paused`. `late` once that was dealt with."""

    since: datetime
    due: datetime
    statutory: bool = False
    paused: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Done:
    """When a step was last done, and everyone who ever did it."""

    at: datetime
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Party:
    role: str
    name: str
    contacts: dict[str, str]
    person: str = ""


@dataclass(frozen=True)
class Case:
    """Where one person's use of a service stands. A copy evolves; nothing is changed in place."""

    reference: str = ""
    service: str = ""
    version: int = 0
    #: How many commands were accepted: what a writer compares before it writes.
    revision: int = 0
    opened: datetime | None = None
    closed: datetime | None = None
    outcome: str = ""
    practice: bool = False
    #: By how many seconds the clock of a practice case is ahead.
    ahead: int = 0
    #: Where each thread stands: thread → step.
    places: dict[str, str] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    #: Answers by the step that asked, the latest given last.
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    #: Answers that a step back set aside: they prefill, and no rule reads them.
    aside: dict[str, dict[str, Answer]] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    #: The teams to whom the tasks of each step were ever given.
    given_to: dict[str, list[str]] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    messages: int = 0
    #: Of a thread that has forked: which of the threads inside it are done.
    joined: dict[str, list[str]] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    #: Documents by name, the latest of each: {"title": …, "body": …, "at": …}.
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: What was paid, by the key of its step.
    paid: dict[str, str] = field(default_factory=dict)
    #: The clocks that were made longer; each may be once.
    extended: list[str] = field(default_factory=list)
    #: The case that this one is part of, what waits there, and how deep it is.
    part_of: str = ""
    settles: str = ""
    depth: int = 0
    #: In which the applicant reads, "" for the service's own.
    language: str = ""
    #: Whether that case was told that this one ended.
    returned: bool = False
    #: Who of which team last wrote to the applicant by hand: an answer goes to them.
    author: str = ""
    author_team: str = ""
    #: Other cases, by reference, and how this one is linked with them.
    linked: dict[str, str] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.opened is not None and self.closed is None

    def values(self) -> dict[str, Answer]:
        """Every answer that a rule may read, by its id; of two with one id the later given."""
        return items.merged(self.answers)

    def done_in(self, step: str, scope: str) -> Done | None:
        """When a step was last done and by whom, as a thread about these items sees it: its own, or every item's."""
        around = scope
        while True:
            if found := self.done.get(items.key(step, around)):
                return found
            if not around:
                break
            around = around.rpartition("/")[0]
        every = [done for key, done in self.done.items() if items.step_of(key) == step]
        if not every:
            return None
        return Done(max(done.at for done in every), tuple(dict.fromkeys(who for done in every for who in done.people)))

    def inside(self, thread: str) -> list[str]:
        """The threads inside one, the innermost last."""
        return sorted((one for one in self.places if one.startswith(f"{thread}>")), key=lambda one: one.count(">"))

    def party(self, role: str) -> Party | None:
        return next((party for party in self.parties if party.role == role), None)


def key_of(id: str) -> str:
    """The key of the step that a task, a wait or its clock is of: an id is that and a visit."""
    return id.rpartition(".")[0]


def scope_of(thread: str) -> str:
    """The items that a thread is about, the outermost first."""
    return "/".join(part.partition("@")[2] for part in thread.split(">") if "@" in part)


def branch_of(thread: str) -> str:
    """What tells a thread from its neighbours: a part's name, or an item's id."""
    last = thread.rpartition(">")[2]
    return items.parts(last.partition("@")[2])[0][1] if "@" in last else last.partition(".")[2]


Kept = TypeVar("Kept", Case, Task, Clock, Waiting, Done)


def changed(was: Kept, **fields: Any) -> Kept:
    """What `replace` gives, in a fifth of the time: a step evolves its case twenty times."""
    after = object.__new__(type(was))
    object.__setattr__(after, "__dict__", was.__dict__ | fields)
    return after
