"""Lets a visitor find a county at work: sample staff and cases, where nobody is there yet."""

from datetime import datetime
from hashlib import sha256

from demo.build import build
from engine.engine import Engine
from workflows.calendars import LONDON

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def set_up(engine: Engine, now: datetime) -> bool:
    """Play the demo's cases into a database without people; whether it was needed."""
    with engine.store.registers.read() as register:
        if register.people.everyone():
            return False
    numbers = iter(range(1, 100_000))
    build(engine, lambda prefix: _reference(prefix, next(numbers)), now.astimezone(LONDON).date())
    return True


def _reference(prefix: str, number: int) -> str:
    """The same for the same case each time, and no more like the next than a real one."""
    digest = sha256(f"{prefix}{number}".encode()).digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:8])
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
