"""A case as its applicant follows it: how it stands, what is waited for, and what was sent to them."""

from dataclasses import replace
from datetime import datetime

from components.joining import listed
from components.wording import says
from desk import afterwards, documents, offered, refused, showing, thread
from desk.files import LONGEST_HISTORY
from desk.spoken import spoken as said
from desk.timeline import ForApplicant
from desk.views import DocumentView, Status
from engine.case import DEADLINE, Case
from engine.course import letters
from engine.engine import Engine, Sight
from workflows.speaking import voice

WORKING = "We are working on it"
WAITING, ANSWERED = "We are waiting for you", "We have answered you"


def spoken(sight: Sight) -> Sight:
    """The same with the service in the language that its applicant reads."""
    return replace(sight, workflow=sight.workflow.translated(sight.case.language))


def status(engine: Engine, sight: Sight, now: datetime) -> Status:
    sight, now = spoken(sight), sight.time(now)
    workflow, case, house = sight.workflow, sight.case, sight.house
    words = letters.Words(workflow, case, house, showing.context(house, now), language=case.language)
    outcome, payments = workflow.outcomes.get(case.outcome), afterwards.payments(case)
    language = case.language
    say, seen = voice(language).say, letters.seen(house, words.context, language)
    asked = tuple(
        (id, showing.title_of(workflow, case, task, seen, sight.visible), task.due)
        for id, task in case.tasks.items() if task.who == "applicant" and not task.extra
    )  # fmt: skip
    theirs = [task for task in case.tasks.values() if task.who == "applicant"]
    waits = any(task.extra or not offered.is_offered(workflow, task.id) for task in theirs)
    may = tuple(offered.may_you(title, due, language) for _, title, due in asked) if theirs and not waits else ()
    state = WAITING if waits or payments else ANSWERED if may else WORKING
    whom = {showing.whose(house, task.who) for task in case.tasks.values() if task.who != "applicant"}
    timeline = ForApplicant(workflow, house, sight.visible)
    return Status(
        case.reference, workflow.title, words.fill(outcome.subject) if outcome else say(says(state)),
        words.fill(outcome.body) if outcome else "\n".join(may),
        say("you") if theirs else said(listed(sorted(whom)), language), due(case),
        said(timeline.of(engine.store.cases.history(case.reference)), language),
        showing.sections(workflow, case.answers, sight.visible, seen, context=words.context), asked, not case.open,
        payments,
        afterwards.open_to(workflow, case, sight.actor, now), finishes(case), now if case.practice else None,
        sent_documents(engine, case),
        thread.to_applicant(engine.store.messages.of(case.reference), language),
        thread.replies_of(sight, engine.store.cases.history(case.reference, limit=LONGEST_HISTORY)),
        said(refused.to_applicant(engine, case), language), workflow.file.exit_quickly, language,
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
