"""What happened to a case, in plain sentences: for staff, and for its applicant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from components.base import Answer, Seen
from components.joining import quoted
from components.money import in_pounds
from components.wording import says
from desk import awaited, telling_beside
from desk.showing import about_in, said_in, whose, words_of
from desk.telling_beside import Told
from desk.views import Happened
from engine import events as e
from engine.case import BESIDE, REMINDER, key_of
from engine.commands import HELPED, PAID_BY
from engine.dates import in_words
from engine.store.history import Entry
from workflows.items import step_of
from workflows.organisation import Organisation
from workflows.speaking import until
from workflows.verbs.pay import Pay
from workflows.verbs.wait import Wait, WaitUntil
from workflows.verbs.wait_for import WaitFor
from workflows.workflow import Workflow

#: What somebody did; the rest follows from it by itself.
BY_SOMEBODY = (
    e.CaseOpened, e.TaskClaimed, e.TaskHandedOver, e.TaskDone, e.AnswerCorrected, e.NoteAdded, e.FileAttached,
    e.ClockMoved, e.PaymentTaken, *telling_beside.BY_SOMEBODY,
)  # fmt: skip


def _by_somebody(entry: Entry, event: e.Event) -> bool:
    """A task that goes to whoever is least busy is claimed as it opens, by nobody's act; and who hands one over by
    hand says why."""
    if entry.actor == "clock" or (isinstance(event, e.TaskHandedOver) and not event.why):
        return False
    opened = {one.id for one in entry.events if isinstance(one, e.TaskOpened | e.ExtraOpened)}
    if isinstance(event, e.TaskClaimed) and event.task in opened:
        return False
    if isinstance(event, e.HoldEnded):
        return entry.command == "EndHold"
    return isinstance(event, BY_SOMEBODY) or (isinstance(event, e.MessageSent) and bool(event.author))


#: Showing an old answer needs no day: a Seen has one all the same.
_NO_DAY = date.min


class Timeline:
    """Events of a case as sentences, for staff or for the applicant."""

    def __init__(
        self,
        workflow: Workflow,
        house: Organisation,
        visible: frozenset[str],
        sees: Callable[[str], bool] = lambda _reference: False,
    ) -> None:
        """`sees` says whether the reader may see another case that this one is linked with."""
        self.workflow = workflow
        self.house = house
        self.visible = visible
        self.sees = sees
        #: What tasks are called, which says what each is about; those that opened before what is told are not here.
        self.titles: dict[str, str] = {}
        #: The extra tasks that the applicant was asked to do.
        self.asked: set[str] = set()
        #: What was open when the case was closed, by the moment of that.
        self.left: dict[datetime, tuple[str, ...]] = {}

    def of(self, entries: Iterable[Entry]) -> tuple[Happened, ...]:
        """One line for each thing worth telling, in the order given."""
        told = list(entries)
        events = [event for entry in told for event in entry.events]
        opened = [event for event in events if isinstance(event, e.TaskOpened | e.ExtraOpened)]
        self.titles |= {event.id: self.about(event) for event in opened}
        self.asked |= {event.id for event in opened if event.who == "applicant"}
        self.left = dict(_left(reversed(told)))
        return tuple(
            happened for entry in told for event in reversed(entry.events)
            if (happened := self._happened(entry, event))
        )  # fmt: skip

    def _happened(self, entry: Entry, event: e.Event) -> Happened | None:
        telling, beside = _TELLING.get(type(event)), telling_beside.TELLING.get(type(event))
        said = getattr(self, telling)(event) if telling else beside(self, event) if beside else None
        if said is None:
            return None
        sentence, details = said if isinstance(said, tuple) else (said, ())
        if isinstance(event, e.CaseClosed):
            details = self._taken_away_at(entry.at)
        who = entry.actor_name if _by_somebody(entry, event) else ""
        absent = event.absent if isinstance(event, e.TaskDone | e.ExtraDone) and event.on_behalf_of else ""
        return Happened(entry.at, f"{who}, standing in for {absent}" if absent else who, sentence, details)

    def team(self, who: str) -> str:
        if who == "applicant":
            return f"the {self.workflow.file.called_}"
        return whose(self.house, who)

    def other(self, reference: str) -> str:
        return reference if self.sees(reference) else "another case"

    def step(self, id: str) -> str:
        step = self.workflow.layout.by_id.get(step_of(id))
        return quoted(step.describe() if step else "What stopped the case")

    def task(self, id: str) -> str:
        return quoted(self.titles[id]) if self.titles.get(id) else self.step(key_of(id))

    def about(self, event: e.TaskOpened | e.ExtraOpened) -> str:
        return about_in(self.workflow, self.visible, event.id, event.title)

    def opened(self, event: e.CaseOpened) -> str:
        return f"Sent “{self.workflow.title}”"

    def task_opened(self, event: e.TaskOpened) -> str:
        return f"Waiting for {self.team(event.who)}: {self.about(event)}"

    def claimed(self, event: e.TaskClaimed) -> str:
        step = self.task(event.task)
        return f"{step} is now with {event.name}" if event.person else f"{step} was given back to its team"

    def handed_over(self, event: e.TaskHandedOver) -> Told:
        said = f"{self.task(event.task)} went to {self.team(event.who)}"
        return (said, (f"Because: {event.why}",)) if event.why else said

    def done(self, event: e.TaskDone) -> str | None:
        """Opening says already that the first step is done; how staff helped with it, it does not."""
        said = f"Completed {self.task(event.task)}"
        if event.helped:
            return f"{said} for the {self.workflow.file.called_}, {HELPED[event.helped]}"
        return None if event.step == self.workflow.first.id else said

    def taken_away(self, event: e.TaskTakenAway) -> str:
        return f"{self.task(event.task)} is no longer needed"

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
        if answer is None:
            return "nothing"
        question = self.workflow.question(name)
        seen = Seen(_NO_DAY, self.house.everyone, self.house.groups)
        return ", ".join(question.show(answer, seen)) if question else str(answer)

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
        what = "The case" if event.clock == "deadline" else self.task(event.clock)
        return f"{what} is late"

    def extended(self, event: e.ClockExtended) -> tuple[str, tuple[str, ...]]:
        what = "The case" if event.clock == "deadline" else self.task(event.clock)
        return f"{what} has more time: due by {in_words(event.due)}", (f"Because: {event.why}",)

    def wait_begun(self, event: e.WaitBegun) -> str | None:
        if "goes on" in event.details or event.what == "time":
            return None
        return awaited.sentence(self.workflow, event.what, event.title, event.details)

    def told(self, event: e.AnswersGiven) -> str | None:
        """What another system said; what people answered and what was worked out stand with the answers."""
        step = self.workflow.layout.by_id.get(step_of(event.step))
        if not isinstance(step, WaitFor):
            return None
        said = [
            f"{words_of(name)} {self._shown(name, answer)}"
            for name, answer in event.answers.items() if name in self.visible
        ]  # fmt: skip
        return f"{step.sender[:1].upper()}{step.sender[1:]} said: {', '.join(said)}"

    def wait_failed(self, event: e.WaitFailed) -> tuple[str, tuple[str, ...]]:
        key = key_of(event.id)
        step = self.workflow.layout.by_id.get(step_of(key))
        what = "The payment" if isinstance(step, Pay) else self.step(key)
        return f"{what} has failed", (f"Because: {event.why}",)

    def paid(self, event: e.PaymentTaken) -> Told:
        if not event.how:
            return f"Paid {in_pounds(event.amount)}"
        said = (f"Its reference: {event.receipt}", *([event.note] if event.note else []))
        return f"Recorded that {in_pounds(event.amount)} was paid {PAID_BY[event.how]}", said

    def made(self, event: e.DocumentMade) -> str:
        return f"Wrote the document “{self.title(event)}”"

    def moved_on(self, event: e.ClockMoved) -> str:
        hours = event.seconds // (60 * 60)
        count, unit = (hours // 24, "day") if hours >= 24 else (hours, "hour")
        return f"Moved the clock of this practice case on by {count} {unit}{'' if count == 1 else 's'}"

    def reopened(self, event: e.CaseReopened) -> tuple[str, tuple[str, ...]]:
        return "Taken up again", (f"Because: {event.why}",) if event.why else ()

    def noted(self, event: e.NoteAdded) -> tuple[str, tuple[str, ...]]:
        return "Wrote a note", (event.text,)

    def attached(self, event: e.FileAttached) -> str:
        return f"Added {event.file.get('name', 'a file')}"

    def stuck(self, event: e.CaseStuck) -> tuple[str, tuple[str, ...]]:
        return "The case cannot go on by itself", (event.why,)

    def _taken_away_at(self, end: datetime) -> tuple[str, ...]:
        return tuple(f"{self.task(task)} was still open" for task in self.left.get(end, ()))

    def closed(self, event: e.CaseClosed) -> str:
        """By the outcome’s name: its title speaks to the applicant."""
        return f"Closed: {words_of(event.outcome)}"


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
    e.AnswersGiven: "told",
    e.WaitFailed: "wait_failed",
    e.PaymentTaken: "paid",
    e.DocumentMade: "made",
    e.CaseReopened: "reopened",
    e.ClockMoved: "moved_on",
    e.NoteAdded: "noted",
    e.FileAttached: "attached",
    e.CaseStuck: "stuck",
    e.CaseClosed: "closed",
}


def _left(entries: Iterable[Entry]) -> Iterator[tuple[datetime, tuple[str, ...]]]:
    """At each end of a case what was open, of what opened since the first of these."""
    waits: dict[str, str] = {}
    for entry in entries:
        for event in entry.events:
            if isinstance(event, e.TaskOpened | e.ExtraOpened):
                waits[event.id] = event.thread if isinstance(event, e.TaskOpened) else BESIDE
            elif isinstance(event, e.TaskDone | e.ExtraDone | e.TaskTakenAway):
                waits.pop(event.task, None)
            elif isinstance(event, e.ThreadTakenAway):
                inside = f"{event.thread}>"
                waits = {id: one for id, one in waits.items() if not f"{one}>".startswith(inside)}
            elif isinstance(event, e.CaseClosed):
                yield entry.at, tuple(waits)
                waits = {}


def _first_corrected(entry: Entry) -> e.Event | None:
    """Several answers may be changed at once, which is told once."""
    return next((event for event in entry.events if isinstance(event, e.AnswerCorrected)), None)


GOES_ON = says("Our time goes on: we are to answer by {due}")


class ForApplicant(Timeline):
    """What the applicant is told: what they sent, what we wrote to them, by when, and the end."""

    TOLD = (
        e.CaseOpened, e.ClockSet, e.ClockPaused, e.ClockResumed, e.CaseClosed, e.PaymentTaken, e.CaseReopened,
        e.ReplyGiven,
    )  # fmt: skip

    def _happened(self, entry: Entry, event: e.Event) -> Happened | None:
        ours = isinstance(event, e.MessageSent) and event.to == "applicant"
        theirs = isinstance(event, e.ExtraDone) and event.task in self.asked
        moved = entry.command == "ChangeContact" and event is _first_corrected(entry)
        told = ours or theirs or moved or isinstance(event, self.TOLD)
        happened = super()._happened(entry, event) if told else None
        if happened and moved:
            happened = replace(happened, sentence=says("You changed how we reach you"), details=())
        if happened and isinstance(event, e.ExtraDone | e.ReplyGiven):
            happened = replace(happened, sentence=says("You wrote to us"), details=())
        return replace(happened, who="") if happened else None

    def _taken_away_at(self, end: datetime) -> tuple[str, ...]:
        return ()

    def closed(self, event: e.CaseClosed) -> str:
        outcome = self.workflow.file.outcomes.get(event.outcome)
        called = outcome.title if outcome and "((" not in outcome.title else words_of(event.outcome)
        return says("Closed: {outcome}", outcome=called)

    def opened(self, event: e.CaseOpened) -> str:
        return says("You sent this")

    def paid(self, event: e.PaymentTaken) -> str:
        return says("Paid {amount}", amount=in_pounds(event.amount))

    def sent(self, event: e.MessageSent) -> Told:
        return says("We wrote to you: {subject}", subject=event.subject)

    def clock_set(self, event: e.ClockSet) -> str | None:
        return says("We have until {due} to answer", due=until(event.due)) if event.clock == "deadline" else None

    def paused(self, event: e.ClockPaused) -> str | None:
        return says("The clock stops while we wait for you") if event.clock == "deadline" else None

    def resumed(self, event: e.ClockResumed) -> str | None:
        return says(GOES_ON, due=until(event.due)) if event.clock == "deadline" else None
