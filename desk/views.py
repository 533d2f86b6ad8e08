"""What the engine shows: plain facts for screens, already cut to what the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from components.base import Said, Seen
from components.controls import Raw
from desk.written import MessageView, NoteView, ReplyView, in_order
from engine.commands import Actor
from workflows.asking import Asked


@dataclass(frozen=True)
class ServiceCard:
    """A service that somebody may begin."""

    id: str
    title: str
    summary: str
    #: Whether it tells people something and keeps nothing.
    guide: bool = False
    #: The language of its words here, "" for the service's own.
    language: str = ""


@dataclass(frozen=True)
class Held:
    """What a browser may go on with: `kind` is "draft" or "case"; `title` is in its own language."""

    kind: str
    key: str
    title: str
    language: str = ""


@dataclass(frozen=True)
class PageView:
    """Questions asked together, with what was typed so far. `number` names the page in the draft."""

    number: int
    title: str
    section: str
    asked: tuple[Asked, ...]
    raw: Mapping[str, Raw]


@dataclass(frozen=True)
class AnswerLine:
    """One answer as people read it. A hidden one is sensitive: `lines` is empty until it is shown."""

    step: str
    answer: str
    label: str
    lines: tuple[str, ...]
    hidden: bool = False
    #: Kept files behind the answer: each {id, name, size, type}.
    files: tuple[Mapping[str, object], ...] = ()
    #: The page to go back to, to change it ("Check your answers").
    page: int = 0
    #: False where it was worked out: nobody gave it, so nobody corrects it.
    asked: bool = True


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class Applying:
    """Where somebody is in the pages of an `ask`: the page to draw, or "Check your answers" when it is None."""

    service: str
    title: str
    summary: str
    #: "" until something was saved.
    draft: str
    #: "" for the questions that begin a case.
    case: str
    task: str
    page: PageView | None
    #: Where "Back" leads; None on the first page.
    back: int | None
    check: tuple[Section, ...]
    #: Titles of the sections and whether each is done, for a service that has sections.
    sections: tuple[tuple[str, bool, int], ...]
    seen: Seen
    #: Acts once however often it is sent.
    token: str
    called: str
    #: Purpose, basis, and how long it is kept.
    privacy: tuple[str, str, str]
    #: Whether "Check your answers" comes before sending.
    checks: bool = True
    #: What was last written to the applicant who is asked again: its subject and its lines.
    told: tuple[str, tuple[str, ...]] | None = None
    #: The language of the words, "" for the service's own; and the others there are, with what they call themselves.
    language: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    #: Whether it was begun as residents begin it, by nobody who is signed in.
    resident: bool = False
    #: How staff help somebody with their answers ("phone", "desk" …); and whether it is only to practise.
    helped: str = ""
    practice: bool = False
    #: Who answers, where it is somebody asked by email; and what the task is called.
    guest: Actor | None = None
    asks: str = ""
    #: Every page that the answers lead to so far, and what is wrong with each question of them as it stands.
    pages: tuple[PageView, ...] = ()
    problems: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    #: Whether nobody waits for what is asked: what was written before is then no part of the question.
    offered: bool = False
    #: What it costs, in a sentence, said before it is begun.
    fee: str = ""
    #: Whether its pages can be left at once.
    exits: bool = False
    #: Whether its questions can be printed, to be filled in by hand.
    prints: bool = False
    #: Of its questions as on the printed form, where staff type one in.
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What a confirmation says. `link` is the secret part of the return link; it is told once."""

    reference: str
    title: str
    next: str
    due: datetime | None
    link: str
    answers: tuple[Section, ...]
    again: bool = False
    to_pay: "tuple[ToPay, ...]" = ()
    #: The outcome's title, where the case was closed at once.
    outcome: str = ""
    #: With the reference it opens the status, for whoever has no link at hand; it is told once.
    code: str = ""
    #: Whether `due` is the time limit of the whole case.
    finishes: bool = False
    practice: datetime | None = None
    #: Whether its pages can be left at once.
    exits: bool = False
    #: The language of its words, "" for English.
    language: str = ""
    #: How staff who sent it just now helped.
    helped: str = ""


@dataclass(frozen=True)
class Happened:
    """One line of a timeline: when, who, a plain sentence, and lines under it."""

    at: datetime
    who: str
    sentence: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentView:
    """A document that the case made, as it was written."""

    name: str
    title: str
    body: str
    at: datetime
    language: str = "en"
    #: Where it is a Word file of the council's own: what its paragraphs say, and that file.
    paragraphs: tuple[str, ...] = ()
    word_file: bytes = b""


@dataclass(frozen=True)
class Awaited:
    """What a case waits for that is nobody's task: time, a payment, something outside."""

    sentence: str
    since: datetime
    until: datetime | None = None
    #: The case that it runs as, where it is another service.
    case: str = ""


