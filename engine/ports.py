"""What the engine needs of the outside, named here and done in `outside/` or by another package."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import entry_points
from typing import Protocol, TypeAlias

from components.base import Answer
from components.controls import Block


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


class Scanner(Protocol):
    def scan(self, data: bytes) -> str:
        """The name of the virus that is in it, "" where there is none. Raises `Later` or `Failed`."""
        ...


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


@dataclass(frozen=True)
class BlankQuestion:
    """A question on paper. `number` is its place among those that are asked; 0 where it only says something."""

    number: int
    block: Block
    #: When it is asked, in a sentence, where that is not always: itself under "", and those inside it by their paths.
    only_if: Mapping[str, str]


@dataclass(frozen=True)
class BlankPage:
    """Questions under a heading; `only_if` says when they are asked, where it has one and that is not always."""

    section: str
    title: str
    only_if: str
    questions: tuple[BlankQuestion, ...]


@dataclass(frozen=True)
class Blank:
    """The questions of a service as paper, to be filled in by hand: the same blank is the same file each time."""

    title: str
    summary: str
    council: str
    at: datetime
    pages: tuple[BlankPage, ...]
    #: Our own words, by what they are for, in its language where we speak it.
    ours: Mapping[str, str]
    #: What it costs, in a sentence.
    fee: str = ""
    #: What the answers are used for, the reason in law, and how long they are kept: each with what it is called.
    privacy: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    #: How the council is reached.
    contact: tuple[str, ...] = ()


class Papers(Protocol):
    """Draws papers as files that anybody can read, with a screen reader too."""

    def pdf(self, paper: Paper) -> bytes: ...

    def blank(self, blank: Blank) -> bytes:
        """As a PDF to print."""
        ...

    def docx(self, paper: Paper) -> bytes: ...


@dataclass(frozen=True)
class Tile:
    """A piece of a map: a picture, and the kind that it is, such as image/png."""

    kind: str
    picture: bytes = field(repr=False)


class Tiles(Protocol):
    """The map that this machine can show, in tiles that lie as `components.maps` says."""

    def has(self, zoom: int, x: int, y: int) -> bool:
        """Whether it is a tile of this map at all."""
        ...

    def kept(self, zoom: int, x: int, y: int) -> tuple[bool, Tile | None]:
        """Whether nobody needs to be asked, and what there is."""
        ...

    def at(self, zoom: int, x: int, y: int) -> Tile | None:
        """None where there is none, or nobody gives it now. It may wait for seconds."""
        ...


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


#: A list of options that another system keeps: words alone, or pairs of a value and a label. It may raise anything.
LookUp: TypeAlias = Callable[[], Iterable[str | tuple[str, str]]]


def look_ups() -> dict[str, LookUp]:
    """The lists that are installed, by the name that services have for them: the entry points `wherry.look-ups`."""
    return {door.name: door.load() for door in entry_points(group="wherry.look-ups")}
