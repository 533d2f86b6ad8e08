"""What staff may do beside the course of a case, and what it would come to: hand over, hold, close early, rewind."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from components.joining import joined
from desk import showing
from engine import events as e
from engine.beside import asking, linking, paying
from engine.beside import steering as rules
from engine.case import Case, Task
from engine.commands import Actor, Refusal, Rewind
from engine.course import letters
from engine.course.clocks import hold_until
from engine.course.walk import Walk
from engine.dates import day_of
from engine.decide import decide
from engine.engine import NO_SPLIT, Engine, Sight
from engine.who import access
from workflows.calendars import LONDON
from workflows.items import step_of
from workflows.verbs.send import Send

#: So far back it is looked for why a task waits, or was handed over.
LONGEST_HISTORY = 1_000
#: What a team of the council may do that came in by a hand-over or an extra task alone.
VISITORS = (
    "That team can do its task, add notes and files, and write to the {called}; it cannot correct answers, or link or "
    "split the case."
)


@dataclass(frozen=True)
class Rewinding:
    """What taking a case back to a step would come to, in titles."""

    #: The steps whose answers are set aside, kept to prefill.
    set_aside: tuple[str, ...]
    #: The tasks that are taken away.
    taken_away: tuple[str, ...]
    #: The tasks that open then.
    opened: tuple[str, ...]
    #: The letters that go at once, and those that go again if the case comes that way again.
    sent: tuple[str, ...]
    may_send_again: tuple[str, ...]
    #: Whether something was paid: it is not taken twice.
    paid: bool
    #: Whether the applicant is asked again: then they read why.
    asks_applicant: bool = False


def may(sight: Sight) -> frozenset[str]:
    """Which of these the reader may do with the case."""
    workflow, case, actor = sight.workflow, sight.case, sight.actor
    reasons = {
        "add task": asking.may_add_task(workflow, case, actor),
        "write": asking.may_write(workflow, case, actor),
        "link": linking.may_link(workflow, case, actor),
        "split": NO_SPLIT if case.practice else linking.may_link(workflow, case, actor),
        "close early": rules.may_close_early(workflow, case, actor),
        "rewind": rules.may_rewind(workflow, case, actor),
        "record payment": paying.may_record_payment(workflow, case, actor),
    }
    return frozenset(what for what, reason in reasons.items() if not reason)


def may_with(sight: Sight, task: Task, now: datetime) -> frozenset[str]:
    """Which of "hand over", "hold" and "end hold" the reader may do with a task. What no day is left for waits not."""
    if sight.actor.kind != "person" or not rules.may_steer(_walk(sight), task, sight.actor):
        return frozenset()
    given = {"hand over"} if rules.may_receive(_walk(sight), task, sight.actor) else set()
    held = {"end hold"} if task.held else {"hold"} if given and not _cannot_wait(sight, task, now) else set()
    return frozenset(given | held)


def _cannot_wait(sight: Sight, task: Task, now: datetime) -> str:
    """Why there is no day until which a task could be put on hold; "" where there is one."""
    latest = hold_until(sight.case, task.id)
    tomorrow = datetime.combine(now.astimezone(LONDON).date() + timedelta(days=1), time(), LONDON)
    if latest is None or latest >= tomorrow:
        return ""
    own = sight.case.clocks.get(task.id)
    what = "This task" if own and own.due == latest else "The case"
    was = "was due on" if latest <= now else "is due today,"
    return f"{what} {was} {day_of(latest)}, so it cannot wait any longer."


def _walk(sight: Sight) -> Walk:
    assert sight.case.opened is not None, "a stored case was opened"
    return Walk(sight.workflow, sight.case, sight.house, sight.case.opened)


def why_held(engine: Engine, sight: Sight, task: Task) -> str:
    """Why a task waits, as whoever put it on hold said; "" where it is not on hold."""
    entries = engine.store.cases.history(sight.case.reference, limit=LONGEST_HISTORY) if task.held else []
    found = (event.why for entry in entries for event in entry.events
             if isinstance(event, e.TaskHeld) and event.task == task.id)  # fmt: skip
    return next(found, "")


def handed_over(engine: Engine, sight: Sight, task: Task) -> tuple[str, str] | None:
    """Who handed a task to whoever has it now, and their note; None where nobody did by hand."""
    if not task.extra and len(sight.case.given_to.get(task.step, ())) < 2:  # which costs no reading
        return None
    entries = engine.store.cases.history(sight.case.reference, limit=LONGEST_HISTORY)
    found = ((entry.actor_name, event.why) for entry in entries for event in reversed(entry.events)
             if isinstance(event, e.TaskHandedOver) and event.task == task.id)  # fmt: skip
    last = next(found, None)
    return last if last and last[1] else None


def name_of(engine: Engine, person: str) -> str:
    """Somebody's name as it is now; "" where nobody is meant."""
    if not person:
        return ""
    with engine.store.registers.read() as register:
        found = register.people.find(person)
    return found.name if found else person


