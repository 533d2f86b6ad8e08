"""Durable steps a second through the store, and its lists, beside the limit measured in the same run.

    python -m benchmarks.store CASES STEPS [postgresql+psycopg://an-empty-database]

A step reads a case, completes its task and opens the next, with one clock stopped and one set. The limit is
what the bare driver does with the very statements of such steps, their reads, JSON and hashes included, turn
and turn about on the same database. Lists are asked of so many open cases, one task each, in 20 teams; beside
what each took stands what of it this program's own processor time was.
"""

import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial, reduce
from hashlib import sha256
from statistics import median
from typing import Any, cast

import psycopg

from benchmarks.figures import machine, middle
from engine.case import Case
from engine.events import AnswersGiven, Arrived, CaseOpened, ClockSet, Event, PartyJoined, TaskDone, TaskOpened, evolve
from engine.store import Store
from engine.store.cases import Cases, Change
from engine.store.database import Database, Driver, driver_of
from engine.store.subscriptions import Subscriptions

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
TEAMS = [f"team-{number}" for number in range(20)]
STREETS = ["Magdalen", "Unthank", "Dereham", "Ber", "Earlham", "Aylsham", "Newmarket", "Ipswich", "Drayton", "Prince"]
#: So many steps by one, then so many by the other.
TURN = 25
#: So many cases are opened in one transaction where a database is filled.
AT_ONCE = 20_000


def main() -> None:
    cases, steps = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for url in [f"sqlite:///{folder}/wherry.db", *sys.argv[3:]]:
            database = Database.open(url)
            database.upgrade()
            print(f"{url.partition(':')[0]}, {cases:,} cases; {machine()}", flush=True)
            minutes = timed(partial(fill, database, cases)) / 60
            print(f"  filled in {minutes:.1f} minutes; {size(database) / 1e6:,.0f} MB", flush=True)
            measure_steps(database, cases, steps)
            measure_lists(Store(database))
            print(f"  {machine()}")
            database.close()


def fill(database: Database, cases: int, first: int = 0, service: str = "", teams: Sequence[str] = TEAMS) -> None:
    """Open them all, many in one transaction; of ten services where none is named."""
    for begin in range(first, cases, AT_ONCE):
        with database.write() as connection:
            filling = Cases(cast(Database, Within(driver_of(connection))), Subscriptions(database, time.monotonic))
            for number in range(begin, min(begin + AT_ONCE, cases)):
                filling.commit(opened(number, service or f"service-{number % 10}", teams))
    with database.write() as connection:
        connection.exec_driver_sql("ANALYZE")


def size(database: Database) -> int:
    """In bytes, as the database says."""
    pages = "(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"
    is_sqlite = database.url.startswith("sqlite")
    with database.read() as connection:
        asked = f"SELECT {pages if is_sqlite else 'pg_database_size(current_database())'}"
        return int(connection.exec_driver_sql(asked).scalar_one())


class Within:
    """A database whose every transaction is the one that is under way."""

    twin = Exception

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    @contextmanager
    def step(self) -> Iterator[Driver]:
        yield self._driver


def opened(number: int, service: str = "service", teams: Sequence[str] = TEAMS) -> Change:
    chance = random.Random(number)
    street = (
        f"{chance.randint(1, 300)} {chance.choice(STREETS)} Road NR{chance.randint(1, 35)} {chance.randint(1, 9)}AA"
    )
    name = f"Person{chance.randint(1, 9999)} Surname{chance.randint(1, 9999)}"
    team, due = chance.choice(teams), NOW + timedelta(minutes=chance.randint(-20_000, 60_000))
    answers = {
        "place": street,
        "depth": "Deep",
        "email": f"p{number}@example.org",
        "notes": "It is by the school. " * 5,
    }
    events = (
        CaseOpened(reference(number), service, 1, NOW),
        PartyJoined("applicant", name, {"email": f"p{number}@example.org"}),
        Arrived("main", "report", 1),
        AnswersGiven("report", answers),
        Arrived("main", "inspect", 1),
        TaskOpened("inspect.1", "inspect", 1, team, "Inspect the road", NOW, due),
        ClockSet("inspect.1", NOW, due),
    )
    findable = {
        "Where is the pothole?": street, "Applicant": f"{name}\n{answers['email']}\n{phone(number)}",
        "What did you see?": "pothole by the school",
    }  # fmt: skip
    return change(Case(), events, team, findable, f"open-{number}")


def phone(number: int) -> str:
    return f"+4477{number:08}"


def reference(number: int) -> str:
    return f"POT-{sha256(str(number).encode()).hexdigest()[:10].upper()}"


def next_step(case: Case, number: int) -> Change:
    task = next(iter(case.tasks.values()))
    id, due = f"inspect.{task.visit + 1}", NOW + timedelta(minutes=number)
    events = (
        AnswersGiven("inspect", {"result": "Repaired", "notes": "Filled with two bags of tarmac"}),
        TaskDone(task.id, "inspect", "worker-1", NOW),
        Arrived("main", "inspect", task.visit + 1),
        TaskOpened(id, "inspect", task.visit + 1, task.who, "Inspect the road", NOW, due),
        ClockSet(id, NOW, due, statutory=True),
    )
    findable = opened(number).findable
    assert findable is not None, "it is opened with words to find it by"
    return change(case, events, task.who, findable, f"step-{number}-{task.visit}")


