"""The chain of a case: each link hashes the one before, the facts, and a salted digest of what is people's.

What is people's (answers, names, messages) can be erased with its salt: the digest then says nothing about
it, and the chain still verifies.
"""

from dataclasses import dataclass
from hashlib import sha256

from engine.store.state import to_text


@dataclass(frozen=True)
class Link:
    """One accepted command. `at` is in microseconds; `facts` and `content` are JSON text as it was written."""

    seq: int
    at: int
    actor: str
    command: str
    facts: str
    digest: str

    def hash(self, previous: str) -> str:
        """`previous` is the hash of the link before, or "" for the first."""
        link = to_text([previous, self.seq, self.at, self.actor, self.command, self.facts, self.digest])
        return sha256(link.encode()).hexdigest()


def digest(salt: bytes, content: str) -> str:
    return sha256(salt + content.encode()).hexdigest()
