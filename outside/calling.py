"""`call:` by HTTP: what a service tells another system, signed, and the answers that this brings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from components.base import Answer
from engine.ports import Failed
from outside.posting import Posting, ToPost, json_of


@dataclass(frozen=True)
class Called:
    """Another system that services may call by this name."""

    name: str
    url: str
    keys: tuple[bytes, ...]
    seconds: float = 10.0


@dataclass(frozen=True)
class Calling:
    """An `Action`. The same key is the same id to the other system, so that it can do it once."""

    to: Called
    posting: Posting

    def __call__(self, told: Mapping[str, Answer], key: str) -> Mapping[str, Answer]:
        to, id = self.to, f"call_{sha256(key.encode()).hexdigest()[:32]}"
        body = json.dumps({"call": to.name, "with": dict(told)}).encode()
        answered = self.posting.post(ToPost(to.name, to.url, to.keys, id, body, to.seconds), {"idempotency-key": id})
        if not answered.strip():
            return {}
        given = json_of(answered)
        if not isinstance(given, dict) or not isinstance(given.get("given"), dict):
            raise Failed(f"{to.name} answered, but not with answers that can be read")
        return dict(given["given"])
