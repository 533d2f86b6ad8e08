"""What the engine needs of the outside, named here and done in `outside/` or by another package."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from typing import Protocol, TypeAlias

from components.base import Answer


class FileStore(Protocol):
    """Keeps the bytes of files by an id that nobody can guess."""

    def put(self, id: str, data: bytes) -> None: ...

    def get(self, id: str) -> bytes:
        """The bytes again; a KeyError where there are none."""
        ...

    def delete(self, id: str) -> None:
        """Nothing happens where there are none."""


class Trouble(Exception):
    """Why something was not done outside, in a sentence for the team that owns the service.

    `theirs` ends it with what the outside said, or with what somebody told us: no log has that.
    """

    def __init__(self, why: str = "", theirs: str = "") -> None:
        super().__init__(f"{why} {theirs}".strip())
        self.ours = why.rstrip(":")


class Failed(Trouble):
    """It can never be done."""


class Later(Trouble):
    """Outside is busy, slow or down: to be tried again, after so many seconds where it said so."""

    def __init__(self, why: str, after: float | None = None, theirs: str = "") -> None:
        super().__init__(why, theirs)
        self.after = after


@dataclass(frozen=True)
class Attached:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Outgoing:
    """One message; `key` is the same whenever it is tried again. `channel` is "email", "text" or "letter"."""

    key: str
    channel: str
    address: str
    to_name: str
    subject: str
    body: str
    attached: tuple[Attached, ...] = ()
    language: str = "en"


class Sender(Protocol):
    #: Whether what is outside cannot tell a second try from the first.
    may_repeat: bool

    def send(self, message: Outgoing) -> str:
        """What the outside calls it. Raises `Later` or `Failed`."""
        ...


@dataclass(frozen=True)
class Payment:
    """A payment outside: `state` is "open", "taken" or "failed", `amount` in pence, `reference` our key for it."""

    id: str
    state: str
    amount: int
    reference: str
    next_url: str = ""
    #: Why it failed, in words for the people who read the case.
    why: str = ""


class Payments(Protocol):
    """All raise `Later` or `Failed`."""

    def begin(
        self, key: str, amount: int, description: str, return_url: str, email: str = "", language: str = "en"
    ) -> Payment:
        """The same key gives the same payment."""
        ...

    def look(self, id: str) -> Payment: ...

    def find(self, key: str) -> Payment | None: ...


@dataclass(frozen=True)
class Paper:
    """A document or a letter, to be drawn as a file: the same paper is the same file each time."""

    title: str
    #: Plain words: paragraphs by empty lines, and lines where they end.
    body: str
    council: str
    reference: str
    at: datetime
    language: str = "en"
    #: Whom it is for and where they live, for what goes by post.
    to: tuple[str, ...] = ()
    #: How the council is reached.
    contact: tuple[str, ...] = ()
    #: A Word file of the council's own, to be given these words paragraph by paragraph.
    word_file: bytes = b""
    paragraphs: tuple[str, ...] = ()


class Papers(Protocol):
    """Draws papers as files that anybody can read, with a screen reader too."""

    def pdf(self, paper: Paper) -> bytes: ...

    def docx(self, paper: Paper) -> bytes: ...


class Teller(Protocol):
    def tell(self, url: str, key: bytes, id: str, news: Mapping[str, str]) -> None:
        """Tell another system something, signed with the key: the same id each time. Raises `Later` or `Failed`."""
        ...


#: What `call:` does: from what it is told, by name, to the answers it brings, or `Failed`. Its second argument is the
#: same whenever the same call is tried again, so that what was done already is not done twice.
Action: TypeAlias = Callable[[Mapping[str, Answer], str], Mapping[str, Answer]]


def registered() -> dict[str, Action]:
    """The actions that are installed, by the name that a service calls: the entry points `wherry.actions`."""
    return {door.name: door.load() for door in entry_points(group="wherry.actions")}
