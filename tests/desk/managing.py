"""A manager's office for tests: a small service over a real database, cases that go through it, and a clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desk.figures import Figures, Frame, Question
from engine.commands import CLOCK, Actor, Claim, Command, Complete, Open, Refusal, Tick
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.who.people import Person
from tests.engine.making import ADA, END, MEI, NAME, NINE, ORGANISATION, PAM, REPORT, SOMEBODY, files
from tests.migrated import database_in
from workflows.load import load

INSPECT = """\
- ask: inspect
  who: highways
  title: Inspect the road
  due: 5 days
  questions:
    found: {type: choice, label: What did you find, options: [Hole, Crack, Nothing]}
"""
MEND = """\
- ask: mend
  who: parks
  title: Mend it
  when: found is not "Nothing"
  questions:
    again: {type: yes or no, label: Look again}
- go to: inspect
  when: again is yes
"""
PARKS_MANAGER = Actor("pip", name="Pip Parks", teams=frozenset({"parks"}), manages=frozenset({"parks"}))


@dataclass
class Office:
    """`now` is moved by the test; every command is done then."""

    engine: Engine
    now: datetime = NINE
    clicks: int = 0

    def do(self, command: Command) -> Done:
        result = self.engine.do(command)
        assert isinstance(result, Done), result
        return result

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def opens(self, number: int, place: str = "Elm Hill") -> str:
        raw = {"place": place, "full_name": "Zoë Ng", "email": f"z{number}@example.org"}
        return self.do(Open(SOMEBODY, self.now, "mend", 1, f"ROA-{number}", raw, f"o{number}")).case.reference

    def claims(self, reference: str, task: str, by: Actor = ADA) -> None:
        self.do(Claim(by, self.now, reference, task))

    def completes(self, reference: str, task: str, by: Actor = ADA, **raw: Any) -> None:
        self.clicks += 1
        self.do(Complete(by, self.now, reference, task, raw, f"c{self.clicks}"))

    def inspects(self, reference: str, found: str = "Nothing", visit: int = 1) -> None:
        self.completes(reference, f"inspect.{visit}", found=found)

    def mends(self, reference: str, again: str = "no", visit: int = 1) -> None:
        self.completes(reference, f"mend.{visit}", PAM, again=again)

    def ticks(self, reference: str) -> None:
        self.do(Tick(CLOCK, self.now, reference))

    @property
    def figures(self) -> Figures:
        return Figures(self.engine)

    def frame(self, by: Actor = MEI, **asked: str) -> Frame:
        found = self.figures.frame(by, Question(**asked), self.now)
        assert not isinstance(found, Refusal), found
        return found


def office(folder: Path, top: str = "", edit: Callable[[str], str] = str) -> Office:
    database = database_in(folder)
    store = Store(database)
    texts = files(REPORT + INSPECT + MEND + END, top)
    texts[NAME] = edit(texts[NAME])
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    with store.registers.write() as register:
        for actor in (ADA, MEI, PAM, PARKS_MANAGER):
            register.people.save(Person(actor.id, f"{actor.id}@example.org", actor.name, tuple(actor.teams)))
    return Office(Engine(store, Library(store, lambda: house)))


TYPED = [{"place": "Elm Hill"}, {"full_name": "Zoë Ng"}, {"email": "z@example.org"}, {"phone": ""}]


def bytes_of() -> Callable[[int], bytes]:
    """Different each time, the same in every run."""
    numbers = iter(range(1, 10_000))
    return lambda size: (next(numbers) * 7919).to_bytes(size, "big")