@dataclass(frozen=True)
class Status:
    """A case as its applicant sees it."""

    reference: str
    title: str
    #: "We are working on it", "We are waiting for you", "We have answered you", or the outcome's title.
    state: str
    body: str
    awaited: str
    due: datetime | None
    happened: tuple[Happened, ...]
    answers: tuple[Section, ...]
    #: The tasks that wait for the applicant: each (id, title, due).
    asked: tuple[tuple[str, str, datetime | None], ...]
    closed: bool
    to_pay: "tuple[ToPay, ...]" = ()
    #: What they may do with the case: any of "withdraw", "reopen".
    may: frozenset[str] = frozenset()
    #: Whether `due` is the time limit of the whole case.
    finishes: bool = False
    #: Of a practice case: what time it is in it.
    practice: datetime | None = None
    documents: tuple[DocumentView, ...] = ()
    messages: "tuple[MessageView, ...]" = ()
    replies: "tuple[ReplyView, ...]" = ()
    #: What a virus scanner did not let through, in sentences.
    send_again: tuple[str, ...] = ()
    #: Whether its pages can be left at once.
    exits: bool = False
    #: The language of its words, "" for English.
    language: str = ""

    @property
    def thread(self) -> "tuple[MessageView | ReplyView, ...]":
        return in_order(self.messages, self.replies)


@dataclass(frozen=True)
class ToPay:
    """A payment that waits for the applicant: what waits, what it is for, how much in pence, and until when."""

    waiting: str
    title: str
    amount: int
    until: datetime | None = None


@dataclass(frozen=True)
class TaskRow:
    """A row of the inbox."""

    reference: str
    task: str
    service: str
    service_title: str
    title: str
    words: str
    due: datetime | None
    opened: datetime
    who: str
    who_name: str
    person: str
    holder: str
    #: Until when it is on hold.
    held: datetime | None = None
    #: The last day that whoever has it is away, where the reader stands in for them.
    away_until: date | None = None
    #: Why it is on hold, where a list shows what is.
    held_because: str = ""
    #: Of whom something was asked in its case, so that it is not what is done next: "the reporter", a team's name.
    asked_of: tuple[str, ...] = ()
    #: What its service calls the applicant.
    called: str = "applicant"
    #: That the applicant may do it until when, where nobody waits for that.
    offered: str = ""
    #: When its whole case is due, where the task itself never is.
    case_due: datetime | None = None


@dataclass(frozen=True)
class ExtraView:
    """What an extra task asks: the words, the files that came with them, and who asked ("": the applicant wrote)."""

    asks: str
    files: tuple[Mapping[str, object], ...]
    asker: str


@dataclass(frozen=True)
class Inbox:
    rows: tuple[TaskRow, ...]
    #: Where the next page begins; "" on the last.
    after: str
    #: The next moment something of theirs is due, for an empty inbox.
    next_due: datetime | None
    #: Where the page before this one ends; "" on the first.
    before: str = ""


@dataclass(frozen=True)
class CaseView:
    """A case as one member of staff or partner may see it."""

    reference: str
    service: str
    service_title: str
    version: int
    state: str
    words: str
    deadline: datetime | None
    statutory: bool
    opened: datetime
    closed: datetime | None
    #: Since when the deadline's clock stands still, where it does.
    paused: datetime | None
    tasks: tuple[TaskRow, ...]
    sections: tuple[Section, ...]
    awaited: tuple[Awaited, ...] = ()
    #: Whether all of it is shown; a partner is shown only what they are asked about.
    whole: bool = False
    parties: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    timeline: tuple[Happened, ...] = ()
    #: Where the timeline goes on; 0 where it does not.
    earlier: int = 0
    messages: tuple[MessageView, ...] = ()
    replies: tuple[ReplyView, ...] = ()
    #: Files that staff added: each {id, name, size, type}.
    files: tuple[Mapping[str, object], ...] = ()
    #: What the case wrote itself, the newest first.
    documents: tuple[DocumentView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    #: What the reader may do: any of "note", "attach", "correct", "extend" (the deadline), "reopen", "shared with",
    #: "write", "add task", "link", "split", "close early", "rewind", and with a practice case "move on" and "delete".
    may: frozenset[str] = frozenset()
    #: Of a practice case: what time it is in it.
    practice: datetime | None = None
    #: What the service calls the applicant.
    called: str = "applicant"
    #: The language that the applicant reads, "" for the service's own.
    reads: str = ""
    #: What each payment is for, and how it stands.
    payments: tuple[tuple[str, str], ...] = ()
    #: What a step back set aside, by step.
    aside: tuple[Section, ...] = ()
    #: How many files have a virus, and how many could not be scanned.
    unfit: tuple[int, int] = (0, 0)

    @property
    def thread(self) -> tuple[MessageView | ReplyView, ...]:
        return in_order(self.messages, self.replies)


@dataclass(frozen=True)
class TaskView:
    """A task in hand: its questions on one page, with what was typed before."""

    row: TaskRow
    pages: tuple[PageView, ...]
    raw: Mapping[str, Raw]
    seen: Seen
    #: What the reader may do now: any of "claim", "release", "complete", "assign", "extend", "hand over", "hold",
    #: "end hold", and "help", where they may complete it for the applicant (`Complete` with `helped`).
    may: frozenset[str]
    #: Why it may not be done by the reader, where it may not.
    barred: str
    token: str
    #: People of the team whom a manager may give it to: (id, name).
    people: tuple[tuple[str, str], ...] = ()
    #: Whose part the reader would do, where they stand in for somebody.
    standing_in: str = ""
    #: Where its doer may add an item to the list it is about: a question that asks for one, as a list of its own.
    adding: Asked | None = None
    #: Of a task that the service did not foresee: what is asked, done with words and files instead of questions.
    extra: ExtraView | None = None
    #: Why it is on hold.
    held_because: str = ""
    #: Who handed it over by hand, and their note.
    handed_over: tuple[str, str] | None = None


@dataclass(frozen=True)
class Completed:
    """A command was accepted; the case now stands so. `again` where the same token was accepted before."""

    reference: str
    state: str
    again: bool = False
