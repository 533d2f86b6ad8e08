"""Filters of the inbox that somebody keeps under a name of their own."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from desk.inbox import Wanted
from engine.commands import Actor, Refusal
from engine.engine import Engine

#: A longer name fits no list, and more of them are no help.
LONGEST, MOST = 60, 20
#: What of an address is a filter: not how far it was leafed through.
PARTS = ("view", "of", "figure", "service")


@dataclass(frozen=True)
class Kept:
    name: str
    wanted: Wanted


class Saved:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, actor: Actor) -> tuple[Kept, ...]:
        """Theirs, by name."""
        found = self.engine.store.saved.of(actor.id)
        return tuple(Kept(one.name, Wanted(**dict(parse_qsl(one.filter)))) for one in found)

    def save(self, actor: Actor, name: str, wanted: Wanted) -> Refusal | None:
        name = " ".join(name.split())
        names = [kept.name for kept in self.of(actor)]
        if reason := _wrong(name, names):
            return Refusal(reason)
        if len(names) >= MOST:
            return Refusal(f"You have {MOST} saved filters: delete one first")
        parts = {part: getattr(wanted, part) for part in PARTS}
        self.engine.store.saved.save(actor.id, name, urlencode({part: word for part, word in parts.items() if word}))
        return None

    def rename(self, actor: Actor, name: str, to: str) -> Refusal | None:
        to = " ".join(to.split())
        if reason := _wrong(to, [kept.name for kept in self.of(actor) if kept.name != name]):
            return Refusal(reason)
        self.engine.store.saved.rename(actor.id, name, to)
        return None

    def delete(self, actor: Actor, name: str) -> None:
        self.engine.store.saved.delete(actor.id, name)


def _wrong(name: str, others: list[str]) -> str:
    if not name:
        return "Enter a name for this filter"
    if len(name) > LONGEST:
        return f"A name has at most {LONGEST} characters"
    taken = {other.casefold() for other in others}
    return "You have a filter of this name already" if name.casefold() in taken else ""
