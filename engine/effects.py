"""Work outside, handed to DBOS: enqueued in the case's own transaction, done by a worker, taken over where one dies.

The only file that knows DBOS. A job is short and carries a key alone: what is to be done stands in our own row, which
also says whether it was done, so that a job that runs twice acts once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer

from engine.store import Store
from engine.store.effects import Effect

LOG = logging.getLogger("wherry.effects")
#: One name and version for ever: a job that an older program handed on is done by a newer one.
NAME, VERSION, QUEUE, JOB = "wherry", "1", "outside", "engine.effects.job"
#: So many at once in one worker: they wait for others more than they work.
AT_ONCE = 32
#: How often a worker looks for work, in seconds.
EVERY = 0.2
#: How often a worker says that it lives, in seconds.
EVERY_BEAT = 5
#: A worker that was not heard of for so long is dead, and its jobs are another's.
UNHEARD = timedelta(seconds=30)
#: A row that should have been tried so long ago has lost its job.
LOST = timedelta(minutes=2)

#: Does one piece of work by its key.
Do = Callable[[str], None]


class Queue:
    """Hands work on, in a transaction that is under way. Many may hold one; nothing is done here."""

    def __init__(self, url: str) -> None:
        self._client = DBOSClient(
            system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name=NAME, lazy=True
        )

    def hand_on(self, connection: Any, key: str, tries: int, seconds: float) -> None:
        """`connection` is SQLAlchemy's, in our transaction: the job is there when that commits, and else never was."""
        self._client.enqueue_in_transaction(connection, options(f"{key} try {tries}", seconds), key)

    def state(self, job: str) -> str:
        found = self._client.list_workflows(workflow_ids=[job], load_input=False, load_output=False)
        return found[0].status if found else ""

    def pending(self) -> list[tuple[str, str]]:
        """The jobs under way and the workers that have them."""
        found = self._client.list_workflows(status="PENDING", load_input=False, load_output=False)
        return [(one.workflow_id, one.executor_id or "") for one in found]

    def resume(self, job: str) -> None:
        self._client.resume_workflow(job, queue_name=QUEUE)

    def close(self) -> None:
        self._client.destroy()


def options(job: str, seconds: float) -> Any:
    wanted = {"workflow_name": JOB, "queue_name": QUEUE, "workflow_id": job, "app_version": VERSION}
    return wanted | ({"delay_seconds": seconds} if seconds else {})


def migrate(url: str) -> None:
    """Make or bring up DBOS's own tables: a client never does."""
    DBOS.migrate(system_database_url=url)


@dataclass
class Worker:
    """Does what is handed on, under a name of its own. One a process: DBOS is one a process."""

    url: str
    name: str

    def start(self, do: Do) -> None:
        DBOS(
            config=DBOSConfig(
                name=NAME, system_database_url=self.url, application_version=VERSION, executor_id=self.name,
                serializer=DBOSPortableJSONSerializer(), use_listen_notify=False, log_level="WARNING",
            )
        )  # fmt: skip

        @DBOS.workflow(name=JOB)
        def job(key: str) -> None:
            do(key)

        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=EVERY, on_conflict="always_update")

    def stop(self, patience: int = 10) -> None:
        """Take nothing new, and let what is under way end."""
        DBOS.destroy(workflow_completion_timeout_sec=patience, destroy_registry=True)


def sweep(store: Store, queue: Queue, now: datetime) -> int:
    """Find work that got lost: by a worker that died over it, or by a restored database. How much there was."""
    alive = store.leases.held("worker ", now)
    orphans = [job for job, worker in queue.pending() if worker not in alive]
    for job in orphans:
        LOG.info("Effect", extra={"case": job.partition(" ")[0], "effect": job, "result": "taken over"})
        queue.resume(job)
    lost = [one for one in store.effects.overdue(now - LOST) if not _under_way(queue, one)]
    for effect in lost:
        LOG.info("Effect", extra={"case": effect.reference, "effect": effect.key, "result": "found again"})
        store.effects.later(effect, effect.why or "It was begun and not ended", None, now)
    unscanned = store.files.ask_again(now) if store.effects.reach.scans else 0
    return len(orphans) + len(lost) + unscanned


def _under_way(queue: Queue, effect: Effect) -> bool:
    return queue.state(f"{effect.key} try {effect.tries}") in ("ENQUEUED", "DELAYED", "PENDING")
