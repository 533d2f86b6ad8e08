"""Several tasks at once: what is to be done with them, and afterwards what came of each."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.choice import Choice
from components.long_text import LongText
from components.text import OneLineText
from desk.bulk import Pick
from desk.sheets import Answers, one
from desk.steering import VISITORS
from desk.views import TaskRow
from engine.commands import Actor
from screens import wiring
from screens.bulk_bar import ACTIONS, TASKS, picks, tasks_in_words, way_back
from screens.bulk_complete import draw_completing
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked, go
from screens.inbox import STYLE
from screens.markup import path, show
from screens.sheet import Sheet, draw_sheet
from workflows.asking import Asked

INBOX = ("/inbox", "Go to the inbox")
NOBODY = (
    "There is nobody to whom you may give these tasks. Whoever has a task, or a manager of its team, gives it to "
    "somebody of that team."
)
LET_IN = (
    f"A team that a service does not name will see the case without its sensitive answers. "
    f"{VISITORS.format(called='applicant')}"
)
NO_TEAM = "These tasks cannot be handed to another team."


def bulk_screen() -> None:
    actor = signed_in("Several tasks at once", "inbox")
    if actor is None:
        return
    if asked("id"):
        _results(actor, asked("id"))
        return
    chosen, what = picks(asked(TASKS).split(" ")), asked("what")
    rows = wiring.bulk().rows(actor, chosen, wiring.now())
    title = ACTIONS.get(what, "Several tasks at once")
    for_staff(title, "", actor, "inbox")
    if what not in DOING or not rows:
        not_found(title, ["None of these tasks is open any more."], INBOX)
        return
    st.html(f"<style>{STYLE}</style>")
    show("bulk", title=title, rows=rows, back=path("inbox", **way_back()), now=wiring.now())
    DOING[what](actor, chosen, rows)


def _results(actor: Actor, id: str) -> None:
    results = wiring.bulk().results(actor, id)
    for_staff("Several tasks at once", "", actor, "inbox")
    if not results:
        not_found("Several tasks at once", ["These results are kept for a day, for whoever did it."], INBOX)
        return
    st.html(f"<style>{STYLE}</style>")
    back = path("inbox", **way_back())
    show("bulk_results", results=results, done=sum(1 for one in results if one.done), back=back)


def _over(id: object) -> None:
    go("bulk", id=id, **way_back())


def _assign(actor: Actor, chosen: Sequence[Pick], rows: Sequence[TaskRow]) -> None:
    people = wiring.bulk().people(actor, chosen)
    if not people:
        show("words", lines=[NOBODY])
        return

    def act(answers: Answers, id: str) -> object:
        person = str(answers["person"])
        wiring.bulk().assign(actor, id, chosen, (person, dict(people)[person]), wiring.now())
        return id

    options = [{"value": id, "label": name} for id, name in people]
    who = Choice.model_validate({"label": "Who should do them?", "options": options})
    draw_sheet(_sheet("assign", f"Give them {tasks_in_words(rows)}", act, one("person", who)), heading=False)


def _hand_over(actor: Actor, chosen: Sequence[Pick], rows: Sequence[TaskRow]) -> None:
    teams = wiring.bulk().receivers(actor, chosen)
    if not teams:
        show("words", lines=[NO_TEAM])
        return

    def act(answers: Answers, id: str) -> object:
        wiring.bulk().hand_over(actor, id, chosen, str(answers["who"]), str(answers["why"]), wiring.now())
        return id

    options = [{"value": id, "label": name} for id, name in teams]
    who = Choice.model_validate({"label": "Which team?", "options": options})
    why = LongText(label="A note for them", hint="Why they come to them, and what you know already")
    if wiring.councils(actor):
        show("words", lines=[LET_IN])
    words = f"Hand over {tasks_in_words(rows)}"
    draw_sheet(_sheet("hand-over", words, act, one("who", who), one("why", why)), heading=False)


def _write(actor: Actor, chosen: Sequence[Pick], rows: Sequence[TaskRow]) -> None:
    def act(answers: Answers, id: str) -> object:
        wiring.bulk().write(actor, id, chosen, str(answers["subject"]), str(answers["body"]), wiring.now())
        return id

    letters = len({row.reference for row in rows})
    title = "Send 1 message" if letters == 1 else f"Send {letters} messages"
    subject, body = OneLineText(label="Subject"), LongText(label="Message", hint="Everybody gets the same words")
    draw_sheet(_sheet("write", title, act, one("subject", subject), one("body", body)), heading=False)


def _sheet(what: str, button: str, act: Callable[[Answers, str], object], *questions: Asked) -> Sheet:
    wanting = {
        "person": "Select who should do them", "who": "Select a team", "why": "Enter a note for them",
        "subject": "Enter a subject", "body": "Enter the message",
    }  # fmt: skip
    return Sheet(f"bulk.{what}.{asked(TASKS)}", "", button, questions, act, "", _over, wanting=wanting)


DOING: dict[str, Callable[[Actor, Sequence[Pick], Sequence[TaskRow]], None]] = {
    "assign": _assign, "hand-over": _hand_over, "write": _write, "complete": draw_completing,
}  # fmt: skip
