"""How staff steer a case by hand: hand a task over, put it on hold, close the case early, take it back to a step."""

from datetime import datetime

from components.base import Problem
from engine import commands as c
from engine import events as e
from engine.case import MAIN, Case, Task
from engine.commands import Problems, Refusal
from engine.course.clocks import hold_until
from engine.course.decision import Decision, Happened, only
from engine.course.tasks import CLOSED, held_by_another, may_do, task_of
from engine.course.walk import Walk
from engine.dates import day_of
from engine.who import access
from workflows.moves import GUEST
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

SAY_WHY = "Say why"


def _in_hand(walk: Walk, command: c.HandOver | c.Hold | c.EndHold) -> Task | Refusal:
    """The task, for whoever may do it or manages its team."""
    task = task_of(walk.case, command)
    if isinstance(task, Refusal) or access.may_assign(task, command.actor):
        return task
    return may_do(walk, command)


def may_steer(walk: Walk, task: Task, actor: c.Actor) -> bool:
    """Whether this actor may hand a task over or put it on hold."""
    if access.may_assign(task, actor):
        return True
    barred = access.barred(walk.workflow, walk.case, task, actor, walk.house)
    return not barred and actor.kind == "person" and held_by_another(task, actor) is None


def may_receive(walk: Walk, task: Task, actor: c.Actor) -> tuple[str, ...]:
    """The teams that a task may be handed to: the council's own, and those that had it before.

    Who else of the council sees a case is for the council to say: somebody of a partner hands it to the owner alone.
    """
    if task.who == "applicant" or task.who.startswith(GUEST):
        return ()
    if not access.for_council(walk.workflow, walk.case, actor, walk.house):
        return tuple({walk.workflow.file.owner} - {task.who})
    before = [] if task.extra else walk.case.given_to.get(task.step, [])  # each extra task asks something else
    step = walk.workflow.layout.by_id.get(task.step)
    own = [step.who] if isinstance(step, Ask) else []
    known = dict.fromkeys([*walk.house.teams, *before, *own])
    return tuple(team for team in known if team in walk.house.everyone and team != task.who)


def hand_over(walk: Walk, command: c.HandOver) -> Decision:
    task = _in_hand(walk, command)
    if isinstance(task, Refusal):
        return task
    if command.actor.kind != "person":
        return Refusal("Only staff hand tasks over")
    if command.who not in may_receive(walk, task, command.actor):
        return Refusal("This task cannot be handed to them")
    if not command.why.strip():
        return Refusal(f"{SAY_WHY} it is handed over")
    walk.happen(e.TaskHandedOver(task.id, command.who, command.why.strip()))
    walk.settle()
    return Happened.on(walk)


def hold(walk: Walk, command: c.Hold) -> Decision:
    """A task is put away until a moment, but never beyond the one at which it, or the case, would be late."""
    task = _in_hand(walk, command)
    if isinstance(task, Refusal):
        return task
    if command.actor.kind != "person" or task.who == "applicant" or task.who.startswith(GUEST):
        return Refusal("Only a task of staff is put on hold")
    latest = hold_until(walk.case, task.id)
    if latest and latest <= walk.at:
        return Refusal("It is late, so it cannot wait")
    if problem := _unsound_until(walk, command, latest):
        return Problems({"until": Problem(problem).said})
    if not command.why.strip():
        return Refusal(f"{SAY_WHY} it waits")
    return only(walk, e.TaskHeld(task.id, walk.at, command.until, command.why.strip()))


def _unsound_until(walk: Walk, command: c.Hold, latest: datetime | None) -> str:
    """Why a task cannot wait until then; "" where it can: until the day it is due, and no longer."""
    if command.until <= walk.at:
        return "Choose a day in the future"
    if latest and command.until > latest:
        return f"It is due on {day_of(latest)}: choose that day or an earlier one"
    return ""


def end_hold(walk: Walk, command: c.EndHold) -> Decision:
    task = _in_hand(walk, command)
    if isinstance(task, Refusal):
        return task
    if not task.held:
        return Refusal("This task is not on hold")
    return only(walk, e.HoldEnded(task.id))


def may_close_early(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not close the case before its end; "" where the service lets them."""
    rule = workflow.file.close_early
    if rule is None or actor.kind != "person" or rule.who not in actor.teams:
        return "You may not close this case early"
    return "" if case.open else CLOSED


def close_early(walk: Walk, command: c.CloseEarly) -> Decision:
    if reason := may_close_early(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    rule = walk.workflow.file.close_early
    assert rule is not None, "without a rule it may not be"
    if command.outcome not in rule.as_:
        return Refusal("Choose how it is closed")
    if not command.why.strip():
        return Refusal(f"{SAY_WHY} it is closed early")
    walk.happen(e.ClosedEarly(command.why.strip()))
    return only(walk, e.CaseClosed(command.outcome, command.at))


def may_rewind(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not take the case back; "" for a manager of the team that owns the service."""
    if actor.kind != "person" or not access.manages(actor, workflow.file.owner):
        return f"Only a manager of {workflow.organisation.everyone[workflow.file.owner]} may take a case back"
    return "" if case.open else CLOSED


def earlier(workflow: Workflow, case: Case) -> tuple[str, ...]:
    """The questions of the service's own list that were answered before where the case stands now."""
    order = workflow.layout.order
    here = order.get(case.places.get(MAIN, ""), len(order))
    return tuple(
        step.id for step in workflow.layout.every
        if isinstance(step, Ask) and step.id in case.done and order[step.id] < here
        and not workflow.layout.parent(step.id) and not workflow.layout.aside(step.id)
    )  # fmt: skip


def rewind(walk: Walk, command: c.Rewind) -> Decision:
    """What comes after the step is set aside, kept to prefill; what waits is taken away; the course goes on there."""
    if reason := may_rewind(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    if command.step not in earlier(walk.workflow, walk.case):
        return Refusal("The case cannot be taken back to this step")
    if not command.why.strip():
        return Refusal(f"{SAY_WHY} the case is taken back")
    walk.happen(e.CaseRewound(command.step, command.why.strip()))
    walk.take_away(MAIN)
    walk.set_aside(walk.workflow.from_on(command.step))
    walk.because = command.why.strip()
    walk.go(command.step)
    return Happened.on(walk)
