"""The documents that a case made: the latest of each for staff; for the applicant what was sent to them, as it was."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from desk.views import DocumentView
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
            written[event.document] = DocumentView(event.document, event.title, event.body, event.at)
        elif isinstance(event, e.MessageSent) and event.to == "applicant":
            sent |= {name: written[name] for name in event.attached if name in written}
    return tuple(sent.values())


def _in_order(newest_first: Iterable[Entry]) -> Iterator[e.Event]:
    for entry in reversed(list(newest_first)):
        yield from entry.events


def titles(workflow: Workflow, case: Case, attached: Iterable[str]) -> tuple[str, ...]:
    """What went with a message, in words: the title of a document, the question of a file answer."""
    found = []
    for name in attached:
        question = workflow.questions.get(name)
        found.append(case.documents[name]["title"] if name in case.documents else question.label if question else name)
    return tuple(found)
