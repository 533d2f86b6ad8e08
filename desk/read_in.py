"""What staff are told of somebody who reads another language: which it is, and which of their own words go to them."""

from collections.abc import Iterator
from dataclasses import replace

from components.base import Question, Seen
from components.controls import Text
from desk.views import PageView
from engine.case import Case
from workflows.asking import Asked
from workflows.templates import Template, reads
from workflows.translations import in_english
from workflows.verbs.make import Make
from workflows.verbs.send import Send
from workflows.workflow import Workflow


def language_of(case: Case) -> str:
    """What the applicant reads, as it is called in English; "" where that is the service's own."""
    return in_english(case.language) if case.language else ""


def marked(pages: tuple[PageView, ...], workflow: Workflow, case: Case, seen: Seen) -> tuple[PageView, ...]:
    """The pages of a task, where each box whose words go into a letter to the applicant says in which language that
    is."""
    if not case.language:
        return pages
    said = f"They go into a letter in {language_of(case)} as you write them."
    read = frozenset(_in_letters(workflow))
    return tuple(replace(page, asked=tuple(_told(one, said, read, seen) for one in page.asked)) for page in pages)


def _told(one: Asked, said: str, read: frozenset[str], seen: Seen) -> Asked:
    if one.id not in read or not _in_words(one.question, seen):
        return one
    hint = " ".join(filter(None, (one.question.hint, said)))
    return replace(one, kind=one.question.model_copy(update={"hint": hint}))


def _in_words(question: Question, seen: Seen) -> bool:
    """Whether it is answered in words of one's own."""
    controls = question.controls(None, seen) if question.asks else []
    return any(isinstance(one, Text) and one.spellcheck and one.mode == "text" for one in controls)


def _in_letters(workflow: Workflow) -> Iterator[str]:
    """The answers that letters, documents and outcomes say to the applicant."""
    for template in _letters(workflow):
        yield from (read.name for read in reads(template))


def _letters(workflow: Workflow) -> Iterator[Template]:
    steps = workflow.layout.every
    sent = {step.send for step in steps if isinstance(step, Send) and step.to == "applicant"}
    made = {step.make for step in steps if isinstance(step, Make)}
    letters = (workflow.messages[name] for name in sorted(sent))
    documents = (workflow.documents[name] for name in sorted(made))
    for letter in (*letters, *documents, *workflow.outcomes.values()):
        yield from (letter.subject, letter.body, *letter.paragraphs)
