"""How long the manager's figures take, beside what the bare driver takes to read the same rows once.

    python -m benchmarks.figures_at_size CASES [postgresql+psycopg://an-empty-database]

Half of the cases are of one service, the others of nine; then all of them are of one. Each has ten rows here, of
stays and ways, for the ten events or so that a case has: figures read nothing else, however many events there are.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from time import perf_counter
from typing import Any

from sqlalchemy import insert, text, update
from sqlmodel import SQLModel

from benchmarks.figures import machine
from engine.store.database import Database
from engine.store.figures import Figures, Wanted
from engine.store.going import Going
from engine.store.moments import written

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SERVICES = [f"service-{number}" for number in range(10)]
TEAMS = [f"team-{number}" for number in range(20)]
STEPS = ["triage", "assess", "decision", "letter"]
OUTCOMES = ["awarded", "refused", "withdrawn"]
AT_ONCE = 2_000
TABLES = ("wf_course", "wf_stay", "wf_way", "wf_reader")
Rows = dict[str, list[dict[str, Any]]]


def main() -> None:
    cases = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for url in [f"sqlite:///{folder}/wherry.db", *sys.argv[2:]]:
            database = Database.open(url)
            database.upgrade()
            fill(database, cases)
            measure(database, url.partition(":")[0])
            gather(database)
            measure(database, "all of one service")
            database.close()


def fill(database: Database, cases: int) -> None:
    for first in range(0, cases, AT_ONCE):
        made: Rows = {name: [] for name in TABLES}
        for number in range(first, min(first + AT_ONCE, cases)):
            for name, rows in one(number).items():
                made[name] += rows
        with database.write() as connection:
            for name, rows in made.items():
                connection.execute(insert(SQLModel.metadata.tables[name]), rows)
    with database.write() as connection:
        connection.exec_driver_sql("ANALYZE")


def gather(database: Database) -> None:
    """Let every case be of the first service."""
    with database.write() as connection:
        for name in ("wf_course", "wf_stay", "wf_way"):
            connection.execute(update(SQLModel.metadata.tables[name]).values(service=SERVICES[0]))
        connection.exec_driver_sql("ANALYZE")


def one(number: int) -> Rows:
    """A case that went through three or four steps, one of them perhaps twice."""
    chance = random.Random(number)
    service = SERVICES[0] if number % 2 else chance.choice(SERVICES[1:])
    opened = at = NOW - timedelta(minutes=chance.randint(1, 365 * 24 * 60))
    steps = [*STEPS[:2], *(["assess"] if chance.random() < 0.2 else []), *STEPS[2:]]
    shared = {"reference": f"POT-{number:07}", "service": service, "version": 1}
    stays: list[dict[str, Any]] = []
    for visit, step in enumerate(steps):
        if at > NOW:
            break
        took = timedelta(minutes=chance.randint(10, 20_000))
        stays.append(shared | stay(step, visit, at, took, chance))
        at += took
    closed = at if at <= NOW else None
    went = [shared | one for one in ways(stays)]
    steps_text = "".join(f"{one['step']}>" for one in stays)
    course = shared | {
        "opened": written(opened), "closed": written(closed) if closed else None, "stopped": None,
        "outcome": chance.choice(OUTCOMES) if closed else "", "due": written(opened + 28 * DAY), "steps": steps_text,
    }  # fmt: skip
    seen = [{"reference": shared["reference"], "team": team} for team in {one["who"] for one in stays}]
    return {"wf_course": [course], "wf_stay": stays, "wf_way": went, "wf_reader": seen}


def stay(step: str, visit: int, at: datetime, took: timedelta, chance: random.Random) -> dict[str, Any]:
    team = chance.choice(TEAMS)
    over = at + took <= NOW
    return {
        "stay": f"{step}.{visit}", "seq": visit, "step": step, "what": "task", "who": team,
        "person": f"{team}-{chance.randint(1, 8)}", "begun": written(at), "claimed": written(at + took / 3),
        "ended": written(at + took) if over else None, "due": written(at + 10 * DAY), "paused": 0,
        "how": "done" if over else "",
    }  # fmt: skip


def ways(stays: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """From each step to the next, past a branch."""
    for number, (before, after) in enumerate(pairwise(stays)):
        at = after["begun"]
        for part, (source, target) in enumerate(((before["step"], "branch"), ("branch", after["step"]))):
            spent = at - before["begun"] if part == 0 else None
            yield {
                "seq": number, "number": part, "source": source, "target": target, "at": at, "spent": spent,
            }  # fmt: skip


def measure(database: Database, name: str) -> None:
    with database.read() as connection:
        rows = [connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES]
    print(f"{name}: {rows[0]:,} cases, {rows[1]:,} stays, {rows[2]:,} ways; {machine()}")
    figures = Figures(database)
    for what, days in (("a month", 30), ("12 months", 365)):
        every = Wanted(
            frozenset(SERVICES), frozenset(TEAMS), frozenset(TEAMS), NOW - days * DAY, NOW + DAY, NOW
        )  # fmt: skip
        largest = Wanted(**vars(every) | {"service": SERVICES[0]})
        team = Wanted(**vars(every) | {"team": TEAMS[0]})
        for wanted, told in ((every, "every service"), (largest, "the largest service"), (team, "one team")):
            print(f"  {what}, {told}:", ", ".join(timed(figures, Going(database), wanted)))
    print("  limit: each table read once by its columns,", ", ".join(bare(database)))


def timed(figures: Figures, going: Going, wanted: Wanted) -> Iterator[str]:
    """What each page asks of the store, one after another."""
    one = wanted if wanted.service else Wanted(**vars(wanted) | {"service": SERVICES[0]})
    usual = Wanted(**vars(wanted) | {"since": NOW - 91 * DAY, "until": NOW, "team": ""})
    late = partial(going.late, teams=frozenset(TEAMS), after="", limit=25)
    pages: dict[str, list[tuple[Callable[[Wanted], Any], Wanted]]] = {
        "what comes in": [(ask, wanted) for ask in (figures.by_day, figures.open_now, figures.outcomes, figures.took)],
        "where time goes": [(figures.steps, one), (figures.spent, wanted)],
        "who has what": [(figures.load, wanted)],
        "which way": [(figures.ways, one), (figures.courses, one), (figures.by_day, one)],
        "what is late": [(late, wanted), (figures.steps, usual)],
    }  # fmt: skip
    for page, asked in pages.items():
        yield f"{page} {sum(milliseconds(partial(ask, of)) for ask, of in asked):.0f} ms"


def bare(database: Database) -> Iterator[str]:
    for table, column in (("wf_course", "opened"), ("wf_stay", "begun"), ("wf_way", "at")):
        with database.read() as connection:
            run = partial(connection.execute, text(f"SELECT max({column}) FROM {table}"))
            yield f"{table} {milliseconds(run):.0f} ms"


def milliseconds(act: Callable[[], object]) -> float:
    """The middle of three, after one that warms it up."""
    act()
    took = []
    for _ in range(3):
        began = perf_counter()
        act()
        took.append(perf_counter() - began)
    return sorted(took)[1] * 1000


if __name__ == "__main__":
    main()
