"""A case in the words people read: answers by step, what tasks and teams are called, and pages with what was typed."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from components.base import Answer, Question, Seen
from components.controls import Raw
from components.list import List
from desk.one_case import MESSAGE
from desk.views import AnswerLine, PageView, Section
from engine.case import Case, Task, key_of
from engine.course import letters
from workflows.asking import Asked, Page, knowing
from workflows.conditions import Context
from workflows.expressions import Expression
from workflows.items import merged, scope_of, step_of
from workflows.moves import GUEST
from workflows.organisation import Organisation
from workflows.step import Step
from workflows.templates import Template
from workflows.verbs.ask import Ask
from workflows.verbs.wait_for import WaitFor
from workflows.workflow import Workflow

WORKED_OUT = "Worked out from the answers"


@dataclass(frozen=True)
class Revealed:
    """A sensitive answer as somebody had it shown: in words, and the files behind it."""

    lines: tuple[str, ...]
    files: tuple[Mapping[str, object], ...]


def sections(
    workflow: Workflow, steps: Mapping[str, Mapping[str, Answer]], visible: Iterable[str], seen: Seen,
    hiding: bool = True,
) -> tuple[Section, ...]:  # fmt: skip
    """The answers of each step that has any, a section a step (or a step of an item); `hiding` the sensitive ones."""
    allowed, whole = frozenset(visible), merged(steps)
    found = []
    for step, answers in steps.items():
        ask, item = workflow.layout.by_id.get(step_of(step)), workflow.called(whole, scope_of(step), seen, allowed)
        shown = {name: answer for name, answer in answers.items() if name in allowed}
        if isinstance(ask, Ask) and shown:
            title = f"{ask.named}: {item}" if item else ask.named
            found.append(Section(title, tuple(_lines(ask, step, shown, seen, hiding))))
        elif ask is not None and shown:
            title = _given_at(ask)
            lines = tuple(
                AnswerLine(step, name, words_of(name), _worked_out(workflow, name, answer, seen), asked=False)
                for name, answer in shown.items()
            )
            before = found.pop().lines if found and found[-1].title == title else ()
            found.append(Section(title, before + lines))
    return tuple(found)


def of_item(
    workflow: Workflow, ask: Ask, scope: str, whole: Mapping[str, Answer], names: Iterable[str], seen: Seen
) -> tuple[Section, ...]:
    """What these names (`child.age`) stand for in the item that a step is about, under what the item is called."""
    here = workflow.answers_in(whole, ask.id, scope)
    asked = [(name, workflow.question(name)) for name in names if "." in name and name in here]
    lines = tuple(
        AnswerLine(ask.id, name, question.label, tuple(question.show(here[name], seen)))
        for name, question in asked if question
    )  # fmt: skip
    return (Section(workflow.called(whole, scope, seen), lines),) if lines else ()


def _worked_out(workflow: Workflow, name: str, answer: Answer, seen: Seen) -> tuple[str, ...]:
    """As a question of its type would show it: money in pounds, a date in words."""
    question = workflow.question(name)
    return tuple(question.show(answer, seen)) if question else (str(answer),)


def read_here(body: str) -> tuple[str, ...]:
    """The lines of a message to the applicant, read where the link and the code in it lead."""
    return tuple(line for line in said_here(body).splitlines() if line.strip())


def said_here(body: str) -> str:
    """The same with its paragraphs apart."""
    body = "\n".join(line for line in body.splitlines() if letters.CODE not in line)
    # What the program itself says of the link is nothing to somebody who came by it, and untrue once it is done.
    body = re.sub(rf"^Use your link to [a-z ]+: {re.escape(letters.LINK)}$", "", body, flags=re.MULTILINE)
    said = re.sub(f": {re.escape(letters.LINK)}$", " on this page.", body, flags=re.MULTILINE)
    said = said.replace(f": {letters.LINK}", " on this page").replace(letters.LINK, "this page")
    return re.sub(r"\n\s*\n", "\n\n", said.strip())


def to_check(
    ask: Ask, pages: Mapping[int, PageView], answers: Mapping[str, Answer], seen: Seen, title: str
) -> tuple[Section, ...]:
    """What was asked as "Check your answers" shows it: by section, what was left out too, so that it can be given."""
    grouped: dict[str, list[AnswerLine]] = {}
    for number, page in pages.items():
        for one in page.asked:
            if one.question.asks:
                shown = one.question.show(answers[one.id], seen) if one.id in answers else []
                line = AnswerLine(ask.id, one.id, one.question.label, tuple(shown), page=number)
                grouped.setdefault(page.section or title, []).append(line)
    return tuple(Section(name, tuple(lines)) for name, lines in grouped.items())


def _lines(
    ask: Ask, step: str, answers: Mapping[str, Answer], seen: Seen, hiding: bool
) -> Iterator[AnswerLine]:  # fmt: skip
    for number, page in enumerate(ask.all_pages()):
        for one in page.questions:
            if one.id not in answers:
                continue
            hidden = hiding and one.question.sensitive
            answer = answers[one.id]
            lines = () if hidden else tuple(one.question.show(answer, seen))
            files = () if hidden else _files(one.question, answer)
            yield AnswerLine(step, one.id, one.question.label, lines, hidden, files, number)


def _files(question: Question, answer: Answer) -> tuple[Mapping[str, Any], ...]:
    kept = answer if question.gives().name == "file" and isinstance(answer, list) else ()
    return tuple(one for one in kept if isinstance(one, Mapping))


def files_behind(workflow: Workflow, case: Case, step: str, answer: str) -> tuple[Mapping[str, Any], ...]:
    """The kept files of an answer, also of one that was set aside."""
    known, question = case.answers.get(step) or case.aside.get(step, {}), workflow.question(answer)
    return _files(question, known[answer]) if question else ()


def done_at(step: Step) -> str:
    """What was done at a step, in words: what was asked, or what was worked out there."""
    if isinstance(step, Ask):
        return step.named
    return f"{_given_at(step)}: {', '.join(words_of(name).lower() for name in step.gives())}"


def _given_at(step: Step) -> str:
    """Where what nobody was asked comes from: a message of another system, or the answers."""
    return f"Told by {step.sender}" if isinstance(step, WaitFor) else WORKED_OUT


def parties(workflow: Workflow, case: Case) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Who takes part, with what reaches them; a message that begins a case is nobody."""
    said = (one for one in case.parties if one.name or one.contacts or MESSAGE not in workflow.file.starts)
    return tuple((role(workflow, one.role), one.name, tuple(one.contacts.values())) for one in said)


