"""Steering the task in hand: give it to somebody, hand it to another team, put it on hold and take it off again."""

from datetime import date, datetime, time

from components.choice import Choice
from components.date import Date
from components.long_text import LongText
from desk.views import CaseView, TaskView
from engine.commands import Actor, Assign, EndHold, HandOver, Hold, Problems, Refusal
from engine.dates import day_of, in_words
from screens import wiring
from screens.going import go, say
from screens.markup import path, show
from screens.sheet import Answers, Sheet, draw_sheet, one
from workflows.calendars import LONDON


def draw_handing_over(actor: Actor, case: CaseView, view: TaskView) -> None:
    task = view.row.task
    teams = wiring.steering().receivers(actor, case.reference, task)

    def act(answers: Answers, token: str) -> object:
        who, why = str(answers["who"]), str(answers["why"])
        return wiring.desk().do(HandOver(actor, wiring.now(), case.reference, task, who, why, token))

    options = [{"value": id, "label": name} for id, name in teams]
    told = wiring.steering().who_sees_it(actor, case.reference)
    draw_sheet(Sheet(
        f"hand-over.{case.reference}.{task}", f"Hand “{view.row.title}” to another team", "Hand it over",
        (one("who", Choice.model_validate({"label": "Which team?", "options": options})),
         one("why", LongText(label="A note for them", hint="Why it comes to them, and what you know already"))),
        act, "The task is with them now.", lambda _: go("case", ref=case.reference), (told,),
        wanting={"who": "Select a team", "why": "Enter a note for them"},
    ))  # fmt: skip


def draw_holding(actor: Actor, case: CaseView, view: TaskView) -> None:
    task = view.row.task
    latest, title = wiring.steering().held_at_most(actor, case.reference, task), f"Put “{view.row.title}” on hold"
    if late := wiring.steering().late_because(actor, case.reference, task, wiring.now()):
        show("sheet", id="hold", title=title, lines=[late], leads=True)
        show("more", title="What you can do instead", links=_instead(case, view))
        return

    def act(answers: Answers, token: str) -> object:
        until = datetime.combine(date.fromisoformat(str(answers["until"])), time(), LONDON)
        done = wiring.desk().do(Hold(actor, wiring.now(), case.reference, task, until, str(answers["why"]), token))
        return done if isinstance(done, Refusal | Problems) else until

    hint = f"At the latest the day it is due, {day_of(latest)}" if latest else "Nothing says when it is due"
    draw_sheet(Sheet(
        f"hold.{case.reference}.{task}", title, "Put it on hold",
        (one("until", Date(label="Until which day?", hint=hint)), one("why", LongText(label="Why does it wait?"))),
        act, "", lambda until: _waits(case, until),
        ("It leaves the inbox until that day, and stands under On hold. Its clock goes on.",),
        wanting={"until": "Enter the day it waits until", "why": "Enter why it waits"},
    ))  # fmt: skip


def _waits(case: CaseView, until: datetime) -> None:
    say(f"The task is on hold. It comes back to the inbox on {day_of(until)}.")
    go("case", ref=case.reference)


def _instead(case: CaseView, view: TaskView) -> list[tuple[str, str]]:
    """What may be done with a task that is late."""
    able = {
        "extend-task": ("extend" in view.may, "Extend the time for this task"),
        "extend": ("extend" in case.may, "Extend the time for the whole case"),
        "hand-over": ("hand over" in view.may, "Hand it to another team"),
        "give": ("assign" in view.may, "Give it to somebody"),
    }
    links = [
        (path("case", ref=case.reference, task=view.row.task, do=word), said)
        for word, (may, said) in able.items() if may
    ]  # fmt: skip
    return [*links, (path("case", ref=case.reference, task=view.row.task), "Do the task")]


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


def draw_giving(actor: Actor, case: CaseView, view: TaskView) -> None:
    names = dict(view.people)
    if not names:
        show("words", lines=["Nobody of this team is there to give it to."])
        return

    def act(answers: Answers, _token: str) -> object:
        person = str(answers["person"])
        command = Assign(actor, wiring.now(), case.reference, view.row.task, person, names[person])
        done = wiring.desk().do(command)
        return done if isinstance(done, Refusal) else names[person]

    options = [{"value": id, "label": name} for id, name in names.items()]
    draw_sheet(Sheet(
        f"give.{case.reference}.{view.row.task}", f"Give “{view.row.title}” to somebody", "Give it to them",
        (one("person", Choice.model_validate({"label": "Who should do it?", "options": options})),), act, "",
        lambda name: _given(case, view, name), wanting={"person": "Select who should do it"},
    ))  # fmt: skip


def _given(case: CaseView, view: TaskView, name: str) -> None:
    say(f"{name} has the task now.")
    go("case", ref=case.reference, task=view.row.task)
