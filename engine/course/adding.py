"""Whoever does a step of a `for each` adds an item to the list that it goes through."""

from typing import Any

from components.base import Problem
from components.controls import ID
from engine import commands as c
from engine import events as e
from engine.case import Task
from engine.commands import Problems, Refusal
from engine.course.decision import Decision, Happened
from engine.course.tasks import DONE, absent
from engine.course.walk import Walk
from engine.who import access
from workflows.asking import knowing
from workflows.verbs.for_each import ForEach
from workflows.workflow import Workflow


def loop_of(workflow: Workflow, task: Task) -> ForEach | None:
    """The `for each` around a task whose doer may add an item to its list."""
    around = () if task.extra else workflow.around(task.step)
    loop = next((one for one in around if isinstance(one, ForEach)), None)
    return loop if loop and loop.may_add else None


def add_item(walk: Walk, command: c.AddItem) -> Decision:
    """Whoever does a step of a `for each` adds an item to its list; what is done for each is done for it, too.

    The list is another step's answer, and so they have had hands in that step.
    """
    workflow, case = walk.workflow, walk.case
    task = case.tasks.get(command.task)
    if task is None:
        return Refusal(DONE)
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
    hands = tuple(one for one in (absent(walk, task, command.actor)[0], command.actor.id) if one)
    if reason := access.not_correcting(workflow, case, holder, hands):
        return Refusal(reason)
    walk.happen(e.AnswersGiven(holder, case.answers[holder] | {loop.source: longer_list}, hands))
    walk.resume()
    return Happened.on(walk)


def _free(items: list[dict[str, Any]]) -> str:
    """An id that no item has had: one more than there are, or as many more as it takes."""
    known = {item[ID] for item in items}
    return next(id for n in range(len(items) + 1, 2 * len(items) + 2) if (id := f"added{n}") not in known)
