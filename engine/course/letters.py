"""Messages, as their readers get them: to whom, by which channel, and every word filled in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import chain

from components.base import Answer, Seen
from components.money import in_pounds
from components.wording import says
from engine import events as e
from engine.case import Case, Task, scope_of
from engine.commands import Actor
from engine.who import access
from workflows import items
from workflows.checks.service import OWN_NAMES
from workflows.conditions import Context
from workflows.filling import Filling, fill
from workflows.moves import GUEST
from workflows.organisation import Organisation
from workflows.speaking import voice
from workflows.templates import Template
from workflows.word_files import BETWEEN
from workflows.workflow import Workflow

#: Stands in a kept message for the secret link, which only the sender of messages knows.
LINK = "[your link]"
#: The same for the address of the case, for whom they sign in who have a task in it.
TO_THE_CASE = "[link to the case]"
#: The same for the code that opens the case with its reference.
CODE = "[your code]"
#: What a letter says that staff write once its case is closed.
CLOSED_TO_ANSWERS = says("This case is closed, so you cannot answer this message with your link.")
#: Why a message does not go to the address of a team.
NOT_FOR_THEM = "It says a sensitive answer that {name} may not see"
#: What the program itself adds to a letter of the service's.
HOW_TO_COME_BACK = says(
    "Your reference is {reference} and your code is {code}. "
    "With both you can see how it is going, on any phone or computer."
)
TO_ANSWER, TO_PAY = says("Use your link to answer: {link}"), says("Use your link to pay: {link}")
NEEDED = says("We need something from you before we can go on with {reference}: {what}")
TO_READ = says("Use your link to read this again: {link}")
TO_READ_AND_ANSWER = says("Use your link to read this again and to answer: {link}")
OF_THE_LINK = (TO_ANSWER, TO_PAY, TO_READ, TO_READ_AND_ANSWER)
TO_DO = {"answer": TO_ANSWER, "pay": TO_PAY}


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
    #: Why a clock was made longer, or a case taken back.
    because: str = ""
    #: What stands for ((link)).
    link: str = LINK
    #: The language that its reader reads, "" for English.
    language: str = ""

    def fill(self, template: Template) -> str:
        answers = {**self.values(), **self._own()}
        names = {**self.workflow.names_in(self.step), **OWN_NAMES}
        return fill(template, Filling(names, answers, self.context, self.show))

    def spoken(self, to: str) -> "Words":
        """The same for whoever is written to: the applicant in their language, a team with the link to the case."""
        if to == "applicant":
            language = self.case.language
            return replace(self, workflow=self.workflow.translated(language), language=language)
        return replace(self, link=TO_THE_CASE) if self.team(to) else self

    def team(self, to: str) -> str:
        """The team or partner that `to:` names, by its id or by an answer; "" where it names somebody else."""
        if to in self.house.everyone:
            return to
        answer, kind = self.values().get(to), self.workflow.names_in(self.step).get(to)
        return str(answer) if answer is not None and kind is not None and kind.name == "team" else ""

    def values(self) -> Mapping[str, Answer]:
        return self.workflow.answers_in(self.case.values(), self.step, self.scope)

    def _own(self) -> dict[str, Answer]:
        """What every case has beside its answers."""
        deadline = self.case.clocks.get("deadline")
        due = self.due or (deadline.due if deadline else None)
        say = voice(self.language)
        return {
            "reference": self.case.reference,
            "received": say.day_of(self.case.opened) if self.case.opened else None,
            "due": say.moment(due) if due else None,
            "link": self.link,
            "extended_because": self.because or None,
        }

    def show(self, name: str, answer: Answer) -> list[str]:
        """An answer in lines of plain text."""
        question = self.workflow.question(name)
        lines = [str(answer)] if question is None else question.show(answer, self._seen)
        return [voice(self.language).own(line) for line in lines]

    def read_back(self, name: str, answer: Answer) -> list[str]:
        """The same for a page of ours, as it is."""
        question = self.workflow.question(name)
        return [str(answer)] if question is None else question.read_back(answer, self._seen)

    @cached_property
    def _seen(self) -> Seen:
        return seen(self.house, self.context, self.language)


def seen(house: Organisation, context: Context, language: str = "") -> Seen:
    """What questions may know of the world."""
    lists = house.asks.lists if house.asks else None
    return Seen(context.today, house.everyone, house.groups, accounts=house.accounts, language=language, lists=lists)


def message(words: Words, id: str, name: str, to: str, attached: tuple[str, ...]) -> e.MessageSent:
    """One of the service's messages, filled in, to whom `to:` says."""
    said = words.spoken(to)
    letter = said.workflow.messages[name]
    kept = tuple(one for one in attached if one in words.values() or one in words.case.documents)
    sent = _sent(words, id, name, to, said.fill(letter.subject), said.fill(letter.body), kept)
    hides = sent.address and sent.to in words.house.addresses and _not_for(words, sent)
    return replace(sent, address="", unsent=NOT_FOR_THEM.format(name=sent.to_name)) if hides else sent


