"""A circuit breaker: who fails again and again is left alone for a while, and then asked by one call at first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Breaker:
    """`clock` counts seconds and never goes back. What it knows is this process's own: each finds out for itself."""

    clock: Callable[[], float]
    most: int = 5
    rest: float = 60.0
    _failures: dict[str, int] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def pause(self, host: str) -> float:
        """In how many seconds it may be called; at 0 now. After a rest that is said to one, who tries it for all."""
        with self._lock:
            if self._failures.get(host, 0) < self.most:
                return 0
            now = self.clock()
            if now < self._until[host]:
                return self._until[host] - now
            self._until[host] = now + self.rest
            return 0

    def rests(self, host: str) -> bool:
        """Whether it may not be called now. It tries nothing."""
        with self._lock:
            return self._failures.get(host, 0) >= self.most and self.clock() < self._until[host]

    def failed(self, host: str) -> None:
        with self._lock:
            self._failures[host] = self._failures.get(host, 0) + 1
            self._until[host] = self.clock() + self.rest

    def answered(self, host: str) -> None:
        """It is there, whatever it said."""
        with self._lock:
            self._failures.pop(host, None)
            self._until.pop(host, None)
