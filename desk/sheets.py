"""A small form in any face: its questions, and what is accepted of what was typed into them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from components.base import Problem, Question, Said, Seen
from components.controls import Raw
from desk.written import MessageView
from workflows.asking import Asked
from workflows.calendars import LONDON
from workflows.faults import Place
from workflows.organisation import Organisation

Answers: TypeAlias = Mapping[str, Any]
NOTHING: frozenset[str] = frozenset()


def one(name: str, kind: Question) -> Asked:
    """A question of a form, by the name that its answer has."""
    return Asked(name, Place("form", 1, 1), kind=kind)


def world(house: Organisation, now: datetime) -> Seen:
    """What the questions of a form may know."""
    map = house.asks.map if house.asks else None
    return Seen(now.astimezone(LONDON).date(), house.everyone, house.groups, map=map)


def accepted(
    asked: Sequence[Asked], raw: Mapping[str, Raw], seen: Seen, wanting: Mapping[str, str],
    as_typed: frozenset[str] = NOTHING,
) -> tuple[Answers, Mapping[str, Sequence[Said]]]:  # fmt: skip
    """The answers and what is wrong. `wanting` is said where one is left empty; `as_typed` go on as they are, because
    the case reads them itself."""
    answers: dict[str, Any] = {id: raw.get(id) for id in as_typed}
    problems: dict[str, Sequence[Said]] = {}
    for each in (each for each in asked if each.id not in as_typed):
        try:
            answers[each.id] = each.question.answer(raw.get(each.id), seen)
        except Problem as problem:
            empty = each.question.empty(raw.get(each.id)) and each.id in wanting
            problems[each.id] = (Said(wanting[each.id]),) if empty else problem.said
    return answers, problems


@dataclass(frozen=True)
class Way:
    """Something that somebody may do with a small form. `act` does it, with what was answered and a token that stays
    the same until it is done."""

    name: str
    title: str
    button: str
    act: Callable[[Answers, str], object]
    #: What to say when it is done.
    done: str
    asked: tuple[Asked, ...] = ()
    #: What it comes to, said before it is pressed.
    lines: tuple[str, ...] = ()
    #: What we wrote, where it is answered: shown above the box.
    answering: MessageView | None = None
    raw: Mapping[str, Raw] = field(default_factory=dict)
    #: What its questions may know, where that is more than any form does.
    seen: Seen | None = None
    wanting: Mapping[str, str] = field(default_factory=dict)
    as_typed: frozenset[str] = NOTHING
    #: Whether its button warns: what it does is not undone by whoever presses it.
    warns: bool = False