def _not_for(words: Words, sent: e.MessageSent) -> bool:
    """Whether it says a sensitive answer to a team that may not see it, who could read it in their email."""
    workflow, letters = words.workflow, [words.workflow.messages[sent.message]]
    letters += [workflow.documents[one] for one in sent.attached if one in workflow.documents]
    says = workflow.sensitive_in(*(part for letter in letters for part in (letter.subject, letter.body)))
    they = Actor("", teams=frozenset({sent.to}))
    seen = access.visible(workflow, words.case, they, words.house)
    return not says | (workflow.sensitive() & set(sent.attached)) <= seen


def document(words: Words, name: str, at: datetime) -> e.DocumentMade:
    """One of the service's documents, written now; for an applicant who reads another language in that one, too."""
    said, own = words.spoken("applicant"), words.workflow.documents[name]
    theirs = said.workflow.documents[name]
    translated = {} if theirs is own else {"title": said.fill(theirs.subject), "body": said.fill(theirs.body)}
    paragraphs = tuple(words.fill(one) for one in own.paragraphs)
    body = BETWEEN.join(filter(None, paragraphs)) if paragraphs else words.fill(own.body)
    return e.DocumentMade(name, words.fill(own.subject), body, at, translated, paragraphs)


def asked_for(words: Words, id: str, title: str, to: str = "applicant") -> e.MessageSent:
    """The link that the program itself sends when the applicant, or a person by email, is asked for something."""
    theirs, reference = words.spoken(to), words.case.reference
    said, say = theirs.workflow, voice(theirs.language).say
    ask = said.asks().get(words.step)
    asked = ask.named if ask else title
    stop = "" if asked.endswith(("?", "!", ".")) else "."
    why = say("We ask you because: {why}", why=words.because) if words.because and to == "applicant" else ""
    wanted = say(NEEDED, reference=reference, what=asked)
    body = "\n\n".join(filter(None, (wanted + stop, why, say(TO_ANSWER, link=LINK))))
    subject = say("{service}: we need something from you, {reference}", service=said.title, reference=reference)
    return _sent(words, id, "", to, subject, body)


def to_pay(words: Words, id: str, title: str, amount: int) -> e.MessageSent:
    """The link that the program itself sends when the applicant is to pay, with how much: `amount` is in pence."""
    reference, pounds = words.case.reference, in_pounds(amount)
    theirs = words.spoken("applicant")
    say, about = voice(theirs.language).say, {"amount": pounds, "reference": reference}
    wanted = say("There is {amount} to pay before we can go on with {reference}: {what}.", what=title, **about)
    body = f"{wanted}\n\n{say(TO_PAY, link=LINK)}"
    subject = say("{service}: {amount} to pay, {reference}", service=theirs.workflow.title, **about)
    return _sent(words, id, "", "applicant", subject, body)


def reminder(words: Words, id: str, who: str, title: str, do: str) -> e.MessageSent:
    """What the program itself sends when something is due soon: `who` is the applicant, a team or a guest, and `do`
    is what the link is for."""
    theirs = voice(words.spoken(who).language)
    due, reference = theirs.moment(words.due) if words.due else "", words.case.reference
    subject = theirs.say("Due soon: {what}, {reference}", what=title, reference=reference)
    body = theirs.say("{what} is due by {due}, for {reference}.", what=title, due=due, reference=reference)
    if who == "applicant" or who.startswith(GUEST):
        body += f"\n\n{theirs.say(TO_DO[do], link=LINK)}"
    elif who in words.house.addresses:
        body += f"\n\nSign in to see it: {TO_THE_CASE}"
    return _sent(words, id, "", who.removeprefix(GUEST), subject, body)


def by_hand(words: Words, id: str, subject: str, body: str, author: str, team: str) -> e.MessageSent:
    """What staff write to the applicant; the link to answer by stands in it, whether they put it there or not.

    Where the case is closed nobody can answer, and the letter says so.
    """
    say = voice(words.case.language).say
    whole = body if LINK in body else f"{body}\n\n{say(TO_READ_AND_ANSWER if words.case.open else TO_READ, link=LINK)}"
    whole += "" if words.case.open else f"\n\n{say(CLOSED_TO_ANSWERS)}"
    return replace(_sent(words, id, "", "applicant", subject, whole), author=author, team=team)


