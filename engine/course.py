"""What changes the course of a case beside its tasks: time, what comes from outside, withdrawing, reopening."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from components.base import Problem
from components.controls import ID
from engine import access, letters
from engine import commands as c
from engine import events as e
from engine.case import HOLD, MAIN, REMINDER, Case, Task, key_of
from engine.clocks import DEADLINE, gone_off, longer
from engine.commands import Problems, Refusal
from engine.decision import Decision, Happened
from engine.walk import Walk
from workflows.asking import knowing
from workflows.calendars import add
from workflows.checks.service import WITHDRAWN
from workflows.conditions import Context
from workflows.due import Due
from workflows.durations import Duration
from workflows.items import scope_of
from workflows.values import fits
from workflows.verbs.ask import Ask
from workflows.verbs.for_each import ForEach
from workflows.workflow import Workflow

NOTHING_WAITS = "Nothing waits for this any more"


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
    task = walk.case.tasks.get(about)
    walk.happen(e.ClockLate(clock))
    who, title = (task.who, task.title) if task else (walk.workflow.file.owner, walk.workflow.title)
    walk.thread = task.thread if task else MAIN
    words = replace(walk.words(task.step if task else ""), due=walk.case.clocks[about].due)
    walk.happen(letters.reminder(words, clock, who, title))


def settle(walk: Walk, command: c.Settle) -> Decision:
    """What was waited for has come, or has failed. What nobody waits for any more changes nothing."""
    waiting = walk.case.waiting.get(command.waiting)
    if waiting is None or not walk.case.open:
        return Refusal(NOTHING_WAITS)
    if command.actor.kind != "clock":
        return Refusal("Only the system that is waited for may answer")
    if command.failed:
        walk.failed(command.waiting, command.failed)
        return Happened.on(walk)
    if waiting.what == "payment":
        walk.happen(
            e.PaymentTaken(key_of(command.waiting), str(command.given.get("payment", "")), waiting.details["amount"])
        )
    given = walk.workflow.step(waiting.step).gives()
    if unfit := [name for name, kind in given.items() if not fits(command.given.get(name), kind)]:
        walk.failed(command.waiting, f"It brought no {unfit[0].replace('_', ' ')} that can be used")
        return Happened.on(walk)
    walk.settled(command.waiting, {name: command.given[name] for name in given})
    return Happened.on(walk)


def begun(walk: Walk, command: c.Begun) -> Decision:
    if command.waiting not in walk.case.waiting:
        return Refusal(NOTHING_WAITS)
    walk.happen(e.RunBegun(command.waiting, command.reference))
    waiting = walk.case.waiting[command.waiting]
    if "goes on" in waiting.details:
        walk.happen(e.WaitEnded(command.waiting))
    return Happened.on(walk)


def returned(walk: Walk, _command: c.Returned) -> Decision:
    walk.happen(e.ResultReturned())
    return Happened.on(walk)


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
    why = command.why.strip()
    walk.follow(command.clock, "extended", e.ClockExtended(command.clock, until, why), until, why)
    walk.settle()
    return Happened.on(walk)


def may_withdraw(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not withdraw the case; "" where they may."""
    until = workflow.file.withdraw
    if actor.kind != "applicant":
        return f"Only the {workflow.file.called_} may withdraw this"
    if not case.open:
        return "This case is closed"
    return "" if until and until not in case.done else "This can no longer be withdrawn"


def withdraw(walk: Walk, command: c.Withdraw) -> Decision:
    if reason := may_withdraw(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    walk.happen(e.CaseClosed(WITHDRAWN, command.at))
    return Happened.on(walk)


def may_reopen(workflow: Workflow, case: Case, actor: c.Actor, now: datetime) -> str:
    """Why this actor may not have the case taken up again; "" where they may."""
    rule, calendars = workflow.file.reopen, workflow.organisation.calendars
    if case.closed is None:
        return "This case is open"
    if rule is None or not access.is_who(rule.who, actor):
        return "This case cannot be reopened"
    within = rule.within.value(case.values(), Context(now, calendars["england"]))
    if not isinstance(within, Duration) or now > add(case.closed, within, calendars[rule.calendar]):
        return "The time in which this could be reopened is over"
    return ""


def reopen(walk: Walk, command: c.Reopen) -> Decision:
    """A closed case is taken up again at the step that the service names."""
    if reason := may_reopen(walk.workflow, walk.case, command.actor, command.at):
        return Refusal(reason)
    rule = walk.workflow.file.reopen
    assert rule is not None, "without a rule it may not be"
    walk.happen(e.CaseReopened(command.at))
    walk.set_aside(walk.workflow.from_on(rule.at_))
    walk.go(rule.at_)
    return Happened.on(walk)


def loop_of(workflow: Workflow, task: Task) -> ForEach | None:
    """The `for each` around a task whose doer may add an item to its list."""
    around = () if task.extra else workflow.around(task.step)
    loop = next((one for one in around if isinstance(one, ForEach)), None)
    return loop if loop and loop.may_add else None


def add_item(walk: Walk, command: c.AddItem) -> Decision:
    """Whoever does a step of a `for each` adds an item to its list; what is done for each is done for it, too."""
    workflow, case = walk.workflow, walk.case
    task = case.tasks.get(command.task)
    if task is None:
        return Refusal("Somebody has completed this already")
    if reason := access.barred(workflow, case, task, command.actor, walk.house):
        return Refusal(reason)
    loop = loop_of(workflow, task)
    if loop is None:
        return Refusal("Nothing can be added here")
    holder, question = workflow.holders[loop.source][0], workflow.questions[loop.source]
    items = case.answers[holder][loop.source]
    seen = knowing(walk.seen, case.values(), walk.context)
    try:
        longer_list = question.read([*question.write(items), {**command.raw, ID: _free(items)}], seen)
    except Problem as problem:
        return Problems({loop.source: problem.said})
    walk.happen(e.AnswersGiven(holder, case.answers[holder] | {loop.source: longer_list}))
    walk.resume()
    return Happened.on(walk)


def _free(items: list[dict[str, Any]]) -> str:
    """An id that no item has had: one more than there are, or as many more as it takes."""
    known = {item[ID] for item in items}
    return next(id for n in range(len(items) + 1, 2 * len(items) + 2) if (id := f"added{n}") not in known)
