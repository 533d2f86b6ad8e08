"""When things are due: which clocks run, from which moment, what stops them and when they went off."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time

from engine import events as e
from engine.case import DEADLINE, MAIN, REMINDER, Case, Clock, Task, Waiting, key_of, scope_of
from workflows import items
from workflows.calendars import LONDON, add, extend, subtract
from workflows.due import ASKED_FOR_MORE, Deadline, Due
from workflows.durations import Duration, Unit
from workflows.expressions import MISSING
from workflows.moves import Standing
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.verbs.pay import Pay
from workflows.verbs.wait_for import WaitFor
from workflows.workflow import Workflow


def settle(
    workflow: Workflow, case: Case, house: Organisation, standing: Callable[..., Standing], at: datetime
) -> Iterator[e.Event]:
    """What changes for the clocks now that the case stands so: started, paused, gone on or stopped."""
    for name, due, step, thread in _limits(workflow, case):
        clock = case.clocks.get(name)
        if isinstance(due, Deadline) and due.until and due.until in case.done:
            for one in (name, REMINDER + name):
                if one in case.clocks:
                    yield e.ClockStopped(one)
            continue
        about = case.tasks.get(name) or case.waiting.get(name)
        opened = (about.opened if isinstance(about, Task) else about.since) if about else case.opened
        knows = standing(step, scope_of(thread))
        since = _since(due, case, opened, knows, scope_of(thread))
        if since and (clock is None or clock.since != since):
            ends = _ends(due, since, house, knows)
            if ends:
                yield e.ClockSet(name, since, ends, due.statutory)
                clock = Clock(since, ends, due.statutory)
        if clock and due.pause_while:
            still = any(_named(task, word) for task in case.tasks.values() for word in due.pause_while)
            if still and clock.paused is None:
                clock = replace(clock, paused=at)
                yield e.ClockPaused(name, at)
            elif clock.paused is not None and not still:
                clock = replace(clock, paused=None, due=_resumed(due, clock.due, clock.paused, house, knows, at))
                yield e.ClockResumed(name, clock.due)
        if clock:
            yield from _reminder(name, workflow, step, clock, case, house)


def _limits(workflow: Workflow, case: Case) -> Iterator[tuple[str, Due, str, str]]:
    """Every time limit that may run now, by the name of its clock, with its step and thread."""
    if workflow.file.deadline:
        yield DEADLINE, workflow.file.deadline, "", MAIN
    open_: dict[str, Task | Waiting] = {**case.tasks, **case.waiting}
    for id, one in open_.items():
        step = workflow.layout.by_id.get(one.step)
        if isinstance(step, Ask | Pay | WaitFor) and step.due and items.step_of(key_of(id)) == one.step:
            yield id, step.due, one.step, one.thread


def _reminder(
    name: str, workflow: Workflow, step: str, clock: Clock, case: Case, house: Organisation
) -> Iterator[e.Event]:
    """The clock that reminds of another runs beside it, and stands still or moves as that does."""
    holder = workflow.layout.by_id.get(step) or workflow.file.deadline
    if not isinstance(holder, Ask | Deadline | Pay) or not holder.remind or clock.late:
        return
    ahead, due = holder.remind, holder if isinstance(holder, Deadline) else holder.due
    assert due is not None, "checked when it was read"
    known = case.clocks.get(REMINDER + name)
    when = subtract(clock.due, ahead, house.calendars[due.calendar])
    if clock.paused and known:
        yield e.ClockStopped(REMINDER + name)
    elif not clock.paused and when > clock.since and (known is None or known.due != when):
        yield e.ClockSet(REMINDER + name, clock.since, when)


def _since(due: Due, case: Case, opened: datetime | None, knows: Standing, scope: str) -> datetime | None:
    """The latest of `from:` that has happened; with no `from:`, when it opened."""
    if not due.from_:
        return opened
    given = ((name, items.answer_at(knows.answers, name)) for name in due.from_)
    moments = (_moment(name, case, answer, scope) for name, answer in given)
    return max(filter(None, moments), default=None)


def _moment(name: str, case: Case, answer: object, scope: str) -> datetime | None:
    if name == "received":
        return case.opened
    if done := case.done_in(name, scope):
        return done.at
    return _beginning(answer) if isinstance(answer, str) else None


def _beginning(answer: str) -> datetime:
    """A day begins at midnight in London, a month with its first; a moment, by the clock there, when it is."""
    moment = datetime.fromisoformat(f"{answer}-01" if len(answer) == len("2027-03") else answer)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _ends(due: Due, since: datetime, house: Organisation, standing: Standing) -> datetime | None:
    within = standing.value(due.within)
    if within is MISSING:
        return None
    if isinstance(within, Duration):
        return add(since, within, house.calendars[due.calendar])
    return within if isinstance(within, datetime) else datetime.combine(within, time(23, 59, 59), LONDON)


def _resumed(
    due: Due, was: datetime, paused: datetime, house: Organisation, standing: Standing, at: datetime
) -> datetime:  # fmt: skip
    """When a clock is due that stood still from `paused` until now."""
    within = standing.value(due.within)
    unit: Unit = within.unit if isinstance(within, Duration) else "day"
    return extend(was, paused, at, unit, house.calendars[due.calendar])


def _named(task: Task, word: str) -> bool:
    """Whether a task is what `pause while:` names: one of that step, or more that the applicant was asked for."""
    if word == ASKED_FOR_MORE:
        return task.extra and task.who == "applicant"
    return task.step == word


def hold_until(case: Case, task: str) -> datetime | None:
    """Beyond this a task would be late, or the case: it is held no longer. None where no clock runs for either."""
    clocks = (case.clocks.get(name) for name in (task, DEADLINE))
    return min((clock.due for clock in clocks if clock and clock.paused is None), default=None)


def held_too_long(case: Case) -> list[str]:
    """The tasks that are on hold beyond the moment they are due."""
    held = ((id, task.held, hold_until(case, id)) for id, task in case.tasks.items() if task.held)
    return [id for id, until, latest in held if latest and until > latest]


def longer(due: Due, clock: Clock, house: Organisation, standing: Standing) -> datetime | None:
    """When a clock is due that is made longer, where the service lets it be."""
    by = standing.value(due.may_extend) if due.may_extend else MISSING
    return add(clock.due, by, house.calendars[due.calendar]) if isinstance(by, Duration) else None


def gone_off(case: Case, at: datetime) -> list[str]:
    """The clocks whose moment has passed and that nothing was done about, the earliest first."""
    off = [name for name, clock in case.clocks.items() if not clock.late and not clock.paused and clock.due <= at]
    return sorted(off, key=lambda name: (case.clocks[name].due, name))
