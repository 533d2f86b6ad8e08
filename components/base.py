"""What every kind of question has in common, and what it may see and say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, Self, TypeAlias, runtime_checkable

from pydantic import BaseModel, ConfigDict, Field

from components.controls import Control, Map, Option
from components.controls import Raw as Raw
from components.types import Type
from components.wording import Sentence, run, says

#: What was accepted: plain JSON. A whole number is an int, another number decimal text,
#: money an int in pence, a date ISO text, yes or no a truth value.
Answer: TypeAlias = Any

#: A label that begins so tells people to do something: it cannot be what a sentence is about.
REQUESTS = (
    "add ", "attach ", "choose ", "describe ", "enter ", "explain ", "give ", "list ", "say ", "select ", "tell ",
    "upload ", "write ",
)  # fmt: skip

#: No database keeps a NUL or half a surrogate pair.
NOT_KEPT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Said:
    """One sentence to a person; `part` is the path inside the raw that it is at ("" is the first)."""

    sentence: str
    part: str = ""
    #: What is wrong with it, too: the names of other parts that stand beside that one.
    also: tuple[str, ...] = ()


class Problem(Exception):
    """Why an answer is not accepted, in words for the person who gave it."""

    def __init__(self, *said: str | Said) -> None:
        self.said = tuple(Said(s if isinstance(s, Sentence) else says(s)) if isinstance(s, str) else s for s in said)
        super().__init__(" ".join(s.sentence for s in self.said))


class Rule(Protocol):
    """A condition of the service, to a question that asks others: all it needs to know is whether it holds."""

    def holds(self, answers: Mapping[str, Answer], context: Any) -> bool: ...


@runtime_checkable
class Value(Protocol):
    """A sum of the service, to a question that shows it: its lines, or none where something it needs is missing."""

    def shown(self, seen: "Seen") -> list[str]: ...


class Accounts(Protocol):
    """What banks publish of their numbers, where this machine has it."""

    def fit(self, sort_code: str, account_number: str) -> bool:
        """False where no account has these two (6 and 8 digits) together; True too where nobody can say."""
        ...


class Lists(Protocol):
    """Lists of options that other systems keep. A face draws them; nothing that reads an answer asks for them."""

    def options(self, name: str) -> tuple[Option, ...] | None:
        """The options of the list of this name; None where whoever keeps it does not answer."""
        ...


class Addresses(Protocol):
    """The addresses of the country, to whoever is answering now. A face draws them, as it does lists."""

    def at(self, postcode: str) -> tuple[Mapping[str, str], ...] | None:
        """Those with this postcode, as the kind `address` keeps them; None where nobody answers, or not this person."""
        ...


@dataclass(frozen=True)
class Seen:
    """What a question may know of the world while it is asked."""

    today: date
    #: Teams and partners by id, in the words people read; `of:` groups by id.
    teams: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What was answered before, and the moment as rules take it: None where no service is asking.
    answers: Mapping[str, Answer] = field(default_factory=dict)
    context: Any = None
    accounts: Accounts | None = None
    #: The language of whoever reads, "" for English: a face says our words in it, a kind its lists of names.
    language: str = ""
    lists: Lists | None = None
    addresses: Addresses | None = None
    map: Map | None = None
    #: Whether staff type what somebody else wrote, said or signed.
    for_another: bool = False


def typed(raw: Raw) -> str:
    """The words of one box, untouched. Refuses what is not text and what no database keeps."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise Problem("Enter your answer in words")
    if NOT_KEPT.search(raw):
        raise Problem("Your answer includes a character that we cannot keep")
    return raw


def boxes(raw: Raw, names: Iterable[str]) -> dict[str, str]:
    """The words of each box of a group, without the spaces around them."""
    if not isinstance(raw, Mapping):
        raise Problem("Enter your answer in words")
    return {name: typed(raw.get(name)).strip() for name in names}


