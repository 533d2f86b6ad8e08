"""A case in the words people read: answers by step, what tasks and teams are called, and pages with what was typed."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from components.base import Answer, Question, Seen
from components.controls import Raw
from components.itemised import Itemised
from desk.one_case import MESSAGE
from desk.spoken import shown
from desk.views import AnswerLine, PageView, Section
from engine.case import Case, Task, key_of
from engine.course import letters
from workflows.asking import Asked, Page, asked_now, knowing
from workflows.conditions import Context
from workflows.conditions.reads import parts
from workflows.conditions.tree import Clock, Tree
from workflows.expressions import Expression
from workflows.items import merged, scope_of, step_of
from workflows.moves import GUEST
from workflows.organisation import Organisation
from workflows.speaking import ENGLISH, shipped, voice
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
    hiding: bool = True, context: Context | None = None,
) -> tuple[Section, ...]:  # fmt: skip
    """The answers of each step that has any, a section a step (or a step of an item); `hiding` the sensitive ones.
    With `context`, what was worked out in between stands with them."""
    allowed, whole = frozenset(visible), merged(steps)
    found = []
    for step, answers in steps.items():
        ask, item = workflow.layout.by_id.get(step_of(step)), workflow.called(whole, scope_of(step), seen, allowed)
        shown = {name: answer for name, answer in answers.items() if name in allowed}
        if isinstance(ask, Ask) and shown:
            title = f"{ask.named}: {item}" if item else ask.named
            worked = _in_between(workflow, ask, step, whole, allowed, seen, context) if context else ()
            found.append(Section(title, (*_lines(ask, step, shown, seen, hiding), *worked)))
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
        AnswerLine(ask.id, name, question.label, shown(question, here[name], seen))
        for name, question in asked if question
    )  # fmt: skip
    return (Section(workflow.called(whole, scope, seen), lines),) if lines else ()


def _in_between(
    workflow: Workflow, ask: Ask, step: str, whole: Mapping[str, Answer], allowed: Collection[str], seen: Seen,
    context: Context,
) -> Iterator[AnswerLine]:  # fmt: skip
    """What was worked out between the questions of a step, from answers that the reader may see at once. It is not
    kept: what the day it is read changes is left out."""
    known = workflow.answers_in(whole, ask.id, scope_of(step))
    shows, seen = frozenset(allowed) - workflow.sensitive(), knowing(seen, known, context)
    asked = (one for _, page in asked_now(ask.page_by_page, known, context) for one in page)
    for one, value in ((one, one.value) for one in asked if one.question.works):
        reads = {read.name for read in value.reads} if value else set()
        if value is None or _by_the_clock(value.tree) or not all(shows.intersection(_around(name)) for name in reads):
            continue
        if lines := shown(one.question, None, seen):
            yield AnswerLine(step, one.id, one.question.label, lines, asked=False)


def _by_the_clock(tree: Tree) -> bool:
    return isinstance(tree, Clock) or any(map(_by_the_clock, parts(tree)))


def _worked_out(workflow: Workflow, name: str, answer: Answer, seen: Seen) -> tuple[str, ...]:
    """As a question of its type would show it: money in pounds, a date in words."""
    question = workflow.question(name)
    return shown(question, answer, seen) if question else (str(answer),)


def read_here(body: str, language: str = "") -> tuple[str, ...]:
    """The lines of a message to the applicant, read where the link and the code in it lead."""
    return tuple(line for line in said_here(body, language).splitlines() if line.strip())


def said_here(body: str, language: str = "") -> str:
    """The same with its paragraphs apart."""
    ours, say = _of_the_link(), voice(language).say
    body = "\n".join(line for line in body.splitlines() if letters.CODE not in line and line not in ours)
    here = say("on this page")
    said = re.sub(f": {re.escape(letters.LINK)}$", f" {here}.", body, flags=re.MULTILINE)
    said = said.replace(f": {letters.LINK}", f" {here}").replace(letters.LINK, say("this page"))
    return re.sub(r"\n\s*\n", "\n\n", said.strip())


@cache
def _of_the_link() -> frozenset[str]:
    """What the program itself says of the link, in every language: nothing to somebody who came by it, and untrue once
    it is done."""
    every = [voice(language) for language in (ENGLISH, *shipped())]
    return frozenset(one.say(pattern, link=letters.LINK) for one in every for pattern in letters.OF_THE_LINK)


def to_check(
    ask: Ask, pages: Mapping[int, PageView], answers: Mapping[str, Answer], seen: Seen, title: str
) -> tuple[Section, ...]:
    """What was asked as "Check your answers" shows it: by section, what was left out too, so that it can be given."""
    grouped: dict[str, list[AnswerLine]] = {}
    for number, page in pages.items():
        for one in page.asked:
            lines = shown(one.question, answers.get(one.id), seen) if one.id in answers or one.question.works else ()
            if one.question.asks or lines:
                line = AnswerLine(ask.id, one.id, one.question.label, lines, page=number, asked=one.question.asks)
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
            lines = () if hidden else shown(one.question, answer, seen)
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
    """What these questions may see of the answers before them: those that they show or a rule inside a list reads,
    and no others."""
    read = {name for one in asked for name in (*_read_inside(one.question), *_shown_by(one))}
    return knowing(seen, {name: answer for name, answer in answers.items() if name in read}, context)


def asking(seen: Seen, house: Organisation, who: str, for_another: bool = False) -> Seen:
    """The same, to be drawn for somebody who answers now: they may look up addresses, as often as one person does,
    and put a pin on a map. `for_another`: they type what somebody else wrote, said or signed."""
    seen = replace(seen, for_another=for_another)
    return replace(seen, addresses=house.asks.addresses(who), map=house.asks.map) if house.asks else seen


def _shown_by(asked: Asked) -> Iterator[str]:
    """The answers behind the values that it shows."""
    for one in asked.every():
        yield from (part for read in one.value.reads for part in _around(read.name)) if one.value else ()


def _around(name: str) -> Iterator[str]:
    """A name, and those of what it may stand in: `parent.stay.first`, `parent.stay`, `parent`."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _read_inside(question: Question) -> Iterator[str]:
    yield from (part for name in question.reads() for part in _around(name))
    for inner in question.questions if isinstance(question, Itemised) else ():
        for rule in (inner.when, inner.accept):
            if isinstance(rule, Expression):
                yield from (part for read in rule.reads for part in _around(read.name))
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
