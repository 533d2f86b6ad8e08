"""Messages, as their readers get them: to whom, by which channel, and every word filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from components.base import Answer, Seen
from engine import events as e
from engine.case import Case
from engine.dates import day_of, in_words
from workflows.checks.service import OWN_NAMES
from workflows.conditions import Context
from workflows.filling import Filling, fill
from workflows.organisation import Organisation
from workflows.templates import Template
from workflows.workflow import Letter, Workflow

#: Stands in a kept message for the secret link, which only the sender of messages knows.
LINK = "[your link]"


@dataclass(frozen=True)
class Words:
    """Fills templates from what a case holds at a moment. `due` is the clock meant, where one is."""

    workflow: Workflow
    case: Case
    house: Organisation
    context: Context
    due: datetime | None = None
    #: Where the words are said: a step, and the items that its thread is about.
    step: str = ""
    scope: str = ""
    #: Why a clock was made longer.
    because: str = ""

    def fill(self, template: Template) -> str:
        answers = {**self.values(), **self._own()}
        names = {**self.workflow.names_in(self.step), **OWN_NAMES}
        return fill(template, Filling(names, answers, self.context, self.show))

    def values(self) -> Mapping[str, Answer]:
        return self.workflow.answers_in(self.case.values(), self.step, self.scope)

    def _own(self) -> dict[str, Answer]:
        """What every case has beside its answers."""
        deadline = self.case.clocks.get("deadline")
        due = self.due or (deadline.due if deadline else None)
        return {
            "reference": self.case.reference,
            "received": day_of(self.case.opened) if self.case.opened else None,
            "due": in_words(due) if due else None,
            "link": LINK,
            "extended_because": self.because or None,
        }

    def show(self, name: str, answer: Answer) -> list[str]:
        """An answer in lines of plain text."""
        question = self.workflow.question(name)
        if question is None:
            return [str(answer)]
        return question.show(answer, self._seen)

    @cached_property
    def _seen(self) -> Seen:
        return seen(self.house, self.context)


def seen(house: Organisation, context: Context) -> Seen:
    """What questions may know of the world."""
    return Seen(context.today, house.everyone, house.groups)


def message(words: Words, id: str, name: str, to: str, attached: tuple[str, ...]) -> e.MessageSent:
    """One of the service's messages, filled in, to whom `to:` says."""
    letter = words.workflow.messages[name]
    return written(words, id, name, to, letter, attached)


def written(words: Words, id: str, name: str, to: str, letter: Letter, attached: tuple[str, ...] = ()) -> e.MessageSent:
    channel, to_name, address, unsent = recipient(words, to)
    kept = tuple(one for one in attached if one in words.values() or one in words.case.documents)
    return e.MessageSent(
        id, name, to, channel, to_name, address, words.fill(letter.subject), words.fill(letter.body), unsent, kept
    )  # fmt: skip


def asked_for(words: Words, id: str, title: str, to: str = "applicant") -> e.MessageSent:
    """The link that the program itself sends when the applicant, or a person by email, is asked for something."""
    reference = words.case.reference
    body = (
        f"We need something from you before we can go on with {reference}: {title}.\n\nUse your link to answer: {LINK}"
    )
    return _of_program(words, id, to, f"{words.workflow.title}: we need something from you, {reference}", body)


def reminder(words: Words, id: str, who: str, title: str) -> e.MessageSent:
    """What the program itself sends when something is due soon: `who` is the applicant or a team."""
    due = in_words(words.due) if words.due else ""
    body = f"{title} is due by {due}, for {words.case.reference}."
    return _of_program(words, id, who, f"Due soon: {title}, {words.case.reference}",
                       f"{body}\n\nUse your link to answer: {LINK}" if who == "applicant" else body)  # fmt: skip


def _of_program(words: Words, id: str, to: str, subject: str, body: str) -> e.MessageSent:
    channel, name, address, unsent = recipient(words, to)
    return e.MessageSent(id, "", to, channel, name, address, subject, body, unsent)


def recipient(words: Words, to: str) -> tuple[str, str, str, str]:
    """The channel, the name, the address, and why it cannot be sent where it cannot."""
    if to == "applicant":
        party = words.case.party("applicant")
        contacts = party.contacts if party else {}
        channel = next(iter(contacts), "")
        name = party.name if party and party.name else f"the {words.workflow.file.called_}"
        return channel, name, contacts.get(channel, ""), "" if channel else "No contact was given"
    if to in words.house.everyone:
        return "team", words.house.everyone[to], to, ""
    answer = words.values().get(to)
    if answer is None:
        return "", to, "", "No contact was given"
    kind = words.workflow.names_in(words.step)[to]
    if kind.name == "team":
        return "team", words.house.everyone.get(answer, answer), str(answer), ""
    return kind.channel, "", ", ".join(words.show(to, answer)), ""


def contacts(workflow: Workflow, case: Case) -> dict[str, str]:
    """The addresses of the applicant by channel, the first given of `contact:` first."""
    answers = case.values()
    found: dict[str, str] = {}
    for name in workflow.file.contact:
        answer = answers.get(name)
        kind = workflow.names.get(name)
        if answer is not None and kind is not None and kind.channel and kind.channel not in found:
            found[kind.channel] = answer if isinstance(answer, str) else ", ".join(str(v) for v in answer.values())
    return found


def findable(words: Words) -> str:
    """What a case is found by: names, addresses, and every answer that is not sensitive."""
    sensitive = words.workflow.sensitive()
    parties = (word for party in words.case.parties for word in (party.name, *party.contacts.values()))
    answers = words.case.values().items()
    shown = (line for name, answer in answers if name not in sensitive for line in words.show(name, answer))
    return " ".join((*parties, *shown))
