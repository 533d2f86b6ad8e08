"""A guide: questions page by page, and what comes of the answers. Nothing is stored: the address of a page holds them.

At every turn a case is played anew in memory, from the first question as far as the answers lead.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from components.base import Answer, Said, Seen
from components.controls import Raw
from desk import showing
from desk.applying import BY_STAFF
from desk.spoken import said, shown
from desk.views import PageView
from engine.case import Case
from engine.commands import Actor, Complete, Open, Problems, Refusal
from engine.course import letters
from engine.course.decision import Happened
from engine.decide import decide
from engine.library import Library
from engine.who import access
from workflows.asking import Accepted, Asked, accept, asked_now, knowing
from workflows.conditions import Context
from workflows.organisation import Organisation
from workflows.translations import others_than
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: What a case is called that nobody keeps.
REFERENCE = "guide"
READER = Actor("reader", "applicant", case=REFERENCE)
#: What an address takes anywhere, in characters as it writes them: most become three, some six or more.
LONGEST = 6_000
TOO_LONG = "Your answers are too long for this guide: shorten this one"

#: What was typed, by the ask and its visit (`vehicle.1`), then by question.
Typed = dict[str, dict[str, Raw]]


@dataclass(frozen=True)
class Told:
    """An answer as people read it; `at` is the page that asked."""

    label: str
    lines: tuple[str, ...]
    at: str


@dataclass(frozen=True)
class Guided:
    """Where somebody is in a guide: at a page, or at the end where `page` is None."""

    service: str
    title: str
    summary: str
    #: The page that is asked, as the address names it: `vehicle.1.0`.
    at: str
    page: PageView | None
    #: The page before; "" on the first.
    back: str
    #: The outcome, its title and what it means; an empty outcome where no way of the guide fits.
    outcome: str
    heading: str
    body: str
    answers: tuple[Told, ...]
    #: The answers, as the address keeps them.
    kept: str
    seen: Seen
    #: The language of the words, "" for the guide's own; and the others there are.
    language: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    #: Whether its pages can be left at once.
    exits: bool = False


@dataclass(frozen=True)
class Stop:
    """An ask on the way: the pages its answers lead to, and which of them are answered."""

    task: str
    pages: Mapping[int, PageView]
    accepted: Accepted
    typed: Mapping[str, Raw]
    seen: Seen

    def holds(self, one: Asked) -> bool:
        """Whether a question was passed with an answer that is accepted, or left empty where it may be."""
        return one.id in self.typed and one.id not in self.accepted.problems

    def passed(self, number: int) -> bool:
        return all(self.holds(one) for one in self.pages[number].asked)

    def kept(self) -> dict[str, Raw]:
        held = (one for page in self.pages.values() for one in page.asked if self.holds(one))
        return {one.id: self.typed[one.id] if one.question.asks else None for one in held}

    def at(self, number: int) -> str:
        return f"{self.task}.{number}"

    def told(self) -> list[Told]:
        """The answers of the pages that are turned, those left empty too, so that they can be given."""
        answers = self.accepted.answers
        return [
            Told(one.question.label, shown(one.question, answers[one.id], self.seen) if one.id in answers else (),
                 self.at(number))
            for number, page in self.pages.items() if self.passed(number)
            for one in page.asked if one.question.asks
        ]  # fmt: skip


@dataclass
class Course:
    """The way that the answers lead: the asks passed, and the case after them."""

    case: Case = field(default_factory=Case)
    stops: list[Stop] = field(default_factory=list)

    def pages(self) -> dict[str, tuple[Stop, int]]:
        return {stop.at(number): (stop, number) for stop in self.stops for number in stop.pages}

    def kept(self) -> str:
        """What was accepted on the way, as it was typed, and nothing that the way passes over."""
        typed = {stop.task: stop.kept() for stop in self.stops}
        answered = {task: raw for task, raw in typed.items() if raw}
        return json.dumps(answered, separators=(",", ":"), ensure_ascii=False) if answered else ""


@dataclass(frozen=True)
class Guide:
    """One guide, for one reader."""

    workflow: Workflow
    house: Organisation
    actor: Actor = READER

    def view(self, kept: str, at: str, now: datetime, language: str = "") -> Guided:
        """The page at `at`, if the answers lead there; else the first that is not answered, or the end."""
        translations = self.workflow.translations
        language = language if language in translations else ""
        workflow = self.workflow.translated(language)
        course = self._course(workflow, _typed(kept), now, language)
        pages = course.pages()
        order = [*pages, ""]
        todo = next((name for name, (stop, number) in pages.items() if not stop.passed(number)), "")
        here = at if at in pages and order.index(at) <= order.index(todo) else todo
        before = order[: order.index(here)]
        stop, number = pages[here] if here else (course.stops[-1], -1)
        outcome = workflow.outcomes.get(course.case.outcome)
        words = letters.Words(workflow, course.case, self.house, self._context(now), language=language)
        return Guided(
            workflow.service, workflow.title, workflow.file.summary, here, stop.pages.get(number),
            before[-1] if before else "", course.case.outcome if not here else "",
            words.fill(outcome.subject) if outcome else "", words.fill(outcome.body) if outcome else "",
            tuple(told for stop in course.stops for told in stop.told()), course.kept(), stop.seen,
            language, others_than(language, translations), workflow.file.exit_quickly,
        )  # fmt: skip

    def answer(self, view: Guided, raw: Mapping[str, Raw], now: datetime) -> Guided | Problems:
        """Turn the page, or say what is wrong with it. Later answers stay where they are still asked for."""
        if view.page is None:
            return Problems({})
        task, _, _ = view.at.rpartition(".")
        typed = _typed(view.kept)
        typed[task] = typed.get(task, {}) | {one.id: raw.get(one.id) for one in view.page.asked}
        course = self._course(self.workflow.translated(view.language), typed, now, view.language)
        stop = next(stop for stop in course.stops if stop.task == task)
        problems = said(stop.accepted.problems, view.language)
        wrong = {one.id: problems[one.id] for one in view.page.asked if one.id in problems}
        if not wrong and len(quote(course.kept())) > LONGEST:
            wrong = said({view.page.asked[-1].id: (Said(TOO_LONG),)}, view.language)
        return Problems(wrong) if wrong else self.view(course.kept(), "", now, view.language)

    def _course(self, workflow: Workflow, typed: Typed, now: datetime, language: str) -> Course:
        course, task = Course(), f"{workflow.first.id}.1"
        while task:
            stop = self._stop(workflow, course.case, task, typed.get(task, {}), now, language)
            course.stops.append(stop)
            if not all(stop.passed(number) for number in stop.pages):
                break
            decision = decide(workflow, course.case, self._command(workflow, course.case, stop, now), self.house)
            if not isinstance(decision, Happened):
                break
            course.case = decision.case
            task = next((id for id, one in course.case.tasks.items() if one.who == "applicant"), "")
        return course

    def _stop(
        self, workflow: Workflow, case: Case, task: str, raw: Mapping[str, Raw], now: datetime, language: str
    ) -> Stop:
        context, step = self._context(now), task.rpartition(".")[0]
        ask = workflow.step(step)
        assert isinstance(ask, Ask), "only an ask opens a task in a guide"
        known, seen = case.values(), letters.seen(self.house, context, language)
        read = accept(ask.all_pages(), raw, known, seen, context)
        answers = {**known, **read.answers}
        shown = _shown(ask, case.aside.get(step, {}) | read.answers)
        pages = {
            number: showing.page_view(number, page, asked, shown)
            for number, one in enumerate(ask.all_pages()) for page, asked in asked_now([one], answers, context)
        }  # fmt: skip
        return Stop(task, pages, read, raw, knowing(seen, answers, context))

    def _command(self, workflow: Workflow, case: Case, stop: Stop, now: datetime) -> Open | Complete:
        raw = dict(stop.typed)
        if not case.reference:
            return Open(self.actor, now, workflow.service, 1, REFERENCE, raw, stop.task)
        return Complete(READER, now, case.reference, stop.task, raw, stop.task)

    def _context(self, now: datetime) -> Context:
        return showing.context(self.house, now)


def guide_of(library: Library, service: str, actor: Actor | None) -> Guide | Refusal | None:
    """The guide of this name, or why this person may not read it; None where there is no guide of this name."""
    found = library.latest(service)
    if found is None or not found[1].guide:
        return None
    house, reader = library.house(), actor or READER
    return Guide(found[1], house, reader) if access.may_begin(found[1], reader, house) else Refusal(BY_STAFF)


def _shown(ask: Ask, answers: Mapping[str, Answer]) -> dict[str, Raw]:
    """What the controls begin with: an address may hold anything, so only what was accepted of it."""
    return {one.id: one.question.write(answers[one.id]) for one in ask.asked() if one.id in answers}


def _typed(kept: str) -> Typed:
    """What an address holds; nothing where it is not one of ours."""
    try:
        found = json.loads(kept[:LONGEST])
    except (ValueError, RecursionError):
        return {}
    return {task: raw for task, raw in found.items() if isinstance(raw, dict)} if isinstance(found, dict) else {}
