"""Whom a note may mention, whom it does, and when they have read it."""

from collections.abc import Iterable

from engine import access
from engine.commands import Actor, Refusal
from engine.engine import Engine


class Mentioning:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def people(self, actor: Actor, reference: str) -> tuple[tuple[str, str], ...]:
        """The council's own people who may see the case, by name: (id, name)."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or not access.is_councils(actor, sight.house):
            return ()
        seeing = access.readers(sight.workflow, sight.case) & set(sight.house.teams)
        with self.engine.store.registers.read() as register:
            everyone = register.people.everyone()
        found = ((one.id, one.name) for one in everyone if seeing & set(one.teams) and not one.disabled)
        return tuple(sorted(found, key=lambda one: one[1]))

    def read(self, actor: Actor, reference: str) -> None:
        """They have looked at the case: what mentions them there is listed no longer."""
        self.engine.store.mentions.read(actor.id, reference)


def mentioned(text: str, people: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Who is named after an @ in a note; of two of one name, both. A name inside a longer one is not meant."""
    left, found = text.casefold(), list[tuple[str, str]]()
    for id, name in sorted(people, key=lambda one: (-len(one[1]), one[1])):
        marked = f"@{name.casefold()}"
        if marked in left or any(marked == known for _, known in found):
            found.append((id, marked))
        left = left.replace(marked, "")
    return tuple(id for id, _ in found)
