"""Finding a case: by its reference, a name, a postcode, a phone number or any word in it."""

from desk import showing
from desk.views import Found
from engine import access
from engine.commands import Actor
from engine.engine import Engine
from engine.store import finding as store

#: So many are shown, the newest; of more, not even how many there are is worked out.
MOST = 50


class Finding:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def find(self, actor: Actor, words: str) -> tuple[Found, ...]:
        """Cases that the actor may see. A partner finds by reference alone, having seen no other words."""
        teams = sorted(actor.teams)
        if access.is_partner(actor, self.engine.library.house()):
            found = self.engine.store.cases.spelt(words, teams)
            return tuple(_for_partner(one) for one in found)
        return tuple(_for_staff(one) for one in self.engine.store.cases.find(words, teams, MOST))


def _for_staff(one: store.Found) -> Found:
    return Found(
        one.reference, one.service_title, one.words, one.applicant, one.opened, one.closed,
        showing.words_of(one.outcome), one.why,
    )  # fmt: skip


def _for_partner(one: store.Found) -> Found:
    return Found(one.reference, one.service_title, "", "", one.opened, one.closed, "", one.why)
