"""A list a page at a time. Where the next page begins is sealed: a client hands it back as it was, or not at all."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from web.api.problems import Told

SEAL = 12
NOT_OURS = "This is no place where a page of this list begins. Leave “after” out to begin at the first"


@dataclass(frozen=True)
class Cursors:
    """`secret` seals; a cursor of one list and client is worth nothing for another."""

    secret: bytes

    def sealed(self, what: str, key: str) -> str | None:
        """For the answer: None where there is no more."""
        data = key.encode()
        return base64.urlsafe_b64encode(self._seal(what, data) + data).decode().rstrip("=") if key else None

    def opened(self, what: str, cursor: str) -> str:
        """The key again; "" for the first page."""
        if not cursor:
            return ""
        try:
            data = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        except (binascii.Error, ValueError):
            raise Told(400, NOT_OURS) from None
        seal, key = data[:SEAL], data[SEAL:]
        if not hmac.compare_digest(seal, self._seal(what, key)):
            raise Told(400, NOT_OURS)
        return key.decode()

    def _seal(self, what: str, key: bytes) -> bytes:
        return hmac.new(self.secret, f"cursor:{what}:".encode() + key, hashlib.sha256).digest()[:SEAL]
