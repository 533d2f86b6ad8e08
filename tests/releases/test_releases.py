"""What an earlier release kept is still read: its cases replay to where they stood, its database comes up to date."""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from desk import casework
from desk.files import Files
from desk.inbox import Inboxes, Wanted
from desk.sources import ORGANISATION_PATH, published_organisations
from engine.engine import Engine
from engine.events import read as read_events
from engine.events import replay
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from engine.store.state import read_case, to_text
from outside.files import FolderFiles
from tests.releases.freeze import HERE, TODAY
from workflows.calendars import LONDON
from workflows.load import load_organisation

RELEASES = sorted(folder for folder in HERE.iterdir() if (folder / "cases.json.gz").exists())
CASES = [
    pytest.param(case, id=f"{folder.name}-{case['reference']}")
    for folder in RELEASES
    for case in json.loads(gzip.decompress((folder / "cases.json.gz").read_bytes()))
]
NOON = datetime.combine(TODAY, time(12), LONDON)
LARGEST = 500_000
#: Without one of these a frozen set would promise too little.
HAPPENED = {
    "CaseOpened", "AnswersGiven", "TaskOpened", "TaskClaimed", "TaskDone", "ClockSet", "ClockPaused", "ClockResumed",
    "MessageSent", "NoteAdded", "CaseClosed",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_an_earlier_release_replays_to_where_it_stood(case: dict[str, Any]) -> None:
    events = [event for command in case["commands"] for event in read_events(command["facts"], command["content"][1])]

    replayed = replace(replay(events), revision=len(case["commands"]))

    assert replayed == read_case(to_text(case["state"]))


def test_the_frozen_cases_stand_at_every_stage() -> None:
    states = [case.values[0]["state"] for case in CASES]

    assert len(CASES) >= 12
    assert any(state["outcome"] for state in states)
    assert any(clock[3] for state in states for clock in state["clocks"].values()), "one clock stands still"
    commands = [command for case in CASES for command in case.values[0]["commands"]]
    assert {fact["event"] for command in commands for fact in command["facts"]} >= HAPPENED


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The database of an earlier release, as this one finds it."""
    file = tmp_path / "wherry.db"
    file.write_bytes(gzip.decompress((request.param / "wherry.db.gz").read_bytes()))
    return file


@pytest.fixture
def engine(kept: Path) -> Iterator[Engine]:
    """This program over that database, brought up to date."""
    database = Database.open(f"sqlite:///{kept}")
    database.upgrade()
    store = Store(database)
    house = load_organisation(published_organisations(store)[0], ORGANISATION_PATH)
    yield Engine(store, Library(store, lambda: house))
    database.close()


def columns(file: Path) -> dict[str, set[str]]:
    """Every table with its columns."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: {row[1] for row in connection.execute(f"PRAGMA table_info('{table}')")} for table in tables}


def references(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT reference FROM wf_case ORDER BY number")]


def test_an_earlier_database_gets_the_tables_of_a_new_one(engine: Engine, kept: Path, tmp_path: Path) -> None:
    fresh = Database.open(f"sqlite:///{tmp_path / 'fresh.db'}")
    fresh.upgrade()
    fresh.close()

    assert columns(kept) == columns(tmp_path / "fresh.db")


def test_every_case_in_it_verifies_and_replays(engine: Engine, kept: Path) -> None:
    known = references(kept)

    assert len(known) >= 40
    assert {reference: engine.store.cases.verify(reference) for reference in known} == {name: [] for name in known}
    assert all(engine.store.cases.replayed(reference) == engine.store.cases.load(reference) for reference in known)


def test_every_version_in_it_is_still_a_workflow(engine: Engine, kept: Path) -> None:
    services = engine.store.versions.services()

    assert services
    assert all(engine.library.latest(service) for service in services)


def test_its_people_find_their_inbox_and_open_their_cases(engine: Engine, tmp_path: Path) -> None:
    desk = casework.Desk(engine, Files(engine, FolderFiles(tmp_path), bytes, lambda: NOON))
    with engine.store.registers.read() as register:
        found = register.people.find("marta-kowalska")
    assert found is not None

    inbox = Inboxes(desk.engine).page(found.actor(), Wanted(), NOON)

    assert len(inbox.rows) >= 5
    assert {type(desk.case(found.actor(), row.reference, NOON)).__name__ for row in inbox.rows} == {"CaseView"}


def test_what_is_frozen_stays_small() -> None:
    assert RELEASES
    assert all(file.stat().st_size < LARGEST for folder in RELEASES for file in folder.iterdir())
