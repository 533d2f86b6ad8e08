"""A task as a command names it: still there, theirs to do, and held by nobody else."""

from engine import access
from engine import commands as c
from engine.case import Case, Task, key_of
from engine.commands import Refusal
from engine.walk import Walk

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
