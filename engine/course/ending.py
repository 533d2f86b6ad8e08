"""A case is withdrawn by its applicant, or taken up again after its end, as the service says."""

from datetime import datetime

from components.wording import says
from engine import commands as c
from engine import events as e
from engine.case import Case
from engine.commands import Refusal
from engine.course.decision import Decision, Happened, only
from engine.course.tasks import CLOSED
from engine.course.walk import Walk
from engine.who import access
from workflows.calendars import add
from workflows.checks.service import WITHDRAWN
from workflows.conditions import Context
from workflows.durations import Duration
from workflows.workflow import Workflow

SAY_WHY_AGAIN = "Say why it should be looked at again"


def may_withdraw(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not withdraw the case; "" where they may."""
    until = workflow.file.withdraw
    if actor.kind != "applicant":
        return f"Only the {workflow.file.called_} may withdraw this"
    if not case.open:
        return CLOSED
    return "" if until and until not in case.done else says("This can no longer be withdrawn")


def withdraw(walk: Walk, command: c.Withdraw) -> Decision:
    if reason := may_withdraw(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    return only(walk, e.CaseClosed(WITHDRAWN, command.at))


def may_reopen(workflow: Workflow, case: Case, actor: c.Actor, now: datetime) -> str:
    """Why this actor may not have the case taken up again; "" where they may."""
    rule, calendars = workflow.file.reopen, workflow.organisation.calendars
    if case.closed is None:
        return "This case is open"
    if rule is None or not access.is_who(rule.who, actor):
        return "This case cannot be reopened"
    within = rule.within.value(case.values(), Context(now, calendars["england"]))
    if not isinstance(within, Duration) or now > add(case.closed, within, calendars[rule.calendar]):
        return says("The time in which this could be reopened is over")
    return ""


def reopen(walk: Walk, command: c.Reopen) -> Decision:
    """A closed case is taken up again at the step that the service names."""
    if reason := may_reopen(walk.workflow, walk.case, command.actor, command.at):
        return Refusal(reason)
    if not command.why.strip():
        return Refusal(SAY_WHY_AGAIN)
    rule = walk.workflow.file.reopen
    assert rule is not None, "without a rule it may not be"
    walk.happen(e.CaseReopened(command.at, command.why.strip()))
    walk.set_aside(walk.workflow.from_on(rule.at_))
    walk.go(rule.at_)
    return Happened.on(walk)
