"""The API over a real desk and database, with clients whose tokens a test may choose among."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from desk.casework import Desk
from desk.subscribing import Subscribing
from engine.store.clients import SCOPES, Client
from engine.who.people import fingerprint
from outside.others import Others, to_tell
from tests.desk.making import Office, office
from tests.engine.making import NINE
from tests.reception import Clock
from web.api.app import mounted
from web.api.paging import Cursors
from web.api.tokens import Behind

SECRET = b"a secret of the tests, 32 bytes."
STEPS = """\
- ask: report
  questions:
    place: {type: text, label: Where is it?}
    when_seen: {type: date, label: When did you see it?, optional: yes}
    full_name: {type: name, label: Your name, optional: yes}
    email: {type: email, label: Your email address, optional: yes}
    phone: {type: phone, label: Your phone number, optional: yes}
    ni: {type: national insurance number, label: NI number, sensitive: yes, optional: yes}
    photo: {type: photo, label: A photo, optional: yes}
- ask: inspect
  who: highways
  sees: [ni]
  questions:
    result: {type: choice, label: What did you find?, options: [Mended, Nothing]}
- wait for: survey
  gives: {depth_found: number}
- end: done
"""


@dataclass
class Programs:
    """The API as its clients reach it."""

    office: Office
    clock: Clock
    browser: TestClient
    keys: Iterator[int] = field(default_factory=lambda: count(1))

    def client(self, name: str, *teams: str, scopes: tuple[str, ...] = SCOPES) -> "Program":
        client = Client(f"id-{name}", name, frozenset(scopes), frozenset(teams), "ada", NINE)
        self.office.engine.store.clients.add(client, fingerprint(f"token of {name}"))
        return Program(self, f"token of {name}")

    def refusals(self) -> list[tuple[str, str]]:
        return [(one.actor, one.what) for one in self.office.engine.store.audit.recent()]


@dataclass
class Program:
    """One client with its token."""

    programs: Programs
    token: str

    def get(self, path: str, **query: Any) -> Response:
        return self.send("GET", path, params=query)

    def post(self, path: str, body: Any, key: str = "") -> Response:
        """Under a new key, where the test says none."""
        headers = {"Idempotency-Key": key or f"key-{next(self.programs.keys)}"}
        return self.send("POST", path, json=body, headers=headers)

    def opens(self, **answers: Any) -> str:
        done = self.post("/services/mend/cases", {"answers": {"place": "Elm Hill"} | answers})
        assert done.status_code == 201, done.text
        return str(done.json()["reference"])

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
        headers = {"Authorization": f"Bearer {self.token}"} | (headers or {})
        answer: Response = self.programs.browser.request(method, f"/api/v1{path}", headers=headers, **more)
        return answer


def behind(desk: Desk, clock: Clock, random: Any) -> Behind:
    """What stands behind the API of the tests. It may tell crm.example alone."""
    known = Others(told=frozenset({"crm.example"}))
    return Behind(desk, clock, random, Cursors(SECRET), Subscribing(desk.engine.store, SECRET, partial(to_tell, known)))


def programs_of(folder: Path, steps: str, top: str = "", largest: int = 100_000) -> Programs:
    made, clock = office(folder, steps, top), Clock()
    app = Starlette(routes=[mounted(behind(made.desk, clock, Random(7).randbytes), largest)])
    return Programs(made, clock, TestClient(app, raise_server_exceptions=False))


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    made = programs_of(tmp_path, STEPS)
    yield made
    made.office.engine.store.database.close()


@pytest.fixture
def council(programs: Programs) -> Program:
    """A client of the team that the service asks."""
    return programs.client("council", "highways")
