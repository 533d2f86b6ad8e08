"""A case is opened by what was typed at the first questions, or by another case that knows some answers."""

from components.base import Answer
from engine import commands as c
from engine import events as e
from engine.case import MAIN
from engine.commands import Problems, Refusal
from engine.course.answering import accept, join
from engine.course.decision import Decision, Happened
from engine.course.walk import Walk
from engine.who import access
from workflows.asking import Accepted
from workflows.verbs.ask import Ask


def open_(walk: Walk, command: c.Open) -> Decision:
    if reason := access.may_open(walk.workflow, command, walk.house):
        return Refusal(reason)
    part = command.part_of, command.settles, command.depth
    service = walk.workflow.service
    opened = e.CaseOpened(
        command.reference, service, command.version, command.at, command.practice, *part, command.language
    )  # fmt: skip
    walk.happen(opened)
    if command.ahead:
        walk.happen(e.ClockMoved(command.ahead))
    accepted = given_first(walk, command)
    if accepted.problems and command.part_of:
        return _begun_by_another(walk, walk.workflow.first, accepted.answers)
    if accepted.problems:
        return Problems(accepted.problems)
    return begin(walk, command.actor, accepted.answers, command.helped)


def given_first(walk: Walk, command: c.Open | c.Split) -> Accepted:
    """What was typed at the first questions, with the answers that another case gives."""
    first = walk.workflow.first
    asked = {one.id: one.question for one in first.asked() if one.kind is not None}
    given = {name: asked[name].write(answer) for name, answer in command.given.items() if name in asked}
    language = command.language if isinstance(command, c.Open) else ""
    return accept(walk, first, command.raw | given, language=language)


def begin(walk: Walk, actor: c.Actor, answers: dict[str, Answer], helped: str = "") -> Decision:
    """The first questions are answered: the case goes on from there."""
    first, at = walk.workflow.first, walk.at
    walk.happen(e.Arrived(MAIN, first.id, 1))
    walk.happen(e.AnswersGiven(first.id, answers))
    join(walk, actor, helped)
    walk.happen(e.TaskDone(f"{first.id}.1", first.id, actor.id, at, helped=helped))
    walk.go(walk.after(first))
    return Happened.on(walk)


def _begun_by_another(walk: Walk, first: Ask, given: dict[str, Answer]) -> Decision:
    """A case that another began knows some answers; whoever is asked first gives the rest."""
    walk.happen(e.AnswersGiven(first.id, given))
    join(walk, c.CLOCK)
    walk.go(first.id)
    return Happened.on(walk)
