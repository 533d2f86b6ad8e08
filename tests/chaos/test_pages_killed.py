"""The app and its worker are killed again and again while eight residents and two case workers use the pages: who saw
a reference finds the case, and who was cut off goes on from where they were and ends with one case."""

import asyncio
import time
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import pytest

from benchmarks.casework import PERSON, TEAM
from engine.store import Store
from engine.store.database import Database
from engine.who.people import Person
from tests.chaos.length import SHARE, share
from tests.chaos.office import asked, waits, whole
from tests.deploy.several import ROOT, Program, a_worker, an_app
from tests.outside.stubs.mail import MailRoom, running
from tests.visitors import PATIENCE, SERVICE, CaseWorker, Resident

KILLS = share(200, 2)
RESIDENTS, CASE_WORKERS = 8, 2
#: Seconds that it takes to send, or a little more; at least and at most between two kills; until somebody sends.
A_SEND, LEAST_LIFE, MOST_LIFE, A_WHILE = 0.15, 0.5, 4.0, 30.0
#: In the short run by SQLite alone: tests/deploy kills one of each over PostgreSQL.
BACKENDS = ["sqlite", "postgresql"] if SHARE > 1 else ["sqlite"]


@dataclass
class Office:
    """The app, the worker beside it, and what people met there."""

    app: Program
    worker: Program
    mail: MailRoom
    url: str
    over: bool = False
    here: dict[int, Resident] = field(default_factory=dict)
    opened: dict[str, str] = field(default_factory=dict)
    completed: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    came_back: int = 0

    @property
    def address(self) -> str:
        return f"http://localhost:{self.app.port}"


@pytest.fixture
def office(empty: str, tmp_path: Path) -> Iterator[Office]:
    services = tmp_path / "definitions"
    services.mkdir()
    (services / "organisation.yaml").write_bytes((ROOT / "definitions" / "organisation.yaml").read_bytes())
    (services / "report-a-lamp.yaml").write_text(SERVICE, "utf-8")
    employ(empty)
    with running() as mail:
        settings = {
            "WHERRY_MODE": "run", "WHERRY_WORKER": "apart", "WHERRY_DATABASE": empty,
            "WHERRY_VAR": str(tmp_path / "var"), "WHERRY_DEFINITIONS": str(services),
            "WHERRY_SMTP": f"smtp://127.0.0.1:{mail.port}?tls=none", "WHERRY_FROM": "forms@example.gov.uk",
        }  # fmt: skip
        app = an_app(tmp_path, 1, settings)
        worker = a_worker(tmp_path, 1, settings | {"WHERRY_PORT": str(app.port)})
        app.start()
        app.wait()
        worker.start()
        yield Office(app, worker, mail, empty)
        app.stop()
        worker.stop()


def employ(url: str) -> None:
    """The one sample person whom the demo's sign-in offers; where people are, it plays no cases of its own."""
    database = Database.open(url)
    database.upgrade()
    with Store(database).registers.write() as register:
        register.people.save(Person(PERSON, "marta@example.gov.uk", "Marta Kowalska", (TEAM,)))
    database.close()


@pytest.mark.parametrize("empty", BACKENDS, indirect=True)
def test_who_saw_a_reference_finds_the_case_and_who_was_cut_off_ends_with_one(office: Office) -> None:
    asyncio.run(a_day(office))

    store = Store(Database.open(office.url))
    whole(store, office.opened, office.completed)
    assert set(office.completed) == set(office.opened.values())
    assert office.came_back, "somebody was cut off while they sent"
    assert asked(store) == {reference: ["send"] for reference in office.completed}, "each is told of once"
    store.database.close()
    assert len({one["Message-ID"] for one in office.mail.taken}) == len(office.opened), "one that came twice says so"
    print(f"\n{KILLS} kills, {len(office.opened):,} cases sent and completed by the pages, {office.came_back} cut off, "
          f"Send to the reference: {waits(office.waited)}")  # fmt: skip


async def a_day(office: Office) -> None:
    sent: asyncio.Queue[str] = asyncio.Queue()
    coming = [resident(office, sent, number) for number in range(RESIDENTS)]
    working = [asyncio.create_task(case_worker(office, sent)) for _ in range(CASE_WORKERS)]
    await asyncio.gather(kills(office), *coming)
    await within(sent.join(), *working)
    await within(told(office))
    for one in working:
        one.cancel()


async def within(done: Awaitable[object], *meanwhile: asyncio.Task[None]) -> None:
    """Wait for it, unless whoever works at it has failed."""
    waiting = asyncio.ensure_future(done)
    ended, _ = await asyncio.wait([waiting, *meanwhile], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    assert ended, "It takes too long"
    for one in ended:
        one.result()


async def kills(office: Office) -> None:
    """Three of the app, one of them while it is only starting; then the worker, which is missed only after a while."""
    random = Random(1)
    for number in range(KILLS):
        await asyncio.sleep(random.uniform(LEAST_LIFE, MOST_LIFE) if number else 0)
        program = office.worker if number % 4 == 3 else office.app
        if number % 4 != 2:
            await somebody_sends(office)
        await asyncio.sleep(random.uniform(0, A_SEND) if number else 0)
        await asyncio.to_thread(program.kill)
        program.start()
        if program is office.app and number % 4 != 1:
            await asyncio.to_thread(program.wait)
    office.over = True


async def somebody_sends(office: Office) -> None:
    until = time.monotonic() + A_WHILE
    while not any(one.sending for one in office.here.values()) and time.monotonic() < until:
        await asyncio.sleep(0.01)


async def resident(office: Office, sent: "asyncio.Queue[str]", name: int) -> None:
    """Reports one light after the other, each as somebody new."""
    for number in count(1):
        one = office.here[name] = Resident(office.address, f"Magdalen Street, lamp {name} {number}")
        await one.begin()
        reference = await one.end()
        office.opened[one.place] = reference
        await sent.put(reference)
        assert await one.finds(reference), "who has seen a reference finds the case"
        office.waited.append(one.waited)
        office.came_back += one.came_back
        if office.over:
            break


async def case_worker(office: Office, sent: "asyncio.Queue[str]") -> None:
    one = CaseWorker(office.address)
    await one.arrive()
    while True:
        reference = await sent.get()
        await one.complete(reference)
        office.completed.append(reference)
        sent.task_done()


async def told(office: Office) -> None:
    """Until a message has come about each case."""
    while len({one["Message-ID"] for one in office.mail.taken}) < len(office.opened):
        await asyncio.sleep(0.2)