class Steering:
    """What a screen has to choose from. The commands themselves go through the desk like any other."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def receivers(self, actor: Actor, reference: str, task: str) -> tuple[tuple[str, str], ...]:
        """The teams that a task may be handed to, by name."""
        sight = self.engine.see(actor, reference)
        known = None if isinstance(sight, Refusal) else sight.case.tasks.get(task)
        if isinstance(sight, Refusal) or known is None or not rules.may_steer(_walk(sight), known, actor):
            return ()
        found = ((team, showing.whose(sight.house, team)) for team in rules.may_receive(_walk(sight), known, actor))
        return tuple(sorted(found, key=lambda one: one[1]))

    def who_sees_it(self, actor: Actor, reference: str) -> str:
        """What a team comes to see by being handed a task of this case, or asked for something more."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return ""
        if sight.partner:
            return f"{showing.whose(sight.house, sight.workflow.file.owner)} can see this case already."
        already = access.taking_part(sight.workflow, sight.case) - access.visiting(sight.workflow, sight.case)
        names = sorted(showing.whose(sight.house, team) for team in already)
        said = f"{joined(names)} can see this case already."
        hidden = "all of it but the sensitive answers" if sight.workflow.sensitive() else "all of it"
        others = (
            f"Any other team of the council will see {hidden}. {VISITORS.format(called=sight.workflow.file.called_)}"
        )
        return f"{said} {others} A partner sees only what it is asked."

    def late_because(self, actor: Actor, reference: str, task: str, now: datetime) -> str:
        """Why a task that is late or due today, or whose case is, cannot wait; "" where it can."""
        sight = self.engine.see(actor, reference)
        known = None if isinstance(sight, Refusal) else sight.case.tasks.get(task)
        return "" if isinstance(sight, Refusal) or known is None else _cannot_wait(sight, known, sight.time(now))

    def held_at_most(self, actor: Actor, reference: str, task: str) -> datetime | None:
        """Beyond this a task may not be held; None where nothing says when it is due."""
        sight = self.engine.see(actor, reference)
        return None if isinstance(sight, Refusal) or task not in sight.case.tasks else hold_until(sight.case, task)

    def without_early_end(self, service: str) -> str:
        """The team that owns a service in which nobody may close a case early; "" where somebody may."""
        found = self.engine.library.latest(service)
        return found[1].file.owner if found and found[1].file.close_early is None else ""

    def endings(self, actor: Actor, reference: str) -> tuple[tuple[str, str, str], ...]:
        """The outcomes with which the case may be closed early: in words for staff, and what the applicant reads."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or rules.may_close_early(sight.workflow, sight.case, actor):
            return ()
        rule, outcomes = sight.workflow.file.close_early, sight.workflow.file.outcomes
        return tuple((name, showing.words_of(name), outcomes[name].title) for name in rule.as_) if rule else ()

    def earlier(self, actor: Actor, reference: str) -> tuple[tuple[str, str], ...]:
        """The steps to which the case may be taken back, with their titles, the latest first."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or rules.may_rewind(sight.workflow, sight.case, actor):
            return ()
        steps = reversed(rules.earlier(sight.workflow, sight.case))
        return tuple((step, sight.workflow.step(step).describe()) for step in steps)

    def rewinding(self, actor: Actor, reference: str, step: str, now: datetime) -> Rewinding | Refusal:
        """What taking the case back would come to: nothing is done."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        context = showing.context(sight.house, sight.time(now))
        command = Rewind(actor, context.now, reference, step, "to see what would happen", "")
        decision = decide(sight.workflow, sight.case, command, sight.house)
        if not isinstance(decision, tuple):
            assert isinstance(decision, Refusal), "nothing was typed"
            return decision
        return _told(sight, step, decision, letters.Words(sight.workflow, sight.case, sight.house, context))


def _told(sight: Sight, step: str, events: tuple[e.Event, ...], words: letters.Words) -> Rewinding:
    workflow, case = sight.workflow, sight.case
    aside = [key for event in events if isinstance(event, e.AnswersSetAside) for key in event.steps]
    sent = [event for event in events if isinstance(event, e.MessageSent)]
    later = workflow.layout.every[workflow.layout.order[step] :]
    written = {event.message for event in sent}
    again = [one.send for one in later if isinstance(one, Send) and one.id in case.done and one.send not in written]
    return Rewinding(
        tuple(dict.fromkeys(showing.done_at(workflow.step(step_of(key))) for key in aside)),
        tuple(case.tasks[task].title for task in _gone(case, events)),
        tuple(event.title for event in events if isinstance(event, e.TaskOpened)),
        tuple(event.subject for event in sent),
        tuple(dict.fromkeys(words.fill(workflow.messages[name].subject) for name in again)),
        bool(case.paid), any(event.to == "applicant" and not event.message for event in sent),
    )  # fmt: skip


def _gone(case: Case, events: tuple[e.Event, ...]) -> list[str]:
    """The tasks that are taken away, by themselves or with the thread they stand in."""
    alone = {event.task for event in events if isinstance(event, e.TaskTakenAway)}
    threads = {event.thread for event in events if isinstance(event, e.ThreadTakenAway)}
    return [id for id, task in case.tasks.items() if id in alone or task.thread in threads]