class Question(BaseModel):
    """A question of one kind: its settings are its fields, as designers write them.

    A kind gives `controls`, `read`, `write` and `show`, its samples, and what its answer is to a rule.
    The contract, held for every kind by one test: `read(write(answer))` is the answer; every raw in
    `accepts` reads as its answer; every raw in `refuses` says its sentence.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", " "), populate_by_name=True
    )

    kind: ClassVar[str]
    #: Settings for the samples, as a designer would write them without `type:`.
    sample: ClassVar[dict[str, Any]] = {"label": "Sample"}
    #: What can be typed and the answer it gives.
    accepts: ClassVar[list[tuple[Raw, Answer]]]
    #: What can be typed and the beginning of the sentence that refuses it.
    refuses: ClassVar[list[tuple[Raw, str]]]
    #: False where it only shows words and never has an answer.
    asks: ClassVar[bool] = True
    #: True where designers write questions of its own under `questions:`, and its controls change as it is answered.
    nests: ClassVar[bool] = False
    #: True where designers write a value of its own under `value:`, which the service works out.
    works: ClassVar[bool] = False
    #: Settings that other kinds have and this one does not, each with what to write instead.
    instead: ClassVar[Mapping[str, str]] = MappingProxyType({})
    #: The words that ask for an empty answer, beside the label.
    wanted: ClassVar[str] = "Enter an answer"

    label: str = Field(description="The question, in the words that people read")
    hint: str = Field(default="", description="Help that stands under the question")
    why: str = Field(default="", description="Why you ask, in a few words; people may read it")
    optional: bool = Field(default=False, description="yes where people may leave the question out")
    if_empty: str = Field(default="", description="What people read where they left it out; otherwise we word it")
    sensitive: bool = Field(default=False, description="yes where only those who need the answer may see it")

    def gives(self) -> Type:
        """What the answer is to a rule."""
        return Type("text")

    def parts(self) -> Mapping[str, Type]:
        """What stands in the answer under names of its own, which rules may read: `stay.first`."""
        return {}

    def reads(self) -> frozenset[str]:
        """The earlier answers that it shows, by name."""
        return frozenset()

    def knowing(self, questions: "tuple[Inner, ...]") -> Self:
        """The same, with the questions behind the earlier answers that it shows."""
        return self

    def outdated(self) -> Mapping[str, str]:
        """What of its settings nobody may write any more, by word: a fault, with which what is published goes on."""
        return {}

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        raise NotImplementedError

    def turns(self, seen: Seen) -> bool:
        """Whether it may be asked through a `Turn`, so that its controls change while it is answered."""
        return False

    def read(self, raw: Raw, seen: Seen) -> Answer:
        """Accept what was typed, or raise `Problem`. Never called with an empty raw."""
        raise NotImplementedError

    def write(self, answer: Answer) -> Raw:
        """What to put into the controls so that it reads as this answer again."""
        return answer

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        """The answer in lines of plain text, for a person."""
        return [str(answer)]

    def read_back(self, answer: Answer, seen: Seen) -> list[str]:
        """The same for a page, where what is said of one thing of several may end its own lines: its title first."""
        return self.show(answer, seen)

    def empty(self, raw: Raw) -> bool:
        """Whether nothing was typed."""
        if isinstance(raw, str):
            return not raw.strip()
        if isinstance(raw, Mapping):
            return all(self.empty(value) for value in raw.values())
        return raw is None or raw == []

    def answer(self, raw: Raw, seen: Seen) -> Answer | None:
        """Read what was typed; None where it was left out and may be."""
        if self.asks and not self.empty(raw):
            return self.read(raw, seen)
        if self.optional or not self.asks:
            return None
        raise Problem(self.wanting())

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """The answer that an example in a definition writes, as plain YAML; held to the same rules."""
        return self.answer(written, seen)

    def wanting(self) -> str:
        """What is said to somebody who left it out. A label that is a request says it already."""
        if self.if_empty:
            return self.if_empty
        label = self._label.rstrip(".")
        if self._requests:
            return label
        if label.endswith("?"):
            return run((label, says(self.wanted)), " ")
        named = not label or self.wanted.lower().endswith(f" {label.lower()}")
        wanted = says(self.wanted)
        return wanted if named else run((wanted, label), ": ")

    @property
    def asked(self) -> str:
        """The label as people read it: what may be left out says so."""
        return says("{label} (optional)", label=self.label) if self.optional else self.label

    def subject(self, otherwise: str) -> str:
        """What a sentence calls the answer: the label, unless that is a question, a request or long."""
        asks = self.label.endswith((".", "?", "!")) or self._requests
        return says(otherwise) if asks or not 0 < len(self.label) <= 40 else self._label

    @property
    def _requests(self) -> bool:
        return self.label.lower().startswith(REQUESTS)

    @property
    def _label(self) -> str:
        """The label as a sentence begins with it."""
        return self.label[:1].upper() + self.label[1:]


@dataclass(frozen=True)
class Inner:
    """A question that another asks, with the rules that the service has for it."""

    id: str
    question: Question
    when: Rule | None = None
    accept: Rule | None = None
    problem: str = ""
