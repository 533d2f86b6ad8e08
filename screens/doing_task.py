"""Steering the task in hand: hand it to another team, put it on hold until a day, take it off hold."""

from datetime import date, datetime, time

from components.choice import Choice
from components.date import Date
from components.long_text import LongText
from desk.views import CaseView, TaskView
from engine.commands import Actor, EndHold, HandOver, Hold
from engine.dates import in_words
from screens import wiring
from screens.going import go
from screens.markup import show
from screens.sheet import Answers, Sheet, draw_sheet, one
from workflows.calendars import LONDON


def draw_handing_over(actor: Actor, case: CaseView, view: TaskView) -> None:
    task = view.row.task
    teams = wiring.steering().receivers(actor, case.reference, task)

    def act(answers: Answers, token: str) -> object:
        who, why = str(answers["who"]), str(answers["why"])
        return wiring.desk().do(HandOver(actor, wiring.now(), case.reference, task, who, why, token))

    options = [{"value": id, "label": name} for id, name in teams]
    draw_sheet(Sheet(
        f"hand-over.{case.reference}.{task}", f"Hand “{view.row.title}” to another team", "Hand it over",
        (one("who", Choice.model_validate({"label": "Which team?", "options": options})),
         one("why", LongText(label="A note for them", hint="Why it comes to them, and what you know already"))),
        act, "The task is with them now.", lambda _: go("case", ref=case.reference),
        wanting={"who": "Select a team", "why": "Enter a note for them"},
    ))  # fmt: skip


def draw_holding(actor: Actor, case: CaseView, view: TaskView) -> None:
    task = view.row.task
    latest = wiring.steering().held_at_most(actor, case.reference, task)
    if latest and latest <= (case.practice or wiring.now()):
        show("words", lines=["This task is late, or its case is, so it cannot be put on hold."])
        return

    def act(answers: Answers, token: str) -> object:
        until = datetime.combine(date.fromisoformat(str(answers["until"])), time(), LONDON)
        return wiring.desk().do(Hold(actor, wiring.now(), case.reference, task, until, str(answers["why"]), token))

    hint = f"The last day is the one that it is due: {in_words(latest)}" if latest else "Nothing says when it is due"
    draw_sheet(Sheet(
        f"hold.{case.reference}.{task}", f"Put “{view.row.title}” on hold", "Put it on hold",
        (one("until", Date(label="Until which day?", hint=hint)), one("why", LongText(label="Why does it wait?"))),
        act, "The task is on hold. It comes back to the inbox on that day.", lambda _: go("case", ref=case.reference),
        ("It leaves the inbox until that day, and stands under On hold. Its clock goes on.",),
        wanting={"until": "Enter the day until which it waits", "why": "Enter why it waits"},
    ))  # fmt: skip


def draw_ending_hold(actor: Actor, case: CaseView, view: TaskView) -> None:
    task = view.row.task

    def act(_answers: Answers, token: str) -> object:
        return wiring.desk().do(EndHold(actor, wiring.now(), case.reference, task, token))

    until = view.row.held
    draw_sheet(Sheet(
        f"end-hold.{case.reference}.{task}", f"Take “{view.row.title}” off hold", "Take it off hold", (), act,
        "The task is back in the inbox.", lambda _: go("case", ref=case.reference, task=task),
        (f"It would come back by itself on {in_words(until)}.",) if until else (),
    ))  # fmt: skip
