"""When things are due: which clocks run, from which moment, what stops them and when they went off."""

from collections.abc import Iterator
from datetime import date, datetime, time

from engine import events as e
from engine.case import Case, Clock
from workflows.calendars import LONDON, add, extend
from workflows.due import Deadline, Due
from workflows.durations import Duration, Unit
from workflows.expressions import MISSING
from workflows.moves import Standing
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

DEADLINE = "deadline"


def settle(workflow: Workflow, case: Case, house: Organisation, standing: Standing, at: datetime) -> Iterator[e.Event]:
    """What changes for the clocks now that the case stands so: started, paused, gone on or stopped."""
    for name, due in _limits(workflow, case):
        clock = case.clocks.get(name)
        if isinstance(due, Deadline) and due.until and due.until in case.done:
            if clock:
                yield e.ClockStopped(name)
            continue
        opened = case.tasks[name].opened if name in case.tasks else case.opened
        since = _since(due, case, opened)
        if since and (clock is None or clock.since != since):
            ends = _ends(due, since, house, standing)
            if ends:
                yield e.ClockSet(name, since, ends, due.statutory)
                clock = Clock(since, ends, due.statutory)
        if clock and due.pause_while:
            yield from _pause(name, due, clock, case, house, standing, at)


def _limits(workflow: Workflow, case: Case) -> Iterator[tuple[str, Due]]:
    """Every time limit that may run now, by the name of its clock."""
    if workflow.file.deadline:
        yield DEADLINE, workflow.file.deadline
    for task in case.tasks.values():
        step = workflow.layout.by_id.get(task.step)
        if isinstance(step, Ask) and step.due and task.id.startswith(f"{task.step}."):
            yield task.id, step.due


def _since(due: Due, case: Case, opened: datetime | None) -> datetime | None:
    """The latest of `from:` that has happened; with no `from:`, when it opened."""
    if not due.from_:
        return opened
    answers = case.values()
    moments = [moment for name in due.from_ if (moment := _moment(name, case, answers.get(name)))]
    return max(moments, default=None)


def _moment(name: str, case: Case, answer: object) -> datetime | None:
    if name == "received":
        return case.opened
    if name in case.done:
        return case.done[name].at
    return _beginning(date.fromisoformat(answer)) if isinstance(answer, str) else None


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _ends(due: Due, since: datetime, house: Organisation, standing: Standing) -> datetime | None:
    within = standing.value(due.within)
    if within is MISSING:
        return None
    if isinstance(within, Duration):
        return add(since, within, house.calendars[due.calendar])
    return within if isinstance(within, datetime) else datetime.combine(within, time(23, 59, 59), LONDON)


def _pause(
    name: str, due: Due, clock: Clock, case: Case, house: Organisation, standing: Standing, at: datetime
) -> Iterator[e.Event]:
    still = any(task.step == due.pause_while for task in case.tasks.values())
    if still and clock.paused is None:
        yield e.ClockPaused(name, at)
    elif clock.paused is not None and not still:
        within = standing.value(due.within)
        unit: Unit = within.unit if isinstance(within, Duration) else "day"
        yield e.ClockResumed(name, extend(clock.due, clock.paused, at, unit, house.calendars[due.calendar]))


def gone_off(case: Case, at: datetime) -> list[str]:
    """The clocks whose moment has passed and that nothing was done about, the earliest first."""
    off = [name for name, clock in case.clocks.items() if not clock.late and not clock.paused and clock.due <= at]
    return sorted(off, key=lambda name: (case.clocks[name].due, name))
