"""Who has what: by team and by person, each leading to the inbox that holds it, with who is away until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desk.away import last_day
from desk.figures import Figures, Frame
from desk.inbox import NOBODYS_LATE, OF_PERSON
from desk.tables import Cell, Chart, Link, Table
from engine.commands import Actor
from engine.dates import day_in_words
from engine.store.figures import Load

NOBODY = "Nobody yet"
TASKS = "Tasks are counted here, not cases: a case may have several at once, or wait for somebody else and have none."
NOTHING = "Nobody of the teams that you manage has anything now, or did anything in these days."


@dataclass(frozen=True)
class Workloads:
    names: Figures

    def of(self, actor: Actor, frame: Frame) -> tuple[Table, ...]:
        loads = self.names.store.load(frame.wanted)
        return self._teams(actor, frame, loads), self._people(actor, frame, loads)

    def _teams(self, actor: Actor, frame: Frame, loads: list[Load]) -> Table:
        counted: dict[str, list[int]] = {}
        for one in loads:
            before = counted.get(one.team, [0, 0, 0])
            counted[one.team] = [before[0] + one.open - one.late, before[1] + one.late, before[2] + one.done]
        links: dict[tuple[int, int], Link] = {}
        for row, (team, (_, late, _)) in enumerate(counted.items()):
            if team in actor.teams:
                links[row, 0] = _inbox(frame, "teams", team)
                links |= {(row, 2): _inbox(frame, "teams", team, "late")} if late else {}
        rows: tuple[tuple[Cell, ...], ...] = tuple((self._team(team), *counts) for team, counts in counted.items())
        heads = ("Team", "Has now, in time", "Has now, late", "Done in these days")
        return Table("teams", "Work by team", heads, rows, TASKS, Chart("stacked", "Team", heads[1:3]),
                     NOTHING, links)  # fmt: skip

    def _people(self, actor: Actor, frame: Frame, loads: list[Load]) -> Table:
        names, away = self.names.people(), self._away(frame.wanted.now)
        links: dict[tuple[int, int], Link] = {}
        for row, one in enumerate(loads):
            if one.team in actor.teams:
                links |= {(row, column): link for column, link in _leading(frame, one).items()}
        rows = tuple(
            (self._team(one.team), _named(one, names, away), one.open, one.late, one.done) for one in loads
        )  # fmt: skip
        heads = ("Team", "Person", "Has now", "Of these late", "Done in these days")
        return Table("people", "Work by person", heads, rows,
                     f"{TASKS} Only of teams that you manage. What is on hold is counted here, and is under “On hold” "
                     "in the inbox.", nothing=NOTHING, links=links)  # fmt: skip

    def _team(self, team: str) -> str:
        return self.names.engine.library.house().everyone.get(team, team)

    def _away(self, now: datetime) -> dict[str, date]:
        """Until when they are away who are away now."""
        with self.names.engine.store.registers.read() as register:
            return {
                one.person: last_day(one)
                for person in register.away.away(now) for one in register.away.of(person, now) if one.since <= now
            }  # fmt: skip


def _inbox(frame: Frame, view: str, of: str, figure: str = "") -> Link:
    return Link("inbox", {"view": view, "of": of, "figure": figure, "service": frame.wanted.service})


def _leading(frame: Frame, one: Load) -> dict[int, Link]:
    """Where the columns of a person lead: their name and what they have, and what of it is late."""
    theirs = f"{one.team}:{one.person}"
    unclaimed = _inbox(frame, "teams", one.team, "unclaimed")
    has = _inbox(frame, OF_PERSON, theirs) if one.person else unclaimed
    late = _inbox(frame, OF_PERSON, theirs, "late") if one.person else _inbox(frame, "teams", one.team, NOBODYS_LATE)
    return {1: has, 2: has} | ({3: late} if one.late else {}) if one.open else {}


def _named(one: Load, names: Mapping[str, str], away: Mapping[str, date]) -> str:
    named = names.get(one.person, one.person) or NOBODY
    return f"{named}, away until {day_in_words(away[one.person])}" if one.person in away else named
