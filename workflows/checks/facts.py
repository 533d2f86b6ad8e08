"""What is known on the way into a step: which answers are there, under which conditions, and what holds.

Hundreds of answers change little from step to step, so that they stand in rows which ways have in common.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from workflows.checks.register import NOTHING, Register, Set, numbers
from workflows.conditions import Tree

#: The conditions under which an answer is there, which must all hold: none means surely, all there are means never.
Under: TypeAlias = Set
SURELY: Under = NOTHING
NEVER: Under = -1
#: How many answers stand in one row.
WIDTH = 32


@dataclass(frozen=True, slots=True)
class Row:
    """Under what some answers are there, by their numbers; `tests` is every condition among those."""

    unders: tuple[Under, ...]
    tests: Set

    @staticmethod
    def of(unders: Iterable[Under]) -> "Row":
        found = tuple(unders)
        tests = NOTHING
        for under in {*found}:
            tests |= under if under != NEVER else NOTHING
        return Row(found, tests)


BLANK = Row.of([NEVER] * WIDTH)


@dataclass(frozen=True, slots=True)
class Facts:
    """`holding` and `failing` are the conditions known to hold and known not to."""

    register: Register = field(compare=False, repr=False)
    rows: tuple[Row, ...] = ()
    holding: Set = NOTHING
    failing: Set = NOTHING

    # What is asked

    def under_which(self, name: int) -> Under:
        row = name // WIDTH
        return self.rows[row].unders[name % WIDTH] if row < len(self.rows) else NEVER

    def sure(self, name: str) -> bool:
        under = self.under_which(self.register.name(name))
        return self.register.met(under, self.holding) or self.holds_there(name)

    def holds_there(self, name: str) -> bool:
        """Whether a condition that holds shows it to be there."""
        return bool(self.register.showing.get(self.register.name(name), NOTHING) & self.holding)

    def known(self, name: str) -> bool:
        """Whether it is there at least where some conditions hold."""
        return self.under_which(self.register.name(name)) != NEVER

    def conditions_of(self, name: str) -> list[Tree]:
        """Under what an answer is there, where that is known and not sure."""
        under = self.under_which(self.register.name(name))
        return [self.register.trees[number] for number in numbers(under)] if under != NEVER else []

    def held(self, names: Iterable[str]) -> Iterator[tuple[Tree, bool]]:
        """What holds and what does not, of the conditions that read one of these and do not follow from another."""
        reading = there = NOTHING
        for name in numbers(self.register.known(names)):
            reading |= self.register.reading.get(name, NOTHING)
            there |= self.register.there.get(name, NOTHING) if self.under_which(name) == SURELY else NOTHING
        holding, failing = self.register.without_what_follows(self.holding & reading, self.failing & reading)
        for some, holds in ((holding, True), (failing, False)):
            yield from ((self.register.trees[number], holds) for number in numbers(some & ~there))

    # What changes it

    def under(self, tests: Set) -> "Facts":
        """Where these conditions hold, too."""
        return self._following(tests, NOTHING)

    def unless(self, tests: Set) -> "Facts":
        """Where none of these conditions holds, be it that what they read is missing."""
        return self._following(NOTHING, tests)

    def _following(self, holds: Set, fails: Set) -> "Facts":
        holding, failing = self.register.follow(self.holding, self.failing, holds, fails)
        if holding == self.holding and failing == self.failing:
            return self
        return Facts(self.register, self.rows, holding, failing)

    def given(self, new: Mapping[int, Under]) -> "Facts":
        """After answers were given, under these conditions; NEVER for one that may be left out."""
        if not new:
            return self
        there = NOTHING
        for name, under in new.items():
            there |= self.register.there.get(name, NOTHING) if under == SURELY else NOTHING
        return self.changed(new).with_unders(new).under(there)

    def changed(self, names: Iterable[int]) -> "Facts":
        """Where these answers are others than before, so that conditions that read them may hold or not."""
        read = NOTHING
        for name in names:
            read |= self.register.reading.get(name, NOTHING)
        return self.without_tests(read) if read else self

    def without_tests(self, tests: Set) -> "Facts":
        """What is known whatever becomes of some conditions."""
        rows = self.rows
        if any(row.tests & tests for row in rows):
            rows = tuple(
                Row.of(NEVER if under & tests else under for under in row.unders) if row.tests & tests else row
                for row in rows
            )
        return Facts(self.register, rows, self.holding & ~tests, self.failing & ~tests)

    def with_unders(self, new: Mapping[int, Under]) -> "Facts":
        """The same but for what some answers are there under."""
        rows = [*self.rows, *[BLANK] * (max(new, default=-1) // WIDTH + 1 - len(self.rows))]
        changed: dict[int, list[Under]] = {}
        for name, under in new.items():
            at, place = divmod(name, WIDTH)
            changed.setdefault(at, [*rows[at].unders])[place] = under
        for at, unders in changed.items():
            rows[at] = Row.of(unders)
        return Facts(self.register, tuple(rows), self.holding, self.failing)

    def without(self, names: Iterable[str]) -> "Facts":
        """Where these answers may have been set aside."""
        gone = {self.register.name(name): NEVER for name in names}
        return self.with_unders(gone) if gone else self

    def alike(self, other: "Facts") -> "Facts":
        """What both know, word for word."""
        rows = tuple(
            one if one is two else Row.of(a if a == b else NEVER for a, b in zip(one.unders, two.unders, strict=True))
            for one, two in zip(self.rows, other.rows, strict=False)
        )
        return Facts(self.register, rows, self.holding & other.holding, self.failing & other.failing)


@dataclass(frozen=True, slots=True)
class Way:
    """What is known along one way: what may be there by then, and the conditions of the lists that it leaves."""

    facts: Facts
    maybe: Set
    left: Set = NOTHING

    def fails(self, tests: Set) -> Set:
        """Which of these conditions do not hold here, some since what they read was not asked."""
        register, missing = self.facts.register, ~self.maybe
        found = tests & self.facts.failing
        for number in numbers(tests & ~found):
            parts = register.ors.get(number, NOTHING)
            if register.needs[number] & missing or (parts and parts == self.fails(parts)):
                found |= 1 << number
        return found


def meet(ways: Sequence[Way]) -> Facts:
    """What is known whichever way was taken.

    An answer that only some ways give is there under a condition that holds on these and on no other.
    """
    first = ways[0].facts
    if len(ways) == 1:
        return first
    longest = max((way.facts.rows for way in ways), key=len)
    joined = _Join(ways)
    rows = tuple(_row(joined, [way.facts.rows[at] if at < len(way.facts.rows) else BLANK for way in ways])
                 for at in range(len(longest)))  # fmt: skip
    holding, failing, some = first.holding, first.failing, first.failing
    for way in ways[1:]:
        holding &= way.facts.holding
        failing &= way.facts.failing
        some |= way.facts.failing
    doubtful = some & ~failing
    for way in ways:
        doubtful = doubtful and way.fails(doubtful)
    return Facts(first.register, rows, holding, failing | doubtful)


def _row(joined: "_Join", rows: list[Row]) -> Row:
    first = rows[0]
    if all(row is first for row in rows):
        return first
    several = zip(*(row.unders for row in rows), strict=True)
    return Row.of(one[0] if one.count(one[0]) == len(one) else joined.under(one) for one in several)


class _Join:
    """Under what answers are there where ways come together; asked once for answers that are given alike."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self.ways = ways
        self.found: dict[tuple[Under, ...], Under] = {}

    def under(self, unders: tuple[Under, ...]) -> Under:
        if unders not in self.found:
            self.found[unders] = self._under(unders)
        return self.found[unders]

    def _under(self, unders: tuple[Under, ...]) -> Under:
        found, shared, left = NOTHING, -1, NOTHING
        lacking = []
        for way, under in zip(self.ways, unders, strict=True):
            if under == NEVER:
                lacking.append(way)
                continue
            found |= under & ~way.facts.holding
            shared &= way.facts.holding
            left |= way.left
        for way in lacking:
            shared &= ~way.facts.holding
        for way in lacking:
            if not way.fails(found):
                telling = way.fails(shared & left) or way.fails(shared)
                if not telling:
                    return NEVER
                found |= telling & -telling
        return found


def together(before: Facts, threads: Sequence[Facts]) -> Facts:
    """What is known once every thread is done, each of which knows what the others may have changed."""
    if not threads:
        return before
    found: dict[int, Under] = {}
    holding = failing = NOTHING
    for facts in threads:
        holding, failing = holding | facts.holding, failing | facts.failing
        for at, row in enumerate(facts.rows):
            old = before.rows[at] if at < len(before.rows) else BLANK
            for place, (was, now) in enumerate(zip(old.unders, row.unders, strict=True) if row is not old else ()):
                if was != now:
                    name = at * WIDTH + place
                    found[name] = found.get(name, SURELY) | now
    return Facts(before.register, before.rows, holding, failing).with_unders(found)
