"""What other systems are asked while somebody answers: lists of options and addresses. They may be slow, busy or down.

Nobody waits for them longer than a moment, and what they said is kept for a while.
"""

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from components.base import Addresses
from components.controls import Map, Option
from engine.ports import LookUp, Trouble
from outside.breaker import Breaker

LOG = logging.getLogger("wherry")
#: Seconds that a page waits for an answer; that an answer is used before it is asked for again; and that what was not
#: answered is not asked again, so that a page which asks for it several times waits once.
PATIENCE, FRESH, AGAIN = 3.0, 600.0, 5.0
#: Answers that are kept, and calls that are under way at once: whoever hangs holds up nobody else's page.
MOST_KEPT, MOST_CALLS = 2_000, 8
#: As many options as a list in a file may have, and as much of each as an answer may hold.
MOST_OPTIONS, LONGEST = 1_000, 200
#: New postcodes in an hour: of one person, and of all in this process, whatever they call themselves.
OF_ONE, OF_ALL, AN_HOUR = 20, 3_000, 3600.0

Kept = TypeVar("Kept")
Places = tuple[Mapping[str, str], ...]


@dataclass
class Remembered(Generic[Kept]):
    """Asks, and keeps what was said. `seconds` never goes back. Who fails again and again is left alone for a while,
    and what they said last is used for as long."""

    seconds: Callable[[], float]
    breaker: Breaker
    pool: ThreadPoolExecutor
    patience: float = PATIENCE
    _kept: OrderedDict[str, tuple[float, Kept]] = field(default_factory=OrderedDict)
    #: When a key was not answered last.
    _missed: dict[str, float] = field(default_factory=dict)
    _under_way: dict[str, "Future[Kept]"] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def calls_for(self, whom: str, key: str) -> bool:
        """Whether the other system would be asked."""
        return self._fresh(key) is None and not self._just_missed(key) and not self.breaker.rests(whom)

    def ask(self, whom: str, key: str, call: Callable[[], Kept]) -> Kept | None:
        """None where nobody ever answered, or not in time."""
        found = self._fresh(key)
        if found is not None:
            return found[1]
        if not self._just_missed(key) and not self.breaker.pause(whom):
            try:
                return self._call(key, call).result(self.patience)
            except TooLate:
                self._failed(whom, key, f"did not answer within {self.patience:g} seconds")
            except Exception as error:  # another package's own; whatever it is, people can type
                named = "" if isinstance(error, Trouble) else f"{type(error).__name__}: "
                self._failed(whom, key, f"failed: {named}{error}")
            else:
                self.breaker.answered(whom)
        with self._lock:
            late = self._kept.get(key)
        return late[1] if late else None

    def _just_missed(self, key: str) -> bool:
        with self._lock:
            missed = self._missed.get(key)
        return missed is not None and self.seconds() - missed < AGAIN

    def _failed(self, whom: str, key: str, why: str) -> None:
        """However many wait at the same time, it fails once; one that never ends fails for each who comes later."""
        now = self.seconds()
        with self._lock:
            if now - self._missed.get(key, now - AGAIN) < AGAIN:
                return
            self._missed = {one: at for one, at in self._missed.items() if now - at < AGAIN} | {key: now}
        self.breaker.failed(whom)
        LOG.warning("The look-up %s %s", whom, why)

    def _fresh(self, key: str) -> tuple[float, Kept] | None:
        with self._lock:
            found = self._kept.get(key)
        return found if found and self.seconds() - found[0] < FRESH else None

    def _call(self, key: str, call: Callable[[], Kept]) -> "Future[Kept]":
        """One call for all who wait for the same; one that comes late is kept for the next."""
        with self._lock:
            known = self._under_way.get(key)
            if known is None:
                known = self._under_way[key] = self.pool.submit(call)
                new = True
            else:
                new = False
        if new:
            known.add_done_callback(lambda done: self._keep(key, done))
        return known

    def _keep(self, key: str, done: "Future[Kept]") -> None:
        with self._lock:
            self._under_way.pop(key, None)
            if not done.cancelled() and done.exception() is None:
                self._kept[key] = (self.seconds(), done.result())
                self._kept.move_to_end(key)
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)


@dataclass(frozen=True)
class Lists:
    """Lists of options by name."""

    known: Mapping[str, LookUp]
    remembered: Remembered[tuple[Option, ...]]

    def options(self, name: str) -> tuple[Option, ...] | None:
        look_up = self.known.get(name)
        if look_up is None:
            return None
        return self.remembered.ask(name, name, lambda: as_options(look_up()))


def as_options(given: Iterable[Any]) -> tuple[Option, ...]:
    """Options as a look-up gives them: words alone, or a value and a label. Raises ValueError where they are none."""
    found: dict[str, Option] = {}
    for one in given:
        value, label = (one, one) if isinstance(one, str) else one
        if not (isinstance(value, str) and isinstance(label, str)):
            raise ValueError("a value or a label is no text")
        value, label = value.strip(), label.strip()
        if not value or not label or max(len(value), len(label)) > LONGEST:
            raise ValueError(f"a value or a label is empty, or longer than {LONGEST} characters")
        found.setdefault(value, Option(value, label))
        if len(found) > MOST_OPTIONS:
            raise ValueError(f"there are over {MOST_OPTIONS:,} options")
    return tuple(found.values())


@dataclass
class Searches:
    """How many new postcodes were looked for in this hour."""

    seconds: Callable[[], float]
    _hour: int = 0
    _by: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def allow(self, who: str) -> bool:
        hour = int(self.seconds() // AN_HOUR)
        with self._lock:
            if hour != self._hour:
                self._hour = hour
                self._by.clear()
            within = self._by[who] < OF_ONE and self._by.total() < OF_ALL
            if within:
                self._by[who] += 1
            return within


@dataclass(frozen=True)
class AddressBook:
    """Addresses for one person. What was looked for in the last while costs nobody a search."""

    who: str
    search: Callable[[str], Places]
    remembered: Remembered[Places]
    searches: Searches

    def at(self, postcode: str) -> Places | None:
        if self.remembered.calls_for("addresses", postcode) and not self.searches.allow(self.who):
            return None
        return self.remembered.ask("addresses", postcode, lambda: self.search(postcode))


@dataclass(frozen=True)
class Asking:
    """What this machine may ask of other systems; `search` gives the addresses at a postcode, where it can."""

    lists: Lists
    search: Callable[[str], Places] | None
    remembered: Remembered[Places]
    searches: Searches
    map: Map | None = None

    def addresses(self, who: str) -> Addresses | None:
        return AddressBook(who, self.search, self.remembered, self.searches) if self.search else None


def asking(
    known: Mapping[str, LookUp], search: Callable[[str], Places] | None, seconds: Callable[[], float],
    patience: float = PATIENCE, map: Map | None = None,
) -> Asking:  # fmt: skip
    breaker, pool = Breaker(seconds), ThreadPoolExecutor(MOST_CALLS, "look-up")
    lists: Remembered[tuple[Option, ...]] = Remembered(seconds, breaker, pool, patience)
    places: Remembered[Places] = Remembered(seconds, breaker, ThreadPoolExecutor(MOST_CALLS, "addresses"), patience)
    return Asking(Lists(known, lists), search, places, Searches(seconds), map)
