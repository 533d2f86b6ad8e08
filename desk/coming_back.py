"""The return link: what a secret opens, and for which browser from then on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk import guests
from engine.engine import Engine
from engine.who.people import Link


@dataclass(frozen=True)
class ComingBack:
    engine: Engine
    clock: Callable[[], datetime]

    def find(self, fingerprint: str) -> Link | None:
        """What the link opens, unless it has expired, its case is gone, or its task waits no longer."""
        link = self.engine.store.links.find(fingerprint, self.clock())
        if link is None:
            return None
        if link.kind == "case":
            case = self.engine.store.cases.load(link.key)
            return Link(case.service, "case", link.key) if case else None
        if link.kind == "task":
            guest = guests.behind(self.engine, link.key)
            return Link(guest.case.service, "task", link.key, guest.case.reference, guest.task.id) if guest else None
        draft = self.engine.store.drafts.get(link.key)
        return Link(draft.service, "draft", link.key) if draft else None

    def bind(self, visitor: str, link: Link) -> None:
        self.engine.store.links.bind(visitor, link.kind, link.id)
