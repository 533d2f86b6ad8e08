"""Steering a whole case: close it early, take it back to an earlier step; let time pass in one that is practice."""

from datetime import timedelta

from components.choice import Choice
from components.joining import quoted
from components.long_text import LongText
from desk.sheets import Answers, one
from desk.steering import Rewinding
from desk.views import CaseView
from engine.commands import Actor, CloseEarly, Refusal, Rewind
from screens import wiring
from screens.doing_letters import back
from screens.going import asked, go, say
from screens.markup import path, show
from screens.sheet import Sheet, draw_sheet

#: How far time goes in a practice case.
STEPS = {"1": "A day", "7": "A week", "28": "Four weeks", "182": "Half a year"}


def draw_closing(actor: Actor, case: CaseView) -> None:
    """How it ends is asked only where there is a choice."""
    endings = {id: (words, read) for id, words, read in wiring.steering().endings(actor, case.reference)}
    only = next(iter(endings)) if len(endings) == 1 else ""

    def act(answers: Answers, token: str) -> object:
        outcome, why = only or str(answers["outcome"]), str(answers["why"])
        return wiring.desk().do(CloseEarly(actor, wiring.now(), case.reference, outcome, why, token))

    reads = f"The {case.called} reads “{{}}”"
    options = [{"value": id, "label": words, "hint": reads.format(read)} for id, (words, read) in endings.items()]
    ends = one("outcome", Choice.model_validate({"label": "How does it end?", "options": options}))
    why = one("why", LongText(label="Why is it closed early?", hint=f"The {case.called} does not see this"))
    draw_sheet(Sheet(
        f"close.{case.reference}", "Close this case early", "Close the case", (why,) if only else (ends, why),
        act, "The case is closed.", lambda _: _closed(case),
        (*([f"It ends as “{endings[only][0]}”. {reads.format(endings[only][1])}."] if only else []),
         "Everything that is open is taken away. Nothing is sent to the " + case.called + " by itself: you can write "
         "to them next.",
         *(f"{quoted(row.title)} is still open." for row in case.tasks)),
        wanting={"outcome": "Select how it ends", "why": "Enter why it is closed early"},
    ))  # fmt: skip


def _closed(case: CaseView) -> None:
    """No letter went: the next thing offered is to write one."""
    if "write" in case.may:
        say(f"The case is closed. Write to the {case.called} now, or go back to the case.")
        go("case", ref=case.reference, do="write")
    else:
        go("case", ref=case.reference)


def draw_rewinding(actor: Actor, case: CaseView) -> None:
    """First to which step; then what it would come to, and why."""
    steps = dict(wiring.steering().earlier(actor, case.reference))
    step = asked("step")
    if step not in steps:
        links = [
            (path("case", ref=case.reference, task=asked("task"), do="rewind", step=id), title)
            for id, title in steps.items()
        ]
        show("sheet", id="rewind", title="Take this case back to an earlier step", lines=_which(links), leads=True)
        show("more", title="Which step?", links=links)
        return
    told = wiring.steering().rewinding(actor, case.reference, step, wiring.now())
    if isinstance(told, Refusal):
        show("said", sentence=told.reason, wrong=True)
    else:
        _rewinding(actor, case, step, steps[step], told)


def _which(links: list[tuple[str, str]]) -> list[str]:
    if links:
        return ["Before it is done you see what it would come to."]
    return ["No step was done yet to which it could go back."]


def _rewinding(actor: Actor, case: CaseView, step: str, title: str, told: Rewinding) -> None:
    def act(answers: Answers, token: str) -> object:
        return wiring.desk().do(Rewind(actor, wiring.now(), case.reference, step, str(answers["why"]), token))

    show("sheet", id="rewinding", title=f"Take this case back to {quoted(title)}", lines=[], leads=True)
    show("rewinding", told=told)
    asks = f"The {case.called} reads this in the message that asks them again"
    hint = asks if told.asks_applicant else "Staff read this"
    draw_sheet(Sheet(
        f"rewind.{case.reference}.{step}", "", f"Take it back to {quoted(title)}",
        (one("why", LongText(label="Why is it taken back?", hint=hint)),), act, f"The case is back at {quoted(title)}.",
        lambda _: go("case", ref=case.reference), wanting={"why": "Enter why it is taken back"},
    ),)  # fmt: skip


def draw_moving_on(actor: Actor, case: CaseView) -> None:
    def act(answers: Answers, token: str) -> object:
        by = timedelta(days=int(str(answers["by"])))
        return wiring.practice().move_on(actor, case.reference, by, token, wiring.now())

    options = [{"value": days, "label": words} for days, words in STEPS.items()]
    draw_sheet(Sheet(
        f"move-on.{case.reference}", "Let time pass", "Let time pass",
        (one("by", Choice.model_validate({"label": "How much?", "options": options})),), act, "Time has passed.",
        lambda _: back(case), ("What falls due in that time happens, as it would in a real case.",),
        wanting={"by": "Select how much time passes"},
    ))  # fmt: skip


def draw_deleting(actor: Actor, case: CaseView) -> None:
    def act(_answers: Answers, _token: str) -> object:
        return wiring.practice().delete(actor, case.reference)

    draw_sheet(Sheet(
        f"delete.{case.reference}", "Delete this practice case", "Delete it", (), act,
        f"{case.reference} is deleted.", lambda _: go("practice"),
        ("It goes whole, with its files. You cannot undo this.",),
    ))  # fmt: skip
