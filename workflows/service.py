"""A service's file as a designer writes it: its own words, its steps, messages, outcomes and examples."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from workflows.due import Deadline
from workflows.expressions import Condition
from workflows.reading import Word
from workflows.settings import SCALAR, Entries, Flag, Id, Items, Name, Settings, Text, Texts, wrong
from workflows.step import Steps


class Law(Settings):
    """Why a service may do what it does. `checked` is the day somebody compared it with the source, or no."""

    called = "the law"
    basis: Text = Field(description="The Act or rules, with their section")
    checked: Text = Field(description="A date, with source:, or no")
    source: Text = Field("", description="The page where it was read")


class Privacy(Settings):
    called = "the privacy notice"
    purpose: Text = Field(description="What the personal data is for")
    basis: Text = Field(description="public task, legal obligation, consent, …")
    keep: Text = Field(description="How long it is kept: 3 years after closing")


class Message(Settings):
    called = "a message"
    subject: Text = Field(description="May hold ((answers))")
    body: Text = Field(description="May hold ((answers)); write it after | on the lines below")


class Document(Settings):
    """Its words are a body, or those of a Word file: `workflows/word_files.py` has put these into the body."""

    called = "a document"
    title: Text = Field(description="What it is called; may hold ((answers))")
    body: Text = Field("", description="May hold ((answers)); write it after | on the lines below")
    file: Text = Field("", description="Or a Word file of yours in definitions/files, with ((answers)): badge.docx")

    @property
    def from_file(self) -> bool:
        """Whether its body is what the Word file says; a translation has a body of its own."""
        return bool(self.file) and self.word("body").place == self.word("file").place


class Reopen(Settings):
    """After an end the case may be begun again, at one of its steps."""

    called = "reopen"
    who: Text = Field("applicant", description="applicant, or a team")
    within: Condition = Field(description="How long after the end: 28 days")
    at_: Id = Field(alias="at", description="The step where it goes on")
    calendar: Name = Field("england", description="Whose working days: england, uk-any, every-day, …")


class CloseEarly(Settings):
    """A team may close a case before its course has come to an end."""

    called = "close early"
    who: Name = Field(description="The team that may")
    as_: Texts = Field(alias="as", description="The outcomes to choose from")


def _until(value: Any) -> Any:
    if not isinstance(value, Word) or not value.text.startswith("until "):
        raise wrong("wrong-shape", "withdraw: says until which step", "Write, say, withdraw: until decision", value)
    return value.text.removeprefix("until ").strip()


class Outcome(Settings):
    """What the applicant reads at an end."""

    called = "an outcome"
    title: Text = Field(description="What happened, in a line")
    body: Text = Field("", description="What it means for them")


def _play(value: Any) -> Any:
    if not isinstance(value, Items):
        raise wrong("wrong-shape", "play: is a list of what is done", "Write - step: {answers}, one a line", value)
    return value


def _expect(value: Any) -> Any:
    if not isinstance(value, Entries):
        raise wrong("wrong-shape", "expect: is written as names and values", "Write, say, expect: {sent: [answer]}",
                    value)  # fmt: skip
    return value


class Example(Settings):
    """A test that staff write: what is played, what is expected, and where it ends."""

    called = "an example"
    story: Text = Field(description="What happens, in a line")
    begins: Text = Field("2027-03-01", description="The day it begins; left out, Monday 1 March 2027")
    play: Annotated[Any, BeforeValidator(_play), WithJsonSchema({"type": "array"})] = Field(
        description="What is done, in order: - step: {answers}"
    )
    expect: Annotated[Any, BeforeValidator(_expect), WithJsonSchema({"type": "object"})] = Field(
        None, description="Answers, sent, made, open"
    )
    ends: Text = Field("", description="The outcome")


class ServiceFile(Settings):
    """The whole of one file in definitions/."""

    called = "a service"
    service: Name = Field(description="Same as the file's name; never changes")
    title: Text = Field(description="What the service is called: Report a pothole")
    summary: Text = Field("", description="One sentence under the title")
    owner: Name = Field(description="The team that owns it, of organisation.yaml")
    starts: Texts = Field(("anyone",), description="anyone, staff, or a list of teams and partners")
    reference: Text = Field("", description="The prefix of a case's reference: POT. A guide has none: it keeps nothing")
    contact: Texts = Field(
        (),
        description="The answers that reach the applicant, the first given wins; and their own name",
    )
    called_: Text = Field("applicant", alias="called", description="What screens and letters call the applicant")
    list_as: Text = Field("", description="The few words that the inbox shows: ((place))")
    law: Law = Field(description="basis:, checked: and source:")
    privacy: Privacy | None = Field(None, description="purpose:, basis: and keep:; a guide has none")
    deadline: Annotated[
        Deadline | None, BeforeValidator(Deadline.bare),
        WithJsonSchema({"anyOf": [SCALAR, {"$ref": "#/$defs/deadline"}]}),
    ] = Field(None, description="The whole case's clock")  # fmt: skip
    withdraw: Annotated[str, BeforeValidator(_until), WithJsonSchema(SCALAR)] = Field(
        "", description="until a step: the applicant may withdraw until that is done"
    )
    reopen: Reopen | None = Field(None, description="Who may have the case taken up again, within:, and at: which step")
    close_early: CloseEarly | None = Field(None, description="who: may close a case before its end, and as: what")
    exit_quickly: Flag = Field(False, description="yes: “Exit this page” stands on every page for residents")
    steps: Steps = Field(description="What happens, in order")
    messages: dict[Id, Message] = Field({}, description="The letters: subject and body, by name")
    documents: dict[Id, Document] = Field({}, description="What can be made: title and body, by name")
    outcomes: dict[Id, Outcome] = Field(description="What the applicant reads at each end, by name")
    examples: tuple[Example, ...] = Field((), description="Tests: a story, what is played and what comes of it")

    @property
    def guide(self) -> bool:
        """Whether it only tells people something: it has no cases, and so no reference and no personal data."""
        return not self.reference and self.privacy is None
