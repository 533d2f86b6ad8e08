"""How often somebody may send a plain page: what no person does, only a program."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

#: Pages a minute of one browser; and of one address, behind which a library or a whole telephone network may be.
OF_BROWSER, OF_ADDRESS = 60, 6_000
#: In seconds: when the next minute has begun for sure.
NEXT = 60


@dataclass
class Limits:
    """Counts within a minute, in this process alone: it forgets by itself, and nothing grows beyond a minute."""

    clock: Callable[[], datetime]
    of_browser: int = OF_BROWSER
    of_address: int = OF_ADDRESS
    _minute: int = 0
    _sent: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def allow(self, browser: str, address: str) -> bool:
        minute = int(self.clock().timestamp()) // 60
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._sent.clear()
            self._sent[f"browser {browser}"] += 1
            self._sent[f"address {address}"] += 1
            within = self._sent[f"browser {browser}"] <= self.of_browser
            return within and self._sent[f"address {address}"] <= self.of_address
