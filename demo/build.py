"""Plays the demo's cases under a clock of their own, so that they look as if six weeks had gone by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from components.controls import Raw
from demo.beside import beside
from demo.scripts import Act, Script, absences, before, moment, on, people, scripts
from engine.case import DEADLINE, Case
from engine.commands import (
    CLOCK,
    Actor,
    AddNote,
    Claim,
    Command,
    Complete,
    Extend,
    LinkCases,
    Open,
    Problems,
    Refusal,
    Settle,
    Tick,
    Withdraw,
)  # fmt: skip
from engine.course import letters
from engine.engine import Engine
from engine.standing_in import actor_of
from engine.store.people import Register
from engine.who.people import Absence
from workflows.calendars import LONDON
from workflows.conditions import Context
from workflows.items import innermost, scope_of
from workflows.workflow import Workflow

#: Who begins what begins with a message.
OUTSIDE = Actor("gauges", "clock", "The river gauges")


class CannotBePlayed(Exception):
    """A script and the service it is for do not agree."""


def build(engine: Engine, new_reference: Callable[[str], str], today: date) -> None:
    """Let the sample staff in and play every case, up to the beginning of `today`.

    A service that is not published has no cases. `new_reference` makes a reference from the letters it begins with.
    """
    with engine.store.registers.write() as register:
        for sample in people():
            register.people.save(sample.person)
        _send_away(register, today)
    published = set(engine.store.versions.services())
    named: dict[str, str] = {}
    playing = [
        _Playing(engine, new_reference, script, number, named)
        for number, script in enumerate(scripts(), start=1)
        if script.service in published
    ]
    acts = [(moment(act, today), one, act) for one in playing for act in one.script.acts]
    for at, one, act in sorted(acts, key=lambda entry: (entry[0], entry[1].number)):
        pass_time(engine, at)
        one.play(act, at)
    pass_time(engine, datetime.combine(today, time(), LONDON))


def _send_away(register: Register, today: date) -> None:
    """Each wrote it down themselves, as the day began."""
    for number, one in enumerate(absences(), start=1):
        since = datetime.combine(before(today, one.ago), time(), LONDON)
        until = since + timedelta(days=one.days)
        register.away.add(Absence(f"demo-away-{number}", one.person, since, until, one.substitute, one.person, since))


def pass_time(engine: Engine, until: datetime) -> None:
    """Do what was due by then, each at its own moment."""
    while due := engine.store.timers.due(until, limit=1):
        engine.do(Tick(CLOCK, due[0].at, due[0].reference))


@dataclass
class _Playing:
    """A script on its way. Tokens and visitors come from its number, so that it is the same each time."""

    engine: Engine
    new_reference: Callable[[str], str]
    script: Script
    number: int
    #: The references of the cases that have a name, all of them together.
    named: dict[str, str]
    reference: str = ""
    played: int = 0

    def play(self, act: Act, at: datetime) -> None:
        self.played += 1
        if act.does == "looks":
            self._look(act, at)
            return
        result = self.engine.do(self._command(act, at))
        if isinstance(result, Problems | Refusal):
            raise self._cannot(str(result))

    def _command(self, act: Act, at: datetime) -> Command:
        actor, token = self._actor(act, at), f"demo-{self.number}-{self.played}"
        if not self.reference:
            version, workflow = self._latest()
            self.reference = self.named[self.script.name] = self.new_reference(workflow.file.reference)
            actor = OUTSIDE if workflow.file.starts == ("message",) else actor
            return Open(actor, at, self.script.service, version, self.reference, self._raw(act, at), token)
        match act.does:
            case "note":
                return AddNote(actor, at, self.reference, act.text, token, act.mentions)
            case "claim":
                return Claim(actor, at, self.reference, self._task(act))
            case "pays" | "fails":
                return self._settles(act, at, token)
            case "extends":
                clock = DEADLINE if act.step == DEADLINE else self._task(act)
                return Extend(actor, at, self.reference, clock, act.text)
            case "withdraws":
                return Withdraw(actor, at, self.reference)
            case "answer":
                return Complete(actor, at, self.reference, self._task(act), self._raw(act, at), token)
            case "holds" | "hands_over":
                return beside(act, actor, at, self.reference, self._task(act), token)
            case "links":
                return LinkCases(actor, at, self.reference, self.named[act.step], token)
            case _:
                return beside(act, actor, at, self.reference, "", token)

    def _look(self, act: Act, at: datetime) -> None:
        """What somebody of a partner opened is recorded, as it is when they open it on the screen."""
        sight = self.engine.see(self._actor(act, at), self.reference)
        if isinstance(sight, Refusal):
            raise self._cannot(sight.reason)
        self.engine.looked(sight, act.step, sight.visible & sight.case.values().keys(), at)

    def _settles(self, act: Act, at: datetime, token: str) -> Settle:
        """A payment, as the payment service tells of it."""
        ids = [id for id, one in self._case().waiting.items() if one.step == act.step]
        if not ids:
            raise self._cannot(f"nothing is to be paid at {act.step}")
        if act.does == "fails":
            return Settle(CLOCK, at, self.reference, ids[0], token, failed="The payment was refused")
        return Settle(CLOCK, at, self.reference, ids[0], token, {"payment": token})

    def _actor(self, act: Act, at: datetime) -> Actor:
        if not act.by:
            return Actor(f"demo-visitor-{self.number}", "applicant", case=self.reference)
        actor = actor_of(self.engine.store.registers, act.by, self.engine.library.house(), at)
        if actor is None:
            raise self._cannot(f"nobody is called {act.by}")
        return actor

    def _latest(self) -> tuple[int, Workflow]:
        latest = self.engine.library.latest(self.script.service)
        if latest is None:
            raise self._cannot("the service is not published")
        return latest

    def _task(self, act: Act) -> str:
        """The task that waits at the act's step, for the item of its number where it has one."""
        case = self._case()
        here = [task for task in case.tasks.values() if task.step == act.step]
        waiting = [task.id for task in here
                   if not act.item or innermost(case.values(), scope_of(task.thread))[1] == act.item]  # fmt: skip
        if not waiting:
            raise self._cannot(f"nothing waits at {act.step} {act.item or ''}".rstrip())
        return waiting[0]

    def _case(self) -> Case:
        case = self.engine.store.cases.load(self.reference)
        if case is None:
            raise self._cannot("the case was not begun")
        return case

    def _raw(self, act: Act, at: datetime) -> dict[str, Raw]:
        """The answers as if they had been typed."""
        house = self.engine.library.house()
        seen = letters.seen(house, Context(at, house.calendars["england"]))
        questions = self._latest()[1].questions
        day = at.astimezone(LONDON).date()
        answers = {name: questions[name].told(on(day, told), seen) for name, told in (act.answers or {}).items()}
        return {name: questions[name].write(answer) for name, answer in answers.items()}

    def _cannot(self, why: str) -> CannotBePlayed:
        return CannotBePlayed(f"{self.script.service}, case {self.number}, act {self.played}: {why}")
