"""The documents that a case made: the latest of each for staff; for the applicant what was sent to them, as it was."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from desk.showing import said_in
from desk.views import Attached, DocumentView
from engine import events as e
from engine.case import Case
from engine.store.history import Entry
from workflows.workflow import Workflow

NO_DOCUMENT = "There is no such document in this case"


def made(case: Case) -> tuple[DocumentView, ...]:
    """The latest of each, the newest first."""
    found = [
        DocumentView(name, one["title"], one["body"], datetime.fromisoformat(one["at"]))
        for name, one in case.documents.items()
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def sent_to_applicant(newest_first: Iterable[Entry]) -> tuple[DocumentView, ...]:
    """The latest of each that went to the applicant: what was written again and not sent stays with the council."""
    written: dict[str, DocumentView] = {}
    sent: dict[str, DocumentView] = {}
    for event in _in_order(newest_first):
        if isinstance(event, e.DocumentMade):
            words = {"title": event.title, "body": event.body} | event.translated
            written[event.document] = DocumentView(event.document, words["title"], words["body"], event.at)
        elif isinstance(event, e.MessageSent) and event.to == "applicant":
            sent |= {name: written[name] for name in event.attached if name in written}
    return tuple(sent.values())


def _in_order(newest_first: Iterable[Entry]) -> Iterator[e.Event]:
    for entry in reversed(list(newest_first)):
        yield from entry.events


def attached(workflow: Workflow, case: Case, names: Iterable[str]) -> tuple[Attached, ...]:
    """What went with a message, in words: the title of a document, the question of a file answer."""
    found = []
    for name in names:
        question = workflow.questions.get(name)
        if name in case.documents:
            title = said_in(workflow, workflow.documents[name].subject, name, case.documents[name]["title"])
            found.append(Attached(title, name))
        else:
            found.append(Attached(question.label if question else name))
    return tuple(found)
