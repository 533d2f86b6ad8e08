"""Which passwords are accepted, and how long somebody waits who guesses them."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256


def normal_password(password: str) -> str:
    """The same password from every keyboard (NFKC, as NIST SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


@cache
def common_passwords() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common-passwords.txt").read_text("utf-8").split())


def password_problem(password: str) -> str | None:
    """Why a new password is not accepted. No rules of composition: NCSC advises against them."""
    password = normal_password(password)
    if not password:
        return "Enter a password"
    if len(password) < SHORTEST_PASSWORD:
        return f"Password must be {SHORTEST_PASSWORD} characters or more"
    if len(password) > LONGEST_PASSWORD:
        return f"Password must be {LONGEST_PASSWORD} characters or less"
    if len(set(password)) < 4 or password.casefold().replace(" ", "") in common_passwords():
        return "Enter a password that is harder to guess"
    return None


@dataclass(frozen=True)
class Throttle:
    """So many tries are free, then each wait is twice the last. Nobody is locked out for ever."""

    free: int
    longest: timedelta
    window: timedelta

    def wait(self, tries: int) -> timedelta:
        if tries < self.free:
            return timedelta(0)
        return min(self.longest, timedelta(seconds=2.0 ** min(tries - self.free, 20)))


BY_ACCOUNT = Throttle(free=5, longest=timedelta(minutes=1), window=timedelta(hours=24))
#: A whole council may come from one address.
BY_ADDRESS = Throttle(free=30, longest=timedelta(minutes=15), window=timedelta(hours=1))
