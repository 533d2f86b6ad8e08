"""People who work on cases, what they may do, and the fingerprints of what lets them in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from engine.commands import Actor

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
#: In a role, it stands for every team or every service.
EVERY = "*"


@dataclass(frozen=True)
class Role:
    """`manage` is of a team; `edit` and `publish` are of a service."""

    may: Literal["manage", "edit", "publish"]
    of: str


@dataclass(frozen=True)
class Person:
    """A member of staff or of a partner, with what they may do."""

    id: str
    email: str
    name: str
    teams: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    disabled: bool = False

    def may(self, what: Literal["manage", "edit", "publish"], of: str) -> bool:
        return not self.disabled and any(role.may == what and role.of in (of, EVERY) for role in self.roles)

    def actor(self) -> Actor:
        """Who they are to the engine."""
        of = {
            may: frozenset(role.of for role in self.roles if role.may == may) for may in ("manage", "edit", "publish")
        }
        return Actor(
            self.id, name=self.name, teams=frozenset(self.teams), manages=of["manage"], edits=of["edit"],
            publishes=of["publish"],
        )  # fmt: skip


@dataclass(frozen=True)
class Session:
    """Somebody signed in. The cookie's token is never kept, only its fingerprint."""

    fingerprint: str
    person: str
    began: datetime
    seen: datetime

    def stands(self, now: datetime) -> bool:
        return now < self.seen + IDLE and now < self.began + LONGEST


@dataclass(frozen=True)
class Invitation:
    """A one-time link with which a person sets a password."""

    fingerprint: str
    person: str
    until: datetime


@dataclass(frozen=True)
class Link:
    """What a link opens: of a resident a draft or a case, of somebody asked by email the one task (`task`) of it."""

    service: str
    kind: Literal["draft", "case", "task"]
    #: The draft's id, the case's reference, or what the task's guest is known by.
    id: str
    case: str = ""
    task: str = ""

    def named(self) -> dict[str, str]:
        """What the address calls it."""
        return {"case": self.case, "task": self.task} if self.kind == "task" else {self.kind: self.id}


def fingerprint(token: str) -> str:
    """What is kept of a token, so that a stolen database opens nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def normal_email(email: str) -> str:
    return email.strip().casefold()
