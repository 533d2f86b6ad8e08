"""What deciding may know of the council's people: who is of which team, and how busy each is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Staff:
    """Teams by id, each with its people and how many tasks each has; people's names by their id."""

    teams: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    #: Who is away now: nothing new is given to them.
    away: frozenset[str] = frozenset()

    def is_of(self, person: str, team: str) -> bool:
        return person in self.teams.get(team, {})

    def name(self, person: str) -> str:
        return self.names.get(person, "")

    def least_busy(self, team: str, but: Collection[str]) -> str:
        """Who of a team has the fewest tasks, of several the first by id; "" where nobody may."""
        able = {person: tasks for person, tasks in self.teams.get(team, {}).items() if person not in {*but, *self.away}}
        return min(able, key=lambda person: (able[person], person), default="")


NOBODY = Staff()
