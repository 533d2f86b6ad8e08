"""Several tasks at once: each is a command of its own, checked like any other, with a result of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from components.base import Said, Seen
from components.controls import Raw
from components.joining import joined
from desk import for_partners, showing
from desk.casework import Desk
from desk.rows import task_row
from desk.steering import Steering
from desk.views import Completed, PageView, TaskRow
from engine import events as e
from engine.case import Task
from engine.commands import Actor, Assign, Claim, Command, Complete, HandOver, Problems, Refusal, Write
from engine.course import letters
from engine.decide import decide
from engine.engine import Sight
from engine.store.bulk import BulkResult
from engine.store.drafts import Draft, of_several
from engine.store.tasks import row_of
from engine.who import access
from workflows.asking import accept, asked_now
from workflows.items import scope_of, step_of
from workflows.verbs.ask import Ask

#: So many at once: what somebody can still look over.
MOST = 50
NOT_ALIKE = "Only tasks of the same step of the same service can be completed together"
#: A task as it was picked: (reference, task).
Pick: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Asking:
    """The questions that several tasks share, with what was typed and what is wrong with it for the first of them."""

    pages: tuple[PageView, ...]
    raw: Mapping[str, Raw]
    seen: Seen
    problems: Mapping[str, tuple[Said, ...]]


class Bulk:
    """`id` names one pressing of a button: the second of two does nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.engine = desk.engine

    def rows(self, actor: Actor, picked: Sequence[Pick], now: datetime) -> tuple[TaskRow, ...]:
        """The tasks picked that the actor may see and that are still open, each once."""
        found = (self._seen(actor, pick) for pick in _each_once(picked))
        return tuple(_row(sight, task, now) for sight, task in (one for one in found if one))

    def _seen(self, actor: Actor, pick: Pick) -> tuple[Sight, Task] | None:
        sight = self.engine.see(actor, pick[0])
        task = None if isinstance(sight, Refusal) else sight.case.tasks.get(pick[1])
        if isinstance(sight, Refusal) or task is None or (sight.partner and task.who not in actor.teams):
            return None
        return sight, task

    def people(self, actor: Actor, picked: Sequence[Pick]) -> tuple[tuple[str, str], ...]:
        """Whom they may be given to: the people of the teams of those tasks that the actor may give, by name."""
        found = (self._seen(actor, pick) for pick in _each_once(picked))
        teams = {task.who for _, task in (one for one in found if one) if access.may_give(task, actor)}
        with self.engine.store.registers.read() as register:
            everyone = register.people.everyone()
        able = ((one.id, one.name) for one in everyone if teams & set(one.teams) and not one.disabled)
        return tuple(sorted(able, key=lambda one: one[1]))

    def receivers(self, actor: Actor, picked: Sequence[Pick]) -> tuple[tuple[str, str], ...]:
        """The teams that one of them may be handed to, by name."""
        steering = Steering(self.engine)
        found = {team for pick in _each_once(picked) for team in steering.receivers(actor, *pick)}
        return tuple(sorted(found, key=lambda one: one[1]))

    def asking(self, actor: Actor, picked: Sequence[Pick], raw: Mapping[str, Raw], now: datetime) -> Asking | Refusal:
        """The questions of the step that all of them stand at; each is completed by its own case's rules."""
        found = [one for pick in _each_once(picked) if (one := self._seen(actor, pick))]
        steps = {(sight.case.service, sight.case.version, task.step) for sight, task in found}
        if len(steps) != 1:
            return Refusal(NOT_ALIKE)
        sight, task = found[0]
        ask, key = sight.workflow.layout.by_id.get(task.step), task.id.rpartition(".")[0]
        if not isinstance(ask, Ask) or step_of(key) != task.step:
            return Refusal(NOT_ALIKE)
        context = showing.context(sight.house, sight.time(now))
        seen = letters.seen(sight.house, context)
        known = sight.workflow.answers_in(sight.case.values(), ask.id, scope_of(key))
        accepted = accept(ask.all_pages(), dict(raw), known, seen, context)
        answers = {**known, **accepted.answers}
        pages = tuple(
            showing.page_view(number, page, asked, raw)
            for number, one in enumerate(ask.all_pages())
            for page, asked in asked_now([one], answers, context)
        )
        drawn = [each for page in pages for each in page.asked]
        return Asking(pages, raw, showing.knowing_needed(seen, drawn, answers, context), accepted.problems)

    def foresee(self, actor: Actor, picked: Sequence[Pick], raw: Mapping[str, Raw], now: datetime) -> str:
        """What completing them would do now, counted; "" where the answers are enough for none of them."""
        found = [one for pick in _each_once(picked) if (one := self._seen(actor, pick))]
        foreseen = [self._events(actor, sight, task, raw, now) for sight, task in found]
        able = [(sight, task, events) for (sight, task), events in zip(found, foreseen, strict=True) if events]
        if not able or any(sight.partner for sight, _, _ in able):
            return ""
        events = [event for _, _, events in able for event in events]
        closing = [
            (sight, task) for sight, task, events in able if any(isinstance(one, e.CaseClosed) for one in events)
        ]
        left = sum(len(sight.case.tasks) - 1 for sight, _ in closing)
        does = [
            _counted(events, e.DocumentMade, "writes {} document", "writes {} documents"),
            _counted(events, e.MessageSent, "sends {} message", "sends {} messages"),
            _counted(events, e.TaskOpened, "opens {} more task", "opens {} more tasks"),
            _counted(events, e.CaseClosed, "closes {} case", "closes {} cases"),
            "" if not left else f"takes away {left} other open {'task' if left == 1 else 'tasks'}",
        ]  # fmt: skip
        said = [one for one in does if one]
        what = f"This {joined(said)}." if said else "This sends nothing and closes nothing."
        short = len(found) - len(able)
        return what if not short else f"{what} {short} of the {len(found)} cannot be completed with these answers."

    @staticmethod
    def _events(
        actor: Actor, sight: Sight, task: Task, raw: Mapping[str, Raw], now: datetime
    ) -> tuple[e.Event, ...]:  # fmt: skip
        command = Complete(actor, sight.time(now), sight.case.reference, task.id, dict(raw), "")
        decision = decide(sight.workflow, sight.case, command, sight.house)
        return () if isinstance(decision, Problems | Refusal) else tuple(decision)

    def typed(self, actor: Actor, picked: Sequence[Pick]) -> Mapping[str, Raw]:
        """What they typed so far to complete these together."""
        draft = self.engine.store.drafts.get(of_several(actor.id))
        return draft.raw if draft and draft.at == _at(picked) else {}

    def save_typed(self, actor: Actor, picked: Sequence[Pick], raw: Mapping[str, Raw], now: datetime) -> None:
        """Keep it until they are completed, where these may be completed together."""
        if not isinstance(self.asking(actor, picked, raw, now), Refusal):
            id = of_several(actor.id)
            self.engine.store.drafts.save(Draft(id, actor.id, "", 0, now, now, dict(raw), _at(picked)))

    # What is done with them

    def claim(self, actor: Actor, id: str, picked: Sequence[Pick], now: datetime) -> None:
        self._each(actor, id, "Claim", picked, now, lambda pick, _token: Claim(actor, now, *pick), "Claimed")

    def assign(self, actor: Actor, id: str, picked: Sequence[Pick], person: tuple[str, str], now: datetime) -> None:
        self._each(
            actor, id, "Give to somebody", picked, now, lambda pick, token: Assign(actor, now, *pick, *person, token),
            f"{person[1]} has it now",
        )  # fmt: skip

    def hand_over(self, actor: Actor, id: str, picked: Sequence[Pick], who: str, why: str, now: datetime) -> None:
        name = self.engine.library.house().everyone.get(who, who)
        self._each(
            actor, id, "Hand over", picked, now, lambda pick, token: HandOver(actor, now, *pick, who, why, token),
            f"It is with {name} now",
        )  # fmt: skip

    def write(self, actor: Actor, id: str, picked: Sequence[Pick], subject: str, body: str, now: datetime) -> None:
        """One letter a case, however many of its tasks were picked."""
        self._each(
            actor, id, "Write to them", picked, now,
            lambda pick, _token: Write(actor, now, pick[0], subject, body, f"{id}:{pick[0]}"), "Written",
        )  # fmt: skip

    def complete(self, actor: Actor, id: str, picked: Sequence[Pick], raw: Mapping[str, Raw], now: datetime) -> None:
        self._each(
            actor, id, "Complete", picked, now,
            lambda pick, token: Complete(actor, now, *pick, dict(raw), token), "Completed",
        )  # fmt: skip
        self.engine.store.drafts.delete(of_several(actor.id))

    def results(self, actor: Actor, id: str) -> tuple[BulkResult, ...]:
        """What came of each, for whoever did it; kept for a day."""
        return tuple(self.engine.store.bulks.of(actor.id, id))

    def _each(
        self, actor: Actor, id: str, what: str, picked: Sequence[Pick], now: datetime,
        make: Callable[[Pick, str], Command], done: str,
    ) -> None:  # fmt: skip
        picks = _each_once(picked)
        titles = {(row.reference, row.task): row.title for row in self.rows(actor, picks, now)}
        tasks = [(*pick, titles.get(pick, "")) for pick in picks]
        if not self.engine.store.bulks.begin(id, actor.id, what, now, tasks):
            return
        for number, pick in enumerate(picks):
            answer = self.desk.do(make(pick, f"{id}:{number}"))
            self.engine.store.bulks.result(id, number, isinstance(answer, Completed), _said(answer, done))


def _counted(events: Sequence[e.Event], kind: type[e.Event], one: str, several: str) -> str:
    number = sum(1 for event in events if isinstance(event, kind))
    return (one if number == 1 else several).format(number) if number else ""


def _said(answer: Completed | Problems | Refusal, done: str) -> str:
    if isinstance(answer, Completed):
        return done
    if isinstance(answer, Refusal):
        return answer.reason
    return ". ".join(said.sentence for several in answer.by_question.values() for said in several)


def _each_once(picked: Sequence[Pick]) -> list[Pick]:
    return list(dict.fromkeys(picked))[:MOST]


def _at(picked: Sequence[Pick]) -> dict[str, Any]:
    """Which tasks something was typed for, as a draft keeps it."""
    return {"tasks": [list(pick) for pick in _each_once(picked)]}


def _row(sight: Sight, task: Task, now: datetime) -> TaskRow:
    context = showing.context(sight.house, sight.time(now))
    words = letters.Words(sight.workflow, sight.case, sight.house, context)
    said = for_partners.words_for(sight, context) if sight.partner else words.fill(sight.workflow.list_as)
    return task_row(sight.house, row_of(sight.case, task, said, sight.workflow.title))
