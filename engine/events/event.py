"""The base of every fact. A fact carries what changed, so that replay needs neither the definition nor a rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import ClassVar

from engine.case import Case


@dataclass(frozen=True)
class Event:
    """`shape` grows when a class changes what it carries.

    `personal` names the fields whose words belong to people: they are kept apart from the chain, which
    hashes only their salted digest, so that they can be erased and the chain still verifies.
    """

    shape: ClassVar[int] = 1
    personal: ClassVar[tuple[str, ...]] = ()

    def after(self, case: Case) -> Case:
        """The case after it. Dumb on purpose; a fact that is only told changes nothing."""
        return case


def evolve(case: Case, event: Event) -> Case:
    return event.after(case)


def replay(events: Iterable[Event]) -> Case:
    """Say where a case stands. Needs neither the definition nor today's rules."""
    return reduce(evolve, events, Case())
