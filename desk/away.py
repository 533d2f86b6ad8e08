"""Out of office: who is away, from when to when, and who stands in for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from components.joining import joined
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.store.people import Register
from engine.who import access
from engine.who.people import Absence, Person
from workflows.calendars import LONDON

#: Longer than this is no absence but a change of who is in the team.
LONGEST = timedelta(days=366)
NOT_YOURS = "Only they, or a manager of one of their teams, may say when somebody is away"


@dataclass(frozen=True)
class Away:
    """One absence, with its first and its last day. `remark` says what has to be seen to because of it."""

    id: str
    person: str
    name: str
    since: date
    last: date
    substitute: str
    substitute_name: str
    recorded_by: str
    now: bool
    remark: str = ""


class Absences:
    """`new_id` gives ids that nobody has had."""

    def __init__(self, engine: Engine, new_id: Callable[[], str]) -> None:
        self.engine = engine
        self.new_id = new_id

    def of(self, actor: Actor, person: str, now: datetime) -> tuple[Away, ...] | Refusal:
        """Somebody's time away that is not over."""
        with self.engine.store.registers.read() as register:
            found = register.people.find(person)
            if found is None or not access.may_record_away(actor, found):
                return Refusal(NOT_YOURS)
            return tuple(_view(register, one, now) for one in register.away.of(person, now))

    def in_teams(self, actor: Actor, now: datetime) -> tuple[Away, ...]:
        """Who of the actor's own teams is away now or soon, so that everybody knows whom to ask."""
        own = actor.teams - actor.lent.keys()
        with self.engine.store.registers.read() as register:
            people = [one for one in register.people.everyone() if own & set(one.teams) and not one.disabled]
            return tuple(_view(register, one, now) for who in people for one in register.away.of(who.id, now))

    def standing_in(self, actor: Actor, now: datetime) -> tuple[Away, ...]:
        """For whom the actor stands in, now or soon."""
        with self.engine.store.registers.read() as register:
            return tuple(_view(register, one, now) for one in register.away.standing_in(actor.id, now))

    def whom_they_may_record(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        """Whose time away the actor may write down: (id, name), themselves first."""
        with self.engine.store.registers.read() as register:
            people = [one for one in register.people.everyone() if not one.disabled]
        may = [one for one in people if access.may_record_away(actor, one)]
        return tuple((one.id, one.name) for one in sorted(may, key=lambda one: one.id != actor.id))

    def substitutes(self, actor: Actor, person: str) -> tuple[tuple[str, str, str], ...]:
        """Who may stand in for somebody: (id, name, their teams), those of their own teams first."""
        with self.engine.store.registers.read() as register:
            absent, everyone = register.people.find(person), register.people.everyone()
        if absent is None or not access.may_record_away(actor, absent):
            return ()
        house = self.engine.library.house()
        able = [one for one in everyone if one.id != actor.id and access.may_stand_in(one, absent, house)]
        able.sort(key=lambda one: not set(one.teams) & set(absent.teams))
        return tuple(
            (one.id, one.name, ", ".join(house.everyone.get(team, team) for team in one.teams)) for one in able
        )

    def record(
        self, actor: Actor, person: str, since: date, last: date, substitute: str, now: datetime
    ) -> Away | Refusal:
        """Write it down. Both days count; from today on it begins at once."""
        with self.engine.store.registers.write() as register:
            absent, standing_in = register.people.find(person), register.people.find(substitute)
            if absent is None or not access.may_record_away(actor, absent):
                return Refusal(NOT_YOURS)
            if standing_in is None or not access.may_stand_in(standing_in, absent, self.engine.library.house()):
                return Refusal("Select somebody who can stand in")
            times = _begins(since, now), _begins(last + timedelta(days=1), now)
            lent = () if actor.id == person else tuple(one for one in absent.teams if access.manages(actor, one))
            absence = Absence(self.new_id(), person, *times, substitute, actor.id, now, lent)
            if reason := _wrong(register, absence, standing_in, now):
                return Refusal(reason)
            register.away.add(absence)
            recorded = _view(register, absence, now)
        said = f"from {recorded.since} to {recorded.last}, {recorded.substitute_name} stands in"
        self.engine.store.audit.record(now, actor.id, "recorded time away", person, said)
        return recorded

    def end(self, actor: Actor, id: str, now: datetime) -> Refusal | None:
        """They are back early, or do not go."""
        with self.engine.store.registers.write() as register:
            absence = register.away.find(id)
            absent = register.people.find(absence.person) if absence else None
            if absence is None or absent is None or not access.may_record_away(actor, absent):
                return Refusal(NOT_YOURS)
            register.away.end(id, now)
        self.engine.store.audit.record(now, actor.id, "ended time away", absence.person, str(absence.since.date()))
        return None


def last_day(absence: Absence) -> date:
    return (absence.until.astimezone(LONDON) - timedelta(microseconds=1)).date()


def _begins(day: date, now: datetime) -> datetime:
    """When a day begins; today has begun."""
    begins = datetime.combine(day, time(), LONDON)
    return now if day == now.astimezone(LONDON).date() else begins


def _wrong(register: Register, absence: Absence, substitute: Person, now: datetime) -> str:
    """Why an absence cannot be so; "" where it can."""
    if absence.substitute == absence.recorded_by:
        return "Select somebody other than yourself"
    if absence.until <= absence.since:
        return "The last day must be on or after the first day"
    if absence.since < now:
        return "The first day must be today or later"
    if absence.until - absence.since > LONGEST:
        return "Time away can be up to a year"
    if _overlaps(register, absence, absence.person, now):
        return "There is time away in these days already"
    if _overlaps(register, absence, substitute.id, now):
        return f"{substitute.name} is away in these days too: select somebody else"
    return ""


def _overlaps(register: Register, absence: Absence, person: str, now: datetime) -> bool:
    others = register.away.of(person, now)
    return any(one.since < absence.until and absence.since < one.until for one in others)


def _view(register: Register, absence: Absence, now: datetime) -> Away:
    def name(id: str) -> str:
        person = register.people.find(id)
        return person.name if person else id

    since = absence.since.astimezone(LONDON).date()
    return Away(
        absence.id, absence.person, name(absence.person), since, last_day(absence),
        absence.substitute, name(absence.substitute),
        name(absence.recorded_by), absence.since <= now < absence.until, _remark(register, absence, name, now),
    )  # fmt: skip


def _remark(register: Register, absence: Absence, name: Callable[[str], str], now: datetime) -> str:
    """For whom they stand in themselves meanwhile: nobody does then."""
    left = [one for one in register.away.standing_in(absence.person, now)
            if one.since < absence.until and absence.since < one.until]  # fmt: skip
    names = joined(dict.fromkeys(name(one.person) for one in left))
    return f"{name(absence.person)} stands in for {names} in these days: somebody else has to" if names else ""
