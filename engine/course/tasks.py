"""A task that a command names: whose it is to do, taken, given back, given to somebody, done."""

from engine import commands as c
from engine import events as e
from engine.case import Case, Task, key_of
from engine.commands import Problems, Refusal
from engine.course.answering import accept, join
from engine.course.decision import Decision, Happened, only
from engine.course.resting import ask_elsewhere
from engine.course.walk import STUCK, Walk
from engine.who import access
from workflows.items import scope_of, step_of
from workflows.verbs.ask import Ask

TAKEN = "{name} has this task"
DONE = "Somebody has completed this already"
CLOSED = "This case is closed"


def task_of(case: Case, command: c.OfTask) -> Task | Refusal:
    task = case.tasks.get(command.task)
    if task is not None:
        return task
    if not case.open:
        return Refusal(CLOSED)
    done = case.done.get(command.task) or case.done.get(key_of(command.task))
    return Refusal(DONE, done.people[-1] if done and done.people else "")


def held_by_another(task: Task, actor: c.Actor) -> Refusal | None:
    if task.person and not access.holds(task, actor):
        return Refusal(TAKEN.format(name=task.name or "Somebody else"), task.person)
    return None


def may_do(walk: Walk, command: c.OfTask) -> Task | Refusal:
    task = task_of(walk.case, command)
    if isinstance(task, Refusal):
        return task
    helped, known = getattr(command, "helped", ""), (walk.workflow, walk.case, task, command.actor, walk.house)
    if reason := access.may_help(*known, helped) if helped else access.barred(*known):
        return Refusal(reason)
    return held_by_another(task, command.actor) or task


def complete(walk: Walk, command: c.Complete) -> Decision:
    task = may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    step, known = walk.workflow.step(task.step), key_of(task.id)
    done = e.TaskDone(task.id, known, command.actor.id, command.at, *absent(walk, task, command.actor), command.helped)
    if step_of(known) == STUCK:
        walk.happen(done)
        walk.go(step.id, task.thread)
        return Happened.on(walk)
    assert isinstance(step, Ask), "only an ask opens a task of its own"
    before, accepted = walk.case, accept(walk, step, command.raw, scope_of(known), command.language)
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.AnswersGiven(known, accepted.answers))
    join(walk, command.actor, command.helped)
    walk.happen(done)
    ask_elsewhere(walk, before)
    walk.go(walk.after(step), task.thread)
    return Happened.on(walk)


def absent(walk: Walk, task: Task, actor: c.Actor) -> tuple[str, str]:
    """Whose part a substitute does, with their name."""
    absent = access.in_place_of(walk.workflow, walk.case, task, actor)
    return absent, actor.stands_in.get(absent, "")


def claim(walk: Walk, command: c.Claim) -> Decision:
    task = may_do(walk, command)
    if isinstance(task, Refusal):
        return task
    actor = command.actor
    if task.person == actor.id:
        return Refusal("You have this task already")
    return only(walk, e.TaskClaimed(task.id, actor.id, actor.name, absent(walk, task, actor)[0]))


def release(walk: Walk, command: c.Release) -> Decision:
    task = task_of(walk.case, command)
    if isinstance(task, Refusal):
        return task
    if not access.holds(task, command.actor) and not access.may_assign(task, command.actor):
        return Refusal("Only whoever has this task, or a manager of the team, may give it back")
    if not task.person:
        return Refusal("Nobody has this task")
    return only(walk, e.TaskClaimed(task.id, "", ""))


def assign(walk: Walk, command: c.Assign) -> Decision:
    task = task_of(walk.case, command)
    if isinstance(task, Refusal):
        return task
    if not access.may_give(task, command.actor):
        return Refusal("Only whoever has this task, or a manager of the team, may give it to somebody")
    chosen = c.Actor(command.person, name=command.name, teams=frozenset({task.who}))
    if reason := access.barred(walk.workflow, walk.case, task, chosen, walk.house):
        return Refusal(reason.replace("You", command.name, 1))
    return only(walk, e.TaskClaimed(task.id, command.person, command.name))
