"""What was typed at a step is read, and whoever the case is about is kept as the answers now say."""

from dataclasses import replace

from components.controls import Raw
from engine import commands as c
from engine import events as e
from engine.case import changed
from engine.course import letters
from engine.course.walk import Walk
from workflows.asking import Accepted
from workflows.asking import accept as read
from workflows.verbs.ask import Ask


def accept(walk: Walk, ask: Ask, raw: dict[str, Raw], scope: str = "", language: str = "") -> Accepted:
    """`language`: in which it was typed, because a month or a time is written otherwise in another."""
    earlier = walk.standing(ask.id, scope).answers
    return read(ask.all_pages(), raw, earlier, replace(walk.seen, language=language), walk.context)


def join(walk: Walk, actor: c.Actor, helped: str = "") -> None:
    """Keep the applicant's name and addresses with the case, as their answers now say them, and who helped them."""
    helper = walk.case.party("helper")
    if helped and (helper is None or helper.person != actor.id):
        walk.happen(e.PartyJoined("helper", actor.name, {}, actor.id))
    before = walk.case.party("applicant")
    said = changed(walk.case, answers=walk.case.aside | walk.case.answers)  # a step back does not make them unknown
    answers = said.values()
    name = next((str(answers[one]) for one in walk.workflow.own_names if one in answers), "")
    contacts = letters.contacts(walk.workflow, said)
    person = before.person if before else "" if helped else actor.id
    if before is None or (before.name, before.contacts) != (name, contacts):
        walk.happen(e.PartyJoined("applicant", name, contacts, person))
