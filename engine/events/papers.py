"""What was written, paid and kept: messages, notes, documents, files."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.case import Case, changed
from engine.events.event import Event


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
    #: Who of which team wrote it by hand; an answer to it goes to them.
    author: str = ""
    team: str = ""

    def after(self, case: Case) -> Case:
        after = changed(case, messages=case.messages + 1)
        return changed(after, author=self.author, author_team=self.team) if self.author else after


@dataclass(frozen=True)
class NoteAdded(Event):
    """`mentions` are the people whom it is meant to reach."""

    personal: ClassVar = ("text",)
    text: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileAttached(Event):
    """A file joined the case outside any question; `file` is `{id, name, size, type}`."""

    personal: ClassVar = ("file",)
    file: dict[str, Any]


@dataclass(frozen=True)
class DocumentMade(Event):
    """A document was written, its words as they were then."""

    personal: ClassVar = ("title", "body", "translated", "paragraphs")
    document: str
    title: str
    body: str
    at: datetime
    #: The same for an applicant who reads another language: {"title": …, "body": …}.
    translated: dict[str, str] = field(default_factory=dict)
    #: Of a Word file what each of its paragraphs says.
    paragraphs: tuple[str, ...] = ()

    def after(self, case: Case) -> Case:
        made: dict[str, Any] = {"title": self.title, "body": self.body, "at": self.at.isoformat()}
        made |= {"paragraphs": list(self.paragraphs)} if self.paragraphs else {}
        return changed(case, documents=case.documents | {self.document: made})


@dataclass(frozen=True)
class PaymentTaken(Event):
    """`step` is the step's key, `payment` what the payment service calls it, `amount` in pence.

    Where staff recorded it by hand, `how` says how it was paid, `receipt` what it is found by, and `payment` is "".
    """

    shape: ClassVar = 2
    personal: ClassVar = ("receipt", "note")
    step: str
    payment: str
    amount: int
    how: str = ""
    receipt: str = ""
    note: str = ""

    def after(self, case: Case) -> Case:
        return changed(case, paid=case.paid | {self.step: self.payment})
