"""What was shared with whom: the partners and people asked by email who may see some of a case, and who looked."""

from dataclasses import dataclass
from datetime import datetime

from components.joining import joined
from desk import showing
from desk.timeline import Timeline
from engine import events as e
from engine.case import key_of
from engine.commands import Actor, Refusal
from engine.engine import Engine, Sight
from engine.store.history import Entry
from engine.store.looks import Look
from engine.who import access
from workflows.items import step_of
from workflows.moves import GUEST

LONGEST_HISTORY = 1_000
NOT_SHOWN = "Only the council’s own staff may see what was shared"
WHAT = {
    "case": "Read the case", "task": "Opened a task", "file": "Opened a file", "answer": "Had a sensitive answer shown",
}  # fmt: skip


@dataclass(frozen=True)
class SharedTask:
    """A task that was given outside the council, and the answers that its doers may see because of it."""

    at: datetime
    who: str
    title: str
    sees: tuple[str, ...]


@dataclass(frozen=True)
class SharedLook:
    """Somebody from outside read this, from `began` until `until`."""

    began: datetime
    until: datetime
    name: str
    who: str
    what: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class SharedMessage:
    at: datetime
    to: str
    subject: str


@dataclass(frozen=True)
class Shared:
    """All three the newest first."""

    reference: str
    title: str
    tasks: tuple[SharedTask, ...]
    looks: tuple[SharedLook, ...]
    messages: tuple[SharedMessage, ...]


def shared(engine: Engine, actor: Actor, reference: str) -> Shared | Refusal:
    """For the council's own staff who may see the case."""
    sight = engine.see(actor, reference)
    if isinstance(sight, Refusal):
        return sight
    if sight.partner:
        return Refusal(NOT_SHOWN)
    entries = engine.store.cases.history(reference, limit=LONGEST_HISTORY)
    looks = tuple(_look(sight, one) for one in engine.store.looks.of(reference))
    return Shared(reference, sight.workflow.title, _tasks(sight, entries), looks, _messages(sight, entries))


def _tasks(sight: Sight, entries: list[Entry]) -> tuple[SharedTask, ...]:
    given = ((entry.at, event.who, event.task, "") if isinstance(event, e.TaskHandedOver)
             else (entry.at, event.who, event.id, event.title)
             for entry in entries for event in entry.events
             if isinstance(event, e.TaskOpened | e.ExtraOpened | e.TaskHandedOver))  # fmt: skip
    return tuple(
        SharedTask(at, showing.whose(sight.house, who), _called(sight, task, title), _labels(sight, _sees(sight, who)))
        for at, who, task, title in given if _outside(sight, who)
    )  # fmt: skip


def _outside(sight: Sight, who: str) -> bool:
    return who in sight.house.partners or who.startswith(GUEST)


def _called(sight: Sight, task: str, title: str) -> str:
    known = sight.case.tasks.get(task)
    step = sight.workflow.layout.by_id.get(step_of(key_of(task)))
    said = title or (known.title if known else step.describe() if step else "")
    return showing.about_in(sight.workflow, sight.visible, task, said)


def _sees(sight: Sight, who: str) -> frozenset[str]:
    """What the access rules show whoever was given a task of the case as this team, or by email."""
    outsider = Actor("", "guest", case=sight.case.reference, role=who)
    partner = Actor("", teams=frozenset({who}))
    return access.visible(sight.workflow, sight.case, outsider if who.startswith(GUEST) else partner, sight.house)


def _look(sight: Sight, look: Look) -> SharedLook:
    who = joined(showing.whose(sight.house, one) for one in look.of)
    shown = look.shown if look.what == "file" else _labels(sight, frozenset(look.shown))
    return SharedLook(look.began, look.until, look.name, who, WHAT[look.what], shown)


def _labels(sight: Sight, answers: frozenset[str]) -> tuple[str, ...]:
    questions = sight.workflow.questions
    return tuple(sorted(questions[one].label if one in questions else showing.words_of(one) for one in answers))


def _messages(sight: Sight, entries: list[Entry]) -> tuple[SharedMessage, ...]:
    timeline = Timeline(sight.workflow, sight.house, sight.visible)
    sent = ((entry.at, event) for entry in entries for event in entry.events if isinstance(event, e.MessageSent))
    return tuple(
        SharedMessage(at, one.to_name or showing.whose(sight.house, one.to), timeline.subject(one))
        for at, one in sent if not one.unsent and (one.address in sight.house.partners or _outside(sight, one.to))
    )  # fmt: skip