def file_wanted(words: Words, id: str, said: str, author: str, team: str) -> e.MessageSent:
    """What the program itself sends when a file of the applicant's could not be taken after all; `said` says why."""
    theirs, reference = words.spoken("applicant"), words.case.reference
    say = voice(theirs.language).say
    subject = say(
        "{service}: we need something from you, {reference}", service=theirs.workflow.title, reference=reference
    )
    body = f"{say(said)}\n\n{say(TO_READ_AND_ANSWER, link=LINK)}"
    return replace(_sent(words, id, "", "applicant", subject, body), author=author, team=team)


def more_wanted(words: Words, title: str) -> str:
    """The subject of what goes to the applicant when staff ask them for more."""
    return f"{title}, {words.case.reference}"


def _sent(
    words: Words, id: str, name: str, to: str, subject: str, body: str, attached: tuple[str, ...] = ()
) -> e.MessageSent:
    channel, to_name, address, unsent = recipient(words, to)
    whose = words.team(to) or to
    return e.MessageSent(id, name, whose, channel, to_name, address, subject, body, unsent, attached)


def to_team(words: Words, id: str, team: str, subject: str, body: str) -> e.MessageSent:
    """What the program itself tells a team or a partner."""
    return _sent(words, id, "", team, subject, body)


def with_code(letter: e.MessageSent, reference: str, language: str) -> e.MessageSent:
    """The letter that confirms tells the applicant how to come back without their link, in the letter's language."""
    told = voice(language).say(HOW_TO_COME_BACK, reference=reference, code=CODE)
    return replace(letter, body=f"{letter.body}\n\n{told}")


def confirms(letter: e.MessageSent, before: Iterable[e.Event]) -> bool:
    """Whether it is the first to reach the applicant of a case that was opened just now."""
    if letter.to != "applicant" or letter.unsent:
        return False
    happened = tuple(before)
    told = any(isinstance(event, e.MessageSent) and CODE in event.body for event in happened)
    return not told and any(isinstance(event, e.CaseOpened) for event in happened)


def gave_link(events: Iterable[e.Event]) -> bool:
    """Whether a message of the service itself has just given the applicant their link."""
    sent = (event for event in events if isinstance(event, e.MessageSent))
    return any(event.to == "applicant" and LINK in event.body for event in sent)


def recipient(words: Words, to: str) -> tuple[str, str, str, str]:
    """The channel, the name, the address, and why it cannot be sent where it cannot."""
    if to == "applicant":
        party = words.case.party("applicant")
        contacts = party.contacts if party else {}
        channel = next(iter(contacts), "")
        name = party.name if party and party.name else f"the {words.workflow.file.called_}"
        return channel, name, contacts.get(channel, ""), "" if channel else "No contact was given"
    if team := words.team(to):
        name, address = words.house.everyone.get(team, team), words.house.addresses.get(team)
        return ("email", name, address, "") if address else ("team", name, team, "")
    answer = words.values().get(to)
    if answer is None:
        return "", to, "", "No contact was given"
    kind = words.workflow.names_in(words.step)[to]
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


def address_of(workflow: Workflow, case: Case, task: Task) -> str:
    """Where whoever is asked by email is written to, as the answers now say; "" where a task waits for nobody so."""
    if not task.who.startswith(GUEST):
        return ""
    answers = workflow.answers_in(case.values(), task.step, scope_of(task.thread))
    return str(answers.get(task.who.removeprefix(GUEST), ""))


def few(words: Words, hidden: Collection[str]) -> str:
    """The few words that a list shows of a case, without these answers; those that a step back set aside, too."""
    known = {**words.case.aside, **words.case.answers}
    answers = {
        step: {name: answer for name, answer in given.items() if name not in hidden} for step, given in known.items()
    }
    return replace(words, case=replace(words.case, answers=answers)).fill(words.workflow.list_as).strip(" ,")


def findable(words: Words) -> dict[str, str]:
    """What a case is found by, each under its label: names, addresses, and, where that is not sensitive, every answer
    and the title of every document."""
    found: dict[str, list[str]] = {}
    for party in words.case.parties:
        role = words.workflow.file.called_ if party.role == "applicant" else party.role
        found.setdefault(role.capitalize(), []).extend((party.name, *party.contacts.values()))
    sensitive = words.workflow.sensitive()
    about_items = (answers.items() for key, answers in words.case.answers.items() if items.scope_of(key))
    for name, answer in (*words.case.values().items(), *chain.from_iterable(about_items)):
        if name not in sensitive:
            question = words.workflow.question(name)
            label = question.label if question and question.label else name.replace("_", " ").capitalize()
            found.setdefault(label, []).extend(words.show(name, answer))
    letters, written = words.workflow.documents, words.case.documents
    open_ = [name for name in written if not words.workflow.sensitive_in(letters[name].subject)]
    found["A document"] = [written[name]["title"] for name in open_]
    return {label: "\n".join(lines) for label, lines in found.items() if any(lines)}