def change(before: Case, events: tuple[Event, ...], team: str, findable: Mapping[str, str], token: str) -> Change:
    after = reduce(evolve, events, before)
    teams = frozenset({team})
    return Change(
        before, after, events, "worker-1", "Ada Osei", NOW, "Complete", token, findable["Where is the pothole?"],
        "Report a pothole", team, teams, findable,
    )  # fmt: skip


Statement = tuple[str, Any, bool]


def measure_steps(database: Database, cases: int, steps: int) -> None:
    store = Store(database)
    ours: list[float] = []
    bare: list[float] = []
    driver = bare_driver(database.url)
    for turn in range(min(steps, cases) // (2 * TURN)):
        numbers = range(2 * TURN * turn, 2 * TURN * turn + TURN)
        prepared = [next_step(cast(Case, store.cases.load(reference(number))), number) for number in numbers]
        ours.append(timed(partial(each, partial(step, store), prepared)))
        others = [number + TURN for number in numbers]
        recorded = record(store, [next_step(cast(Case, store.cases.load(reference(n))), n) for n in others])
        bare.append(timed(partial(each, driver, recorded)))
    mine, limit = TURN / median(ours), TURN / median(bare)
    print(f"  durable steps: {mine:,.0f} a second; bare driver {limit:,.0f}; ratio {mine / limit:.2f}")


def each(act: Callable[[Any], None], things: list[Any]) -> None:
    for thing in things:
        act(thing)


def step(store: Store, change: Change) -> None:
    store.cases.load(change.after.reference)
    store.cases.commit(change)


def record(store: Store, changes: list[Change]) -> list[list[Statement]]:
    """What the store would send for each step, undone again."""
    with store.database.write() as connection:
        driver = driver_of(connection)
        recorder = Recorder(driver.connection)
        within = Cases(cast(Database, Within(Driver(driver.dialect, recorder))), store.subscriptions)
        for change in changes:
            recorder.sent.append([])
            within.commit(change)
        connection.rollback()
    return recorder.sent


class Recorder:
    """Stands where the driver's own connection stands, and keeps what is sent."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.sent: list[list[Statement]] = []

    def cursor(self) -> "Recorder":
        return self

    def execute(self, statement: str, values: Any) -> Any:
        self.sent[-1].append((statement, values, False))
        return self.driver.execute(statement, values)

    def executemany(self, statement: str, values: Any) -> None:
        self.sent[-1].append((statement, values, True))
        self.driver.cursor().executemany(statement, values)

    def pipeline(self) -> AbstractContextManager[None]:
        return nullcontext()


def bare_driver(url: str) -> Callable[[list[Statement]], None]:
    """One step by the driver alone: read, hash, write, commit."""
    is_sqlite = url.startswith("sqlite")
    if is_sqlite:
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
        connection.execute("PRAGMA synchronous = FULL")
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    read = "SELECT state FROM wf_case WHERE reference = " + ("?" if is_sqlite else "%s")

    def run(statements: list[Statement]) -> None:
        of = statements[0][1]
        state = json.loads(connection.execute(read, (of[0] if is_sqlite else of["reference"],)).fetchone()[0])
        text = json.dumps(state)
        connection.execute("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
        for statement, values, many in statements:
            cursor = connection.cursor()
            (cursor.executemany if many else cursor.execute)(statement, values)
            if statement.startswith("SELECT"):
                cursor.fetchall()
                sha256(sha256(text.encode()).digest()).hexdigest()
        connection.execute("COMMIT")

    return run


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure_lists(store: Store) -> None:
    asked: dict[str, Any] = {"teams": TEAMS[:3], "person": "me", "now": NOW, "end_of_today": NOW + DAY / 2}
    for figure in ("", "unclaimed"):
        _, cursor = store.tasks.inbox(view="all", figure=figure, limit=950, **asked)
        say(f"inbox page 1 {figure}", partial(store.tasks.inbox, view="all", figure=figure, **asked))
        say(
            f"inbox page 20 {figure}",
            partial(store.tasks.inbox, view="all", figure=figure, after=cursor, **asked),
        )
    say("inbox of one service", lambda: store.tasks.inbox(view="all", service="service-3", **asked))
    say("inbox of no such service", lambda: store.tasks.inbox(view="all", service="none", **asked))
    say("waiting for applicants", lambda: store.tasks.inbox(view="waiting", **asked))
    say("figures", lambda: store.tasks.figures(TEAMS[:3], "me", NOW, NOW + DAY / 2))
    say("a case", lambda: store.cases.load(reference(77)))
    say("a case's history", lambda: store.cases.history(reference(77)))
    say("who holds how many", store.tasks.held)
    say("open by service", store.cases.open_by_service)
    say("due timers", lambda: store.timers.due(NOW - 400 * DAY))
    for words in (
        reference(77),
        "p77@example.org",
        "person12",
        "07700 000077",
        "+44 7700 000077",
        "nr3 1aa",
        "pothole",
        "pothole school road",
        "p",
        "pot mag",
    ):
        say(f"find {words!r}", partial(store.cases.find, words, TEAMS[:3]))
        say(f"find {words!r}, a team that sees none", partial(store.cases.find, words, ["nobody"]))


def say(what: str, act: Callable[[], object]) -> None:
    print(f"  {what}: {middle(act, 21)}", flush=True)


if __name__ == "__main__":
    main()
