"""Coming back without the link: a reference and its code open the status, and wrong ones only take longer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from components.wording import says
from engine.commands import Refusal
from engine.engine import Engine
from engine.store.people import AttemptRows
from engine.who import codes
from engine.who.people import fingerprint

WAIT = (says("Wait {seconds} second, then try again"), says("Wait {seconds} seconds, then try again"))
#: The same for a wrong code and for a reference that there is not.
NOT_RIGHT = "The reference or the code is not right"
#: After each wrong try the next may come so many seconds later: 1, 2, 4 … and never more than 30.
LONGEST = 30
WINDOW = timedelta(hours=1)
#: A whole library may come from one address.
FREE_AT_ADDRESS = 30


class ByCode:
    """`random` gives so many bytes nobody can guess; `hashed` is what is kept of a reference's code."""

    def __init__(
        self, engine: Engine, random: Callable[[int], bytes], hashed: Callable[[str, str], str] = codes.hashed
    ) -> None:
        self.engine = engine
        self.random = random
        self.hashed = hashed

    def open(self, visitor: str, reference: str, code: str, address: str, now: datetime) -> str | Refusal:
        """Let this browser see the case from now on; its reference, as it is written."""
        attempt = self.random(16).hex()
        wait = self._take_turn(attempt, visitor, reference, address, now)
        if wait:
            seconds = -(-wait // timedelta(seconds=1))
            return Refusal(says(WAIT[seconds > 1], seconds=seconds))
        found = self.engine.store.codes.opens(reference, self.hashed(reference, code))
        if not found:
            return Refusal(NOT_RIGHT)
        with self.engine.store.registers.write() as register:
            register.attempts.take_back(attempt)
            register.attempts.clear(_key("browser", visitor))
        self.engine.store.links.bind(visitor, "case", found)
        return found

    def _take_turn(self, attempt: str, visitor: str, reference: str, address: str, now: datetime) -> timedelta:
        """How long this try has to wait; where not at all, it is counted before the code is looked at.

        Whoever waits because of what others tried keeps their turn, whatever those try meanwhile: nobody can be
        kept out of a case by tries at its reference.
        """
        own, turn = _key("browser", visitor), _key("turn", f"{visitor} {codes.bare(reference)}")
        others = _key("reference", codes.bare(reference)), _key("address", address)
        with self.engine.store.registers.write() as register:
            attempts = register.attempts
            wait, kept = _left(attempts, own, 0, now), _turn(attempts, turn, now)
            if not wait and kept is None:
                wait = max(_left(attempts, others[0], 0, now), _left(attempts, others[1], FREE_AT_ADDRESS, now))
                if wait:
                    attempts.add(self.random(16).hex(), (turn,), now + wait)
            wait = max(wait, kept - now if kept else timedelta(0))
            if not wait:
                attempts.clear(turn)
                attempts.add(attempt, (own, *others), now)
        return wait


def _turn(attempts: AttemptRows, key: str, now: datetime) -> datetime | None:
    """When it is their turn, where they were told to wait."""
    tries, at = attempts.count(key, now - WINDOW)
    return at if tries else None


def _left(attempts: AttemptRows, key: str, free: int, now: datetime) -> timedelta:
    """How long the next try has still to wait."""
    tries, last = attempts.count(key, now - WINDOW)
    if tries <= free:
        return timedelta(0)
    wait = timedelta(seconds=min(LONGEST, 2 ** min(tries - free - 1, 10)))
    return max(timedelta(0), last + wait - now)


def _key(kind: str, value: str) -> str:
    """Hashed, because people type codes into the box for the reference."""
    return fingerprint(f"code {kind}:{value}")
