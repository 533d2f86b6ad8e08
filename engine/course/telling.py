"""Teams and partners that have an address are told by email what now waits for them: once for each task.

It says which service, which case, what is asked and by when. What anybody answered stands in the case alone, for those
who sign in.
"""

from collections import Counter

from engine import events as e
from engine.case import Case, Task, key_of
from engine.course import letters
from engine.course.walk import STUCK, Walk
from engine.dates import in_words
from workflows.items import step_of
from workflows.workflow import Workflow


def tell(walk: Walk, before: Case, doer: str) -> bool:
    """Write to each team what waits for it that did not before; whether anybody was written to.

    Whoever has it at once by what they just did knows of it, and so does a team that the service itself has just sent
    the link to the case.
    """
    sent = [event for event in walk.events if isinstance(event, e.MessageSent) and event.address]
    told = {event.to for event in sent if letters.TO_THE_CASE in event.body}
    found: dict[str, list[Task]] = {}
    for task in walk.case.tasks.values():
        was = before.tasks.get(task.id)
        known = (was and was.who == task.who) or (task.person and task.person == doer)
        if task.who in walk.house.addresses and task.who not in told and not known:
            found.setdefault(task.who, []).append(task)
    for team, tasks in found.items():
        walk.happen(_letter(walk, team, tasks))
    return bool(found)


def _letter(walk: Walk, team: str, tasks: list[Task]) -> e.MessageSent:
    service, name, reference = walk.workflow.title, walk.house.everyone[team], walk.case.reference
    lines = Counter(_line(walk, task) for task in tasks)
    asked = "\n".join(f"- {line}" if times == 1 else f"- {line} ({times} tasks)" for line, times in lines.items())
    first = "There is a task" if len(tasks) == 1 else f"There are {len(tasks)} tasks"
    body = (
        f"{first} for {name} in {reference}, “{service}”:\n\n{asked}\n\n"
        f"Sign in to see what is asked and to do it: {letters.TO_THE_CASE}"
    )
    id = f"told.{walk.case.messages + 1}"
    return letters.to_team(walk.words(), id, team, f"{_subject(walk, tasks)}, {reference}", body)


def _subject(walk: Walk, tasks: list[Task]) -> str:
    titles = {title(walk.workflow, task) for task in tasks}
    first = "A task for you" if len(tasks) == 1 else f"{len(tasks)} tasks for you"
    return f"{first}: {titles.pop()}" if len(titles) == 1 else first


def _line(walk: Walk, task: Task) -> str:
    clock = walk.case.clocks.get(task.id)
    return title(walk.workflow, task) + (f", by {in_words(clock.due)}" if clock else "")


def title(workflow: Workflow, task: Task) -> str:
    """What is asked, without whom or what it is about: that is what people answered."""
    if task.extra:
        return task.title if task.asker else "Read a reply"
    if step_of(key_of(task.id)) == STUCK:
        return "This case cannot go on by itself"
    return workflow.step(task.step).describe()
