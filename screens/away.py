"""Out of office: who of the teams is away, and when somebody is, with who stands in for them."""

from datetime import date

import streamlit as st

from components.choice import Choice
from components.date import Date
from desk.away import Away
from desk.sheets import Answers, one
from engine.commands import Actor, Refusal
from engine.dates import day_in_words
from screens import wiring
from screens.frame import for_staff, signed_in
from screens.going import asked, go, say
from screens.markup import path, show
from screens.sheet import Sheet, draw_sheet
from screens.text import plain


def away_screen() -> None:
    """The address names whose time away is written down; without a name it is the reader's own."""
    actor = signed_in("Time away", "away")
    if actor is None:
        return
    may = dict(wiring.absences().whom_they_may_record(actor))
    person = asked("person") if asked("person") in may else actor.id
    for_staff("Time away", "", actor, "away")
    absences = wiring.absences().of(actor, person, wiring.now())
    found = () if isinstance(absences, Refusal) else absences
    others = tuple(each for each in wiring.absences().in_teams(actor, wiring.now()) if each.person != person)
    stands_in = wiring.absences().standing_in(actor, wiring.now())
    show("away", stands_in=stands_in, person=may.get(person, ""), own=person == actor.id)
    for each in found:
        _absence(actor, each)
    draw_sheet(_recording(actor, person, may.get(person, actor.name)))
    show(
        "away_others", others=others, alone=not found,
        links=[(path("away", person=id), name) for id, name in may.items() if id != person],
    )  # fmt: skip


def _absence(actor: Actor, each: Away) -> None:
    with st.container(key=f"away-{each.id}"):
        show("absence", one=each)
        back = "I am back" if each.person == actor.id else f"{each.name} is back"
        days = f"{day_in_words(each.since)} to {day_in_words(each.last)}"
        st.button(
            f"{plain(back if each.now else 'Remove this absence')} :gray[{days}]", key=f"end.{each.id}",
            on_click=_end, args=(actor, each),
        )  # fmt: skip


def _end(actor: Actor, each: Away) -> None:
    refused = wiring.absences().end(actor, each.id, wiring.now())
    if refused:
        say(refused.reason, wrong=True)
    else:
        say(f"{each.substitute_name} does not stand in any more.")


def _recording(actor: Actor, person: str, name: str) -> Sheet:
    def act(answers: Answers, _token: str) -> object:
        since, last = date.fromisoformat(str(answers["since"])), date.fromisoformat(str(answers["last"]))
        return wiring.absences().record(actor, person, since, last, str(answers["substitute"]), wiring.now())

    able = wiring.absences().substitutes(actor, person)
    options = [{"value": id, "label": f"{each}, {teams}"} for id, each, teams in able]
    questions = (
        one("since", Date(label="First day")), one("last", Date(label="Last day")),
        *([one("substitute", Choice.model_validate({"label": "Who stands in?", "options": options}))]
          if options else []),
    )  # fmt: skip
    return Sheet(
        f"away.{person}", "", "Record it", questions, act, "",
        lambda each: _recorded(each, "" if person == actor.id else person),
        (f"Whoever stands in does what {'you' if person == actor.id else name} may do, in both names. Where a step "
         "needs somebody other than who did an earlier one, what either of the two did counts for both.",),
        wanting={"since": "Enter the first day", "last": "Enter the last day", "substitute": "Select who stands in"},
    )  # fmt: skip


def _recorded(each: Away, person: str) -> None:
    say(f"It is recorded. {each.name} and {each.substitute_name} can both see it.")
    go("away", person=person)
