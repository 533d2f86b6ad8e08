"""Clients that are told what happens to cases: they subscribe, and a worker tells them.

What is told is thin: that something happened to which case, and when. What stands in the case they read by the API, as
far as they may.
"""

import hmac
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from engine.commands import Refusal
from engine.ports import Teller
from engine.store import Store
from engine.store.effects import Effect
from engine.store.subscriptions import Subscription

#: Of one client.
MOST = 20
TOO_MANY = f"A client has {MOST} subscriptions at most: delete one before you make another"
THERE = "This client has another subscription to this address: delete it first"


@dataclass(frozen=True)
class Subscribing:
    """`address` gives one as it will be called, or a ValueError that says why nothing is told there."""

    store: Store
    secret: bytes
    address: Callable[[str], str]

    def subscribe(
        self, client: str, token: str, url: str, kinds: Collection[str], now: datetime
    ) -> Subscription | Refusal:
        """The same token makes the same one. Raises the ValueError of the address."""
        made = Subscription(
            sha256(f"{client} {token}".encode()).hexdigest()[:24], client, self.address(url), frozenset(kinds), now
        )
        others = self.store.subscriptions.of(client)
        for one in others:
            if one.id == made.id:
                return one
        if len(others) >= MOST:
            return Refusal(TOO_MANY)
        return made if self.store.subscriptions.add(made) else Refusal(THERE)

    def key(self, id: str) -> bytes:
        return key_of(self.secret, id)


def key_of(secret: bytes, id: str) -> bytes:
    """What the news of a subscription is signed with: made of our secret, so that it is kept nowhere."""
    return hmac.digest(secret, f"subscription {id}".encode(), "sha256")


def tell(store: Store, teller: Teller, secret: bytes, effect: Effect) -> None:
    """Tell a client something, unless it wants to know no more. Raises `Later` or `Failed`."""
    id, kind, task = news_of(effect)
    found, case = store.subscriptions.one(id), store.cases.load(effect.reference)
    if found is None or case is None:
        return
    message = f"told_{sha256(effect.key.encode()).hexdigest()[:32]}"
    told = {
        "id": message, "kind": kind, "at": effect.at.isoformat().replace("+00:00", "Z"), "service": case.service,
        "reference": case.reference,
    }  # fmt: skip
    teller.tell(found[0].url, key_of(secret, id), message, told | ({"task": task} if task else {}))


def news_of(effect: Effect) -> tuple[str, str, str]:
    """The subscription, the kind of news, and the task that it is about, or ""."""
    id, _, news = effect.what.partition(" ")
    kind, _, task = news.partition(" ")
    return id, kind, task
