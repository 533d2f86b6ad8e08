"""Case work: the inbox, a case, a task in hand, and what a command would do before it is done."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from components.base import Seen
from components.controls import Raw
from components.list import List
from desk import messages, showing
from desk.awaited import awaited
from desk.files import Files, added, settle
from desk.views import (
    CaseView,
    Completed,
    Correction,
    DocumentView,
    Figures,
    Found,
    Inbox,
    MessageView,
    NoteView,
    TaskRow,
    TaskView,
)  # fmt: skip
from engine import access, letters
from engine import events as e
from engine.case import Task, key_of
from engine.clocks import DEADLINE
from engine.commands import Actor, Attach, Command, Complete, Extend, Problems, Refusal
from engine.course import loop_of, may_extend, may_reopen
from engine.decide import decide
from engine.engine import Done, Engine, Sight
from engine.store.drafts import Draft, of_task
from engine.store.tasks import InboxRow
from workflows.asking import Asked, accept, asked_now, knowing
from workflows.calendars import LONDON
from workflows.items import scope_of, step_of
from workflows.verbs.ask import Ask

PAGE = 50
TIMELINE = 100
#: So far back notes and added files are looked for.
NOTES = 1_000
#: What completing does where nothing follows from it at once, or a partner may not know what does.
PART_DONE = "This completes your part"
NO_TASK = "There is no such task in this case any more"


class Desk:
    """What a case worker does. Every reading and every command is one call, cut by the engine's access."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self.engine = engine
        self.files = files

    # The inbox

    def figures(self, actor: Actor, now: datetime) -> Figures:
        found = self.engine.store.tasks.figures(sorted(actor.teams), actor.id, now, _end_of_day(now))
        return Figures(found.late, found.today, found.unclaimed)

    def inbox(self, actor: Actor, view: str, figure: str, after: str, now: datetime) -> Inbox:
        """A page of what waits; a view or figure that is not known is "teams" and all."""
        shown: Any = view if view in ("mine", "teams", "all", "waiting") else "teams"
        only: Any = figure if figure in ("late", "today", "unclaimed") else ""
        teams = sorted(actor.teams)
        rows, more = self.engine.store.tasks.inbox(
            teams, actor.id, shown, only, after=after, limit=PAGE, now=now, end_of_today=_end_of_day(now)
        )
        next_due = None if rows else self.engine.store.tasks.next_due(teams, actor.id)
        shown_rows = tuple(self._row(row) for row in rows)
        if access.is_partner(actor, self.engine.library.house()):
            shown_rows = tuple(replace(row, words=self._words_for(actor, row.reference, now)) for row in shown_rows)
        return Inbox(shown_rows, more, next_due)

    def _words_for(self, actor: Actor, reference: str, now: datetime) -> str:
        """The few words of a case, without what a partner may not see."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return ""
        words = letters.Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, now))
        given = {name for answers in sight.case.answers.values() for name in answers}
        return letters.few(words, given - sight.visible)

    def find(self, actor: Actor, words: str) -> tuple[Found, ...]:
        """Cases that the actor may see. A partner finds by reference alone, having seen no other words."""
        found = self.engine.store.cases.find(words, sorted(actor.teams))
        if access.is_partner(actor, self.engine.library.house()):
            wanted = "".join(filter(str.isalnum, words)).upper()
            found = [one for one in found if one.reference.replace("-", "") == wanted]
            return tuple(Found(one.reference, one.service_title, "", "", one.opened, one.closed, "") for one in found)
        return tuple(Found(**vars(one) | {"outcome": showing.words_of(one.outcome)}) for one in found)

    def _row(self, row: InboxRow, sight: Sight | None = None) -> TaskRow:
        """A task as a list shows it; in a case, as its reader may see it."""
        house = self.engine.library.house()
        title = showing.about_in(sight.workflow, sight.visible, row.task, row.title) if sight else row.title
        return TaskRow(
            row.reference, row.task, row.service, row.service_title, title, row.words, row.due, row.opened,
            row.who, showing.whose(house, row.who), row.person, row.name,
        )  # fmt: skip

    # A case

    def case(self, actor: Actor, reference: str, now: datetime, before: int | None = None) -> CaseView | Refusal:
        """The case; its timeline is the newest part, or what came before the entry numbered `before`."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        words = letters.Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, now))
        outline = self._outline(sight, words)
        return outline if sight.partner else replace(outline, **self._inside(sight, words, before))

    def _outline(self, sight: Sight, words: letters.Words) -> CaseView:
        """What everybody is shown who may see the case, a partner too."""
        workflow, case = sight.workflow, sight.case
        rows = [row for task in case.tasks if (row := self.engine.store.tasks.one(case.reference, task))]
        deadline = case.clocks.get("deadline")
        assert case.opened is not None, "a stored case was opened"
        return CaseView(
            case.reference, case.service, workflow.title, case.version, "Under way" if case.open else "Closed", "",
            deadline.due if deadline else None, bool(deadline and deadline.statutory), case.opened, case.closed,
            deadline.paused if deadline else None,
            tuple(self._row(row, sight) for row in rows if not sight.partner or row.who in sight.actor.teams),
            showing.sections(workflow, case.answers, sight.visible, letters.seen(sight.house, words.context)),
            () if sight.partner else awaited(workflow, case),
        )  # fmt: skip

    def _inside(self, sight: Sight, words: letters.Words, before: int | None) -> dict[str, Any]:
        """What only the council's own teams are shown."""
        reference = sight.case.reference
        entries = self.engine.store.cases.history(reference, before, TIMELINE)
        notes = self.engine.store.cases.history(reference, limit=NOTES) if sight.case.revision > TIMELINE else entries
        return {
            "whole": True,
            "state": self._state(sight, words),
            "words": letters.few(words, sight.workflow.sensitive()),
            "parties": tuple(
                (showing.role(sight.workflow, one.role), one.name, tuple(one.contacts.values()))
                for one in sight.case.parties
            ),
            "timeline": showing.Timeline(sight.workflow, sight.house, sight.visible).of(entries),
            "earlier": entries[-1].seq if entries and entries[-1].seq > 1 else 0,
            "messages": tuple(
                messages.listed(sight, one) for one in self.engine.store.messages.of(reference)
            ),
            "files": tuple(added(notes)),
            "documents": messages.documents_of(sight),
            "notes": tuple(
                NoteView(entry.at, entry.actor_name, event.text)
                for entry in notes for event in entry.events if isinstance(event, e.NoteAdded)
            ),
            "may": self._may(sight, sight.actor, words.context.now),
        }  # fmt: skip

    @staticmethod
    def _may(sight: Sight, actor: Actor, now: datetime) -> frozenset[str]:
        if sight.partner or actor.kind != "person":
            return frozenset()
        mine = actor.teams & access.taking_part(sight.workflow, sight.case)
        may = {"note", *(("attach", "correct") if sight.case.open and mine else ())}
        if not may_extend(sight.workflow, sight.case, actor, DEADLINE):
            may.add("extend")
        if not may_reopen(sight.workflow, sight.case, actor, now):
            may.add("reopen")
        return frozenset(may)

    def _state(self, sight: Sight, words: letters.Words) -> str:
        """What the case waits for, or how it ended."""
        if sight.case.outcome in sight.workflow.outcomes:
            wording = sight.workflow.outcomes[sight.case.outcome].subject
            return showing.said_in(sight.workflow, wording, sight.case.outcome, words.fill(wording))
        house = self.engine.library.house()
        who = dict.fromkeys(task.who for task in sight.case.tasks.values())
        teams = [showing.whose(house, one) for one in who if one != "applicant"]
        waits = [
            *([f"With {' and '.join(teams)}"] if teams else []),
            *([f"Waiting for the {sight.workflow.file.called_}"] if "applicant" in who else []),
            *(one.sentence for one in awaited(sight.workflow, sight.case)),
        ]
        return "; ".join(dict.fromkeys(waits)) or "Under way"

    def show(self, actor: Actor, reference: str, step: str, answer: str, now: datetime) -> tuple[str, ...] | Refusal:
        return self.engine.reveal(actor, reference, step, answer, now)

    def correction(self, actor: Actor, reference: str, step: str, answer: str, now: datetime) -> Correction | Refusal:
        """An answer to put right, as it was typed."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        ask = sight.workflow.layout.by_id.get(step_of(step))
        asked = [one for one in ask.asked() if one.id == answer] if isinstance(ask, Ask) else []
        if not asked or answer not in sight.visible or answer not in sight.case.answers.get(step, {}):
            return Refusal("There is no such answer in this case")
        house = self.engine.library.house()
        raw = asked[0].question.write(sight.case.answers[step][answer])
        context = showing.context(house, now)
        return Correction(asked[0], raw, knowing(letters.seen(house, context), sight.case.values(), context))

    def document(self, actor: Actor, reference: str, name: str, now: datetime) -> DocumentView | Refusal:
        """A document of a case, for the council's own staff who may see what it says."""
        sight = self.engine.see(actor, reference)
        return sight if isinstance(sight, Refusal) else messages.document(self.engine, sight, name, now)

    def message(self, actor: Actor, reference: str, number: int, now: datetime) -> MessageView | Refusal:
        """A message that was held back, for the council's own staff who may see what it says."""
        sight = self.engine.see(actor, reference)
        return sight if isinstance(sight, Refusal) else messages.asked_for(self.engine, sight, number, now)

    # A task

    def task(self, actor: Actor, reference: str, task: str, now: datetime) -> TaskView | Refusal:
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        row, known = self.engine.store.tasks.one(reference, task), sight.case.tasks.get(task)
        if row is None or known is None:
            return Refusal(NO_TASK)
        house = self.engine.library.house()
        barred = access.barred(sight.workflow, sight.case, known, actor, house)
        pages, raw, seen = self._pages(sight, known, actor, now)
        return TaskView(
            self._row(row, sight), pages, raw, seen,
            self._may_do(sight, known, actor, barred), barred, _token(actor, reference, task),
            self._people(known, actor), self._adding(sight, known, barred),
        )  # fmt: skip

    def _pages(
        self, sight: Sight, task: Task, actor: Actor, now: datetime
    ) -> tuple[tuple[Any, ...], dict[str, Raw], Seen]:
        """The pages and questions that the answers typed so far lead to, all that was typed, and what they may see."""
        house = self.engine.library.house()
        context = showing.context(house, now)
        seen = letters.seen(house, context)
        ask = sight.workflow.layout.by_id.get(task.step)
        key = key_of(task.id)
        if not isinstance(ask, Ask) or step_of(key) != task.step:
            return (), {}, seen
        known = sight.workflow.answers_in(sight.case.values(), ask.id, scope_of(key))
        before = {**known, **sight.case.aside.get(key, {}), **sight.case.answers.get(key, {})}
        raw = {one.id: one.question.write(before[one.id]) for one in ask.asked() if one.id in before}
        draft = self.engine.store.drafts.get(of_task(sight.case.reference, task.id, actor.id))
        raw |= draft.raw if draft else {}
        answers = accept(ask.all_pages(), raw, known, seen, context).answers
        pages = tuple(
            showing.page_view(number, page, asked, raw)
            for number, one in enumerate(ask.all_pages())
            for page, asked in asked_now([one], {**known, **answers}, context)
        )
        return pages, raw, knowing(seen, {**known, **answers}, context)

    @staticmethod
    def _adding(sight: Sight, task: Task, barred: str) -> Asked | None:
        """The questions of one more item, where the doer of a task may add one."""
        loop = None if barred else loop_of(sight.workflow, task)
        question = sight.workflow.questions.get(loop.source) if loop else None
        if loop is None or not isinstance(question, List):
            return None
        one = question.model_copy(update={"at_least": 1, "at_most": 1, "label": f"Add another {question.item}"})
        return Asked(loop.source, sight.workflow.step(task.step).place, kind=one)

    @staticmethod
    def _may_do(sight: Sight, task: Task, actor: Actor, barred: str) -> frozenset[str]:
        may = {"assign"} if access.may_assign(task, actor) else set()
        if task.person and (task.person == actor.id or "assign" in may):
            may.add("release")
        if not barred and not task.person:
            may |= {"claim", "complete"}
        elif not barred and task.person == actor.id:
            may.add("complete")
        if not may_extend(sight.workflow, sight.case, actor, task.id):
            may.add("extend")
        return frozenset(may)

    def _people(self, task: Task, actor: Actor) -> tuple[tuple[str, str], ...]:
        if not access.may_assign(task, actor):
            return ()
        with self.engine.store.registers.read() as register:
            everyone = register.people.everyone()
        return tuple((one.id, one.name) for one in everyone if task.who in one.teams and not one.disabled)

    def save_typed(self, actor: Actor, reference: str, task: str, raw: dict[str, Raw], now: datetime) -> None:
        """Keep what somebody typed into a task that is theirs to do."""
        view = self.task(actor, reference, task, now)
        if isinstance(view, Refusal) or "complete" not in view.may:
            return
        id = of_task(reference, task, actor.id)
        self.engine.store.drafts.save(Draft(id, actor.id, view.row.service, 0, now, now, raw))

    def foresee(self, actor: Actor, reference: str, task: str, raw: dict[str, Raw], now: datetime) -> str:
        """What completing would do now, in a sentence; "" where the answers are not enough."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return ""
        command = Complete(actor, now, reference, task, raw, "")
        decision = decide(sight.workflow, sight.case, command, self.engine.library.house())
        if isinstance(decision, Problems | Refusal):
            return ""
        return PART_DONE if sight.partner else _foreseen(sight, decision)

    def longest(self, actor: Actor, reference: str, clock: str, now: datetime) -> datetime | None:
        """Until when a time limit can be made longer now; None where it cannot."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return None
        command = Extend(actor, now, reference, clock, "to know until when")
        decision = decide(sight.workflow, sight.case, command, self.engine.library.house())
        events = () if isinstance(decision, Problems | Refusal) else decision
        return next((event.due for event in events if isinstance(event, e.ClockExtended)), None)

    def do(self, command: Command) -> Completed | Problems | Refusal:
        """Do a command; what was typed into a completed task is kept no longer."""
        result = self.engine.do(command)
        if not isinstance(result, Done):
            return result
        added = str(command.file.get("id", "")) if isinstance(command, Attach) else ""
        settle(self.engine, command.actor.id, result.case, added)
        if isinstance(command, Complete):
            self.engine.store.drafts.delete(of_task(command.case, command.task, command.actor.id))
        house = self.engine.library.house()
        words = letters.Words(result.workflow, result.case, house, showing.context(house, command.at))
        sight = Sight(result.workflow, result.case, command.actor, house)
        return Completed(result.case.reference, self._state(sight, words), result.again)

    # Messages

    def outbox(self, actor: Actor, before: int) -> tuple[MessageView, ...]:
        """Every message that waits to be sent: shown in demo mode, where nothing is really sent."""
        found: list[MessageView] = []
        while len(found) < PAGE and (shown := self.engine.store.messages.outbox(PAGE, before)):
            sights = {reference: self.engine.see(actor, reference) for reference in {one.reference for one in shown}}
            found += [
                messages.listed(sight, one) for one in shown
                if not isinstance(sight := sights[one.reference], Refusal) and not sight.partner
            ]  # fmt: skip
            before = shown[-1].number
        return tuple(found[:PAGE])


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(LONDON).date() + timedelta(days=1), time(), LONDON)


def _token(actor: Actor, reference: str, task: str) -> str:
    """One a person and a task: two tabs of one person complete it once."""
    return f"{reference}:{task}:{actor.id}"


def _foreseen(sight: Sight, events: tuple[e.Event, ...]) -> str:
    timeline = showing.Timeline(sight.workflow, sight.house, sight.visible)
    sent = [
        f"sends “{timeline.subject(event)}” to {event.to_name or event.address or 'nobody, as no contact was given'}"
        for event in events if isinstance(event, e.MessageSent)
    ]  # fmt: skip
    opened = [
        f"gives “{timeline.about(event)}” to {timeline.team(event.who)}"
        for event in events if isinstance(event, e.TaskOpened)
    ]  # fmt: skip
    closed = ["closes the case" for event in events if isinstance(event, e.CaseClosed)]
    written = [f"writes “{timeline.title(event)}”" for event in events if isinstance(event, e.DocumentMade)]
    said = [*written, *sent, *opened, *closed]
    if not said:
        return PART_DONE
    return "This " + (", ".join(said[:-1]) + " and " if len(said) > 1 else "") + said[-1]
