"""PostgreSQL is stopped hard and started again under load: what was acknowledged is there, and once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import psycopg
from sqlalchemy.exc import DBAPIError

from engine.commands import Command
from engine.engine import Done, Engine
from tests.chaos.length import share
from tests.chaos.office import asked, inspecting, now, opening, over, published, waits, whole
from tests.chaos.stopping import stoppable

STOPS = share(50, 2)
CLIENTS = 8


class Client:
    """Asks until it is told, with the same token each time."""

    def __init__(self, engine: Engine, name: int) -> None:
        self.engine, self.name = engine, name
        self.opened: dict[str, str] = {}
        self.waits: list[float] = []
        self.broken = 0

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            token = f"{self.name} {len(self.opened)}"
            reference = self.told(opening(token, f"ROA-{self.name}-{len(self.opened)}", now()))
            self.told(inspecting(f"{token} done", reference, now()))
            self.opened[token] = reference

    def told(self, command: Command) -> str:
        began = time.monotonic()
        while True:
            try:
                result = self.engine.do(command)
            except (DBAPIError, psycopg.Error):
                self.broken += 1
                time.sleep(0.05)
                continue
            assert isinstance(result, Done), result
            self.waits.append(time.monotonic() - began)
            return result.case.reference


def test_what_was_acknowledged_outlives_the_database_s_falls() -> None:
    random, stop = Random(1), threading.Event()
    with stoppable() as database:
        published(database.address)
        engine = over(database.address)
        clients = [Client(engine, number) for number in range(CLIENTS)]
        with ThreadPoolExecutor(CLIENTS) as pool:
            working = [pool.submit(client.work, stop) for client in clients]
            for _ in range(STOPS):
                time.sleep(random.uniform(0.3, 1.0))
                database.stop()
                database.start()
            stop.set()
            for one in working:
                one.result()

        opened = {token: reference for client in clients for token, reference in client.opened.items()}
        whole(engine.store, opened, opened.values())
        assert asked(engine.store) == {reference: ["call", "send"] for reference in opened.values()}
        engine.store.database.close()
    every = [wait for client in clients for wait in client.waits]
    broken = sum(client.broken for client in clients)
    print(f"\n{STOPS} stops, {len(every):,} commands, {broken} tried again: {waits(every)}")
