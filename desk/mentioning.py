"""Whom a note may mention, whom it does, and when they have read it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from components.joining import joined
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.store.errors import Full
from engine.who import access
from engine.who.people import Person

#: Before a name; not inside a word, and not before a figure ("@ 5pm").
_AT = re.compile(r"(?<![^\W_])@(?=[^\W\d_])")
_A_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NOBODY = "Nobody else who may see this case is called “{name}”. Choose a name from the list, or take the @ away"
SEVERAL = "There are several called “{name}”. Write {names}"


@dataclass(frozen=True)
class Named:
    """Whom a note names: their ids, and their names in words."""

    people: tuple[str, ...]
    words: str


class Mentioning:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def people(self, actor: Actor, reference: str) -> tuple[tuple[str, str], ...]:
        """The council's own people who may see the case, by name, without the actor: (id, name)."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or sight.partner:
            return ()
        seeing = access.readers(sight.workflow, sight.case) & set(sight.house.teams)
        with self.engine.store.registers.read() as register:
            everyone = register.people.everyone()
        found = ((one.id, one.name) for one in everyone if _other(one, actor) and seeing & set(one.teams))
        return tuple(sorted(found, key=lambda one: one[1]))

    def read(self, actor: Actor, reference: str) -> None:
        """They have looked at the case: what mentions them there is listed no longer, or while nothing can be saved,
        once more."""
        with suppress(Full):
            self.engine.store.mentions.read(actor.id, reference)


def _other(person: Person, actor: Actor) -> bool:
    return person.id != actor.id and not person.disabled


def named(text: str, people: Mapping[str, str]) -> Named | Refusal:
    """Who is named after an @: by a whole name, or by one word of a name that only one person has.

    Two of one name are both named. An @ inside a word, as in an email address, names nobody.
    """
    found, several = dict[str, None](), list[str]()
    for at in _AT.finditer(text):
        written = text[at.end() :]
        fitting = _whole(written, people) or _by_word(written, people)
        if not fitting:
            return Refusal(NOBODY.format(name=_word(written)))
        if len({people[id] for id in fitting}) > 1:
            names = dict.fromkeys(f"@{people[id]}" for id in fitting)
            several.append(SEVERAL.format(name=_word(written), names=joined(names, "or")))
        found |= dict.fromkeys(fitting)
    return Refusal(several[0]) if several else Named(tuple(found), joined(people[id] for id in found))


def _whole(written: str, people: Mapping[str, str]) -> list[str]:
    """Those of the longest whole name with which this begins."""
    begun = [id for id, name in people.items() if re.match(rf"{re.escape(name)}(?!\w)", written, re.IGNORECASE)]
    longest = max((len(people[id]) for id in begun), default=0)
    return [id for id in begun if len(people[id]) == longest]


def _by_word(written: str, people: Mapping[str, str]) -> list[str]:
    word = _word(written).casefold()
    return [id for id, name in people.items() if word in name.casefold().split()]


def _word(written: str) -> str:
    found = _A_WORD.match(written)
    return found[0] if found else ""
