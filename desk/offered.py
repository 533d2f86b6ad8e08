"""What an applicant may do and need not: once they are answered, ask for a review. Nobody waits for it."""

from dataclasses import replace
from datetime import datetime

from components.wording import says
from desk.views import TaskRow
from engine.case import Case, key_of
from engine.dates import in_words
from workflows.items import step_of
from workflows.speaking import until, voice
from workflows.verbs.ask import Ask
from workflows.verbs.send import Send
from workflows.workflow import Workflow

YOU_MAY = says("You may do this: {what}")
YOU_MAY_UNTIL = says("You may do this until {due}: {what}")


def is_offered(workflow: Workflow, task: str) -> bool:
    """Whether the service answered before it asks this of its applicant, and goes on without a word if they do not.

    Its time runs from a letter to them: the one that stops the deadline of the case, where there is one.
    """
    ask = workflow.layout.by_id.get(step_of(key_of(task)))
    if not isinstance(ask, Ask) or ask.who != "applicant" or ask.due is None:
        return False
    if not ask.if_late or ask.if_late[-1].passes:
        return False
    deadline = workflow.file.deadline
    answers = {name for name in ask.due.from_ if _to_applicant(workflow, name)}
    told = any(isinstance(step, Send) and step.to == "applicant" for step in ask.if_late)
    return bool(answers) and not told and (deadline is None or deadline.until in answers)


def _to_applicant(workflow: Workflow, name: str) -> bool:
    step = workflow.layout.by_id.get(name)
    return isinstance(step, Send) and step.to == "applicant"


def may(who: str, title: str, due: datetime | None) -> str:
    """You may ask for an internal review until 20 January 2027."""
    plain = title if title[:2].isupper() else title[:1].lower() + title[1:]
    does = f"answer “{title}”" if title.endswith("?") else plain
    return f"{who} may {does}{f' until {in_words(due)}' if due else ''}"


def may_you(title: str, due: datetime | None, language: str) -> str:
    """The same to whoever may, in their language."""
    say = voice(language)
    if not say.shipped:
        return f"{may('You', title, due)}."
    return say.say(YOU_MAY_UNTIL, what=title, due=until(due)) if due else say.say(YOU_MAY, what=title)


def row_of(workflow: Workflow, row: TaskRow) -> TaskRow:
    """A row of a list; of what is only offered one that says so."""
    if row.who != "applicant" or not is_offered(workflow, row.task):
        return row
    said = may(f"The {workflow.file.called_}", row.title, row.due)
    return replace(row, offered=said)


def waits(workflow: Workflow, case: Case) -> tuple[str, ...]:
    """In words for staff: that the applicant is waited for, else what they may do; nothing where they have no task."""
    theirs = [task for task in case.tasks.values() if task.who == "applicant" and not task.held]
    who = f"the {workflow.file.called_}"
    if any(task.extra or not is_offered(workflow, task.id) for task in theirs):
        return (f"Waiting for {who}",)
    return tuple(may(who.capitalize(), task.title, task.due) for task in theirs)
