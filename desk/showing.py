"""A case in the words people read: answers by step, and what happened in plain sentences."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

from components.base import Answer, Seen
from components.controls import Raw
from components.money import in_pounds
from desk import awaited
from desk.views import AnswerLine, Happened, PageView, Section
from engine import events as e
from engine import letters
from engine.case import REMINDER, Case, Task, key_of
from engine.dates import in_words
from engine.store.history import Entry
from workflows.asking import Page
from workflows.conditions import Context
from workflows.items import merged, scope_of, step_of
from workflows.moves import GUEST
from workflows.organisation import Organisation
from workflows.templates import Template
from workflows.verbs.ask import Ask
from workflows.verbs.pay import Pay
from workflows.verbs.wait import Wait, WaitUntil
from workflows.workflow import Workflow

WORKED_OUT = "Worked out from the answers"


def sections(
    workflow: Workflow, steps: Mapping[str, Mapping[str, Answer]], visible: Iterable[str], seen: Seen,
    hiding: bool = True,
) -> tuple[Section, ...]:  # fmt: skip
    """The answers of each step that has any, a section a step (or a step of an item); `hiding` the sensitive ones."""
    allowed, whole = frozenset(visible), merged(steps)
    found = []
    for step, answers in steps.items():
        ask, item = workflow.layout.by_id.get(step_of(step)), workflow.called(whole, scope_of(step), seen, allowed)
        shown = {name: answer for name, answer in answers.items() if name in allowed}
        if isinstance(ask, Ask) and shown:
            title = f"{ask.named}: {item}" if item else ask.named
            found.append(Section(title, tuple(_lines(ask, step, shown, seen, hiding))))
        elif ask is not None and shown:
            lines = tuple(
                AnswerLine(step, name, words_of(name), _worked_out(workflow, name, answer, seen), asked=False)
                for name, answer in shown.items()
            )
            before = found.pop().lines if found and found[-1].title == WORKED_OUT else ()
            found.append(Section(WORKED_OUT, before + lines))
    return tuple(found)


def of_item(
    workflow: Workflow, ask: Ask, scope: str, whole: Mapping[str, Answer], names: Iterable[str], seen: Seen
) -> tuple[Section, ...]:
    """What these names (`child.age`) stand for in the item that a step is about, under what the item is called."""
    here = workflow.answers_in(whole, ask.id, scope)
    asked = [(name, workflow.question(name)) for name in names if "." in name and name in here]
    lines = tuple(
        AnswerLine(ask.id, name, question.label, tuple(question.show(here[name], seen)))
        for name, question in asked if question
    )  # fmt: skip
    return (Section(workflow.called(whole, scope, seen), lines),) if lines else ()


def _worked_out(workflow: Workflow, name: str, answer: Answer, seen: Seen) -> tuple[str, ...]:
    """As a question of its type would show it: money in pounds, a date in words."""
    question = workflow.question(name)
    return tuple(question.show(answer, seen)) if question else (str(answer),)


def read_here(body: str) -> tuple[str, ...]:
    """The lines of a message to the applicant, read where the link in it leads."""
    said = re.sub(f": {re.escape(letters.LINK)}$", " on this page.", body, flags=re.MULTILINE)
    said = said.replace(f": {letters.LINK}", " on this page").replace(letters.LINK, "this page")
    return tuple(line for line in said.splitlines() if line.strip())


def to_check(
    ask: Ask, pages: Mapping[int, PageView], answers: Mapping[str, Answer], seen: Seen, title: str
) -> tuple[Section, ...]:
    """What was asked as "Check your answers" shows it: by section, what was left out too, so that it can be given."""
    grouped: dict[str, list[AnswerLine]] = {}
    for number, page in pages.items():
        for one in page.asked:
            if one.question.asks:
                shown = one.question.show(answers[one.id], seen) if one.id in answers else []
                line = AnswerLine(ask.id, one.id, one.question.label, tuple(shown), page=number)
                grouped.setdefault(page.section or title, []).append(line)
    return tuple(Section(name, tuple(lines)) for name, lines in grouped.items())


def _lines(
    ask: Ask, step: str, answers: Mapping[str, Answer], seen: Seen, hiding: bool
) -> Iterator[AnswerLine]:  # fmt: skip
    for number, page in enumerate(ask.all_pages()):
        for one in page.questions:
            if one.id not in answers:
                continue
            hidden = hiding and one.question.sensitive
            answer = answers[one.id]
            lines = () if hidden else tuple(one.question.show(answer, seen))
            files = _files(answer) if one.question.gives().name == "file" and not hidden else ()
            yield AnswerLine(step, one.id, one.question.label, lines, hidden, files, number)


def _files(answer: Answer) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in answer if isinstance(one, Mapping)) if isinstance(answer, list) else ()


def words_of(name: str) -> str:
    """An id as words, where nothing better is known."""
    return name.replace("_", " ").capitalize()


def said_in(workflow: Workflow, wording: Template, name: str, written: str) -> str:
    """A title as it was written, or its name where its wording says a sensitive answer."""
    return words_of(name) if workflow.sensitive_in(wording) else written


def about_in(workflow: Workflow, visible: Collection[str], task: str, title: str) -> str:
    """What a task is called; without its item, where that is sensitive and not for this reader."""
    key = key_of(task)
    source, step = scope_of(key).partition(":")[0], workflow.layout.by_id.get(step_of(key))
    return step.describe() if step and source in workflow.sensitive().difference(visible) else title


def page_view(number: int, page: Page, asked: Iterable[Any], raw: Mapping[str, Raw]) -> PageView:
    """A page with what was typed into the questions it asks now."""
    questions = tuple(asked)
    typed = {one.id: raw[one.id] for one in questions if one.id in raw}
    return PageView(number, page.title, page.section, questions, typed)


def title_of(workflow: Workflow, case: Case, task: Task, seen: Seen, visible: Collection[str] = ()) -> str:
    """What a task is called, in the words of this workflow: with the item that it is about."""
    ask = workflow.layout.by_id.get(task.step)
    item = workflow.called(case.values(), scope_of(task.id.rpartition(".")[0]), seen, visible)
    named = ask.named if isinstance(ask, Ask) else task.title
    return f"{named}: {item}" if item and isinstance(ask, Ask) else named


def context(house: Organisation, now: datetime) -> Context:
    return Context(now, house.calendars["england"])


def role(workflow: Workflow, name: str) -> str:
    """What a party of a case is called: its applicant as the service calls them."""
    return workflow.file.called_ if name == "applicant" else name


def whose(house: Organisation, who: str) -> str:
    """A team or partner by its name; somebody asked by email by the answer that named them."""
    if who.startswith(GUEST):
        return f"somebody asked by email ({words_of(who.removeprefix(GUEST).rpartition('.')[2]).lower()})"
    return house.everyone.get(who, who)


#: A sentence, with lines under it where there are any.
Told: TypeAlias = str | tuple[str, tuple[str, ...]]
#: What somebody did; the rest follows from it by itself.
BY_SOMEBODY = (e.CaseOpened, e.TaskClaimed, e.TaskDone, e.AnswerCorrected, e.NoteAdded, e.FileAttached)


def _by_itself(entry: Entry, event: e.Event) -> bool:
    """A task that goes to whoever is least busy is claimed as it opens, by nobody's act."""
    opened = {one.id for one in entry.events if isinstance(one, e.TaskOpened)}
    return isinstance(event, e.TaskClaimed) and event.task in opened


