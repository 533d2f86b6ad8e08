"""Who asks: a client by its token, with what it is allowed. No cookie counts here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from desk.casework import Desk
from desk.finding import Finding
from desk.inbox import Inboxes
from desk.subscribing import Subscribing
from engine.commands import Actor, Refusal
from engine.engine import NOT_YOURS, Engine, Sight
from engine.store.clients import Client
from engine.who.people import fingerprint
from web.api.paging import Cursors
from web.api.problems import Told

NO_TOKEN = "Send the token of a client: Authorization: Bearer …"
NOT_KNOWN = "This token is not known, or was revoked"
CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True)
class Behind:
    """What stands behind the API. `random` gives so many bytes nobody can guess."""

    desk: Desk
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    cursors: Cursors
    subscribing: Subscribing

    @property
    def engine(self) -> Engine:
        return self.desk.engine


@dataclass(frozen=True)
class Caller:
    """A client at one moment, and what it may reach."""

    behind: Behind
    client: Client
    now: datetime

    @property
    def engine(self) -> Engine:
        return self.behind.engine

    @property
    def actor(self) -> Actor:
        return self.client.actor

    @property
    def outside(self) -> Actor:
        """The same as what a case waits for outside: its messages are no person's act."""
        return Actor(self.actor.id, "clock", self.client.name)

    @property
    def inboxes(self) -> Inboxes:
        return Inboxes(self.engine)

    @property
    def finding(self) -> Finding:
        return Finding(self.engine)

    def sight(self, reference: str) -> Sight:
        """A case as the client may see it. That it may not is recorded, as every refusal."""
        found = self.engine.see(self.actor, reference)
        if isinstance(found, Refusal):
            self.refused("reading", reference, found.reason)
            raise Told(404, NOT_YOURS)
        return found

    def refused(self, what: str, subject: str, why: str) -> None:
        self.engine.store.audit.record(self.now, self.actor.id, f"refused {what}", subject, why)


_bearer = HTTPBearer(auto_error=False, description="The token that `wherry client add` printed")


def calling(
    wanted: SecurityScopes,
    request: Request,
    token: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """Lets a client in that has the token and every scope that the operation needs."""
    behind: Behind = request.app.state.behind
    client = behind.engine.store.clients.by_token(fingerprint(token.credentials)) if token else None
    if client is None:
        raise Told(401, NOT_KNOWN if token else NO_TOKEN, headers=CHALLENGE)
    caller = Caller(behind, client, behind.clock())
    if missing := [scope for scope in wanted.scopes if scope not in client.scopes]:
        why = f"This client has not the scope {missing[0]}"
        caller.refused(request.method, request.url.path, why)
        raise Told(403, why)
    return caller


def may(*scopes: str) -> Any:
    """The dependency of an operation that needs these scopes."""
    return Security(calling, scopes=list(scopes))


Anybody = Annotated[Caller, may()]
Opening = Annotated[Caller, may("cases:open")]
Reading = Annotated[Caller, may("cases:read")]
Listing = Annotated[Caller, may("tasks:read")]
Completing = Annotated[Caller, may("tasks:complete")]
Sending = Annotated[Caller, may("messages:send")]
Subscribed = Annotated[Caller, may("webhooks:make")]
