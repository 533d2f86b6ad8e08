"""Steering the task in hand: give it to somebody, hand it over to another team, put it on hold."""

from datetime import date, datetime, time

from components.choice import Choice
from components.date import Date
from components.joining import quoted
from components.long_text import LongText
from desk.sheets import Answers, one
from desk.views import CaseView, TaskView
from engine.commands import Actor, Assign, HandOver, Hold, Problems, Refusal
from engine.dates import day_of
from screens import wiring
from screens.going import go, say
from screens.markup import path, show
from screens.sheet import Sheet, draw_sheet
from workflows.calendars import LONDON


def draw_handing_over(actor: Actor, case: CaseView, view: TaskView) -> None:
    """Which team is asked only where there is a choice: a partner sends it back to whoever owns the case."""
    task = view.row.task
    teams = dict(wiring.steering().receivers(actor, case.reference, task))
    only = next(iter(teams)) if len(teams) == 1 else ""

    def act(answers: Answers, token: str) -> object:
        who, why = only or str(answers["who"]), str(answers["why"])
        done = wiring.desk().do(HandOver(actor, wiring.now(), case.reference, task, who, why, token))
        return done if isinstance(done, Refusal | Problems) else teams[who]

    options = [{"value": id, "label": name} for id, name in teams.items()]
    who = one("who", Choice.model_validate({"label": "Which team?", "options": options}))
    why = one("why", LongText(label="A note for them", hint="Why it comes to them, and what you know already"))
    told = wiring.steering().who_sees_it(actor, case.reference)
    to, title = back_to(actor, case, view), quoted(view.row.title)
    draw_sheet(Sheet(
        f"hand-over.{case.reference}.{task}",
        f"Send {title} {to}" if to else f"Hand {title} over to {teams.get(only, 'another team')}",
        "Send it back" if to else "Hand it over", (why,) if only else (who, why), act, "",
        lambda name: _with(case, name), (told,), wanting={"who": "Select a team", "why": "Enter a note for them"},
    ))  # fmt: skip


def back_to(actor: Actor, case: CaseView, view: TaskView) -> str:
    """The one way that somebody of a partner has, such as "back to Highways"; "" for staff of the council."""
    teams = () if case.whole else wiring.steering().receivers(actor, case.reference, view.row.task)
    return f"back to {teams[0][1]}" if len(teams) == 1 else ""


def _with(case: CaseView, name: str) -> None:
    say(f"The task is with {name} now.")
    go("case", ref=case.reference)


def draw_holding(actor: Actor, case: CaseView, view: TaskView) -> None:
    task = view.row.task
    latest, title = wiring.steering().held_at_most(actor, case.reference, task), f"Put {quoted(view.row.title)} on hold"
    if late := wiring.steering().late_because(actor, case.reference, task, wiring.now()):
        show("sheet", id="hold", title=title, lines=[late], leads=True)
        show("more", title="What you can do instead", links=_instead(case, view, back_to(actor, case, view)))
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


def _instead(case: CaseView, view: TaskView, to: str) -> list[tuple[str, str]]:
    """What may be done with a task that cannot wait."""
    able = {
        "extend-task": ("extend" in view.may, "Extend the time for this task"),
        "extend": ("extend" in case.may, "Extend the time for the whole case"),
        "hand-over": ("hand over" in view.may, f"Send it {to}" if to else "Hand over to another team"),
        "give": ("assign" in view.may, "Give to somebody"),
    }
    links = [
        (path("case", ref=case.reference, task=view.row.task, do=word), said)
        for word, (may, said) in able.items() if may
    ]  # fmt: skip
    return [*links, (path("case", ref=case.reference, task=view.row.task), "Do the task")]


def draw_giving(actor: Actor, case: CaseView, view: TaskView) -> None:
    names = dict(view.people)
    if not names:
        show("words", lines=["Nobody of this team is there to give it to."])
        return

    def act(answers: Answers, token: str) -> object:
        person = str(answers["person"])
        command = Assign(actor, wiring.now(), case.reference, view.row.task, person, names[person], token)
        done = wiring.desk().do(command)
        return done if isinstance(done, Refusal) else names[person]

    options = [{"value": id, "label": name} for id, name in names.items()]
    draw_sheet(Sheet(
        f"give.{case.reference}.{view.row.task}", f"Give {quoted(view.row.title)} to somebody", "Give it to them",
        (one("person", Choice.model_validate({"label": "Who should do it?", "options": options})),), act, "",
        lambda name: _given(case, view, name), wanting={"person": "Select who should do it"},
    ))  # fmt: skip


def _given(case: CaseView, view: TaskView, name: str) -> None:
    say(f"{name} has the task now.")
    go("case", ref=case.reference, task=view.row.task)