#: Showing an old answer needs no day: a Seen has one all the same.
_NO_DAY = date.min


class Timeline:
    """Events of a case as sentences, for staff or for the applicant."""

    def __init__(self, workflow: Workflow, house: Organisation, visible: frozenset[str]) -> None:
        self.workflow = workflow
        self.house = house
        self.visible = visible
        #: What tasks are called, which says what each is about; those that opened before what is told are not here.
        self.titles: dict[str, str] = {}

    def of(self, entries: Iterable[Entry]) -> tuple[Happened, ...]:
        """One line for each thing worth telling, in the order given."""
        told = list(entries)
        opened = (event for entry in told for event in entry.events if isinstance(event, e.TaskOpened))
        self.titles |= {event.id: self.about(event) for event in opened}
        return tuple(
            happened for entry in told for event in reversed(entry.events)
            if (happened := self._happened(entry, event))
        )  # fmt: skip

    def _happened(self, entry: Entry, event: e.Event) -> Happened | None:
        telling = _TELLING.get(type(event))
        said = getattr(self, telling)(event) if telling else None
        if said is None:
            return None
        sentence, details = said if isinstance(said, tuple) else (said, ())
        by_somebody = isinstance(event, BY_SOMEBODY) and entry.actor != "clock" and not _by_itself(entry, event)
        who = entry.actor_name if by_somebody else ""
        return Happened(entry.at, who, sentence, details)

    def team(self, who: str) -> str:
        if who == "applicant":
            return f"the {self.workflow.file.called_}"
        return whose(self.house, who)

    def step(self, id: str) -> str:
        step = self.workflow.layout.by_id.get(step_of(id))
        return step.describe() if step else "What stopped the case"

    def task(self, id: str) -> str:
        return self.titles.get(id) or self.step(key_of(id))

    def about(self, event: e.TaskOpened) -> str:
        return about_in(self.workflow, self.visible, event.id, event.title)

    def opened(self, event: e.CaseOpened) -> str:
        return f"Sent “{self.workflow.title}”"

    def task_opened(self, event: e.TaskOpened) -> str:
        return f"Waiting for {self.team(event.who)}: {self.about(event)}"

    def claimed(self, event: e.TaskClaimed) -> str:
        step = self.task(event.task)
        return f"“{step}” is now with {event.name}" if event.person else f"“{step}” was given back to its team"

    def handed_over(self, event: e.TaskHandedOver) -> str:
        return f"“{self.task(event.task)}” went to {self.team(event.who)}"

    def done(self, event: e.TaskDone) -> str | None:
        return None if event.step == self.workflow.first.id else f"Completed “{self.task(event.task)}”"

    def taken_away(self, event: e.TaskTakenAway) -> str:
        return f"“{self.task(event.task)}” is no longer needed"

    def corrected(self, event: e.AnswerCorrected) -> tuple[str, tuple[str, ...]]:
        label = self._label(event.answer)
        if event.answer not in self.visible or event.answer in self.workflow.sensitive():
            return f"Corrected “{label}”", (f"Because: {event.why}",)
        return f"Corrected “{label}”", (
            f"It was: {self._shown(event.answer, event.was)}", f"It is now: {self._shown(event.answer, event.now)}",
            f"Because: {event.why}",
        )  # fmt: skip

    def _label(self, answer: str) -> str:
        question = self.workflow.questions.get(answer)
        return question.label if question else words_of(answer)

    def _shown(self, name: str, answer: Answer) -> str:
        question = self.workflow.questions.get(name)
        if question is None or answer is None:
            return "nothing"
        seen = Seen(_NO_DAY, self.house.everyone, self.house.groups)
        return ", ".join(question.show(answer, seen))

    def subject(self, event: e.MessageSent) -> str:
        letter = self.workflow.messages.get(event.message)
        return said_in(self.workflow, letter.subject, event.message, event.subject) if letter else event.subject

    def title(self, event: e.DocumentMade) -> str:
        return said_in(self.workflow, self.workflow.documents[event.document].subject, event.document, event.title)

    def sent(self, event: e.MessageSent) -> Told:
        to = event.to_name or event.address or self.team(event.to)
        return f"A message for {to}: {self.subject(event)}" + (f" (not sent: {event.unsent})" if event.unsent else "")

    def clock_set(self, event: e.ClockSet) -> str | None:
        if isinstance(self.workflow.layout.by_id.get(step_of(key_of(event.clock))), Wait | WaitUntil):
            return f"Waiting until {in_words(event.due)}"
        return f"The case is due by {in_words(event.due)}" if event.clock == "deadline" else None

    def paused(self, event: e.ClockPaused) -> str | None:
        return "The clock stands still" if event.clock == "deadline" else None

    def resumed(self, event: e.ClockResumed) -> str | None:
        return f"The clock goes on: due by {in_words(event.due)}" if event.clock == "deadline" else None

    def late(self, event: e.ClockLate) -> str | None:
        if event.clock.startswith(REMINDER):
            return None
        what = "The case" if event.clock == "deadline" else f"“{self.task(event.clock)}”"
        return f"{what} is late"

    def extended(self, event: e.ClockExtended) -> tuple[str, tuple[str, ...]]:
        what = "The case" if event.clock == "deadline" else f"“{self.task(event.clock)}”"
        return f"{what} has more time: due by {in_words(event.due)}", (f"Because: {event.why}",)

    def wait_begun(self, event: e.WaitBegun) -> str | None:
        if "goes on" in event.details or event.what == "time":
            return None
        return awaited.sentence(self.workflow, event.what, event.title, event.details)

    def wait_failed(self, event: e.WaitFailed) -> tuple[str, tuple[str, ...]]:
        key = key_of(event.id)
        step = self.workflow.layout.by_id.get(step_of(key))
        what = "The payment" if isinstance(step, Pay) else f"“{self.step(key)}”"
        return f"{what} has failed", (f"Because: {event.why}",)

    def paid(self, event: e.PaymentTaken) -> str:
        return f"Paid {in_pounds(event.amount)}"

    def made(self, event: e.DocumentMade) -> str:
        return f"Wrote the document “{self.title(event)}”"

    def reopened(self, _event: e.CaseReopened) -> str:
        return "Taken up again"

    def noted(self, event: e.NoteAdded) -> tuple[str, tuple[str, ...]]:
        return "Wrote a note", (event.text,)

    def attached(self, event: e.FileAttached) -> str:
        return f"Added {event.file.get('name', 'a file')}"

    def stuck(self, event: e.CaseStuck) -> tuple[str, tuple[str, ...]]:
        return "The case cannot go on by itself", (event.why,)

    def closed(self, event: e.CaseClosed) -> str:
        outcome = self.workflow.file.outcomes.get(event.outcome)
        return f"Closed: {outcome.title if outcome and '((' not in outcome.title else words_of(event.outcome)}"


