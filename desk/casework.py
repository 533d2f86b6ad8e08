"""Case work: a case, a task in hand, and what a command would do before it is done."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from components.base import Seen
from components.controls import Raw
from components.joining import joined, quoted
from components.list import List
from desk import extras, for_partners, messages, offered, read_in, scanning, showing, steering, thread
from desk.awaited import awaited
from desk.away import last_day
from desk.files import Files, added, settle
from desk.payments import payments_of
from desk.rows import task_row
from desk.showing import Revealed, about_in
from desk.timeline import Timeline
from desk.views import (
    CaseView,
    Completed,
    DocumentView,
    PageView,
    TaskRow,
    TaskView,
)  # fmt: skip
from desk.written import MessageView, NoteView
from engine import events as e
from engine.case import DEADLINE, Task, key_of
from engine.commands import Actor, Attach, Command, Complete, Extend, Problems, Refusal
from engine.course import letters
from engine.course.adding import loop_of
from engine.course.ending import may_reopen
from engine.course.timing import may_extend
from engine.dates import in_words
from engine.decide import decide
from engine.engine import Done, Engine, Sight
from engine.store.drafts import Draft, of_task
from engine.store.tasks import row_of
from engine.who import access
from workflows.asking import Asked, accept, asked_now
from workflows.items import scope_of, step_of
from workflows.verbs.ask import Ask

PAGE = 50
TIMELINE = 100
#: So far back notes and added files are looked for.
NOTES = 1_000
#: What completing does where nothing follows from it at once, or a partner may not know what does.
PART_DONE = "This completes your part"
NO_TASK = "There is no such task in this case any more"


@dataclass(frozen=True)
class Correction:
    """An answer to put right: its question, with the answer as it was typed."""

    asked: Asked
    raw: Raw
    seen: Seen


class Desk:
    """What a case worker does. Every reading and every command is one call, cut by the engine's access."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self.engine = engine
        self.files = files

    # A case

    def case(self, actor: Actor, reference: str, now: datetime, before: int | None = None) -> CaseView | Refusal:
        """The case; its timeline is the newest part, or what came before the entry numbered `before`."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        self.engine.looked(sight, "case", for_partners.told(sight), now)
        now = sight.time(now)
        words = letters.Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, now))
        outline = self._outline(sight, words)
        return outline if sight.partner else replace(outline, **self._inside(sight, words, before))

    def _outline(self, sight: Sight, words: letters.Words) -> CaseView:
        """What everybody is shown who may see the case, a partner too."""
        workflow, case = sight.workflow, sight.case
        rows = [row for task in case.tasks if (row := self._task_row(sight, task, words))]
        deadline = case.clocks.get("deadline")
        assert case.opened is not None, "a stored case was opened"
        return CaseView(
            case.reference, case.service, workflow.title, case.version, "Under way" if case.open else "Closed", "",
            deadline.due if deadline else None, bool(deadline and deadline.statutory), case.opened, case.closed,
            deadline.paused if deadline else None,
            tuple(row for row in rows if not sight.partner or row.who in sight.actor.teams),
            showing.sections(
                workflow, case.answers, sight.visible, letters.seen(sight.house, words.context), context=words.context
            ),
            () if sight.partner else awaited(workflow, case), called=workflow.file.called_,
        )  # fmt: skip

    def _task_row(self, sight: Sight, task: str, words: letters.Words) -> TaskRow | None:
        """A task of the case as lists show it, in words that this reader may see."""
        known = sight.case.tasks.get(task)
        if known is None:
            return None
        hidden = sight.workflow.sensitive()
        said = for_partners.words_for(sight, words.context) if sight.partner else letters.few(words, hidden)
        row = task_row(sight.house, row_of(sight.case, known, said, sight.workflow.title), sight)
        return offered.row_of(sight.workflow, row)

    def _inside(self, sight: Sight, words: letters.Words, before: int | None) -> dict[str, Any]:
        """What only the council's own teams are shown."""
        reference = sight.case.reference
        entries = self.engine.store.cases.history(reference, before, TIMELINE)
        notes = self.engine.store.cases.history(reference, limit=NOTES) if sight.case.revision > TIMELINE else entries
        written, now = self.engine.store.messages.of(reference), words.context.now

        def sees(other: str) -> bool:
            return self.engine.store.cases.may_see(other, sight.actor.teams)

        return {
            "whole": True,
            "state": self._state(sight),
            "reads": read_in.language_of(sight.case),
            "words": letters.few(words, sight.workflow.sensitive()),
            "parties": showing.parties(sight.workflow, sight.case),
            "timeline": Timeline(sight.workflow, sight.house, sight.visible, sees).of(entries),
            "earlier": entries[-1].seq if entries and entries[-1].seq > 1 else 0,
            "messages": thread.messages_of(sight, written, messages.tries(self.engine.store, written), notes, now),
            "replies": thread.replies_of(sight, notes),
            "files": tuple(added(notes)),
            "unfit": scanning.unfit(self.engine.store, reference),
            "documents": messages.documents_of(sight),
            "payments": payments_of(sight.case, notes),
            "notes": tuple(
                NoteView(
                    entry.at, entry.actor_name, event.text,
                    tuple(steering.name_of(self.engine, person) for person in event.mentions),
                )
                for entry in notes for event in entry.events if isinstance(event, e.NoteAdded)
            ),
            "may": self._may(sight, sight.actor, words.context.now) | self._may_delete(sight),
            "practice": words.context.now if sight.case.practice else None,
            "aside": showing.sections(
                sight.workflow, sight.case.aside, sight.visible, letters.seen(sight.house, words.context)
            ),
        }  # fmt: skip

    def _may_delete(self, sight: Sight) -> set[str]:
        return {"delete"} if self.engine.may_delete_practice(sight.actor, sight.case) else set()

    @staticmethod
    def _may(sight: Sight, actor: Actor, now: datetime) -> frozenset[str]:
        if sight.partner:
            return frozenset()
        may = {"note", "shared with", *({"attach"} if sight.case.open else ())}
        if sight.case.open and access.correcting(sight.workflow, sight.case, actor):
            may.add("correct")
        if sight.case.practice:
            may.add("move on")
        if not may_extend(sight.workflow, sight.case, actor, DEADLINE):
            may.add("extend")
        if not may_reopen(sight.workflow, sight.case, actor, now):
            may.add("reopen")
        return frozenset(may | steering.may(sight))

    def _state(self, sight: Sight) -> str:
        """What the case waits for, or how it ended: by the outcome’s name, as its title speaks to the applicant."""
        if sight.case.outcome:
            return showing.words_of(sight.case.outcome)
        house = self.engine.library.house()
        held = [task.held for task in sight.case.tasks.values() if task.held]
        who = dict.fromkeys(task.who for task in sight.case.tasks.values() if not task.held)
        teams = [showing.whose(house, one) for one in who if one != "applicant"]
        waits = [
            *([f"With {joined(teams)}"] if teams else []),
            *offered.waits(sight.workflow, sight.case),
            *(one.sentence for one in awaited(sight.workflow, sight.case)),
            *([f"On hold until {in_words(min(held))}"] if held else []),
        ]
        return "; ".join(dict.fromkeys(waits)) or "Under way"

    def show(self, actor: Actor, reference: str, step: str, answer: str, now: datetime) -> Revealed | Refusal:
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        shown = self.engine.reveal(actor, reference, step, answer, now)
        if isinstance(shown, Refusal):
            return shown
        self.engine.looked(sight, "answer", (answer,), now)
        return Revealed(shown, showing.files_behind(sight.workflow, sight.case, step, answer))

    def correction(self, actor: Actor, reference: str, step: str, answer: str, now: datetime) -> Correction | Refusal:
        """An answer to put right, as it was typed."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        ask = sight.workflow.layout.by_id.get(step_of(step))
        asked = [one for one in ask.asked() if one.id == answer] if isinstance(ask, Ask) else []
        if not access.correcting(sight.workflow, sight.case, actor):
            asked = []
        if not asked or answer not in sight.visible or answer not in sight.case.answers.get(step, {}):
            return Refusal("There is no such answer in this case")
        house = self.engine.library.house()
        raw = asked[0].question.write(sight.case.answers[step][answer])
        context = showing.context(house, sight.time(now))
        seen = showing.knowing_needed(letters.seen(house, context), asked, sight.case.values(), context)
        return Correction(asked[0], raw, showing.asking(seen, house, actor.id, for_another=True))

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
        house, now = self.engine.library.house(), sight.time(now)
        words = letters.Words(sight.workflow, sight.case, house, showing.context(house, now))
        row, known = self._task_row(sight, task, words), sight.case.tasks.get(task)
        if row is None or known is None or (sight.partner and known.who not in (*actor.teams, actor.role)):
            return Refusal(NO_TASK)
        barred = access.barred(sight.workflow, sight.case, known, actor, house)
        absent = access.in_place_of(sight.workflow, sight.case, known, actor)
        adding = self._adding(sight, known, barred)
        pages, raw, seen = self._pages(sight, known, actor, now, adding)
        self.engine.looked(sight, "task", for_partners.told(sight) | (raw.keys() & sight.workflow.names.keys()), now)
        return TaskView(
            replace(row, away_until=self._away_until(actor, absent, now)), pages, raw, seen,
            self._may_do(sight, known, actor, barred, now), barred, _token(actor, reference, task),
            self._people(known, actor, now), actor.stands_in.get(absent, ""), adding,
            extras.asked(self.engine, known), steering.why_held(self.engine, sight, known),
            steering.handed_over(self.engine, sight, known),
        )  # fmt: skip

    def _away_until(self, actor: Actor, absent: str, now: datetime) -> date | None:
        """The last day that somebody is away for whom the reader would do a task."""
        with self.engine.store.registers.read() as register:
            found = register.away.lent_to(actor.id, now) if absent else []
        return next((last_day(one) for one in found if one.person == absent), None)

    def _pages(
        self, sight: Sight, task: Task, actor: Actor, now: datetime, adding: Asked | None
    ) -> tuple[tuple[PageView, ...], dict[str, Raw], Seen]:
        """The pages and questions that the answers typed so far lead to, all that was typed, and what they may see."""
        house = self.engine.library.house()
        context = showing.context(house, now)
        seen = showing.asking(letters.seen(house, context), house, actor.id, task.who == "applicant")
        ask = sight.workflow.layout.by_id.get(task.step)
        key = key_of(task.id)
        draft = self.engine.store.drafts.get(of_task(sight.case.reference, task.id, actor.id))
        typed = scanning.marked(self.engine.store, draft.raw) if draft else {}
        if not isinstance(ask, Ask) or step_of(key) != task.step:
            return (), typed, seen
        known = sight.workflow.answers_in(sight.case.values(), ask.id, scope_of(key))
        before = {**known, **sight.case.aside.get(key, {}), **sight.case.answers.get(key, {})}
        if task.who in ("applicant", *access.visiting(sight.workflow, sight.case)):  # no more than they may see anyway
            before = {name: answer for name, answer in before.items() if name in sight.visible}
        raw = {one.id: one.question.write(before[one.id]) for one in ask.asked() if one.id in before}
        raw |= typed
        answers = accept(ask.all_pages(), raw, known, seen, context).answers
        pages = tuple(
            showing.page_view(number, page, asked, raw)
            for number, one in enumerate(ask.all_pages())
            for page, asked in asked_now([one], {**known, **answers}, context)
        )
        if task.who != "applicant":
            pages = read_in.marked(pages, sight.workflow.translated(sight.case.language), sight.case, seen)
        drawn = [*(one for page in pages for one in page.asked), *([adding] if adding else [])]
        return pages, raw, showing.knowing_needed(seen, drawn, {**known, **answers}, context)

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
    def _may_do(sight: Sight, task: Task, actor: Actor, barred: str, now: datetime) -> frozenset[str]:
        may = {"assign"} if access.may_give(task, actor) else set()
        if task.person and (access.holds(task, actor) or "assign" in may):
            may.add("release")
        if not barred and (not task.person or (task.person != actor.id and access.holds(task, actor))):
            may |= {"claim", "complete"}
        elif not barred and task.person == actor.id:
            may.add("complete")
        if not access.may_help(sight.workflow, sight.case, task, actor, sight.house, "phone"):
            may.add("help")
        if not may_extend(sight.workflow, sight.case, actor, task.id):
            may.add("extend")
        return frozenset(may | steering.may_with(sight, task, now))

    def _people(self, task: Task, actor: Actor, now: datetime) -> tuple[tuple[str, str], ...]:
        """Who may be given the task: those of its team who are there, but for whoever has it."""
        if not access.may_give(task, actor):
            return ()
        with self.engine.store.registers.read() as register:
            everyone, away = register.people.everyone(), register.away.away(now)
        there = [one for one in everyone if not one.disabled and one.id not in away and one.id != task.person]
        return tuple((one.id, one.name) for one in there if task.who in one.teams)

    def save_typed(self, actor: Actor, reference: str, task: str, raw: dict[str, Raw], now: datetime) -> None:
        """Keep what somebody typed into a task that is theirs to do."""
        view = self.task(actor, reference, task, now)
        if isinstance(view, Refusal) or not view.may & {"complete", "help"}:
            return
        id = of_task(reference, task, actor.id)
        self.engine.store.drafts.save(Draft(id, actor.id, view.row.service, 0, now, now, raw))

    def foresee(self, actor: Actor, reference: str, task: str, raw: dict[str, Raw], now: datetime) -> str:
        """What completing would do now, in a sentence; "" where the answers are not enough."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return ""
        helped = "phone" if (asked := sight.case.tasks.get(task)) and asked.who == "applicant" else ""
        command = Complete(actor, sight.time(now), reference, task, raw, "", helped)
        decision = decide(sight.workflow, sight.case, command, self.engine.library.house())
        if isinstance(decision, Problems | Refusal):
            return ""
        return PART_DONE if sight.partner else _foreseen(sight, task, decision)

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
        added = [str(command.file.get("id", ""))] if isinstance(command, Attach) else []
        settle(self.engine, result.case, command.at, added)
        if isinstance(command, Complete):
            self.engine.store.drafts.delete(of_task(command.case, command.task, command.actor.id))
        sight = Sight(result.workflow, result.case, command.actor, self.engine.library.house())
        return Completed(result.case.reference, self._state(sight), result.again)

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


def _token(actor: Actor, reference: str, task: str) -> str:
    """One a person and a task: two tabs of one person complete it once."""
    return f"{reference}:{task}:{actor.id}"


def _foreseen(sight: Sight, task: str, events: tuple[e.Event, ...]) -> str:
    timeline = Timeline(sight.workflow, sight.house, sight.visible)
    sent = [
        f"sends “{timeline.subject(event)}” to {event.to_name or event.address or 'nobody, as no contact was given'}"
        for event in events if isinstance(event, e.MessageSent)
        and (event.message or event.to not in sight.house.everyone)  # of a task that they are given as well
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
    does = f"This {joined(said)}"
    left = [one for one in sight.case.tasks.values() if one.id != task] if closed else []
    return ". ".join([does, *(_left(timeline, one) for one in left)])


def _left(timeline: Timeline, task: Task) -> str:
    """What the end of a case takes away: what the applicant sent and nobody has read is said to be so."""
    title = about_in(timeline.workflow, timeline.visible, task.id, task.title)
    unread = "is unread, and" if task.extra and not task.asker else "is still open, and"
    return f"{quoted(title)} {unread} will be taken away"
