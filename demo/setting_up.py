"""Lets a visitor find a county at work: sample staff and cases, where nobody is there yet."""

from datetime import datetime
from hashlib import sha256

from demo.build import build
from demo.scripts import people
from engine.engine import Engine
from engine.store import Store
from workflows.calendars import LONDON

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def set_up(engine: Engine, now: datetime) -> bool:
    """Play the demo's cases into a database without people; whether it was needed. Nothing of them leaves."""
    with engine.store.registers.read() as register:
        if register.people.everyone():
            return False
    numbers = iter(range(1, 100_000))
    # A store that reaches nobody: what is set up to send would write to the people of the samples.
    alone = Engine(Store(engine.store.database), engine.library, engine.actions)
    build(alone, lambda prefix: _reference(prefix, next(numbers)), now.astimezone(LONDON).date())
    return True


def has_samples(store: Store) -> bool:
    """Whether any of the sample staff are in there: nobody else has their id and their address."""
    samples = {(sample.person.id, sample.person.email) for sample in people()}
    with store.registers.read() as register:
        return any((one.id, one.email) in samples for one in register.people.everyone())


def _reference(prefix: str, number: int) -> str:
    """The same for the same case each time, and no more like the next than a real one."""
    digest = sha256(f"{prefix}{number}".encode()).digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:8])
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