def words_of(name: str) -> str:
    """An id as words, where nothing better is known."""
    return name.replace("_", " ").capitalize()


def said_in(workflow: Workflow, wording: Template, name: str, written: str) -> str:
    """A title as it was written, or its name where its wording says a sensitive answer."""
    return words_of(name) if workflow.sensitive_in(wording) else written


def about_in(workflow: Workflow, visible: Collection[str], task: str, title: str) -> str:
    """What a task is called; without its item, where that is sensitive and not for this reader."""
    key = key_of(task)
    source, step = scope_of(key).partition(":")[0], workflow.layout.by_id.get(step_of(key))
    return step.describe() if step and source in workflow.sensitive().difference(visible) else title


def page_view(number: int, page: Page, asked: Iterable[Any], raw: Mapping[str, Raw]) -> PageView:
    """A page with what was typed into the questions it asks now."""
    questions = tuple(asked)
    typed = {one.id: raw[one.id] for one in questions if one.id in raw}
    return PageView(number, page.title, page.section, questions, typed)


def knowing_needed(seen: Seen, asked: Iterable[Asked], answers: Mapping[str, Answer], context: Context) -> Seen:
    """What these questions may see of the answers before them: those that a rule inside a list reads, and no others."""
    read = {name for one in asked for name in _read_inside(one.question)}
    return knowing(seen, {name: answer for name, answer in answers.items() if name in read}, context)


def _read_inside(question: Question) -> Iterator[str]:
    for inner in question.questions if isinstance(question, List) else ():
        for rule in (inner.when, inner.accept):
            if isinstance(rule, Expression):
                yield from (read.name.partition(".")[0] for read in rule.reads)
        yield from _read_inside(inner.question)


def title_of(workflow: Workflow, case: Case, task: Task, seen: Seen, visible: Collection[str] = ()) -> str:
    """What a task is called, in the words of this workflow: with the item that it is about."""
    ask = workflow.layout.by_id.get(task.step)
    item = workflow.called(case.values(), scope_of(task.id.rpartition(".")[0]), seen, visible)
    named = ask.named if isinstance(ask, Ask) else task.title
    return f"{named}: {item}" if item and isinstance(ask, Ask) else named


def context(house: Organisation, now: datetime) -> Context:
    return Context(now, house.calendars["england"])


def role(workflow: Workflow, name: str) -> str:
    """What a party of a case is called: its applicant as the service calls them."""
    return workflow.file.called_ if name == "applicant" else name


def whose(house: Organisation, who: str) -> str:
    """A team or partner by its name; somebody asked by email by the answer that named them."""
    if who.startswith(GUEST):
        return f"somebody asked by email ({words_of(who.removeprefix(GUEST).rpartition('.')[2]).lower()})"
    return house.everyone.get(who, who)
