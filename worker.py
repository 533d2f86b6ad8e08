"""Wiring of what is done outside: what is reached, by whom, and who notices that somebody died over it.

The app does it itself unless `WHERRY_WORKER=apart`; then `wherry worker` does, in any number, on any machine.
"""

import logging
import os
import secrets
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

import httpx

from desk.doing_outside import Doing, Outside
from desk.sources import FolderDrafts, House, StoredDrafts, published_organisations
from doors import actions, known_accounts, known_others
from engine.effects import EVERY_BEAT, UNHEARD, Queue, Worker, migrate, sweep
from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database, named, readable
from engine.store.effects import Reach
from logs import speak_json
from outside import papers
from outside.choosing import Sending, senders
from outside.clamd import Clamd
from outside.others import Others, teller
from outside.remote_files import chosen
from settings import Settings
from starting import checked, in_a_sentence, refuse_samples, tell_silent, tell_unknown
from workflows.organisation import Organisation

LOG = logging.getLogger("wherry")
#: How long anything outside may take, in seconds.
PATIENCE = 30


def clock() -> datetime:
    return datetime.now(UTC)


def channels(sending: Sending) -> frozenset[str]:
    """By what messages go out here."""
    served = {"email": sending.mail or (sending.account and sending.account.email), "letter": sending.letters,
              "text": sending.account and sending.account.text}  # fmt: skip
    return frozenset(channel for channel, by in served.items() if by)


def reach(sending: Sending, queue: Queue) -> Reach:
    """What cases may ask of the outside here: of a channel that nobody serves their messages are only kept."""
    return Reach(channels(sending), queue.hand_on, scans=scanner() is not None)


def scanner(environment: Mapping[str, str] = os.environ) -> Clamd | None:
    """What looks for viruses in files here."""
    return Clamd.from_environment(environment)


def doing(settings: Settings, sending: Sending, known: Others, engine: Engine) -> Doing:
    def house() -> Organisation:
        return engine.library.house()

    http = httpx.Client(base_url=sending.notify, timeout=PATIENCE)
    outside = Outside(
        senders(sending, house, clock, http, papers), papers, chosen(os.environ, settings.var / "files"),
        settings.origins[0], settings.secret, teller(known, clock, monotonic), scanner(),
    )  # fmt: skip
    return Doing(engine, outside, clock)


@dataclass
class Working:
    """One worker, its heartbeat, and the look for what others left."""

    engine: Engine
    queue: Queue
    do: Callable[[str], None]
    url: str

    def start(self) -> None:
        self._stop = threading.Event()
        self._worker = Worker(self.url, secrets.token_hex(8))
        self._beat()
        self._worker.start(self.do)
        self._beating = threading.Thread(target=self._beats, daemon=True)
        self._beating.start()

    def stop(self) -> None:
        self._stop.set()
        self._beating.join(timeout=5)
        self._worker.stop()

    def _beats(self) -> None:
        while not self._stop.wait(EVERY_BEAT):
            try:
                self._beat()
                if self.engine.store.leases.take("sweep", self._worker.name, clock() + timedelta(seconds=60), clock()):
                    sweep(self.engine.store, self.queue, clock())
            except Exception:  # the last line of defence: without its heartbeat a worker would be thought dead
                LOG.exception("The heartbeat of a worker failed and is tried again")

    def _beat(self) -> None:
        name, now = self._worker.name, clock()
        self.engine.store.leases.take(f"worker {name}", name, now + UNHEARD, now)


def sending_from_environment() -> Sending:
    return Sending.from_environment(os.environ)


def work_apart() -> None:
    """A worker of its own, until it is told to stop."""
    stop = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    with in_a_sentence():
        settings = checked()
        if settings.logs_json:
            speak_json()
        tell_unknown()
        tell_silent(scanner())
        working = None if settings.read_only else made(settings)
    if working:
        working.start()
    LOG.info("%s", at_work(settings))
    stop.wait()
    if working:
        working.stop()
        working.engine.store.database.close()


def at_work(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """What a worker says as it starts."""
    if settings.read_only:
        return "Read only: this worker does nothing until it is started again without WHERRY_READ_ONLY"
    by = " and ".join(sorted(channels(Sending.from_environment(environment))))
    sends = f"sends messages by {by}" if by else "sends no messages: nothing is set to send them by"
    scans = "scans files for viruses" if scanner(environment) else "scans no files for viruses: WHERRY_CLAMD is not set"
    return f"This worker works for the database {named(settings.database)}, {sends}, and {scans}"


def made(settings: Settings) -> Working:
    """A worker with all that it reaches, not yet at work."""
    with readable(settings.database):
        database = Database.open(settings.database)
        database.upgrade()
    migrate(settings.database)
    queue, sending = Queue(settings.database), sending_from_environment()
    store = Store(database, reach=reach(sending, queue))
    refuse_samples(settings, store)
    drafts = StoredDrafts(store, FolderDrafts(settings.definitions))
    known = known_others()
    house = House(drafts, published_organisations(store), monotonic, known_accounts())
    engine = Engine(store, Library(store, house), actions(known))
    return Working(engine, queue, doing(settings, sending, known, engine).do, settings.database)
