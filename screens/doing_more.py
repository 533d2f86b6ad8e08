"""More time for a case or a task, a file for a case, and a second life for one that is closed."""

from functools import partial

from components.file import Files
from components.joining import quoted
from components.text import OneLineText
from desk.files import OF_STAFF
from desk.sheets import Answers, one
from desk.views import CaseView, TaskView
from engine.case import DEADLINE
from engine.commands import Actor, Attach, Extend, Refusal, Reopen
from engine.dates import in_words
from screens import wiring
from screens.doing_letters import back
from screens.sheet import Sheet, draw_sheet


def draw_extending(actor: Actor, case: CaseView) -> None:
    _extending(actor, case, DEADLINE, "Extend the time for the whole case")


def draw_extending_task(actor: Actor, case: CaseView, view: TaskView) -> None:
    _extending(actor, case, view.row.task, f"Extend the time for {quoted(view.row.title)}")


def _extending(actor: Actor, case: CaseView, clock: str, title: str) -> None:
    """Once, and with a reason that the applicant may read."""
    until = wiring.desk().longest(actor, case.reference, clock, wiring.now())

    def act(answers: Answers, _token: str) -> object:
        return wiring.desk().do(Extend(actor, wiring.now(), case.reference, clock, str(answers["why"])))

    draw_sheet(Sheet(
        f"extend.{case.reference}.{clock}", title, "Extend it",
        (one("why", OneLineText(label="Why is more time needed?")),), act, "There is more time now.",
        lambda _: back(case), (f"You can do this once. It is then due by {in_words(until)}.",) if until else (),
        wanting={"why": "Enter why more time is needed"},
    ))  # fmt: skip


def draw_attaching(actor: Actor, case: CaseView) -> None:
    def act(answers: Answers, _token: str) -> object:
        (file,) = answers["file"]
        done = wiring.desk().do(Attach(actor, wiring.now(), case.reference, file))
        return done if isinstance(done, Refusal) else file

    draw_sheet(Sheet(
        f"attach.{case.reference}", "Attach a file", "Attach it",
        (one("file", Files(label="Choose a file to attach", endings=OF_STAFF)),), act,
        "The file is attached. It stands under Documents.", lambda _: back(case),
        keep=partial(wiring.desk().files.keep_from_staff, actor.id), wanting={"file": "Choose a file first"},
    ))  # fmt: skip


def draw_reopening(actor: Actor, case: CaseView) -> None:
    """Where the service lets a team of the reader's take a closed case up again."""

    def act(answers: Answers, _token: str) -> object:
        return wiring.desk().do(Reopen(actor, wiring.now(), case.reference, str(answers["why"])))

    draw_sheet(Sheet(
        f"reopen.{case.reference}", "Take this case up again", "Take it up again",
        (one("why", OneLineText(label="Why is it taken up again?")),), act, "The case is open again.",
        lambda _: back(case), wanting={"why": "Enter why it is taken up again"},
    ))  # fmt: skip
