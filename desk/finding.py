"""Finding a case: by its reference, a name, a postcode, a phone number or any word in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import showing
from engine.commands import Actor
from engine.engine import Engine
from engine.store import finding as store
from engine.who import access

#: So many are shown, the newest; of more, not even how many there are is worked out.
MOST = 50

#: A reference without the letters of its service.
END = re.compile(r"[^\W_]{4}[\s-]?[^\W_]{4}")


@dataclass(frozen=True)
class Found(store.Found):
    """A case that find found, with when it is due next: the whole of it, or the first of its open tasks."""

    due: datetime | None = None


class Finding:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def find(self, actor: Actor, words: str) -> tuple[Found, ...]:
        """Cases that the actor may see. A partner finds by reference alone, having seen no other words."""
        cases, ours = self.engine.store.cases, access.ours(actor, self.engine.library.house())
        rows = self._found(words, sorted(ours)) if ours else []
        due = self._due([one.reference for one in rows if not one.closed])
        found = [_for_staff(one, due.get(one.reference)) for one in rows]
        theirs = (
            [*cases.spelt(words, foreign), *self._by_end(words, foreign)]
            if (foreign := sorted(actor.teams - ours))
            else []
        )
        known = {one.reference for one in found}
        return (*found, *(_for_partner(one) for one in theirs if one.reference not in known))

    def _due(self, references: list[str]) -> dict[str, datetime]:
        """What is due first in each of these cases: the whole of it, or a task."""
        tasks, whole = self.engine.store.tasks.soonest(references), self.engine.store.going.due(references)
        return {one: min(each[one] for each in (tasks, whole) if one in each) for one in tasks.keys() | whole.keys()}

    def _found(self, words: str, teams: Sequence[str]) -> list[store.Found]:
        rows = [*self._by_end(words, teams), *self.engine.store.cases.find(words, teams, MOST)]
        return list({one.reference: one for one in reversed(rows)}.values())[::-1][:MOST]

    def _by_end(self, words: str, teams: Sequence[str]) -> list[store.Found]:
        """The cases whose reference ends so, after the letters of a service."""
        if not END.fullmatch(words.strip()):
            return []
        begun = sorted({one.file.reference for _, one in self.engine.library.all() if not one.guide})
        return [found for letters in begun for found in self.engine.store.cases.spelt(f"{letters}{words}", teams)]


def _for_staff(one: store.Found, due: datetime | None) -> Found:
    return Found(**vars(one) | {"outcome": showing.words_of(one.outcome), "due": due})


def _for_partner(one: store.Found) -> Found:
    return Found(**vars(one) | {"words": "", "applicant": "", "outcome": ""})
