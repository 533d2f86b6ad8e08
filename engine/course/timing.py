"""Time: clocks that go off, reminders, and time limits made longer."""

from dataclasses import replace

from engine import commands as c
from engine import events as e
from engine.case import DEADLINE, HOLD, MAIN, REMINDER, Case, key_of
from engine.commands import Refusal
from engine.course import letters, telling
from engine.course.clocks import gone_off, longer
from engine.course.decision import Decision, Happened
from engine.course.walk import Walk
from workflows.due import Due
from workflows.items import scope_of
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow


def tick(walk: Walk, command: c.Tick) -> Decision:
    """Deal with every clock that has gone off, the earliest first."""
    for clock in gone_off(walk.case, command.at):
        if clock in walk.case.clocks:
            _gone_off(walk, clock)
    walk.settle()
    return Happened.on(walk)


def _gone_off(walk: Walk, clock: str) -> None:
    """Do what follows from a clock whose moment has passed."""
    waiting = walk.case.waiting.get(clock)
    if clock.startswith(REMINDER):
        _remind(walk, clock)
    elif clock.startswith(HOLD):
        walk.happen(e.HoldEnded(clock.removeprefix(HOLD)))
    elif waiting and waiting.what == "time":
        walk.settled(clock, {})
    else:
        walk.follow(clock, "late", e.ClockLate(clock), walk.case.clocks[clock].due)


def _remind(walk: Walk, clock: str) -> None:
    about = clock.removeprefix(REMINDER)
    task, waiting = walk.case.tasks.get(about), walk.case.waiting.get(about)
    walk.happen(e.ClockLate(clock))
    who, title = (task.who, task.title) if task else (walk.workflow.file.owner, walk.workflow.title)
    if waiting:  # of what is waited for a payment alone has a reminder
        who, title = waiting.details["who"], waiting.title
    if task and who in walk.house.addresses:
        title = telling.title(walk.workflow, task)
    holder = task or waiting
    walk.thread = holder.thread if holder else MAIN
    words = replace(walk.words(holder.step if holder else ""), due=walk.case.clocks[about].due)
    walk.happen(letters.reminder(words, clock, who, title, "pay" if waiting else "answer"))


def may_extend(workflow: Workflow, case: Case, actor: c.Actor, name: str) -> str:
    """Why this actor may not make a time limit longer; "" where they may. It is the business of whose limit it is."""
    due, task = _limit(workflow, case, name), case.tasks.get(name)
    if due is None or due.may_extend is None or name not in case.clocks:
        return "This time limit cannot be extended"
    if (task.who if task else workflow.file.owner) not in actor.teams:
        return "Only the team whose time limit this is may extend it"
    return "It has been extended already" if name in case.extended else ""


def _limit(workflow: Workflow, case: Case, name: str) -> Due | None:
    if name == DEADLINE:
        return workflow.file.deadline
    task = case.tasks.get(name)
    step = workflow.layout.by_id.get(task.step) if task else None
    return step.due if isinstance(step, Ask) else None


def extend(walk: Walk, command: c.Extend) -> Decision:
    """A time limit is made longer, once and with a reason."""
    if reason := may_extend(walk.workflow, walk.case, command.actor, command.clock):
        return Refusal(reason)
    if not command.why.strip():
        return Refusal("Say why more time is needed")
    task, due = walk.case.tasks.get(command.clock), _limit(walk.workflow, walk.case, command.clock)
    assert due is not None, "asked before"
    knows = walk.standing(task.step if task else "", scope_of(key_of(command.clock)))
    until = longer(due, walk.case.clocks[command.clock], walk.house, knows)
    if until is None:
        return Refusal("By how much it may be extended is missing")
    why, in_time = command.why.strip(), walk.case.clocks[command.clock].late and until > walk.at
    walk.follow(command.clock, "extended", e.ClockExtended(command.clock, until, why, in_time), until, why)
    walk.settle()
    return Happened.on(walk)
