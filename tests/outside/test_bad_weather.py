"""Calls while another system is slow, busy, broken and breaks off: each is done once, or somebody is told."""

import json
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from random import Random

import pytest

from desk.doing_outside import Doing, Outside
from engine.commands import Open
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from outside import papers
from outside.addresses import Rule
from outside.breaker import Breaker
from outside.calling import Called, Calling
from outside.files import FolderFiles
from outside.posting import Posting
from outside.reaching import Caller
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from tests.hearing import Hearing
from tests.migrated import database_in
from tests.outside.stubs import elsewhere as stub
from workflows.load import load

CASES = 12
#: Nothing was done yet; and what comes after it was done.
BEFORE = (stub.answer(429, retry_after="20"), stub.answer(500), stub.answer(503), stub.reset)
AFTERWARDS = (stub.half_a_body, stub.reset, stub.says_nothing, stub.answer(500), stub.no_http)


@dataclass
class Lights:
    """Puts each lamp on a list once, by the id of the call, and answers as the weather lets it."""

    random: Random
    fine: bool = False
    lamps: dict[str, str] = field(default_factory=dict)
    acted: list[str] = field(default_factory=list)

    def __call__(self, other: stub.Elsewhere, connection: socket.socket) -> None:
        asked = other.asked[-1]
        weather = 1.0 if self.fine else self.random.random()
        if weather < 0.45:
            self.random.choice(BEFORE)(other, connection)
            return
        id = asked.headers["idempotency-key"]
        if id not in self.lamps:
            self.lamps[id] = f"L {len(self.lamps)}"
            self.acted.append(json.dumps(asked.json["with"]))
        good = stub.answer(200, {"given": {"lamp": self.lamps[id]}})
        (self.random.choice(AFTERWARDS) if weather < 0.88 else good)(other, connection)


@dataclass
class Weather:
    """A clock that the test turns, and whoever does what is due by it."""

    engine: Engine
    lights: Lights
    doing: Callable[[], Doing]
    now: datetime = NINE

    def pass_by(self, hours: int) -> None:
        """Until nothing is due any more."""
        ends = self.now + timedelta(hours=hours)
        while self.now < ends and (due := self.engine.store.effects.overdue(ends)):
            self.now = max(self.now, due[0].due)
            self.doing().do(due[0].key)


@pytest.fixture(params=range(2))
def weather(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Weather]:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(REPORT + "- call: street-lights\n  with: {spot: place}\n  gives: {lamp: text}\n" + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    lights = Lights(Random(request.param))
    with stub.elsewhere(lights) as other:
        rule = Rule(
            frozenset({"lights.example"}), frozenset({(ip_address("127.0.0.1"), other.port)}), lambda *_: ["127.0.0.1"]
        )
        called = Called("street-lights", f"http://lights.example:{other.port}/jobs", (b"k" * 32,), seconds=0.2)
        breaker = Breaker(lambda: made.now.timestamp())
        call = Calling(called, Posting(Caller(rule, ssl.create_default_context()), breaker, lambda: made.now))
        engine = Engine(store, Library(store, lambda: house), {"street-lights": call})
        outside = Outside({}, papers, FolderFiles(tmp_path / "files"), "https://forms.example", b"secret", Hearing())
        made = Weather(engine, lights, lambda: Doing(engine, outside, lambda: made.now))
        for number in range(CASES):
            raw = {"place": f"Elm Hill {number}"}
            opened = engine.do(Open(SOMEBODY, NINE, "mend", 1, f"ROA-{number}", raw, f"click {number}"))
            assert isinstance(opened, Done)
        yield made
    database.close()


def test_each_call_acts_once_and_each_case_goes_on_or_somebody_can_try_again(weather: Weather) -> None:
    weather.pass_by(hours=24)

    effects, acted = weather.engine.store.effects, weather.lights.acted
    dead = effects.dead_ones(frozenset({"highways"}))
    assert len(acted) == len(set(acted)) <= CASES, "nothing was done twice"
    assert effects.counts().get("done", 0) + len(dead) == CASES, "nothing was lost"
    assert dead and all("Tried 12 times" in effect.why for effect in dead), "such weather is too bad for some"

    weather.lights.fine = True
    for effect in dead:
        assert effects.revive(effect.key, weather.now)
    weather.pass_by(hours=24)

    assert effects.counts() == {"done": CASES}
    assert len(acted) == len(set(acted)) == CASES
    cases = [weather.engine.store.cases.load(f"ROA-{number}") for number in range(CASES)]
    assert all(case and list(case.tasks) == ["inspect.1"] and not case.waiting for case in cases)
    assert len({case.values()["lamp"] for case in cases if case}) == CASES
