"""Plays the demo's cases under a clock of their own, so that they look as if six weeks had gone by."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol

from components.base import Seen
from components.controls import Raw
from demo.scripts import Act, Script, moment
from engine.case import Case
from engine.commands import Actor, AddNote, Claim, Command, Complete, Open, Problems, Refusal
from workflows.calendars import LONDON
from workflows.workflow import Workflow


class House(Protocol):
    """What the demo needs of the engine."""

    def workflow(self, service: str) -> Workflow: ...
    def version(self, service: str) -> int: ...
    def seen(self, at: datetime) -> Seen: ...
    def staff(self, person: str) -> Actor: ...
    def case(self, reference: str) -> Case: ...
    def new_reference(self, workflow: Workflow) -> str: ...
    def do(self, command: Command) -> object: ...
    def pass_time(self, until: datetime) -> None:
        """Do what was due by then, in the order it was due."""


class CannotBePlayed(Exception):
    """A script and the service it is for do not agree."""


def build(house: House, scripts: tuple[Script, ...], today: date) -> None:
    """Play every case, all in the order of their moments, up to the beginning of `today`."""
    playing = [_Playing(house, script, number) for number, script in enumerate(scripts, start=1)]
    acts = [(moment(act, today), one, act) for one in playing for act in one.script.acts]
    for at, one, act in sorted(acts, key=lambda entry: (entry[0], entry[1].number)):
        house.pass_time(at)
        one.play(act, at)
    house.pass_time(datetime.combine(today, time(), LONDON))


@dataclass
class _Playing:
    """A script on its way. Tokens and visitors come from its number, so that it is the same each time."""

    house: House
    script: Script
    number: int
    reference: str = ""
    played: int = field(default=0)

    def play(self, act: Act, at: datetime) -> None:
        self.played += 1
        answer = self.house.do(self._command(act, at))
        if isinstance(answer, Problems | Refusal):
            raise CannotBePlayed(f"{self.script.service}, case {self.number}, act {self.played}: {answer}")

    def _command(self, act: Act, at: datetime) -> Command:
        actor, token = self._actor(act), f"demo-{self.number}-{self.played}"
        if not self.reference:
            self.reference = self.house.new_reference(self.house.workflow(self.script.service))
            version, raw = self.house.version(self.script.service), self._raw(act, at)
            return Open(actor, at, self.script.service, version, self.reference, raw, token)
        if act.does == "note":
            return AddNote(actor, at, self.reference, act.text, token)
        if act.does == "claim":
            return Claim(actor, at, self.reference, self._task(act))
        return Complete(actor, at, self.reference, self._task(act), self._raw(act, at), token)

    def _actor(self, act: Act) -> Actor:
        if act.by:
            return self.house.staff(act.by)
        return Actor(f"demo-visitor-{self.number}", "applicant", case=self.reference)

    def _task(self, act: Act) -> str:
        """The task that waits at the act's step."""
        tasks = self.house.case(self.reference).tasks.values()
        waiting = next((task.id for task in tasks if task.step == act.step), None)
        if waiting is None:
            raise CannotBePlayed(f"{self.script.service}, case {self.number}: nothing waits at {act.step}")
        return waiting

    def _raw(self, act: Act, at: datetime) -> dict[str, Raw]:
        """The answers as if they had been typed."""
        questions, seen = self.house.workflow(self.script.service).questions, self.house.seen(at)
        answers = {name: questions[name].told(told, seen) for name, told in (act.answers or {}).items()}
        return {name: questions[name].write(answer) for name, answer in answers.items()}
