"""People who work on cases, what they may do, and the fingerprints of what lets them in."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
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

    def actor(self, absent: Iterable["Person"] = ()) -> Actor:
        """Who they are to the engine; with the teams of those for whom they stand in, and what those manage."""
        lenders = tuple(absent)
        lent: dict[str, frozenset[str]] = {}
        for one in lenders:
            for team in set(one.teams) - set(self.teams):
                lent[team] = lent.get(team, frozenset()) | {one.id}
        manages = frozenset(of for one in (self, *lenders) for of in one._of("manage"))
        return Actor(
            self.id, name=self.name, teams=frozenset(self.teams) | lent.keys(), manages=manages,
            edits=self._of("edit"), publishes=self._of("publish"), lent=lent,
            stands_in={one.id: one.name for one in lenders},
        )  # fmt: skip

    def _of(self, may: Literal["manage", "edit", "publish"]) -> frozenset[str]:
        return frozenset(role.of for role in self.roles if role.may == may)


@dataclass(frozen=True)
class Absence:
    """A person is away from `since` until before `until`, and a substitute does their part."""

    id: str
    person: str
    since: datetime
    until: datetime
    substitute: str
    recorded_by: str
    at: datetime
    #: The teams that are lent where a manager wrote it down: those that they manage. Empty: all.
    teams: tuple[str, ...] = ()

    def lender(self, person: Person) -> Person:
        """The absent person, with no more than is lent of them."""
        if not self.teams:
            return person
        roles = frozenset(role for role in person.roles if role.of in self.teams)
        return replace(person, teams=tuple(one for one in person.teams if one in self.teams), roles=roles)


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
