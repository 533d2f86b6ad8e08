"""A link by which a policy owner without an account tries a draft: its pages, and nothing of any case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.designing import NOT_EDITOR, Designing, DesignView, may
from engine.commands import Actor, Refusal
from engine.engine import NO_SERVICE, Engine
from engine.library import path_of
from engine.store.previews import Preview
from engine.who.people import fingerprint

LASTS = timedelta(days=14)
#: A service has so many at once.
MOST = 20
#: The same for a link that never was, one that is out of date and one that was taken back.
OPENS_NOTHING = "It may be out of date or taken back. Ask whoever sent it to you for another"
#: The words that say for whom a link is are no longer.
LONGEST = 80
TOO_MANY = f"There are {MOST} links already: take one back first"


@dataclass(frozen=True)
class Previewed:
    """A draft to be tried, and who showed it, to whom one may write; `published` where it is what residents have."""

    view: DesignView
    author: str
    email: str
    published: bool


@dataclass(frozen=True)
class Previewing:
    """`random` gives so many bytes nobody can guess."""

    engine: Engine
    designing: Designing
    random: Callable[[int], bytes]

    def make(self, actor: Actor, service: str, now: datetime, whom: str = "") -> str | Refusal:
        """The secret part of a new link for `whom`. It is not kept: nobody can be told it again."""
        if not may(actor.edits, service):
            return Refusal(NOT_EDITOR)
        if self.designing.drafted(service) is None:
            return Refusal(NO_SERVICE)
        if len(self.engine.store.previews.of(service, now)) >= MOST:
            return Refusal(TOO_MANY)
        token = self.random(24).hex()
        made = Preview(fingerprint(token), service, actor.id, actor.name, now, now + LASTS, whom.strip()[:LONGEST])
        self.engine.store.previews.add(made)
        self.engine.store.audit.record(now, actor.id, "made a preview link", service, "")
        return token

    def of(self, actor: Actor, service: str, now: datetime) -> tuple[Preview, ...]:
        """The links that open the draft now, the newest first, for whoever edits the service."""
        return tuple(self.engine.store.previews.of(service, now)) if may(actor.edits, service) else ()

    def take_back(self, actor: Actor, service: str, token_hash: str, now: datetime) -> Refusal | None:
        """It opens nothing any more, whoever has it open included."""
        if not may(actor.edits, service):
            return Refusal(NOT_EDITOR)
        if self.engine.store.previews.take_back(service, token_hash):
            self.engine.store.audit.record(now, actor.id, "took back a preview link", service, "")
        return None

    def open(self, token: str, now: datetime) -> Previewed | Refusal:
        """The draft as it was last saved, to be tried by whoever has the link."""
        found = self.engine.store.previews.find(fingerprint(token), now)
        view = self.designing.drafted(found.service) if found else None
        if found is None or view is None:
            return Refusal(OPENS_NOTHING)
        with self.engine.store.registers.read() as register:
            author = register.people.find(found.by)
        latest = self.engine.store.versions.latest(found.service)
        published = latest is not None and latest.files.get(path_of(found.service)) == view.text
        return Previewed(view, found.by_name, author.email if author else "", published)