#: The method that tells each event; an event that is not here is not worth a line.
_TELLING: dict[type[e.Event], str] = {
    e.CaseOpened: "opened",
    e.TaskOpened: "task_opened",
    e.TaskClaimed: "claimed",
    e.TaskHandedOver: "handed_over",
    e.TaskDone: "done",
    e.TaskTakenAway: "taken_away",
    e.AnswerCorrected: "corrected",
    e.MessageSent: "sent",
    e.ClockSet: "clock_set",
    e.ClockPaused: "paused",
    e.ClockResumed: "resumed",
    e.ClockLate: "late",
    e.ClockExtended: "extended",
    e.WaitBegun: "wait_begun",
    e.WaitFailed: "wait_failed",
    e.PaymentTaken: "paid",
    e.DocumentMade: "made",
    e.CaseReopened: "reopened",
    e.NoteAdded: "noted",
    e.FileAttached: "attached",
    e.CaseStuck: "stuck",
    e.CaseClosed: "closed",
}


class ForApplicant(Timeline):
    """What the applicant is told: what they sent, what we wrote to them, by when, and the end."""

    TOLD = (
        e.CaseOpened, e.ClockSet, e.ClockPaused, e.ClockResumed, e.CaseClosed, e.PaymentTaken, e.CaseReopened,
    )  # fmt: skip

    def _happened(self, entry: Entry, event: e.Event) -> Happened | None:
        ours = isinstance(event, e.MessageSent) and event.to == "applicant"
        happened = super()._happened(entry, event) if ours or isinstance(event, self.TOLD) else None
        return replace(happened, who="") if happened else None

    def opened(self, event: e.CaseOpened) -> str:
        return "You sent this"

    def sent(self, event: e.MessageSent) -> Told:
        return f"We wrote to you: {event.subject}", read_here(event.body)

    def clock_set(self, event: e.ClockSet) -> str | None:
        return f"We are to answer by {in_words(event.due)}" if event.clock == "deadline" else None

    def paused(self, event: e.ClockPaused) -> str | None:
        return "Our time stands still while we wait for you" if event.clock == "deadline" else None

    def resumed(self, event: e.ClockResumed) -> str | None:
        return f"Our time goes on: we are to answer by {in_words(event.due)}" if event.clock == "deadline" else None
