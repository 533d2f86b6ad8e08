"""Writing to the applicant, from the service's own letters or freely, and what they write back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from components.base import Seen
from components.controls import Raw
from desk import following, showing
from desk.extras import Extras
from desk.files import settle
from engine.beside.asking import may_reply, may_write
from engine.beside.correcting import contact_step
from engine.case import Case
from engine.commands import Actor, ChangeContact, Problems, Refusal, Reply
from engine.course import letters
from engine.engine import Done, Engine, Sight
from workflows.asking import Asked
from workflows.items import step_of
from workflows.verbs.send import Send
from workflows.workflow import Workflow

NOT_HERE = "This is not open in this browser. Use your link to come back to it"


@dataclass(frozen=True)
class Draft:
    """A letter to begin with, its words filled in; `name` is "" for one that is written freely.

    Its title is its subject, with the name in brackets where several have the same.
    """

    name: str
    title: str
    subject: str
    body: str


@dataclass(frozen=True)
class More:
    """What staff ask the applicant for beside the service's own questions."""

    task: str
    title: str
    asks: str
    due: datetime | None


@dataclass(frozen=True)
class Contact:
    """Where the applicant is reached, to put right: the questions, as they were answered."""

    asked: tuple[Asked, ...]
    raw: Mapping[str, Raw]
    seen: Seen


class Letters:
    """The side of staff. What is written goes through the desk, as the command `Write`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def to_begin_with(self, actor: Actor, reference: str, now: datetime) -> tuple[Draft, ...] | Refusal:
        """Letters of the service that go to its applicant, and an empty one first."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        if reason := may_write(sight.workflow, sight.case, actor):
            return Refusal(reason)
        words = letters.Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, sight.time(now)))
        words = words.spoken("applicant")
        written = {name: words.workflow.messages[name] for name in _for_applicant(sight.workflow)}
        subjects = {name: words.fill(one.subject) for name, one in written.items()}
        alike = Counter(subjects.values())
        free = Draft("", "An empty message", f"{words.workflow.title}, {reference}", "")
        return (free, *(
            Draft(name, f"{subject} ({showing.words_of(name).lower()})" if alike[subject] > 1 else subject, subject,
                  words.fill(written[name].body)) for name, subject in subjects.items()
        ))  # fmt: skip


def _for_applicant(workflow: Workflow) -> list[str]:
    """The letters that steps send to the applicant, and those that no step sends: they are there to be written.

    None that says a sensitive answer: what is written by hand is shown to every reader of the case.
    """
    sends = [step for step in workflow.layout.every if isinstance(step, Send)]
    others = {step.send for step in sends if step.to != "applicant"} - {
        step.send for step in sends if step.to == "applicant"
    }
    return [
        name for name, one in workflow.messages.items()
        if name not in others and not workflow.sensitive_in(one.subject, one.body)
    ]  # fmt: skip


class ByApplicant:
    """The side of the applicant, in a browser that may open the case."""

    def __init__(self, extras: Extras) -> None:
        self.engine = extras.engine
        self.extras = extras

    def more(self, visitor: str, reference: str) -> tuple[More, ...]:
        """What they are asked for now, beside the service's own questions."""
        sight = self._sight(visitor, reference)
        tasks = () if isinstance(sight, Refusal) else sight.case.tasks.values()
        return tuple(
            More(one.id, one.title, one.asks, one.due) for one in tasks if one.extra and one.who == "applicant"
        )

    def give_more(
        self, visitor: str, reference: str, task: str, said: str, files: Iterable[str], token: str, now: datetime
    ) -> Case | Problems | Refusal:
        """`files` are ids of what this browser uploaded."""
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        return self.extras.complete(sight.actor, reference, task, said, files, token, now)

    def may_reply(self, visitor: str, reference: str) -> bool:
        """Whether somebody wrote to them whom they can answer."""
        sight = self._sight(visitor, reference)
        return not (isinstance(sight, Refusal) or may_reply(sight.case, sight.actor))

    def reply(
        self, visitor: str, reference: str, text: str, files: Iterable[str], token: str, now: datetime
    ) -> Case | Problems | Refusal:
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        kept = self.extras.files.unsent(visitor, files)
        result = self.engine.do(Reply(sight.actor, now, reference, text, token, kept))
        if not isinstance(result, Done):
            return result
        settle(self.engine, result.case, now, [str(one["id"]) for one in kept])
        return result.case

    def contact(self, visitor: str, reference: str, now: datetime) -> Contact | Refusal:
        """Where they are reached; nothing is asked where the case is closed."""
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        sight = following.spoken(sight)
        workflow, case, house = sight.workflow, sight.case, sight.house
        holding = contact_step(workflow, case) if case.open else {}
        asked = [
            one for step, names in holding.items()
            for one in workflow.asks()[step_of(step)].asked() if one.id in names
        ]  # fmt: skip
        answers = {name: answer for step in holding for name, answer in case.answers[step].items()}
        raw = {one.id: one.question.write(answers[one.id]) for one in asked if one.id in answers}
        context = showing.context(house, sight.time(now))
        seen = showing.knowing_needed(letters.seen(house, context), asked, case.values(), context)
        return Contact(tuple(asked), raw, seen)

    def change_contact(
        self, visitor: str, reference: str, raw: Mapping[str, Raw], token: str, now: datetime
    ) -> Case | Problems | Refusal:
        """The new address is used from now on."""
        sight = self._sight(visitor, reference)
        if isinstance(sight, Refusal):
            return sight
        result = self.engine.do(ChangeContact(sight.actor, now, reference, dict(raw), token))
        return result.case if isinstance(result, Done) else result

    def _sight(self, visitor: str, reference: str) -> Sight | Refusal:
        if not self.engine.store.links.holds(visitor, "case", reference):
            return Refusal(NOT_HERE)
        return self.engine.see(Actor(f"visitor:{visitor}", "applicant", "The applicant", case=reference), reference)
