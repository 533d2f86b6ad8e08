"""When people are away and who stands in for them, as rows."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Text, delete, insert, select, update
from sqlmodel import Field, SQLModel

from engine.store.moments import moment, written
from engine.store.state import to_text
from engine.who.people import Absence


class AwayRow(SQLModel, table=True):
    __tablename__ = "wf_away"

    id: str = Field(primary_key=True)
    person: str = Field(index=True)
    since: int = Field(sa_type=BigInteger)
    until: int = Field(sa_type=BigInteger)
    substitute: str = Field(index=True)
    #: Who wrote it down, and when: themselves, or a manager.
    recorded_by: str
    at: int = Field(sa_type=BigInteger)
    #: The teams that are lent, as JSON.
    teams: str = Field(sa_type=Text)


AWAY = SQLModel.metadata.tables["wf_away"]


@dataclass(frozen=True)
class AwayRows:
    connection: Connection

    def add(self, absence: Absence) -> None:
        times = {name: written(getattr(absence, name)) for name in ("since", "until", "at")}
        self.connection.execute(insert(AWAY), vars(absence) | times | {"teams": to_text(absence.teams)})

    def find(self, id: str) -> Absence | None:
        return next(iter(self._those(AWAY.c.id == id)), None)

    def of(self, person: str, now: datetime) -> list[Absence]:
        """Theirs that are not over, the first one first."""
        return self._those(AWAY.c.person == person, AWAY.c.until > written(now))

    def lent_to(self, substitute: str, now: datetime) -> list[Absence]:
        """The absences in which this person stands in for somebody now."""
        return self._those(AWAY.c.substitute == substitute, *_on(now))

    def standing_in(self, substitute: str, now: datetime) -> list[Absence]:
        """The absences that are not over in which this person is to stand in."""
        return self._those(AWAY.c.substitute == substitute, AWAY.c.until > written(now))

    def away(self, now: datetime) -> set[str]:
        """Who is away now."""
        return set(self.connection.scalars(select(AWAY.c.person).where(*_on(now))))

    def end(self, id: str, now: datetime) -> None:
        """They are back, or do not go: what is still to come of it falls away."""
        self.connection.execute(delete(AWAY).where(AWAY.c.id == id, AWAY.c.since >= written(now)))
        over = AWAY.c.id == id, AWAY.c.until > written(now)
        self.connection.execute(update(AWAY).where(*over).values(until=written(now)))

    def _those(self, *which: ColumnElement[bool]) -> list[Absence]:
        rows = self.connection.execute(select(AWAY).where(*which).order_by(AWAY.c.since, AWAY.c.id)).mappings()
        return [_read(dict(row)) for row in rows]


def _on(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return AWAY.c.since <= written(now), AWAY.c.until > written(now)


def _read(row: dict[str, Any]) -> Absence:
    times = {name: moment(row[name]) for name in ("since", "until", "at")}
    return Absence(**row | times | {"teams": tuple(json.loads(row["teams"]))})
