"""Completing a step, whole: read, decide, write, commit; beside the limit measured in the same run.

    python -m benchmarks.engine CASES STEPS [postgresql+psycopg://an-empty-database]

The limit is the bare driver doing the very statements of such steps, their reads, JSON and hashes included. Then
the same of a case with 10,000 steps behind it against one with ten, and of many cases stored against a thousand.
"""

import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import Any, cast

from benchmarks.store import TURN, bare_driver, each, record, timed
from benchmarks.store import fill as fill_with_cases
from engine.case import Case
from engine.commands import Actor, Complete, Open
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.cases import Change
from engine.store.database import Database
from workflows.load import load
from workflows.workflow import Workflow

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ADA = Actor("ada", name="Ada Osei", teams=frozenset({"highways"}))
HISTORY = 10_000
ORGANISATION = """\
organisation: Norfolk County Council
teams: {highways: Highways}
"""
SERVICE = """\
service: mend
title: Mend a road
owner: highways
reference: ROA
contact: [email]
list as: ((place))
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: report
  questions:
    place: {type: text, label: Where is it}
    notes: {type: long text, label: What is it like}
    name: {type: name, label: Name}
    email: {type: email, label: Email}
- ask: inspect
  who: highways
  title: Inspect the road
  due: 10 working days
  questions:
    found: {type: choice, label: What did you find, options: [More, Nothing]}
    said: {type: text, label: Say more}
- branch:
  - when: found is "More"
    then:
    - go to: inspect
- end: done
outcomes:
  done: {title: It is done}
"""
RAW = {
    "place": "12 Magdalen Road NR3 1AA",
    "notes": "It is by the school. " * 5,
    "name": "Zoë Ng",
    "email": "z@example.org",
}
FILES = {path_of("mend"): SERVICE, path_of("organisation"): ORGANISATION}


@dataclass
class Keeping:
    """Stands where the store's cases stand, and keeps what would be committed."""

    cases: Any
    kept: list[Change]

    def load(self, reference: str) -> Case | None:
        return cast("Case | None", self.cases.load(reference))

    def commit(self, change: Change) -> Case:
        self.kept.append(change)
        return change.after


def main() -> None:
    cases, steps = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for url in [f"sqlite:///{folder}/wherry.db", *sys.argv[3:]]:
            database = Database.open(url)
            database.upgrade()
            print(url.partition(":")[0])
            engine = prepared(database)
            measure_limit(engine, steps)
            measure_history(engine, steps)
            measure_stored(engine, cases, steps)
            database.close()


def prepared(database: Database) -> Engine:
    store = Store(database)
    workflow: Workflow = load(FILES, path_of("mend"))
    store.versions.publish("mend", workflow.hash, FILES, NOW, "ada", "Ada Osei")
    return Engine(store, Library(store, lambda: workflow.organisation))


def begin(engine: Engine, reference: str) -> None:
    opened = engine.do(Open(Actor("link", "applicant"), NOW, "mend", 1, reference, RAW, f"open-{reference}"))
    assert isinstance(opened, Done), opened


def complete(engine: Engine, reference: str, visit: int) -> None:
    raw = {"found": "More", "said": "Filled with two bags of tarmac"}
    task = f"inspect.{visit}"
    result = engine.do(Complete(ADA, NOW, reference, task, raw, f"{reference}-{visit}"))
    assert isinstance(result, Done), result


def complete_each(engine: Engine, references: list[str]) -> None:
    for reference in references:
        complete(engine, reference, 1)


def measure_limit(engine: Engine, steps: int, what: str = "completing a step") -> None:
    """Ours and the driver's, turn and turn about."""
    ours: list[float] = []
    bare: list[float] = []
    driver = bare_driver(engine.store.database.url)
    for turn in range(steps // TURN):
        mine, others = [[f"{kind}-{turn}-{n}" for n in range(TURN)] for kind in ("OUR", "RAW")]
        for reference in mine + others:
            begin(engine, reference)
        ours.append(timed(partial(complete_each, engine, mine)))
        recorded = record(engine.store, changes(engine, others))
        bare.append(timed(partial(each, driver, recorded)))
    mine_rate, limit = TURN / median(ours), TURN / median(bare)
    print(f"  {what}: {mine_rate:,.0f} a second; bare driver {limit:,.0f}; ratio {mine_rate / limit:.2f}")


def changes(engine: Engine, references: list[str]) -> list[Change]:
    """What would be committed if the first task of each were completed."""
    store = Store(engine.store.database)
    keeping = Keeping(store.cases, [])
    store.cases = cast(Any, keeping)
    for reference in references:
        complete(Engine(store, engine.library), reference, 1)
    return keeping.kept


def measure_history(engine: Engine, steps: int) -> None:
    """A case with a long history and cases with a short one, turn and turn about."""
    old = "OLD-1"
    begin(engine, old)
    complete_visits(engine, old, range(1, HISTORY + 1))
    few: list[float] = []
    many: list[float] = []
    for turn in range(steps // TURN):
        young = f"YOUNG-{turn}"
        begin(engine, young)
        complete_visits(engine, young, range(1, 11))
        few += complete_visits(engine, young, range(11, 11 + TURN))
        first = HISTORY + 1 + turn * TURN
        many += complete_visits(engine, old, range(first, first + TURN))
    after, before = median(many), median(few)
    print(
        f"  after {HISTORY:,} steps {after * 1000:.2f} ms, after ten {before * 1000:.2f} ms; ratio {after / before:.2f}"
    )


def complete_visits(engine: Engine, reference: str, visits: range) -> list[float]:
    """How long each took."""
    return [timed(partial(complete, engine, reference, visit)) for visit in visits]


def measure_stored(engine: Engine, cases: int, steps: int) -> None:
    """Cases of other services, a thousand and then many, around those that are completed."""
    figures: list[float] = []
    for stored in (1_000, cases):
        fill_with_cases(engine.store.database, stored, first=0 if not figures else 1_000)
        references = [f"NEW-{stored}-{n}" for n in range(steps)]
        for reference in references:
            begin(engine, reference)
        figures.append(median(timed(partial(complete, engine, r, 1)) for r in references))
    few, many = figures
    print(f"  {cases:,} cases stored {many * 1000:.2f} ms, 1,000 {few * 1000:.2f} ms; ratio {many / few:.2f}")


if __name__ == "__main__":
    main()
