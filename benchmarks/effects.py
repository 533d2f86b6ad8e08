"""What cases ask of the outside: how much a step costs that asks for one, and how many are done in a second.

    python -m benchmarks.effects STEPS [postgresql+psycopg://an-empty-database]

The limit of a step is the bare driver with the step's own statements, without the effect; of effects, DBOS's own jobs
that do nothing, as many at once, handed on by DBOS itself.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial

from dbos import DBOSClient, DBOSPortableJSONSerializer

from benchmarks.engine import FILES, NOW, measure_limit
from benchmarks.figures import machine
from engine.effects import NAME, Queue, Worker, migrate, options
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from workflows.load import load

LETTER = "messages:\n  told: {subject: 'We looked at ((place))', body: 'We found: ((found)).'}\n"
SENDS = "- send: told\n  to: applicant\n- branch:\n"


def main() -> None:
    steps = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for url in [f"sqlite:///{folder}/wherry.db", *sys.argv[2:]]:
            database = Database.open(url)
            database.upgrade()
            migrate(url)
            queue = Queue(url)
            print(f"{url.partition(':')[0]}; {machine()}")
            engine = prepared(database, queue)
            measure_limit(engine, steps, "a step with one effect")
            measure_done(engine, queue)
            measure_bare(url, steps)
            queue.close()
            database.close()


def prepared(database: Database, queue: Queue) -> Engine:
    """The service of `benchmarks.engine`, with a letter after each inspection."""
    files = FILES | {path_of("mend"): FILES[path_of("mend")].replace("- branch:\n", SENDS) + LETTER}
    store = Store(database, reach=Reach(frozenset({"email"}), queue.hand_on))
    workflow = load(files, path_of("mend"))
    store.versions.publish("mend", workflow.hash, files, NOW, "ada", "Ada Osei")
    return Engine(store, Library(store, lambda: workflow.organisation))


def measure_done(engine: Engine, queue: Queue) -> None:
    """From the first look of a worker to the last effect settled."""
    effects = engine.store.effects
    many = effects.counts()["waiting"]
    took = worked(engine.store.database.url, partial(settle, engine), lambda: effects.counts().get("done", 0) == many)
    print(f"  effects done by one worker: {many / took:,.0f} a second, of {many:,}; {machine()}")


def settle(engine: Engine, key: str) -> None:
    if engine.store.effects.load(key) is not None:
        engine.store.effects.done(key, "theirs", NOW)


def measure_bare(url: str, many: int) -> None:
    client = DBOSClient(
        system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name=NAME, lazy=True
    )
    for number in range(many):
        client.enqueue(options(f"bare {number}", 0), f"bare {number}")
    done: list[str] = []
    took = worked(url, done.append, lambda: len(done) >= many)
    print(f"  bare jobs of DBOS: {many / took:,.0f} a second, of {many:,}")
    client.destroy()


def worked(url: str, do: Callable[[str], object], over: Callable[[], bool]) -> float:
    worker = Worker(url, "benchmark")
    began = time.perf_counter()
    threading.Thread(target=worker.start, args=(do,)).start()
    while not over():
        time.sleep(0.02)
    took = time.perf_counter() - began
    worker.stop()
    return took


if __name__ == "__main__":
    main()
