"""Durable steps a second through the store, beside the bare driver sending the very same statements.

    python -m benchmarks.store [steps] [cases] [postgresql+psycopg://…]

A step reads a case, completes its task and opens the next, with a clock set and one stopped. The limit is
measured in the same run: the statements that those steps ran, each with its values, sent again by sqlite3 or
psycopg alone to another database of the same content. The figures of lists follow, at so many cases.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import psycopg
import sqlite3
from sqlalchemy import event

from engine.case import Case, evolve
from engine.events import (
    AnswersGiven, Arrived, CaseOpened, ClockSet, Event, PartyJoined, TaskClaimed, TaskDone, TaskOpened,
)  # fmt: skip
from engine.store import Store
from engine.store.cases import Change
from engine.store.database import Database

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
TEAMS = [f"team-{number}" for number in range(20)]
STREETS = ["Magdalen", "Unthank", "Dereham", "Ber", "Earlham", "Aylsham", "Newmarket", "Ipswich", "Drayton", "Plumstead"]


@dataclass
class Recorded:
    """What the writer sent, a list of statements for each step."""

    steps: list[list[tuple[str, Any, bool]]] = field(default_factory=list)


def main() -> None:
    steps, cases = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for url in [f"sqlite:///{folder}/wherry.db", *sys.argv[3:]]:
            print(url.partition(":")[0])
            measure(url, Path(folder), steps, cases)


def measure(url: str, folder: Path, steps: int, cases: int) -> None:
    database = Database.open(url)
    database.upgrade()
    store = Store(database)
    warm = [store.cases.commit(opened(number)) for number in range(min(steps, 2000))]
    ...


if __name__ == "__main__":
    main()
