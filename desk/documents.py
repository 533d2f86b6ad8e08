"""The documents that a case made: the latest of each for staff; for the applicant what was sent to them, as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.showing import said_in
from desk.views import DocumentView
from desk.written import Attached
from engine import events as e
from engine.case import Case
from engine.ports import Paper
from engine.store.history import Entry
from workflows.organisation import Organisation
from workflows.workflow import Workflow

NO_DOCUMENT = "There is no such document in this case"


def made(case: Case) -> tuple[DocumentView, ...]:
    """The latest of each, the newest first."""
    found = [_view(name, one) for name, one in case.documents.items()]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _view(name: str, one: dict[str, Any]) -> DocumentView:
    at, paragraphs = datetime.fromisoformat(one["at"]), tuple(one.get("paragraphs", ()))
    return DocumentView(name, one["title"], one["body"], at, paragraphs=paragraphs)


def sent_to_applicant(newest_first: Iterable[Entry], language: str) -> tuple[DocumentView, ...]:
    """The latest of each that went to the applicant, who reads this language; "" is the service's own. What was
    written again and not sent stays with the council."""
    written: dict[str, DocumentView] = {}
    sent: dict[str, DocumentView] = {}
    for event in _in_order(newest_first):
        if isinstance(event, e.DocumentMade):
            words = {"title": event.title, "body": event.body} | event.translated
            spoken = language if event.translated else ""
            paragraphs = () if spoken else event.paragraphs
            written[event.document] = DocumentView(
                event.document, words["title"], words["body"], event.at, spoken or "en", paragraphs
            )
        elif isinstance(event, e.MessageSent) and event.to == "applicant":
            sent |= {name: written[name] for name in event.attached if name in written}
    return tuple(sent.values())


def _in_order(newest_first: Iterable[Entry]) -> Iterator[e.Event]:
    for entry in reversed(list(newest_first)):
        yield from entry.events


def with_word_file(found: DocumentView, workflow: Workflow) -> DocumentView:
    """With the council's own Word file, where its words were filled into one."""
    if not found.paragraphs:
        return found
    return replace(found, word_file=workflow.word_files[workflow.file.documents[found.name].file])


def as_paper(found: DocumentView, reference: str, house: Organisation) -> Paper:
    """The same as a file is drawn from it, with the council's name over it and how to reach it under it."""
    contact = (house.contact.phone, house.contact.email, house.contact.hours)
    return Paper(
        found.title, found.body, house.name, reference, found.at, found.language, contact=tuple(filter(None, contact)),
        word_file=found.word_file, paragraphs=found.paragraphs,
    )  # fmt: skip


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
