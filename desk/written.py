"""What was written about a case, as its staff read it: messages, what came back, notes and what went with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class Attached:
    """What went with a message; a `document` by its name, and "" where it is a file answer."""

    title: str
    document: str = ""


@dataclass(frozen=True)
class MessageView:
    """A message of the case; `state` is "waiting to be sent" or why it went nowhere."""

    at: datetime
    to: str
    channel: str
    subject: str
    body: str
    state: str
    reference: str
    #: Grows with each message of any case.
    number: int
    attached: tuple[Attached, ...] = ()
    #: Whether it says a sensitive answer: `body` is empty until somebody who may see that asks for it.
    held: bool = False
    may_show: bool = False
    #: Who wrote it by hand; "" where the service did.
    author: str = ""
    ours: ClassVar = True


@dataclass(frozen=True)
class ReplyView:
    """What the applicant sent: an answer to what staff wrote, or what `about` asked them for."""

    at: datetime
    who: str
    about: str
    text: str
    #: The names of the files that came with it.
    files: tuple[str, ...] = ()
    #: How staff helped them to say it, and who.
    helped: str = ""
    ours: ClassVar = False


def in_order(messages: Iterable[MessageView], replies: Iterable[ReplyView]) -> tuple[MessageView | ReplyView, ...]:
    """What was written and what came back as one thread, the newest first."""
    oldest: list[MessageView | ReplyView] = sorted((*messages, *replies), key=lambda one: one.at)
    return tuple(reversed(oldest))


@dataclass(frozen=True)
class NoteView:
    at: datetime
    who: str
    text: str
    #: The names of those whom it mentions.
    named: tuple[str, ...] = ()
