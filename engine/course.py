"""What changes the course of a case beside its tasks: time, what comes from outside, withdrawing, reopening."""

from typing import Any

from components.base import Problem
from components.controls import ID
from engine import access, letters
from engine import commands as c
from engine import events as e
from engine.clocks import DEADLINE, gone_off, longer
from engine.commands import Problems, Refusal
from engine.decision import Decision, Happened
from engine.walk import Walk
from workflows.asking import knowing
from workflows.calendars import add
from workflows.checks.service import WITHDRAWN
from workflows.due import Due
from workflows.durations import Duration
from workflows.items import scope_of
from workflows.verbs.ask import Ask
from workflows.verbs.for_each import ForEach

NOTHING_WAITS = "Nothing waits for this any more"


def tick(walk: Walk, command: c.Tick) -> Decision:
    """Deal with every clock that has gone off, the earliest first."""
    for clock in gone_off(walk.case, command.at):
        if clock in walk.case.clocks:
            walk.gone_off(clock)
    walk.settle()
    return Happened.on(walk)


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
        key = command.waiting.rpartition(".")[0]
        walk.happen(e.PaymentTaken(key, str(command.given.get("payment", "")), waiting.details["amount"]))
    given = walk.workflow.step(waiting.step).gives()
    walk.settled(command.waiting, {name: answer for name, answer in command.given.items() if name in given})
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


def extend(walk: Walk, command: c.Extend) -> Decision:
    """A time limit is made longer, once and with a reason, by a manager of its team or by the service's owner."""
    workflow, case = walk.workflow, walk.case
    clock, task = case.clocks.get(command.clock), case.tasks.get(command.clock)
    step = workflow.layout.by_id.get(task.step) if task else None
    due: Due | None = workflow.file.deadline if command.clock == DEADLINE else None
    if isinstance(step, Ask):
        due = step.due
    if clock is None or due is None or due.may_extend is None:
        return Refusal("This time limit cannot be extended")
    team = task.who if task else workflow.file.owner
    if team not in command.actor.teams:
        return Refusal("Only the team whose time limit this is may extend it")
    if command.clock in case.extended:
        return Refusal("It has been extended already")
    if not command.why.strip():
        return Refusal("Say why more time is needed")
    scope = scope_of(command.clock.rpartition(".")[0])
    until = longer(due, clock, walk.house, walk.standing(step.id if step else "", scope))
    if until is None:
        return Refusal("By how much it may be extended is missing")
    walk.extend(command.clock, until, command.why.strip())
    return Happened.on(walk)


def withdraw(walk: Walk, command: c.Withdraw) -> Decision:
    until = walk.workflow.file.withdraw
    if command.actor.kind != "applicant":
        return Refusal(f"Only the {walk.workflow.file.called_} may withdraw this")
    if not walk.case.open:
        return Refusal("This case is closed")
    if not until or until in walk.case.done:
        return Refusal("This can no longer be withdrawn")
    walk.happen(e.CaseClosed(WITHDRAWN, command.at))
    return Happened.on(walk)


def reopen(walk: Walk, command: c.Reopen) -> Decision:
    """A closed case is taken up again at the step that the service names."""
    rule, closed = walk.workflow.file.reopen, walk.case.closed
    if closed is None:
        return Refusal("This case is open")
    if rule is None or not access.is_who(rule.who, command.actor):
        return Refusal("This case cannot be reopened")
    within = walk.standing().value(rule.within)
    if not isinstance(within, Duration) or command.at > add(closed, within, walk.house.calendars[rule.calendar]):
        return Refusal("The time in which this could be reopened is over")
    walk.happen(e.CaseReopened(command.at))
    walk.go(rule.at_)
    return Happened.on(walk)


def add_item(walk: Walk, command: c.AddItem) -> Decision:
    """Whoever does a step of a `for each` adds an item to its list; what is done for each is done for it, too."""
    workflow, case = walk.workflow, walk.case
    task = case.tasks.get(command.task)
    if task is None:
        return Refusal("Somebody has completed this already")
    if reason := access.barred(workflow, case, task, command.actor, walk.house):
        return Refusal(reason)
    loop = next((one for one in workflow.around(task.step) if isinstance(one, ForEach)), None)
    if loop is None or not loop.may_add:
        return Refusal("Nothing can be added here")
    holder, question = workflow.holders[loop.source][0], workflow.questions[loop.source]
    items = case.answers[holder][loop.source]
    seen = knowing(letters.seen(walk.house, walk.context), case.values(), walk.context)
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
