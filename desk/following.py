"""A case as its applicant follows it: how it stands, what is waited for, and what was sent to them."""

from dataclasses import replace
from datetime import datetime

from components.joining import joined
from desk import afterwards, documents, offered, showing, thread
from desk.files import LONGEST_HISTORY
from desk.timeline import ForApplicant
from desk.views import DocumentView, Status
from engine.case import DEADLINE, Case
from engine.course import letters
from engine.engine import Engine, Sight

WORKING = "We are working on it"


def spoken(sight: Sight) -> Sight:
    """The same with the service in the language that its applicant reads."""
    return replace(sight, workflow=sight.workflow.translated(sight.case.language))


def status(engine: Engine, sight: Sight, now: datetime) -> Status:
    sight, now = spoken(sight), sight.time(now)
    workflow, case, house = sight.workflow, sight.case, sight.house
    words = letters.Words(workflow, case, house, showing.context(house, now))
    outcome, payments = workflow.outcomes.get(case.outcome), afterwards.payments(case)
    seen = letters.seen(house, words.context)
    asked = tuple(
        (id, showing.title_of(workflow, case, task, seen, sight.visible), task.due)
        for id, task in case.tasks.items() if task.who == "applicant" and not task.extra
    )  # fmt: skip
    theirs = [task for task in case.tasks.values() if task.who == "applicant"]
    waits = any(task.extra or not offered.is_offered(workflow, task.id) for task in theirs)
    may = tuple(f"{offered.may('You', title, due)}." for _, title, due in asked) if theirs and not waits else ()
    state = "We are waiting for you" if waits or payments else "We have answered you" if may else WORKING
    whom = {showing.whose(house, task.who) for task in case.tasks.values() if task.who != "applicant"}
    timeline = ForApplicant(workflow, house, sight.visible)
    return Status(
        case.reference, workflow.title, words.fill(outcome.subject) if outcome else state,
        words.fill(outcome.body) if outcome else "\n".join(may), "you" if theirs else joined(sorted(whom)), due(case),
        timeline.of(engine.store.cases.history(case.reference)),
        showing.sections(workflow, case.answers, sight.visible, seen), asked, not case.open, payments,
        afterwards.open_to(workflow, case, sight.actor, now), finishes(case), now if case.practice else None,
        sent_documents(engine, case),
        thread.to_applicant(engine.store.messages.of(case.reference)),
        thread.replies_of(sight, engine.store.cases.history(case.reference, limit=LONGEST_HISTORY)),
    )  # fmt: skip


def sent_documents(engine: Engine, case: Case) -> tuple[DocumentView, ...]:
    history = engine.store.cases.history(case.reference, limit=LONGEST_HISTORY)
    return documents.sent_to_applicant(history, case.language)


def finishes(case: Case) -> bool:
    """Whether there is a time limit for the whole case."""
    return DEADLINE in case.clocks


def due(case: Case) -> datetime | None:
    """When the applicant may expect an answer: the case's deadline, else when the open task is due."""
    if finishes(case):
        return case.clocks[DEADLINE].due
    ours = (task for task in case.tasks.values() if task.who != "applicant" and not task.extra)
    return min((task.due for task in ours if task.due), default=None)
