"""What a task asks beside the service's own questions: an extra task's words and files, and how staff are helping."""

from collections.abc import Mapping

from components.base import Problem, Question, Said
from components.choice import Choice
from components.controls import Raw
from components.file import Files
from components.long_text import LongText
from desk.among import held
from desk.files import OF_STAFF
from desk.helping import WAYS
from desk.sheets import one
from desk.views import CaseView, ExtraView, PageView, TaskView
from engine.commands import Actor, Complete, Problems
from screens import wiring
from screens.markup import show
from screens.papers import offer
from screens.sheet import world

#: The question that is asked of whoever completes something for the applicant, and what it may not be left without.
HELPED = "how they were helped"
FILES = Files(label="Add files", optional=True, at_most=5, endings=OF_STAFF)


def draw_extra(actor: Actor, case: CaseView, extra: ExtraView) -> None:
    show("extra", extra=extra)
    for file in extra.files:
        offer(actor, case.reference, file, "extra", "which came with what is asked")


def pages_of(view: TaskView) -> tuple[PageView, ...]:
    """The questions of the task, with those that the service did not write."""
    found = view.pages
    if view.extra:
        label = "The answer" if view.row.who == "applicant" else "What came of it?"
        found = (*found, _page(view, {
            "said": LongText(label=label, optional=True),
            "files": FILES,
        }))  # fmt: skip
    if "complete" not in view.may and "help" in view.may:
        options = [{"value": way, "label": words} for way, words in WAYS]
        ways = Choice.model_validate({"label": "How are you helping?", "options": options})
        found = (*found, _page(view, {HELPED: ways}))
    return found


def _page(view: TaskView, questions: Mapping[str, Question]) -> PageView:
    asked = tuple(one(name, question) for name, question in questions.items())
    return PageView(0, "", "", asked, {name: view.raw[name] for name in questions if name in view.raw})


def _wrong(files: Raw) -> Problems | None:
    """Files are given by their ids, so that their question is read here."""
    try:
        FILES.answer(files, world())
    except Problem as problem:
        return Problems({"files": problem.said})
    return None


def complete(actor: Actor, reference: str, view: TaskView, raw: Mapping[str, Raw]) -> object:
    """Complete a task of any sort with what was typed."""
    answers = {name: value for name, value in raw.items() if name != HELPED}
    helping, helped = "complete" not in view.may, str(raw.get(HELPED) or "")
    if helping and not helped:
        return Problems({HELPED: (Said("Select how you are helping"),)})
    now, task = wiring.now(), view.row.task
    if view.extra:
        if wrong := _wrong(answers.get("files")):
            return wrong
        ids = sorted(held({"files": answers.get("files") or []}))
        said = str(answers.get("said") or "")
        return wiring.extras().complete(actor, reference, task, said, ids, view.token, now, helped)
    return wiring.desk().do(Complete(actor, now, reference, task, dict(answers), view.token, helped))
